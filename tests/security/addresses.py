"""Every address of the URL configuration, with the words that it takes filled in. What nobody has filled in here fails."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from articles.text.consistency import Kind
from articles.text.rating import InstrumentKey
from tests.security.scenery import ANY, Scenery
from workflows.forms.boards import FORMS
from workflows.models import ChangeKind
from workflows.views import tasks
from workflows.views.reviews import seats
from workflows.views.versions import notices, version

Words = Mapping[str, Sequence[object]]
WORD = re.compile(r"<(?:\w+:)?(\w+)>")
ADMINISTRATION = "administration/"
# An address of a member of a set is answered like any other of it; these stand for all.
WORDS: Words = {
    "audience": ("patient",),
    "other": ("clinician",),
    "source": ("clinician",),
    "number": (1,),
    "language": ("en",),
    "instrument": tuple(key.value for key in InstrumentKey),
    "disclosure": (1,),
    "reference": (1,),
    "extension": ("png",),
    "sha256": ("0" * 64,),
    "format_": ("json",),
    "code": ("nonsense",),
    "token": ("nonsense",),
    "uidb36": ("1",),
    "key": ("nonsense",),
    "role": ("chair",),
    "board": (1,),
    "seat": (1,),
    "person": (1,),
    "provider_id": ("organisation",),
}
WORDS_OF: Mapping[str, Words] = {
    # Of a browser's key, which no test of a server makes: nobody's.
    "mfa_remove_webauthn": {"pk": (1,)},
    "mfa_edit_webauthn": {"pk": (1,)},
    # Of a browser in which somebody signed in by the page for it: here nobody did.
    "desk:log_in_end": {"pk": (1,)},
    "desk:version_act": {"name": tuple(version.DEEDS)},
    "desk:notices_act": {"name": tuple(notices.DEEDS)},
    "desk:emergency_act": {"name": ("hide", "warn", "take_down")},
    "desk:person_act": {"name": ("end_log_ins", "deactivate", "reactivate", "erase")},
    "desk:review_seat": {"name": tuple(seats.ACTS)},
    "desk:board_entry": {"kind": tuple(kind.value for kind in FORMS if kind in ChangeKind.values)},
    "desk:key_entry": {"kind": (ChangeKind.KEY_ADDED.value,)},
    "desk:article_timeline_export": {"kind": ("timeline.csv",)},
    "desk:article_inspection": {"kind": ("json",)},
    "desk:publisher_text": {"kind": ("policy",)},
    "desk:stream": {"name": ("site",)},
    "desk:kind_demote": {"name": (Kind.DRUG.value,)},
    "desk:draft_task_act": {"deed": tuple(tasks.DEEDS)},
    "desk:webhook_act": {"deed": ("secret", "off", "on")},
}


@dataclass(frozen=True)
class Address:
    """`shown` is how the table names it: the route with its words, and a # where the number of a row stands."""

    name: str
    shown: str
    path: str
    absent: str  # the same of a row that is not there
    status: str = ANY

    @property
    def is_desk(self) -> bool:
        return self.path.startswith("/desk/")


@dataclass(frozen=True)
class Route:
    name: str
    text: str

    @property
    def words(self) -> list[str]:
        return WORD.findall(self.text)


def routes() -> list[Route]:
    return list(_routes(get_resolver(), "", ""))


def _routes(resolver: URLResolver, before: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        text = before + _plain(str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name or ''}", text)
        elif text != ADMINISTRATION:
            yield from _routes(entry, text, f"{entry.namespace}:" if entry.namespace else namespace)


def _plain(pattern: str) -> str:
    """A regular expression as a route."""
    if not pattern.startswith("^"):
        return pattern
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    return named.strip("^$").replace("/?", "").replace("\\", "")


def addresses(scenery: Scenery) -> list[Address]:
    """Each route with each combination of its words and with the row of each status."""
    return [made for route in routes() for made in _filled(route, scenery)]


def _filled(route: Route, scenery: Scenery) -> Iterator[Address]:
    before, _, _ = route.text.partition("<")
    of_row = scenery.rows.get(before) if route.words else None
    first, others = (route.words[0], route.words[1:]) if of_row else ("", route.words)
    known = {**WORDS, **WORDS_OF.get(route.name, {})}
    unknown = [word for word in others if word not in known]
    if unknown:
        raise AssertionError(f"{route.text}: say in tests/security what {', '.join(unknown)} may be")
    for status, row in (of_row or {ANY: ""}).items():
        numbers = scenery.numbers.get(status, {})
        for values in product(*(known[word] for word in others)):
            chosen = dict(zip(others, values, strict=True))
            shown = _with(route.text, {**chosen, first: "#", **dict.fromkeys(numbers, "#")})
            path, other = (_with(route.text, {**chosen, **numbers, first: word}) for word in (row, _absent(row)))
            yield Address(route.name, shown, f"/{path}", f"/{other}" if of_row else "", status)


def _absent(row: object) -> object:
    """Of the same kind, and of no row."""
    if isinstance(row, uuid.UUID):
        return uuid.UUID(int=0)
    return 99_999_999 if isinstance(row, int) else "nothing-of-this-name"


def _with(text: str, values: Mapping[str, object]) -> str:
    return WORD.sub(lambda found: str(values.get(found[1], found[0])), text)
