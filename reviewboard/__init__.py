"""The project: settings, addresses, processes."""

from reviewboard.celery import app as celery_app

__all__ = ["celery_app"]
