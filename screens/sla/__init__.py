"""What is promised to clients, and the hours in which time counts: looked at, changed, saved."""
