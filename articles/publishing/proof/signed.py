"""What a page has to say: the lines of the signed text, worked out of the version alone. Nothing here looks at a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import FrozenText
from articles.publishing.checking import NotRenderable
from articles.publishing.proof.lines import Line, lines
from articles.text.blocks import blocks

MOST_TOLD: Final = 5
_SHIFTED: Final = (
    ("^", re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+"), str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+-=()ni")),
    (
        "_",
        re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ]+"),
        str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", "0123456789+-=()aeoxhklmnpst"),
    ),
)
_ORNAMENT: Final = re.compile(r"\^\((st|nd|rd|th|®|™|©)\)")
_NO_WORDS: Final = re.compile(r"[\s|]+")


class NotFaithful(NotRenderable):
    """The page does not say what was signed; `details` are the first differences."""


def page_not_faithful(audience: str, found: Sequence[Difference]) -> NotFaithful:
    told = [str(difference) for difference in found[:MOST_TOLD]]
    return NotFaithful(_("The page for “%s” does not say what was signed.") % audience, details=told)


@dataclass(frozen=True, slots=True)
class Difference:
    """`signed` is missing on the page where `shown` stands instead; one of them may be empty."""

    signed: str
    shown: str

    def __str__(self) -> str:
        return _("signed: “%(signed)s”; on the page: “%(shown)s”") % {"signed": self.signed, "shown": self.shown}


@dataclass(frozen=True)
class Expected:
    """The `lines` of a signed text in reading order, and those of each emergency card, which may be lifted to the top."""

    lines: tuple[Line, ...]
    cards: tuple[tuple[Line, ...], ...] = ()

    @property
    def data(self) -> list[Any]:
        """As JSON has it."""
        return [[[line.within, line.words] for line in part] for part in (self.lines, *self.cards)]

    @classmethod
    def of(cls, data: Iterable[Any]) -> Self:
        whole, *cards = (tuple(Line(tuple(within), words) for within, words in part) for part in data)
        return cls(whole, tuple(cards))


NOTHING: Final = Expected(())


def expected(text: FrozenText, hidden: frozenset[str], hidden_line: str) -> Expected:
    """`hidden_line` stands in place of each passage that an emergency hides (S22)."""
    parts = [parsed(without(part, hidden, hidden_line)) for part in (text.summary, text.body) if part]
    said = tuple(line for part in parts for line in lines(part, is_page=False))
    return Expected(said, tuple(_cards(parts)))


def without(part: str, hidden: frozenset[str], hidden_line: str) -> str:
    """The signed words with a line of the frame in place of each hidden passage."""
    for block in blocks(part) if hidden else ():
        if block.key in hidden:
            tag = "li" if block.kind == "li" else "p"
            part = part.replace(block.html, f"<{tag}>{hidden_line}</{tag}>")
    return part


def parsed(part: str) -> HtmlElement:
    return html.fragment_fromstring(part, create_parent="div")


def _cards(parts: Iterable[HtmlElement]) -> Iterator[tuple[Line, ...]]:
    """The lines of each emergency card, which is taken out of its text."""
    for part in parts:
        for card in list(part.iterchildren("aside")):
            if card.get("data-kind") == "emergency":
                alone = html.Element("div")
                alone.append(card)
                yield tuple(lines(alone, is_page=False))


def in_plain_text(text: FrozenText) -> list[Difference]:
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
    words = _bracketed(_bracketed(words, _said_of_picture), lambda _address: "")
    for mark, signs, plainly in _SHIFTED:
        words = signs.sub(lambda found, mark=mark, plainly=plainly: f"{mark}({found[0].translate(plainly)})", words)  # type: ignore[misc]
    return _NO_WORDS.sub("", _ORNAMENT.sub(r"\1", words).replace("−", "-"))


def _bracketed(words: str, instead: Callable[[str], str]) -> str:
    """Each "⟦…⟧" replaced. An expression would look to the end from every "⟦" that nobody closed."""
    parts, last = list[str](), 0
    while (start := words.find("⟦", last)) >= 0 and (end := words.find("⟧", start)) >= 0:
        parts += (words[last:start], instead(words[start : end + 1]))
        last = end + 1
    return "".join((*parts, words[last:]))


def _said_of_picture(found: str) -> str:
    """Of "⟦address|what it shows⟧" the latter; anything else stays."""
    return found.partition("|")[2].removesuffix("⟧") if "|" in found else found
