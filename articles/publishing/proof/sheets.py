"""Proof of the sheet for an appointment: every box of care and warning whole, and no sentence in the text's name that it does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from articles.audiences import Audience
from articles.manifest import Manifest
from articles.publishing.facts import PageFacts
from articles.publishing.proof.lines import Line, lines
from articles.publishing.proof.proving import unseen
from articles.publishing.proof.signed import MOST_TOLD, Difference, NotFaithful, bare, parsed, without

BOXES: Final = frozenset({"emergency", "urgent", "see-someone", "warning"})
# What the sheet takes from the text besides its boxes.
TAKEN: Final = (("rb-sheet__about", "p"), ("rb-sheet__own", "li"))


def prove_sheet(manifest: Manifest, facts: PageFacts, page: str, *, hidden_line: str = "") -> str:
    """The sheet itself if it is faithful; else raises `NotFaithful`. `hidden_line` stands in place of each passage hidden (S22)."""
    found = differences_of_sheet(manifest, facts, page, hidden_line=hidden_line)
    if found:
        told = [str(difference) for difference in found[:MOST_TOLD]]
        raise NotFaithful(_("The sheet for an appointment does not say what was signed."), details=told)
    return page


def differences_of_sheet(manifest: Manifest, facts: PageFacts, page: str, *, hidden_line: str = "") -> list[Difference]:
    """Boxes that differ or are missing, then sentences of nobody, then what is not shown."""
    text, root = manifest.texts[Audience.PATIENT], html.document_fromstring(page)
    hidden = frozenset(facts.hidden_blocks)
    signed = [parsed(without(part, hidden, hidden_line)) for part in (text.summary, text.body) if part]
    sections = _of_class(root, "rb-sheet__cards")
    return [
        *_boxes(Counter(_told(signed, is_page=False)), Counter(_told(sections, is_page=True))),
        *_sentences(signed, root),
        *unseen([*sections, *_of_class(root, "rb-sheet__about")]),
    ]


def _of_class(root: HtmlElement, name: str) -> list[HtmlElement]:
    return [element for element in root.iter("*") if name in element.get("class", "").split()]


def _told(roots: Iterable[HtmlElement], *, is_page: bool) -> Iterator[tuple[Line, ...]]:
    for root in roots:
        for box in root.iter("aside"):
            if box.get("data-kind") in BOXES:
                alone = html.Element("div")
                alone.append(html.fromstring(html.tostring(box, encoding="unicode", with_tail=False)))
                yield tuple(lines(alone, is_page=is_page))


def _boxes(signed: Counter[tuple[Line, ...]], shown: Counter[tuple[Line, ...]]) -> Iterator[Difference]:
    for box in (signed - shown).elements():
        yield Difference(_words(box), "")
    for box in (shown - signed).elements():
        yield Difference("", _words(box))


def _words(box: Iterable[Line]) -> str:
    return " / ".join(line.words for line in box)[:200]


def _sentences(signed: Iterable[HtmlElement], root: HtmlElement) -> Iterator[Difference]:
    """Each must stand within one line of the text, superscripts and numbers included."""
    known = [bare([line.words]) for part in signed for line in lines(part, is_page=False)]
    taken = (words for name, tag in TAKEN for part in _of_class(root, name) for words in part.iter(tag))
    for sentence in taken:
        words = bare(line.words for line in lines(sentence, is_page=True))
        if not any(words in line for line in known):
            yield Difference("", " ".join(sentence.text_content().split())[:200])
