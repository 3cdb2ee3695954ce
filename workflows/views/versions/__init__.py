"""Pages about an article and its versions: submit, start a review, notices, emergencies."""
