"""Wagtail's site for a web server, with Wagtail's own Python."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.wagtail_site.settings"
application = get_wsgi_application()
