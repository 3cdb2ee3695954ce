"""Setting boards up, and every later change of them."""
