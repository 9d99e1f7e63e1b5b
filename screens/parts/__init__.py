"""What screens are made of: lines, lists, and the bars in which something is asked."""
