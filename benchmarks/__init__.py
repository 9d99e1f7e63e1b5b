"""What the desk costs: start, keys, bytes, idling, memory, filter, writing, loading."""
