"""Made-up desks: a convincing one to try the program on, and large ones to load it with."""
