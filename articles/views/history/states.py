"""A revision or a version as one side of a comparison: its name, its details and its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.template.defaultfilters import date as format_date
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.audiences import Audience
from articles.manifest import Byline, CitedReference, EvidenceSearch, FrozenText, Manifest
from articles.models import Article, Status, Text, Version
from articles.models.article import POPULATIONS, ContributorRole
from articles.past import State, state_at
from articles.publishing import wording
from articles.text.skeletons import CHOICES

_ROLES = dict(ContributorRole.choices)
_DETAILS = {
    "title": gettext_lazy("Title"),
    "slug": gettext_lazy("Address"),
    "question": gettext_lazy("Question that it answers"),
    "audiences": gettext_lazy("Whom it is written for"),
    "population": gettext_lazy("Applies to"),
    "country": gettext_lazy("Country"),
    "applies_to_note": gettext_lazy("Applies to, in words"),
    "topic": gettext_lazy("Topic"),
    "type": gettext_lazy("Type"),
    "language": gettext_lazy("Language"),
    "funding": gettext_lazy("Funding"),
    "reference_keys": gettext_lazy("Reference list"),
    "quotes": gettext_lazy("Evidence quotes"),
    "evidence_searches": gettext_lazy("Evidence searches"),
    "byline": gettext_lazy("Written by"),
    "references": gettext_lazy("References cited"),
}


@dataclass(frozen=True)
class Words:
    """One text, by its three parts."""

    summary: str = ""
    body: str = ""
    description: str = ""

    @classmethod
    def of(cls, text: Text | FrozenText | None) -> Self:
        return cls(text.summary, text.body, text.description) if text else cls()


@dataclass(frozen=True)
class Side:
    """One of two states. `place` orders them: by revision, a version behind the revision that it froze. `is_draft`: no board
    approved these words.
    """

    name: str
    label: str
    place: tuple[int, int, int]
    details: Mapping[str, str]
    texts: Mapping[str, Words]
    is_draft: bool = True


def side(article: Article, asked: str) -> Side | None:
    """ "r12", "12": revision 12. "v3": version 3. "draft": the newest revision. "live": what readers see. Else None."""
    if asked == "draft":
        return _revision_side(article, article.revision)
    if asked == "live":
        publication = article.publications.live().select_related("version").first()
        return _version_side(publication.version) if publication else None
    kind, number = (asked[:1], asked[1:]) if asked[:1] in ("r", "v") else ("r", asked)
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        return None
    if kind == "v":
        version = article.versions.filter(number=int(number)).first()
        return _version_side(version) if version else None
    return _revision_side(article, int(number))


def details_between(before: Side, after: Side) -> list[tuple[str | Promise, str, str]]:
    """Details that both sides record and that differ, by name."""
    shared = [name for name in _DETAILS if name in before.details and name in after.details]
    rows = [(_DETAILS[name], before.details[name], after.details[name]) for name in shared]
    return [row for row in rows if row[1] != row[2]]


def words_of(words: Words) -> dict[str, str]:
    """The parts of a text by the names that people know, each as HTML."""
    description = f"<p>{escape(words.description)}</p>" if words.description else ""
    return {_("Bottom line"): words.summary, _("Text"): words.body, _("Description for search engines"): description}


def _revision_side(article: Article, number: int) -> Side | None:
    state = state_at(article, number)
    if state is None:
        return None
    name = _("Revision %d") % number
    texts = {audience: Words.of(text) for audience, text in state.declared.items()}
    label = f"{name}, {format_date(localtime(state.when), 'DATE_FORMAT')}"
    return Side(name, label, (number, 0, 0), _details_of_state(state), texts)


def _details_of_state(state: State) -> dict[str, str]:
    row: Any = state.row
    plain = ("title", "slug", "question", "country", "applies_to_note", "topic", "language", "funding")
    return {
        **{name: str(getattr(row, name) or "") for name in plain},
        "type": str(dict(CHOICES).get(row.type, row.type)),
        "audiences": _audiences(row.audiences),
        "population": _populations(row.population),
        "reference_keys": "; ".join(row.reference_keys),
        "quotes": "; ".join(f"{key}: “{kept['quote']}”" for key, found in row.quotes.items() for kept in found),
        "evidence_searches": _searches(EvidenceSearch(**search) for search in row.evidence_searches),
    }


def _version_side(version: Version) -> Side:
    name = _("Version %d") % version.number
    content = version.content
    label = f"{name}, {format_date(localtime(version.submitted_at), 'DATE_FORMAT')}"
    texts = {audience: Words.of(text) for audience, text in content.texts.items()}
    is_draft = version.status != Status.APPROVED
    return Side(name, label, (version.revision, 1, version.number), _details_of_version(content), texts, is_draft)


def _details_of_version(content: Manifest) -> dict[str, str]:
    return {
        "title": content.title,
        "question": content.question,
        "audiences": _audiences(content.audiences),
        "population": _populations(content.applies_to.population),
        "country": content.applies_to.country,
        "applies_to_note": content.applies_to.note,
        "language": content.language,
        "funding": content.funding,
        "byline": "; ".join(_contributor(byline) for byline in content.contributors),
        "references": "; ".join(_reference(reference) for reference in content.references),
        "evidence_searches": _searches(content.evidence_search),
    }


def _searches(searches: Iterable[EvidenceSearch]) -> str:
    """Everything that readers and the board are told of each."""
    words = (f"{one.database}, {one.searched_on}, {one.by}, {one.hits}: {one.strategy}" for one in searches)
    return "; ".join(words)


def _audiences(names: Any) -> str:
    return "; ".join(str(audience.label) for audience in Audience if audience.value in names)


def _populations(names: Any) -> str:
    return "; ".join(str(POPULATIONS.get(name, name)) for name in names)


def _contributor(byline: Byline) -> str:
    """With everything that readers are told about them, so that no change of it stays unseen."""
    role = str(_ROLES.get(byline.role, byline.role))
    said = (byline.orcid, *(words for _name, words in wording.disclosed(byline)))
    return ", ".join(filter(None, (byline.name, byline.credentials, role, byline.affiliation, *said)))


def _reference(reference: CitedReference) -> str:
    title = str(reference.csl.get("title") or "")
    return f"{title} ({reference.key})" if title else reference.key
