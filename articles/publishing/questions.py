"""Question-and-answer pairs of a text, as machines may quote them away from their page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from articles.audiences import Audience
from articles.text.blocks import blocks
from articles.text.doses import has_dose
from articles.text.plain import lines
from articles.text.reading import elements
from articles.text.tree import Element, serialise


@dataclass(frozen=True)
class Question:
    """In plain text (S11); the answer has a line for each of its blocks."""

    asked: str
    answer: str


def questions(
    html: str, numbers: Mapping[str, int], audience: str, *, hidden: Collection[str] = ()
) -> tuple[Question, ...]:
    """The pairs of a canonical text in its order, without those that must not be read out of context (S8).

    Those are answers for professionals that give a dose, answers that hold a box such as a warning, and pairs with a
    passage that an emergency has hidden: `hidden` are keys of blocks.
    """
    shown = (section for section in _sections(html) if not _holds(section, frozenset(hidden)))
    pairs = (_pair(section, numbers) for section in shown)
    is_professional = audience != Audience.PATIENT
    return tuple(pair for pair in pairs if pair.answer and not (is_professional and has_dose(pair.answer)))


def _sections(html: str) -> Iterator[Element]:
    """Those that stand in no box."""
    return (node for node in elements(html) if node.tag == "section")


def _holds(section: Element, hidden: Collection[str]) -> bool:
    """A box, or a hidden passage."""
    has_box = any(node.tag == "aside" for node in section.elements())
    return has_box or any(block.key in hidden for block in blocks(serialise([section])))


def _pair(section: Element, numbers: Mapping[str, int]) -> Question:
    heading, *answer = section.elements()
    return Question(lines([heading]), lines(answer, numbers))
