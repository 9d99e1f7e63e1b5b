"""Replies that are kept ready, with the changes that go with them."""
