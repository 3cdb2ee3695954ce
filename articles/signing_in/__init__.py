"""The door: allauth as this product uses it. What happens there is noted, and only what the settings allow opens it."""
