"""What the record comes to: figures, what recurs, a look ahead. All is read, nothing is changed."""
