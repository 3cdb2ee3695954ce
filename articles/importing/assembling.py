"""Nodes to an article: title, questions, levels, citations, the canonical body, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence

from articles.importing import headings, reference_list
from articles.importing.binding import bind
from articles.importing.citing import Cited, cite
from articles.importing.counting import count
from articles.importing.headings import Named
from articles.importing.imported import Imported, LeftOut, Unsure
from articles.importing.nodes import Node
from articles.importing.reference_list import ReferenceList
from articles.importing.rendering import render
from articles.importing.sections import with_questions, with_red_flags


def assemble(
    nodes: Sequence[Node],
    references: ReferenceList,
    *,
    title: str = "",
    left_out: Sequence[LeftOut] = (),
    unsure: Sequence[Unsure] = (),
) -> Imported:
    """`title` is what the source states beside its text; empty where only the text can say it."""
    named = _named(nodes, title)
    body, section_doubts = with_red_flags(with_questions(named.rest))
    body, level_doubts = headings.levels(body)
    cited = _cite(body, references)
    html, losses = render(cited.nodes)
    return Imported(
        title=named.title,
        question=named.question,
        body=html,
        references=references.references,
        citations=cited.citations,
        left_out=tuple(sorted(left_out, key=lambda passage: passage.line)),
        unsure=_by_line((*unsure, *section_doubts, *level_doubts, *cited.unsure, *losses)),
        counts=count(cited, references),
        bindings=bind(cited.citations, references.references),
    )


def _named(nodes: Sequence[Node], title: str) -> Named:
    """A title that is stated beside the text leaves a first heading with other words where it is."""
    named = headings.name(nodes)
    if not title or named.title == title:
        return named
    return Named(title, "", tuple(nodes))


def _cite(nodes: Sequence[Node], references: ReferenceList) -> Cited:
    is_complete = reference_list.is_numbered_and_complete(references.references)
    listed = frozenset(range(1, len(references.references) + 1)) if is_complete else frozenset()
    return cite(nodes, has_references=references.is_present, listed=listed)


def _by_line(unsure: Sequence[Unsure]) -> tuple[Unsure, ...]:
    return tuple(sorted(unsure, key=lambda passage: passage.line))
