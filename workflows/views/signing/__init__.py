"""Signing, what proves who signs, and what one may do with a sign-off."""
