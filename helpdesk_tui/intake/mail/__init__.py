"""Reads boxes of mails as rows: one a mail, the thread that it belongs to among its cells."""
