"""What the page of a text shows of its version, whatever frame stands around it: the text as it is read, the list of its works, what
machines are told of both, and what the proof expects. A function of the version and of the few facts in `Given`. Pure.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import Final, Self

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format as format_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.manifest import ExplainedTerm, FrozenText, Manifest
from articles.publishing import bibliography, wording
from articles.publishing.anchors import Heading
from articles.publishing.checking import check_version
from articles.publishing.effort import Effort, effort
from articles.publishing.explaining import PARTS, terms_for, with_marks
from articles.publishing.facts import ReferenceMark
from articles.publishing.hidden_passages import hidden_line, without_hidden
from articles.publishing.levels import Levels, Shown, levels
from articles.publishing.passages import Page, Setting
from articles.publishing.proof.signed import NOTHING, Expected, expected, in_plain_text, page_not_faithful
from articles.publishing.qr import QrCode, qr_code
from articles.publishing.questions import Question, questions
from articles.text import citations
from articles.text.tree import Element, parse, serialise
from articles.text.vocabulary import HEADINGS

REFERENCES: Final = "articles/published/_reference_list.html"
OTHERS: Final = "articles/published/_other_references.html"


@dataclass(frozen=True)
class Given:
    """All that a prepared text depends on besides its version: it is handed nothing else of the page facts. `copy_urls` lead, by
    audience, to whether a copy is current."""

    slug: str
    audiences: tuple[str, ...]
    hidden_blocks: tuple[str, ...] = ()
    marks: tuple[ReferenceMark, ...] = ()
    last_reviewed: datetime.date | None = None
    copy_urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All of it as one string: texts that are prepared from something else differ in this."""
        return json.dumps(asdict(self), default=str, sort_keys=True)


@dataclass(frozen=True)
class CitedWork:
    """What machines are told of a work that a text cites."""

    name: str
    urls: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Prepared:
    """`emergency` is the card that comes before everything else. `references` are the works that this text cites as items of a list,
    `other_references` those that only others cite. `questions` may be quoted where the page may be listed."""

    emergency: SafeString
    summary: SafeString
    body: SafeString
    contents: tuple[Heading, ...]
    references: SafeString
    other_references: SafeString
    works: tuple[CitedWork, ...]
    questions: tuple[Question, ...]
    effort: Effort
    copy_qr: QrCode | None
    expected: Expected

    def to_json(self) -> str:
        data = {
            "html": [self.emergency, self.summary, self.body, self.references, self.other_references],
            "contents": [[heading.id, heading.text] for heading in self.contents],
            "works": [[work.name, work.urls, work.mark] for work in self.works],
            "questions": [[pair.asked, pair.answer] for pair in self.questions],
            "effort": [self.effort.minutes, str(self.effort.level)],
            "copy_qr": [self.copy_qr.size, self.copy_qr.path] if self.copy_qr else None,
            "expected": self.expected.data,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Only of what `to_json` gave: its HTML is taken as it is."""
        data = json.loads(text)
        emergency, summary, body, references, others = map(mark_safe, data["html"])
        return cls(
            emergency=emergency,
            summary=summary,
            body=body,
            contents=tuple(Heading(*heading) for heading in data["contents"]),
            references=references,
            other_references=others,
            works=tuple(CitedWork(name, tuple(urls), mark) for name, urls, mark in data["works"]),
            questions=tuple(Question(*pair) for pair in data["questions"]),
            effort=Effort(*data["effort"]),
            copy_qr=QrCode(*data["copy_qr"]) if data["copy_qr"] else None,
            expected=Expected.of(data["expected"]),
        )


def prepare(manifest: Manifest, given: Given, audience: str, works: Mapping[str, str]) -> Prepared:
    """For a page that readers get, in the language of the version. `works` are those it cites, by key, as the publisher's style
    writes them.

    Raises `NotRenderable` for a version that no page may be made of, `NotFaithful` where a text in plain words is another one.
    """
    check_version(manifest)
    text = manifest.texts[audience]
    with translation.override(manifest.language):
        if found := in_plain_text(text):
            raise page_not_faithful(audience, found)
        wanted = expected(text, frozenset(given.hidden_blocks), hidden_line())
        return lay_out(manifest, given, audience, works, wanted=wanted)


def lay_out(
    manifest: Manifest,
    given: Given,
    audience: str,
    works: Mapping[str, str],
    *,
    wanted: Expected = NOTHING,
    stamped: str = "",
    url_of: Callable[[str], str] | None = None,
) -> Prepared:
    """In the active language, with what the proof is `wanted` to expect. A preview is `stamped` as one (S7, S30), and `url_of` leads to the
    other previews."""
    text, hidden = manifest.texts[audience], frozenset(given.hidden_blocks)
    numbers = citations.numbering([text.summary, text.body])
    page = Page(_setting(manifest, given, audience, numbers, stamped or stamp(manifest, audience, given.last_reviewed)))
    first, opening, rest = _split(text, hidden, terms_for(manifest, audience))
    emergency = page.decorate(first, anchors=first not in rest)
    ways = _levels(manifest, given, audience, url_of or _address(given))
    summary, body = page.decorate(opening), page.decorate(rest, levels=ways)
    entries = bibliography.entries(manifest, numbers, page.places, page.setting.marks, works)
    cited = [entry for entry in entries if entry.number]
    return Prepared(
        emergency=emergency,
        summary=summary,
        body=body,
        contents=tuple(page.contents),
        references=_listed(REFERENCES, cited),
        other_references=_listed(OTHERS, [entry for entry in entries if not entry.number]),
        works=tuple(map(_work, cited)),
        questions=questions(text.body, numbers, audience, hidden=hidden),
        effort=effort(text, audience, manifest.language),
        copy_qr=copy_qr(given.copy_urls.get(audience, "")),
        expected=wanted,
    )


def stamp(manifest: Manifest, audience: str, last_reviewed: datetime.date | None) -> str:
    """S7: audience · version · month reviewed."""
    words = {"audience": wording.WRITTEN_FOR[audience], "number": manifest.number}
    if last_reviewed is None:
        return _("%(audience)s · version %(number)s · not reviewed by our board") % words
    month = format_date(last_reviewed, "YEAR_MONTH_FORMAT")
    return _("%(audience)s · version %(number)s · reviewed %(month)s") % {**words, "month": month}


def copy_qr(url: str) -> QrCode | None:
    """S6: where a copy of the page is known again, to be scanned."""
    return qr_code(url) if url else None


def choice_url(slug: str, audience: str) -> str:
    """Where a reader says who they are."""
    return f"/articles/{slug}/?audience={audience}"


def _address(given: Given) -> Callable[[str], str]:
    return lambda audience: choice_url(given.slug, audience)


def _setting(manifest: Manifest, given: Given, audience: str, numbers: Mapping[str, int], origin: str) -> Setting:
    return Setting(
        audience=audience,
        numbers=numbers,
        marks={mark.key: mark for mark in given.marks},
        stamp=origin,
        images={image.sha256: image for image in manifest.images},
        terms=terms_for(manifest, audience),
        language=manifest.language,
    )


def _listed(template: str, entries: Sequence[bibliography.Entry]) -> SafeString:
    """The items of a list; "" for none."""
    return render_to_string(template, {"entries": entries}) if entries else SafeString()


def _work(entry: bibliography.Entry) -> CitedWork:
    urls = tuple(link.url for link in entry.links)
    return CitedWork(entry.title or entry.plain, urls, str(entry.mark))


def _levels(manifest: Manifest, given: Given, audience: str, url_of: Callable[[str], str]) -> Levels | None:
    names = [name for name in given.audiences if name in manifest.texts]
    shown = {name: _parts(manifest, given, name) for name in names}
    return levels(shown.pop(audience), list(shown.values()), {name: url_of(name) for name in names})


def _parts(manifest: Manifest, given: Given, audience: str) -> Shown:
    """In the order in which `prepare` decorates them."""
    text = manifest.texts[audience]
    first, opening, rest = _split(text, frozenset(given.hidden_blocks))
    above = (opening,) if first in rest else (first, opening)
    return Shown(Audience(audience), above, rest, text.body)


def _split(text: FrozenText, hidden: frozenset[str], terms: Sequence[ExplainedTerm] = ()) -> tuple[str, str, str]:
    """The emergency card that comes before everything else, the summary, the body.

    A card above the first heading of the body is lifted from there. One from further down is shown twice, so that its
    section stays whole; one that opens the summary stays where it is.
    """
    summary, body = (without_hidden(part, hidden) for part in (text.summary, text.body))
    return _parted(summary, body, terms=tuple(terms))


@lru_cache(maxsize=16)
def _parted(*parts: str, terms: tuple[ExplainedTerm, ...]) -> tuple[str, str, str]:
    """Remembered, because every page of an article asks for the others' headings."""
    summary, body = (_elements(with_marks(html, part, terms)) for part, html in zip(PARTS, parts, strict=True))
    cards = [node for node in (*summary, *body) if _is_emergency(node)]
    if not cards or cards[0] is next(iter(summary), None):
        return "", serialise(summary), serialise(body)
    opening = list(takewhile(lambda node: node.tag not in HEADINGS, body))
    lifted = [node for node in opening if node is cards[0]]
    return serialise(cards[:1]), serialise(summary), serialise(node for node in body if node not in lifted)


def _elements(text: str) -> list[Element]:
    return [node for node in parse(text) if isinstance(node, Element)]


def _is_emergency(node: Element) -> bool:
    return node.tag == "aside" and node.attributes.get("data-kind") == "emergency"
