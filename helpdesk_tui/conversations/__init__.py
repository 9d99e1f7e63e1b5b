"""Breaking bad news in six steps: what is asked at each, what was said, and what comes of it."""
