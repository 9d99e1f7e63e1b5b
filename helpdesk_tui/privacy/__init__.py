"""What the desk keeps about a person: telling all of it, and erasing it."""
