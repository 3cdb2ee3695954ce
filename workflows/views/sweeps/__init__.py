"""Pages of a safety sweep: search, choice, notice, confirmation, progress."""
