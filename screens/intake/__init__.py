"""Files that become tickets: what their columns mean, and the import."""
