"""What the desk does by itself: it wakes tickets, copies itself, and mends what it finds broken."""
