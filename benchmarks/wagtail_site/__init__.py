"""Wagtail's side: a site with one kind of page. It runs in a virtual environment of its own and imports nothing of ours."""
