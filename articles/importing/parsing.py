"""A source to an article: the steps of an import, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from articles.importing import active_content, furniture, lines, markdown, plain_text, reference_list
from articles.importing.assembling import assemble
from articles.importing.imported import Imported, LeftOut, Unsure
from articles.importing.lines import Line
from articles.importing.nodes import Node
from articles.importing.reference_list import ReferenceList
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
    return assemble(
        nodes,
        prepared.references,
        title=prepared.title,
        left_out=(*prepared.left_out, *more_left_out),
        unsure=(*prepared.unsure, *unsure),
    )


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
