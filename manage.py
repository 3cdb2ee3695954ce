#!/usr/bin/env python
"""The command line: starts Django, or says in one sentence which setting stops it."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from environs import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
    try:
        getattr(settings, "INSTALLED_APPS")  # noqa: B009  reading one setting reads them all
    except (ImproperlyConfigured, EnvError) as refused:
        sys.exit(str(refused))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
