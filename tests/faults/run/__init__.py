"""The long fault run: everything that can die does, at random, while people work; then the record is counted."""
