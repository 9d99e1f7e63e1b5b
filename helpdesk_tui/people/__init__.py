"""Clients, contacts, assets and technicians: finding them and keeping them true."""
