"""The timer, the day and the week of a technician."""
