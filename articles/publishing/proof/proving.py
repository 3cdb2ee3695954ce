"""Reads a finished page back and compares it with what was signed. Raises before anything is switched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import FrozenText, Manifest
from articles.publishing.checking import NotRenderable
from articles.publishing.facts import PageFacts
from articles.publishing.proof import style
from articles.publishing.proof.lines import FRAME, Line, lines
from articles.text.blocks import blocks

MOST_TOLD: Final = 5
_HIDDEN_TAGS: Final = frozenset({"template", "noscript", "script", "style", "dialog"})
_SHIFTED: Final = (
    ("^", re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+"), str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni")),
    (
        "_",
        re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ]+"),
        str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+-=()aeoxhklmnpst"),
    ),
)
_ORNAMENT: Final = re.compile(r"\^\((st|nd|rd|th|®|™|©)\)")
_PICTURE: Final = re.compile(r"⟦[^⟧|]*\|([^⟧]*)⟧")
_ADDRESS: Final = re.compile(r"⟦[^⟧]*⟧")
_NO_WORDS: Final = re.compile(r"[\s|]+")


class NotFaithful(NotRenderable):
    """The page does not say what was signed; `details` are the first differences."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`signed` is missing on the page where `shown` stands instead; one of them may be empty."""

    signed: str
    shown: str

    def __str__(self) -> str:
        return _("signed: “%(signed)s”; on the page: “%(shown)s”") % {"signed": self.signed, "shown": self.shown}


def prove(manifest: Manifest, facts: PageFacts, audience: str, page: str, *, hidden_line: str = "") -> str:
    """The page itself, if it says what was signed for this audience; else raises `NotFaithful`.

    `hidden_line` stands in place of each passage that an emergency hides (S22).
    """
    found = differences(manifest, facts, audience, page, hidden_line=hidden_line)
    if found:
        told = [str(difference) for difference in found[:MOST_TOLD]]
        raise NotFaithful(_("The page for “%s” does not say what was signed.") % audience, details=told)
    return page


def differences(
    manifest: Manifest, facts: PageFacts, audience: str, page: str, *, hidden_line: str = ""
) -> list[Difference]:
    """Everything in which the page and the signed text differ, in reading order; none for a faithful page."""
    text = manifest.texts[audience]
    root = html.document_fromstring(page)
    regions = _regions(root)
    parts = [without(part, frozenset(facts.hidden_blocks), hidden_line) for part in (text.summary, text.body)]
    signed = [line for part in filter(None, parts) for line in lines(parsed(part), is_page=False)]
    shown = [lines(region, is_page=True) for region in regions]
    return [*unseen(regions), *_compared(signed, shown, _cards(parts)), *_in_plain_text(text)]


def _regions(root: HtmlElement) -> list[HtmlElement]:
    """The parts of the page that show the signed text: a card lifted to the top, the summary, the body."""
    return [
        element
        for element in root.iter("div")
        if "rb-text" in element.get("class", "").split() and element.get("data-frame") is None
    ]


def without(part: str, hidden: frozenset[str], hidden_line: str) -> str:
    """The signed words with a line of the frame in place of each hidden passage."""
    for block in blocks(part) if hidden else ():
        if block.key in hidden:
            tag = "li" if block.kind == "li" else "p"
            part = part.replace(block.html, f"<{tag}>{hidden_line}</{tag}>")
    return part


def parsed(part: str) -> HtmlElement:
    return html.fragment_fromstring(part, create_parent="div")


def _compared(
    signed: Sequence[Line], regions: Sequence[Sequence[Line]], cards: Iterable[Sequence[Line]]
) -> list[Difference]:
    """A card that was lifted to the top may stand there alone, or there and in its place."""
    ways = [(signed, [line for region in regions for line in region])]
    place = _place(signed, regions[0], cards) if len(regions) > 1 else None
    if place is not None:
        rest = [line for region in regions[1:] for line in region]
        ways = [(signed, rest), ([*signed[:place], *signed[place + len(regions[0]) :]], rest)]
    found = []
    for said, shown in ways:
        if list(said) == shown:
            return []
        found.append(list(_told(said, shown)))
    return min(found, key=len)


def _place(signed: Sequence[Line], card: Sequence[Line], cards: Iterable[Sequence[Line]]) -> int | None:
    """Where an emergency card stands in the text, if it is a whole one of its cards."""
    if not any(list(card) == list(whole) for whole in cards):
        return None
    starts = range(len(signed) - len(card) + 1)
    return next((start for start in starts if list(signed[start : start + len(card)]) == list(card)), None)


def _cards(parts: Iterable[str]) -> Iterator[list[Line]]:
    """The lines of each emergency card."""
    for part in filter(None, parts):
        for card in parsed(part).iterchildren("aside"):
            if card.get("data-kind") == "emergency":
                alone = html.Element("div")
                alone.append(card)
                yield lines(alone, is_page=False)


def _told(signed: Sequence[Line], shown: Sequence[Line]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, signed, shown, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind != "equal":
            yield Difference(_words(signed[first:last]), _words(shown[begin:end]))


def _words(found: Sequence[Line]) -> str:
    return " / ".join(f"{'>'.join(line.within)}: {line.words}"[:200] for line in found[:3])


def unseen(regions: Sequence[HtmlElement]) -> Iterator[Difference]:
    """Elements of the text, or around it, that are not shown, on the screen or on paper."""
    rules = style.of_readers()
    around = {element for region in regions for element in region.iterancestors()}
    for element in (*around, *(inside for region in regions for inside in _of_text(region))):
        if _is_hidden(element, rules):
            yield Difference(" ".join(element.text_content().split())[:200], "")


def _of_text(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and what is in it, but for what the frame put there."""
    if isinstance(element.tag, str) and FRAME.isdisjoint(element.get("class", "").split()):
        yield element
        for child in element:
            yield from _of_text(child)


def _is_hidden(element: HtmlElement, rules: Sequence[style.Hides]) -> bool:
    if element.get("hidden") is not None or element.get("style") or element.get("aria-hidden") == "true":
        return True
    if element.tag in _HIDDEN_TAGS or (element.tag == "details" and element.get("open") is None):
        return True
    return bool(rules) and _is_hidden_by(element, rules)


def _is_hidden_by(element: HtmlElement, rules: Sequence[style.Hides]) -> bool:
    classes = element.get("class", "").split()
    above: list[str] = []
    for rule in rules:
        if not rule.catches(element.tag, classes, rule.above):
            continue
        above = above or [name for one in _around(element) for name in one.get("class", "").split()]
        if rule.catches(element.tag, classes, above):
            return True
    return False


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What a selector may name before the element: those it stands in, and those before it."""
    for one in (element, *element.iterancestors()):
        yield one
        yield from one.itersiblings(preceding=True)


def _in_plain_text(text: FrozenText) -> list[Difference]:
    """The plain-text form, which mails, search and programs get (S11), has the same words, raised and lowered as signed."""
    found = []
    for part in filter(None, (text.summary, text.body)):
        signed = bare(line.words for line in lines(parsed(part), is_page=False))
        shown = bare(block.text for block in blocks(part))
        if signed != shown:
            place = next((at for at, (one, other) in enumerate(zip(signed, shown, strict=False)) if one != other), 0)
            found.append(Difference(signed[max(0, place - 20) : place + 20], shown[max(0, place - 20) : place + 20]))
    return found


def bare(said: Iterable[str]) -> str:
    """Letters, figures and signs alone; what is raised as "^(…)", whichever way it was written."""
    words = "".join(said)
    words = _ADDRESS.sub("", _PICTURE.sub(r"\1", words))
    for mark, signs, plainly in _SHIFTED:
        words = signs.sub(lambda found, mark=mark, plainly=plainly: f"{mark}({found[0].translate(plainly)})", words)  # type: ignore[misc]
    return _NO_WORDS.sub("", _ORNAMENT.sub(r"\1", words).replace("−", "-"))
