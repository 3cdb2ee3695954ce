"""The list of references of a source: where it begins and ends, and its entries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from articles.importing import shapes
from articles.importing.entries import Entry, is_type_label, reference, year_of
from articles.importing.imported import ImportedReference, LeftOut, Unsure
from articles.importing.lines import Line, blank

_HEADING = re.compile(
    r"(?:\d{1,2}[.)]?\s+)?(?:(?:list of |selected |key )?references?(?: list)?|bibliography|works cited"
    r"|literature(?: cited)?|sources|citations|literatur|quellen)\s*:?",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\[\^?(\d{1,3})\]:?[ \t]+(\S.*)$", re.DOTALL)
_NUMBER_ALONE = re.compile(r"\[?(\d{1,3})[\].)]?$")
_FOOTNOTE = re.compile(r"\[\^\d{1,3}\]:[ \t]+\S")
_LOOK_AHEAD = 2


@dataclass(frozen=True)
class ReferenceList:
    """The references and what is left of the source."""

    references: tuple[ImportedReference, ...]
    rest: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    is_present: bool = False


def names_references(words: str) -> bool:
    """Whether a heading of these words stands above a list of references."""
    return len(words) < 60 and bool(_HEADING.fullmatch(" ".join(words.split()).strip("#*_ ")))


def is_numbered_and_complete(references: Sequence[ImportedReference]) -> bool:
    """The only list by whose numbers citations may be bound without a person (S24)."""
    numbers = [each.number for each in references]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def split_off(lines: Sequence[Line]) -> ReferenceList:
    at = _heading_at(lines)
    if at is None:
        return _footnotes(lines)
    visible = [(index, line) for index, line in enumerate(lines) if index > at and not line.is_blank]
    visible = [pair for pair in visible if not (pair[0] == at + 1 and shapes.underline(pair[1].text))]
    entries, taken = _Reading(lines, [index for index, _line in visible]).entries()
    if not entries:
        return ReferenceList((), tuple(lines))
    gone = LeftOut(lines[at].number, lines[at].text, _("Its entries are taken as references."), "references")
    end = max(taken)
    rest = tuple(blank(line) if at <= index <= end else line for index, line in enumerate(lines))
    return _result(entries, rest, (gone,))


def _result(entries: Sequence[Entry], rest: tuple[Line, ...], left_out: tuple[LeftOut, ...]) -> ReferenceList:
    references = tuple(reference(entry) for entry in entries)
    question = _("No year was found in this reference. Is it one whole reference?")
    unsure = tuple(Unsure(each.line, each.text, question) for each in references if not each.year)
    return ReferenceList(references, rest, left_out, unsure, is_present=True)


def _heading_at(lines: Sequence[Line]) -> int | None:
    """The last one: a table of contents may name the list as well."""
    found = None
    for index, line in enumerate(lines):
        if names_references(line.text):
            found = index
    return found


def _footnotes(lines: Sequence[Line]) -> ReferenceList:
    """Markdown footnotes stand anywhere and are a numbered list of references."""
    notes = [index for index, line in enumerate(lines) if _FOOTNOTE.match(line.text)]
    if not notes:
        return ReferenceList((), tuple(lines))
    entries = [entry for index in notes if (entry := _marked(lines[index]))]
    rest = tuple(blank(line) if index in set(notes) else line for index, line in enumerate(lines))
    return _result(sorted(entries, key=lambda entry: entry.number or 0), rest, ())


def _marked(line: Line) -> Entry | None:
    """An entry that begins on this line with a number or a bullet."""
    if found := _MARKER.match(line.text):
        return Entry(line.number, int(found[1]), (found[2],))
    if alone := _NUMBER_ALONE.match(line.text):
        return Entry(line.number, int(alone[1]), ())
    if (number := shapes.numbered(line.text)) and number.depth == 1:
        return Entry(line.number, number.position, (number.text,))
    if (bullet := shapes.bullet(line.text)) and not line.text.startswith("**"):
        return Entry(line.number, None, (bullet.text,) if bullet.text else ())
    return None


class _Reading:
    """One pass over the lines below the heading; ends at the first line that belongs to no entry."""

    def __init__(self, lines: Sequence[Line], visible: Sequence[int]) -> None:
        self.lines = lines
        self.visible = visible
        self.found: list[Entry] = []
        self.taken: list[int] = []
        self.group = ""
        self.is_marked = False
        self.is_typed = False

    def entries(self) -> tuple[list[Entry], list[int]]:
        for position, index in enumerate(self.visible):
            if not self._take(position, self.lines[index]):
                break
            self.taken.append(index)
        return [entry for entry in self.found if entry.parts], self.taken

    def _take(self, position: int, line: Line) -> bool:
        if shapes.atx_level(line.text):
            return self._take_group(line)
        entry = _marked(line)
        if entry and (self.is_marked or not self.found):
            self.is_marked = True
            return self._begin(entry)
        if is_type_label(line.text) and not self._is_open():
            self.is_typed = self.is_typed or not self.is_marked
            return self._begin(Entry(line.number, None, (line.text,)))
        if self._continues(position, line):
            return self._continue(line)
        return not self.is_marked and not self.is_typed and self._begin_plain(position, line)

    def _take_group(self, line: Line) -> bool:
        """A heading such as "### Guidelines" inside the list names the type of what follows."""
        words = line.text.strip("# ")
        if not is_type_label(words):
            return False
        self.group = words
        return True

    def _begin(self, entry: Entry) -> bool:
        self.found.append(replace(entry, group=self.group))
        return True

    def _continue(self, line: Line) -> bool:
        last = self.found[-1]
        self.found[-1] = replace(last, parts=(*last.parts, line.text))
        return True

    def _is_open(self) -> bool:
        """The entry waits for its title or source, or for everything behind a number that stood alone."""
        if not self.found:
            return False
        last = self.found[-1]
        return not last.parts or (len(last.parts) == 1 and is_type_label(last.parts[0]))

    def _continues(self, position: int, line: Line) -> bool:
        if not self.found:
            return False
        last = self.found[-1]
        if not last.parts or is_type_label(last.parts[0]):
            return len(last.parts) < 2 or (len(last.parts) < 4 and not year_of(last.parts[-1]))
        if self._is_after_blank(position):
            return (
                not self.is_marked and len(last.parts) == 1 and not year_of(last.parts[0]) and bool(year_of(line.text))
            )
        if self.is_marked:
            return True
        return not year_of(" ".join(last.parts))

    def _is_after_blank(self, position: int) -> bool:
        return position > 0 and self.visible[position] - self.visible[position - 1] > 1

    def _begin_plain(self, position: int, line: Line) -> bool:
        """Without marks an entry is a line with a year, or a title whose source with a year follows."""
        ahead = self.visible[position : position + _LOOK_AHEAD]
        if not any(year_of(self.lines[index].text) for index in ahead):
            return False
        return self._begin(Entry(line.number, None, (line.text,)))
