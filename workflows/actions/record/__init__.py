"""Acts of those who look into the record."""
