"""The queue, the ticket, and what a technician does to them."""
