"""The app with the page that is saved."""
