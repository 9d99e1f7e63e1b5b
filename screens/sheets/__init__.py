"""Monday: the sheets that clients get of their hours."""
