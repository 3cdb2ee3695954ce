"""The web server's way in: the page layer, the lists that are kept, then Django."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewboard.settings")
# Many requests at once share few connections; commands and workers have one each.
os.environ.setdefault("DATABASE_POOL", "true")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402  readable once Django is set up

from articles.publishing.layer import PageLayer  # noqa: E402  as above
from articles.publishing.remembering import ListLayer  # noqa: E402  as above
from reviewboard.watching.counting import count_store_answer  # noqa: E402  as above

# What is loaded by now stays: to look through all of it for what nobody needs stops every request of the process for a third of a second.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
application = PageLayer(ListLayer(django_application), settings.PAGE_STORE, told=count_store_answer)
