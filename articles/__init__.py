"""What is written and read, and the record of it."""
