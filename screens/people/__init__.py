"""Clients, their contacts and machines."""
