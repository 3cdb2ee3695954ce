"""What is known of a review: the rule that fits, whom to ask, what ties them, where it stands, what readers are told."""
