"""What the pages of this installation are made with: the same build gives the same bytes for the same page."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from articles import publisher, publisher_texts
from articles.publishing.wording import template_files

# What stands on every page besides the publisher's own words: neither waits for the next publication.
ON_PAGES = ("SITE_URL", "REFERENCE_STYLE", "TIME_ZONE")
PACKAGE = Path(__file__).resolve().parent.parent


def build() -> str:
    """Twelve hex digits over templates, renderer, scores, translations, style sheets' names and the publisher's texts."""
    words = [
        *(str(getattr(settings, name)) for name in ON_PAGES),
        publisher.current().words,
        repr(publisher_texts.words()),
    ]
    return hashlib.sha256("\n".join([_code(), *words]).encode()).hexdigest()[:12]


@cache
def _code() -> str:
    total = hashlib.sha256(f"{django.get_version()} {getattr(staticfiles_storage, 'manifest_hash', '')}".encode())
    for path in sorted(_sources()):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    yield from template_files()
    yield from (PACKAGE / "publishing").glob("*.py")
    yield from (PACKAGE / "text").rglob("*.py")
    yield from (PACKAGE / "references").rglob("*.py")
    yield from (PACKAGE / "references").rglob("*.csl")
    yield from (path for path in (PACKAGE / "text").rglob("data/*") if path.is_file())
    for folder in settings.LOCALE_PATHS:
        yield from Path(folder).rglob("*.mo")
