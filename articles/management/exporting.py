"""`publish --output`: the whole public site as files, with a search that runs in the browser."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format as format_date

from articles.audiences import Audience
from articles.management.folder import Folder
from articles.management.search_in_browser import index_of
from articles.management.site_files import SEARCH, WITHOUT_SERVER, as_file, name_of, relative, under_site_url
from articles.management.walking import Answer, walked

IN_SEARCH = "search/index.html"


@dataclass(frozen=True)
class Exported:
    files: int
    written: int
    removed: int


def export(
    folder: Path, *, is_relative: bool = True, counted: Callable[[int], None] = lambda _number: None
) -> Exported:
    """Make the folder equal to the public site as it is now. Raises `NotOurs`, `NotServed` or `ChangedText`."""
    target = Folder(folder)
    with TemporaryFile() as kept:
        names = dict(_kept(kept, counted))
        names |= {f"{SEARCH}{audience}.json": f"search/{audience}.json" for audience in Audience}
        lead = relative(names) if is_relative else under_site_url(names)
        target.expect(names.values())
        for answer in _read(kept):
            name = names[answer.address]
            target.put(name, as_file(answer, name, names, lead))
    for audience in Audience:
        target.put(
            f"search/{audience}.json",
            index_of(audience, lambda address: lead(address, IN_SEARCH) if address in names else ""),
        )
    return Exported(len(set(names.values())), target.written, target.end())


def _kept(kept: IO[bytes], counted: Callable[[int], None]) -> Iterator[tuple[str, str]]:
    """Each address with its file. Where links lead is known when all are walked; until then the answers lie on the disk."""
    for answer in walked(_own_pages(), counted):
        pickle.dump(answer, kept)
        yield answer.address, name_of(answer.address, answer.media_type)


def _read(kept: IO[bytes]) -> Iterator[Answer]:
    end = kept.tell()
    kept.seek(0)
    while kept.tell() < end:
        yield pickle.load(kept)  # noqa: S301  what this process wrote


def _own_pages() -> Iterator[Answer]:
    """What the site itself does not have: its search answers on the server."""
    today = format_date(timezone.localdate(), "DATE_FORMAT")
    with translation.override(settings.LANGUAGE_CODE):
        yield _page(SEARCH, "search", audiences=[(one.value, one.label, False) for one in Audience])
        yield _page(WITHOUT_SERVER, "without_server", made_on=today, site=f"{settings.SITE_URL.rstrip('/')}/")


def _page(address: str, template: str, **context: object) -> Answer:
    request = HttpRequest()
    request.path = address
    request.user = AnonymousUser()
    body = render_to_string(f"articles/exported/{template}.html", context, request=request)
    return Answer(address, 200, "text/html", body.encode())
