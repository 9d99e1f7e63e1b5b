"""Files that become tickets or hours: what their columns mean, and the import."""
