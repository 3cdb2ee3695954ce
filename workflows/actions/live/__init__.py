"""What is live: publications, checks before them, notices, emergencies, taking down."""
