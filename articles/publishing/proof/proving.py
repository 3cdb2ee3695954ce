"""Reads a finished page back and compares it with what was signed. Raises before anything is switched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, cast

from lxml import etree, html
from lxml.html import HtmlElement

from articles.manifest import Manifest
from articles.publishing.facts import PageFacts
from articles.publishing.proof import style
from articles.publishing.proof.lines import FRAME, Line, lines
from articles.publishing.proof.signed import Difference, Expected, expected, in_plain_text, page_not_faithful

_HIDDEN_TAGS: Final = frozenset({"template", "noscript", "script", "style", "dialog"})
_HIDING: Final = _HIDDEN_TAGS | {"details"}
# Elements that say of themselves how they are shown.
_MARKED: Final = etree.XPath("descendant-or-self::*[@class or @hidden or @style or @aria-hidden]")


def prove(manifest: Manifest, facts: PageFacts, audience: str, page: str, *, hidden_line: str = "") -> str:
    """The page itself, if it says what was signed for this audience; else raises `NotFaithful`.

    `hidden_line` stands in place of each passage that an emergency hides (S22).
    """
    found = differences(manifest, facts, audience, page, hidden_line=hidden_line)
    if found:
        raise page_not_faithful(audience, found)
    return page


def differences(
    manifest: Manifest, facts: PageFacts, audience: str, page: str, *, hidden_line: str = ""
) -> list[Difference]:
    """Everything in which the page and the signed text differ, in reading order; none for a faithful page."""
    text = manifest.texts[audience]
    wanted = expected(text, frozenset(facts.hidden_blocks), hidden_line)
    return [*differences_from(wanted, page), *in_plain_text(text)]


def prove_against(wanted: Expected, audience: str, page: str) -> str:
    """The page itself, if it says what is expected of it, and shows all of it; else raises `NotFaithful`."""
    found = differences_from(wanted, page)
    if found:
        raise page_not_faithful(audience, found)
    return page


def differences_from(wanted: Expected, page: str) -> list[Difference]:
    regions = _regions(html.document_fromstring(page))
    shown = [lines(region, is_page=True) for region in regions]
    return [*unseen(regions), *_compared(wanted, shown)]


def _regions(root: HtmlElement) -> list[HtmlElement]:
    """The parts of the page that show the signed text: a card lifted to the top, the summary, the body."""
    return [
        element
        for element in root.iter("div")
        if "rb-text" in element.get("class", "").split() and element.get("data-frame") is None
    ]


def _compared(wanted: Expected, regions: Sequence[Sequence[Line]]) -> list[Difference]:
    """A card that was lifted to the top may stand there alone, or there and in its place."""
    signed = list(wanted.lines)
    ways = [(signed, [line for region in regions for line in region])]
    place = _place(signed, regions[0], wanted.cards) if len(regions) > 1 else None
    if place is not None:
        rest = [line for region in regions[1:] for line in region]
        ways = [(signed, rest), ([*signed[:place], *signed[place + len(regions[0]) :]], rest)]
    found = []
    for said, shown in ways:
        if said == shown:
            return []
        found.append(list(_told(said, shown)))
    return min(found, key=len)


def _place(signed: Sequence[Line], card: Sequence[Line], cards: Iterable[Sequence[Line]]) -> int | None:
    """Where an emergency card stands in the text, if it is a whole one of its cards."""
    if not any(list(card) == list(whole) for whole in cards):
        return None
    starts = range(len(signed) - len(card) + 1)
    return next((start for start in starts if list(signed[start : start + len(card)]) == list(card)), None)


def _told(signed: Sequence[Line], shown: Sequence[Line]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, signed, shown, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind != "equal":
            yield Difference(_words(signed[first:last]), _words(shown[begin:end]))


def _words(found: Sequence[Line]) -> str:
    return " / ".join(f"{'>'.join(line.within)}: {line.words}"[:200] for line in found[:3])


def unseen(regions: Sequence[HtmlElement]) -> Iterator[Difference]:
    """Elements of the text, or around it, that are not shown, on the screen or on paper."""
    around = {element for region in regions for element in region.iterancestors()}
    for element in (*around, *(inside for region in regions if _may_hide(region) for inside in _of_text(region))):
        if _is_hidden(element):
            yield Difference(" ".join(element.text_content().split())[:200], "")


def _may_hide(region: HtmlElement) -> bool:
    """Whether anything in it could be hidden, by what it is or by what it says of itself; else none of it has to be looked at alone."""
    marked = cast("list[HtmlElement]", _MARKED(region))
    near = {name for element in (*_around(region), *marked) for name in element.get("class", "").split()}
    for tag in {element.tag for element in region.iter("*")}:
        if tag in _HIDING or any(rule.above <= near for rule in style.naming(tag, "")):
            return True
    return any(_is_hidden(element) for element in marked if FRAME.isdisjoint(element.get("class", "").split()))


def _of_text(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and what is in it, but for what the frame put there."""
    if isinstance(element.tag, str) and FRAME.isdisjoint(element.get("class", "").split()):
        yield element
        for child in element:
            yield from _of_text(child)


def _is_hidden(element: HtmlElement) -> bool:
    said = element.attrib
    if "hidden" in said or said.get("style") or said.get("aria-hidden") == "true":
        return True
    if element.tag in _HIDDEN_TAGS or (element.tag == "details" and "open" not in said):
        return True
    rules = style.naming(str(element.tag), said.get("class", ""))
    return bool(rules) and _is_hidden_by(element, rules)


def _is_hidden_by(element: HtmlElement, rules: Iterable[style.Hides]) -> bool:
    above = [name for one in _around(element) for name in one.get("class", "").split()]
    return any(rule.above.issubset(above) for rule in rules)


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """What a selector may name before the element: those it stands in, and those before it."""
    for one in (element, *element.iterancestors()):
        yield one
        yield from one.itersiblings(preceding=True)
