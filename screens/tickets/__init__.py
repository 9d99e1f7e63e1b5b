"""The queue, a ticket, and what is done to them."""
