"""Writes the tickets of a view to a file that other programs read, and our own import too."""
