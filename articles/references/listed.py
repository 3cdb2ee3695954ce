"""A list of identifiers, one or several a line: each is a work to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from articles.references.encodings import Line
from articles.references.identifiers import Identifier, recognised
from articles.references.works import Record, Refused, Wanted

LOOKED_UP = frozenset({"doi", "pmid", "pmcid"})
_PARTS = re.compile(r"[,;\t]\s*|(?<!\s)\s+(?=10\.|PMC\d|PMID|https?://|\d{5,8}(?:\s|$))", re.IGNORECASE)
_MARKER = re.compile(r"(?:[-*•]|\(?\d{1,4}[.)])\s+")


def records(lines: Iterable[Line]) -> Iterator[Record]:
    for line in lines:
        for typed in typed_on(line.text):
            found = recognised(typed)
            if found is not None and found.kind in LOOKED_UP:
                yield Wanted(found.kind, found.value, line.number)
            else:
                yield Refused(line.number, _("This is neither a DOI nor a PMID or PMCID."), typed[:80])


def typed_on(line: str) -> list[str]:
    """What stands on a line, without a number or a bullet before it."""
    words = _MARKER.sub("", line.strip()[:2_000], count=1)
    whole = recognised(words)
    return [words] if whole else [part.strip() for part in _PARTS.split(words) if part.strip()]


def is_list(lines: Iterable[str]) -> bool:
    """Whether nearly all that is not blank are identifiers that can be looked up."""
    found = [recognised(typed) for line in lines for typed in typed_on(line)]
    known = [one for one in found if isinstance(one, Identifier) and one.kind in LOOKED_UP]
    return bool(found) and len(known) * 5 >= len(found) * 4
