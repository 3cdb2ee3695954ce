"""A source to an article: the steps of an import, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.importing import active_content, furniture, headings, lines, markdown, plain_text, reference_list
from articles.importing.binding import bind
from articles.importing.citing import Cited, cite
from articles.importing.counting import count
from articles.importing.headings import Named
from articles.importing.imported import Imported, LeftOut, Unsure
from articles.importing.lines import Line
from articles.importing.nodes import Node
from articles.importing.reference_list import ReferenceList
from articles.importing.rendering import render
from articles.importing.sections import with_questions, with_red_flags
from articles.refusals import Refusal

# A million characters are a book, not an article: refused before any work is done on them.
LONGEST_SOURCE = 1_000_000
# Reading Markdown takes up to ten times as long as plain text, some signs more.
LONGEST_MARKDOWN = 500_000


@dataclass(frozen=True)
class _Source:
    """The lines that are the text itself, and what stood around them."""

    lines: tuple[Line, ...]
    references: ReferenceList
    is_markdown: bool
    title: str
    left_out: tuple[LeftOut, ...]
    unsure: tuple[Unsure, ...]


def parse(source: str, *, filename: str = "", markdown: bool | None = None) -> Imported:
    """What stands in a source. `markdown` says what it is; None tells by name and content. Raises Refusal."""
    if len(source) > LONGEST_SOURCE:
        raise Refusal(_("This text is too long for an article: more than a million characters."))
    prepared = _prepare(source, filename, markdown)
    nodes, more_left_out, unsure = _nodes(prepared)
    named = _named(nodes, prepared.title)
    body, section_doubts = with_red_flags(with_questions(named.rest))
    body, level_doubts = headings.levels(body)
    cited = _cite(body, prepared.references)
    html, losses = render(cited.nodes)
    return Imported(
        title=named.title,
        question=named.question,
        body=html,
        references=prepared.references.references,
        citations=cited.citations,
        left_out=_in_order((*prepared.left_out, *more_left_out)),
        unsure=_by_line((*prepared.unsure, *unsure, *section_doubts, *level_doubts, *cited.unsure, *losses)),
        counts=count(cited, prepared.references),
        bindings=bind(cited.citations, prepared.references.references),
    )


def _named(nodes: Sequence[Node], title: str) -> Named:
    """A title of the front matter leaves a first heading with other words where it is."""
    named = headings.name(nodes)
    if not title or named.title == title:
        return named
    return Named(title, "", tuple(nodes))


def _prepare(source: str, filename: str, is_markdown: bool | None) -> _Source:
    clean, active = active_content.take_out(source)
    found = lines.split(clean)
    if is_markdown is None:
        is_markdown = markdown.is_markdown(found, filename)
    if is_markdown and len(source) > LONGEST_MARKDOWN:
        raise Refusal(_("This text is too long for an article in Markdown: more than 500,000 characters."))
    title, taken = markdown.front_matter(found) if is_markdown else ("", 0)
    metadata = tuple(
        LeftOut(line.number, line.text, _("Front matter of the file."), "metadata")
        for line in found[:taken]
        if line.text
    )
    kept, gone = furniture.split_off([*(lines.blank(line) for line in found[:taken]), *found[taken:]])
    references = reference_list.split_off(kept)
    left_out = (*active, *metadata, *gone, *references.left_out)
    unsure = (*_broken(found), *references.unsure)
    return _Source(references.rest, references, is_markdown, title, left_out, unsure)


def _broken(found: Sequence[Line]) -> tuple[Unsure, ...]:
    question = _("A character was lost before this file was saved. What stood at “�”?")
    return tuple(Unsure(line.number, line.text, question) for line in found if "\ufffd" in line.text)


def _nodes(prepared: _Source) -> tuple[tuple[Node, ...], tuple[LeftOut, ...], tuple[Unsure, ...]]:
    if prepared.is_markdown and markdown.has_structure(prepared.lines):
        nodes, left_out = markdown.parse(prepared.lines)
        return nodes, left_out, ()
    inline = markdown.inline if prepared.is_markdown else plain_text.escaped
    nodes, unsure = plain_text.parse(prepared.lines, inline)
    return nodes, (), unsure


def _cite(nodes: Sequence[Node], references: ReferenceList) -> Cited:
    is_complete = reference_list.is_numbered_and_complete(references.references)
    listed = frozenset(range(1, len(references.references) + 1)) if is_complete else frozenset()
    return cite(nodes, has_references=references.is_present, listed=listed)


def _in_order(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left_out, key=lambda passage: passage.line))


def _by_line(unsure: Sequence[Unsure]) -> tuple[Unsure, ...]:
    return tuple(sorted(unsure, key=lambda passage: passage.line))
