"""A frozen version as its readers would see its words, and how they differ from an earlier version's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.actions.conversation import words_of_version
from articles.audiences import Audience
from articles.manifest import FrozenText, Manifest
from articles.models import Version
from articles.publishing import bibliography, kept, wording
from articles.publishing.block_tools import BlockTools
from articles.publishing.explaining import PARTS, terms_for, with_marks
from articles.publishing.passages import Page, Setting
from articles.publishing.render import applies_to, description
from articles.text.citations import numbering
from articles.views.history.comparing import Overview, Part, compared, overview
from workflows.views.reviews.remembered import remembered
from workflows.views.versions.sources import sources

# The form of the review page that keeps a place; buttons beside the headings belong to it.
PLACE_FORM = "place"


@dataclass(frozen=True)
class Shown:
    """One text, decorated as on a reader page, with its references."""

    audience: Audience
    description: str
    applies_to: str
    summary: SafeString
    body: SafeString
    explained: SafeString
    reference_list: SafeString


@dataclass(frozen=True)
class Difference:
    """What changed in one text, part by part."""

    audience: Audience
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(row.change is not None for part in self.parts for row in part.rows)


@dataclass(frozen=True)
class Tab:
    url: str
    label: str
    current: bool
    note: str = ""


def chosen(version: Version, wanted: str | None) -> Audience:
    """The text that a page is asked for, else the first."""
    names = version.content.audiences
    return Audience(wanted) if wanted and wanted in names else Audience(names[0])


def text_tabs(version: Version, current: Audience, notes: Mapping[Audience, str] | None = None) -> list[Tab]:
    return [
        Tab(f"?text={name}#words", str(Audience(name).label), name == current, (notes or {}).get(Audience(name), ""))
        for name in version.content.audiences
    ]


def shown(version: Version, audience: Audience, *, comment_url: str | None = None, place_form: str = "") -> Shown:
    """With a way to comment at each block where there is an address for it; "" gives the blocks their places alone. `place_form` is the
    id of the form that keeps the reader's place.
    """
    choices = (audience, str(comment_url), place_form)
    return remembered(
        "words", version.digest, *choices, make=lambda: _shown(version, audience, comment_url, place_form)
    )


def _shown(version: Version, audience: Audience, comment_url: str | None, place_form: str) -> Shown:
    content = version.content
    text = content.texts[audience]
    numbers = numbering([text.summary, text.body])
    terms = terms_for(content, audience)
    page = Page(_setting(content, audience, numbers))
    tools = None if comment_url is None else BlockTools(words_of_version(version, audience), comment_url, place_form)
    parts = zip(PARTS, (text.summary, text.body), strict=True)
    summary, body = (page.decorate(with_marks(html, part, terms), tools=tools) for part, html in parts)
    written = kept.in_style(content.references, content.language)
    entries = bibliography.entries(content, numbers, page.places, {}, written)
    return Shown(
        audience=audience,
        description=description(content, audience),
        applies_to=applies_to(content),
        summary=summary,
        body=body,
        explained=render_to_string("articles/published/_terms.html", {"terms": terms}),
        reference_list=_reference_list(content, audience, entries),
    )


def _reference_list(content: Manifest, audience: Audience, entries: Sequence[bibliography.Entry]) -> SafeString:
    """The works of this text with what was quoted of them, then those of other texts."""
    context = {
        "sources": sources(content, audience, [entry for entry in entries if entry.number]),
        "others": [entry for entry in entries if not entry.number],
        "manifest": content,
    }
    return render_to_string("workflows/_cited_references.html", context)


def _setting(content: Manifest, audience: Audience, numbers: Mapping[str, int]) -> Setting:
    words = {"audience": wording.WRITTEN_FOR[audience], "number": content.number}
    return Setting(
        audience=audience,
        numbers=numbers,
        marks={},
        stamp=_("%(audience)s · version %(number)s · not published") % words,
        images={image.sha256: image for image in content.images},
        terms=terms_for(content, audience),
        opens=True,
        language=content.language,
    )


def differences(old: Version, new: Version) -> list[Difference]:
    """For every text of the newer version what was added, removed, changed or moved."""
    return [Difference(Audience(name), _parts(old, new, name)) for name in new.content.audiences]


def word_by_word(old: Version, new: Version, changed: Sequence[Difference], request: HttpRequest) -> SafeString:
    """These passages of both versions with what was removed and added marked; `request` says in how many columns."""
    context = {
        "changed": changed,
        "old_label": _("Version %d") % old.number,
        "new_label": _("Version %d") % new.number,
        "request": request,
    }
    return render_to_string("workflows/_changed_words.html", context)


def overview_of(differences: Iterable[Difference]) -> Overview:
    return overview(part for difference in differences for part in difference.parts)


def _parts(old: Version, new: Version, audience: str) -> tuple[Part, ...]:
    before, after = old.content.texts.get(audience, FrozenText("", "")), new.content.texts[audience]
    return (
        compared(_("%s: bottom line") % Audience(audience).label, before.summary, after.summary),
        compared(_("%s: text") % Audience(audience).label, before.body, after.body),
    )
