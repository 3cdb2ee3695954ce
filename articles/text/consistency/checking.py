"""All checks of one text, and of two."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from articles.text.consistency import (
    advice,
    amounts,
    exchanged,
    giving,
    lost,
    naming,
    outline,
    precautions,
    repeated,
    safety,
    sides,
    stopping,
    strength,
    within,
)
from articles.text.consistency.counterparts import Index
from articles.text.consistency.flags import Flag, Kind, worst_first
from articles.text.consistency.statements import reading
from articles.text.dosing import doses


def checked(html: str) -> tuple[Flag, ...]:
    """What disagrees within one canonical text, and what it leaves out, worst first."""
    text = reading(html)
    found = [
        *within.checked(text, doses(html), 0),
        *sides.within(text, 0),
        *safety.missing([text], [safety.topics(text)]),
    ]
    return worst_first(_once(found))


def compared(left: str, right: str) -> tuple[Flag, ...]:
    """What two canonical texts of one article disagree about, and each of them within itself, worst first.

    `left` is the fuller text (for health professionals), `right` the plainer one: a number that is new in the right one
    is worth a look, one that is missing there is not. Everything else is compared in both directions.
    """
    index = Index(reading(left), reading(right))
    both = doses(left), doses(right)
    texts = index.left, index.right
    said = [safety.topics(text) for text in texts]
    between = (
        amounts.checked(index), exchanged.checked(index), giving.checked(index), advice.checked(index), lost.checked(index),
        stopping.checked(index),
        naming.checked(index, both), precautions.checked(index), repeated.checked(index), safety.checked(index, said),
        sides.checked(index), strength.checked(index), outline.checked(index),
    )  # fmt: skip
    alone = [
        flag
        for number, text in enumerate(texts)
        for flag in (*within.checked(text, both[number], number), *sides.within(text, number))
    ]
    found = [flag for flags in between for flag in flags]
    return worst_first(_once([*found, *alone, *safety.missing(texts, said)]))


def unsaid(*texts: str) -> tuple[Flag, ...]:
    """What none of the canonical texts of an article says about safety although one of them gives doses."""
    read = [reading(text) for text in texts]
    return tuple(safety.missing(read, [safety.topics(text) for text in read]))


def whole(body: str, *, summary: str = "", title: str = "", question: str = "") -> str:
    """A text with what stands above it, to be checked as one: the side that a title names may be dropped below it."""
    above = "".join(f"<p>{escape(words)}</p>\n" for words in (question, title) if words)
    return "\n".join(filter(None, (f"{above}{summary}".strip(), body)))


def _once(flags: Iterable[Flag]) -> list[Flag]:
    """The same thing noticed by two checks is one flag."""
    found: dict[tuple[object, ...], Flag] = {}
    denied: set[tuple[object, ...]] = set()
    for flag in flags:
        passages = flag.left, flag.right
        if flag.kind is Kind.NEGATION and passages in denied:
            continue
        denied.update([passages] if flag.kind is Kind.NEGATION else ())
        found.setdefault((*passages, flag.values), flag)
    return list(found.values())
