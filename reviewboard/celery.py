"""The Celery app: where messages about owed work go, and how."""

import os

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")

# Imported by a worker once Django is set up.
app = Celery("reviewboard", include=["reviewboard.tasks"])
app.config_from_object("django.conf:settings", namespace="CELERY")
# The id of the request that owed it stands in the worker's lines too.
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def leave_logging_to_django(**_: object) -> None:
    """Connected, so that Celery installs no handlers of its own."""
