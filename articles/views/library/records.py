"""The record of a work, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Reference
from articles.refusals import Sentence

AUTHORS_SHOWN = 20
_LINKS: Mapping[str, tuple[Sentence, str]] = {
    "doi": ("DOI", "https://doi.org/"),
    "pmid": ("PMID", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmcid": ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/"),
    "isbn": ("ISBN", ""),
    "guideline": (gettext_lazy("Guideline number"), ""),
    "url": (gettext_lazy("Web address"), ""),
}
_FACTS = {
    "container-title": gettext_lazy("Journal, publisher or site"),
    "volume": gettext_lazy("Volume"),
    "issue": gettext_lazy("Issue"),
    "page": gettext_lazy("Pages"),
    "publisher": gettext_lazy("Publisher"),
    "publisher-place": gettext_lazy("Place"),
    "edition": gettext_lazy("Edition"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True)
class Fact:
    """A line of the record; `url` where it leads somewhere."""

    label: Sentence
    words: str
    url: str = ""


def facts_of(found: Reference) -> Iterator[Fact]:
    csl: Mapping[str, Any] = found.csl if isinstance(found.csl, dict) else {}
    for name, label in (("author", gettext_lazy("Authors")), ("editor", gettext_lazy("Editors"))):
        if people := _people(csl.get(name)):
            yield Fact(label, people)
    if found.year:
        yield Fact(gettext_lazy("Year"), found.year)
    yield from (Fact(label, str(csl[name])) for name, label in _FACTS.items() if csl.get(name))


def _people(value: Any) -> str:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    names = [
        " ".join(str(person[part]) for part in ("given", "family", "literal") if person.get(part)) for person in people
    ]
    shown = ", ".join(filter(None, names[:AUTHORS_SHOWN]))
    others = len(names) - AUTHORS_SHOWN
    return _("%(names)s and %(number)d others") % {"names": shown, "number": others} if others > 0 else shown


def identifiers_of(found: Reference) -> Iterator[Fact]:
    for name, value in found.identifiers.items():
        label, where = _LINKS[name]
        if value:
            leads = f"{where}{value}" if where else value
            yield Fact(label, value, leads if leads.startswith(("https://", "http://")) else "")
