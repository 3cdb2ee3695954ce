"""What ties a member to an article: a shared institution, a declared company or drug that the article names. Pure.

Names are compared, nothing is looked up: which company makes a drug is not known here, so the member is asked that
(`question`). A tie that is found asks for a decision; that none is found proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.text.drugs import drugs


class Kind(TextChoices):
    OWN_ARTICLE = "own_article", _("They wrote or changed words of this article: %s")
    INSTITUTION = "institution", _("They share an institution with a contributor: %s")
    CO_EDITING = "co_editing", _("They worked on another article with a contributor in the last three years: %s")
    COMPANY = "company", _("They declared an entity that the article or a contributor names: %s")
    DRUG = "drug", _("They declared an interest in a drug that the article names: %s")


@dataclass(frozen=True)
class Tie:
    """`about` is the institution, article, company or drug."""

    kind: str
    about: str

    @property
    def sentence(self) -> str:
        return str(Kind(self.kind).label) % self.about


@dataclass(frozen=True)
class Interest:
    """One thing declared under an item of the yearly form. `entity` may name several, parted by semicolons."""

    item: str
    entity: str
    details: str

    @property
    def entities(self) -> list[str]:
        return [name for part in re.split(r"[;\n]", self.entity) if (name := part.strip())]

    @property
    def in_words(self) -> str:
        return f"{self.entity} ({self.details})" if self.details else self.entity


# What begins a part of an address that is no institution of its own.
_UNITS = re.compile(r"^(?:(?:the|a)\s+)?(?:dep(?:artmen)?t|division|section|unit|ward|service|chair)\b")
# Parts that count wherever they stand; the first part that is no unit counts always ("Charité, Berlin").
_INSTITUTIONS = re.compile(
    r"\b(?:universit\w*|hospital\w*|hôpital|college|institut\w*|clinic\w*|klini\w*|school|academy|centre|center|trust|"
    r"foundation|infirmary|council|agency|company|press|forum|society|charit\w*|spital\w*|krankenhaus)\b"
)
_LEGAL_FORM = re.compile(
    r"(?: (?:inc|ltd|limited|llc|plc|gmbh|ag|sa|se|nv|bv|ab|co|corp|corporation|company|kg|kgaa|spa|srl|oy)){1,8}$"
)
_IN_BRACKETS = re.compile(r"\([^)]{0,300}\)")
_SHORTEST_NAME = 3


def institutions(affiliation: str) -> frozenset[str]:
    """The institutions that an affiliation names, in one spelling; departments and places are none."""
    bare = _IN_BRACKETS.sub(" ", affiliation)
    parts = [part for raw in re.split(r"[,;/|]", bare) if (part := _words(raw)) and not _UNITS.match(part)]
    return frozenset(_without_article(part) for part in [*parts[:1], *filter(_INSTITUTIONS.search, parts)])


def _without_article(name: str) -> str:
    return name.removeprefix("the ")


def _words(text: str) -> str:
    """In lower case, words apart by one blank, without punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def shared_institutions(affiliation: str, others: Iterable[str]) -> Iterator[Tie]:
    """A tie for every contributor's institution that is the member's too, as the member spells it."""
    mine = institutions(affiliation)
    for name in sorted({shared for other in others for shared in mine & institutions(other)}):
        yield Tie(Kind.INSTITUTION, _as_written(name, affiliation))


def _as_written(name: str, affiliation: str) -> str:
    parts = [" ".join(part.split()) for part in re.split(r"[,;/|]", _IN_BRACKETS.sub(" ", affiliation))]
    return next((part for part in parts if _without_article(_words(part)) == name), name)


def named_interests(interests: Iterable[Interest], text: str) -> Iterator[Tie]:
    """Entities and drugs of the yearly statement that stand in `text`: the words of the article and of its contributors."""
    words, named = f" {_words(text)} ", frozenset(drugs(text))
    found: dict[Tie, None] = {}
    for interest in interests:
        for entity in interest.entities:
            name = _LEGAL_FORM.sub("", _words(entity))
            if len(name) >= _SHORTEST_NAME and f" {name} " in words:
                found[Tie(Kind.COMPANY, entity)] = None
        for drug in drugs(f"{interest.entity} {interest.details}"):
            if drug in named:
                found[Tie(Kind.DRUG, drug)] = None
    yield from found
