"""What happens in a review: start, invitations, interests, reading, answers, meetings."""
