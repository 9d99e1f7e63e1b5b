"""The sheet that a client gets of their hours: what is on it, what it costs, and giving it out."""
