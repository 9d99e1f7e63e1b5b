"""Opening, guarding and following the database; it knows files and locks, not tickets."""
