"""What is promised to clients, and the clocks that follow from it: pure, without a database."""
