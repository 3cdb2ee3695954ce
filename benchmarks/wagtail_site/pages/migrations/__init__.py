"""Made once by makemigrations of the pinned Wagtail."""
