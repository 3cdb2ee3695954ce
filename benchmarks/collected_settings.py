"""Our settings with static files as production serves them, compressed and named by what is in them, on a host without a certificate."""

from reviewboard.settings import *  # noqa: F403
from reviewboard.settings import STORAGES as OURS

STORAGES = {**OURS, "staticfiles": {"BACKEND": "reviewboard.static_files.ModuleStaticFilesStorage"}}
WHITENOISE_USE_FINDERS = False
