"""A help desk in the terminal, for technicians who keep it open all day."""

__version__ = "0.1.0"
