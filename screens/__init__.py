"""What a technician sees: the Textual side of the desk."""
