"""The terminal itself: its driver, its end, and what may never reach it."""
