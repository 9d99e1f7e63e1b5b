"""What the record comes to: counts, times, promises, in columns and bars."""
