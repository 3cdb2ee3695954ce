"""Everything that reads the words of a text; pure, so that a rule about words is tried without a database."""
