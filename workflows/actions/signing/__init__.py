"""Signing, proving who signs, and taking a sign-off back."""
