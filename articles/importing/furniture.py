"""Finds what belongs to the former page and not to the text, and says so for each line."""

import re
from collections.abc import Iterator, Sequence

from articles.importing import shapes
from articles.importing.furniture_patterns import CHAPTERS, PATTERNS, Pattern
from articles.importing.imported import LeftOut
from articles.importing.lines import Line, blank
from articles.refusals import Sentence

_LONGEST = 400


def split_off(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[LeftOut, ...]]:
    """The lines with furniture blanked out, so that every other line keeps its number; and what was blanked."""
    reasons = _reasons(lines)
    kept = tuple(blank(line) if line.number in reasons else line for line in lines)
    gone = tuple(LeftOut(line.number, line.text, reasons[line.number]) for line in lines if line.number in reasons)
    return kept, gone


def _reasons(lines: Sequence[Line]) -> dict[int, Sentence]:
    visible = [line for line in lines if not line.is_blank]
    found = {line.number: pattern.reason for line in visible if (pattern := _strong(line))}
    found.update(_chapters(visible))
    found.update(_beside(visible, found))
    found.update(_beside(visible[::-1], found))
    return found


def _bare(line: Line) -> str:
    """The words of a line without Markdown signs, bullets and links."""
    if len(line.raw) > _LONGEST:
        return ""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()\s]*\)", r"\1", line.text)
    return text.lstrip("#>*•-–+ \t").strip("*_ \t")


def _match(line: Line, patterns: Sequence[Pattern], *, weak: bool) -> Pattern | None:
    text = _bare(line)
    if not text:
        return None
    return next((each for each in patterns if each.is_weak is weak and each.words.fullmatch(text)), None)


def _strong(line: Line) -> Pattern | None:
    return _match(line, PATTERNS, weak=False)


def _beside(visible: Sequence[Line], found: dict[int, Sentence]) -> dict[int, Sentence]:
    """Weak furniture directly after other furniture, in the given direction."""
    added: dict[int, Sentence] = {}
    after_furniture = False
    for line in visible:
        if line.number not in found:
            weak = _match(line, PATTERNS, weak=True) if after_furniture else None
            if weak:
                added[line.number] = weak.reason
        after_furniture = line.number in found or line.number in added
    return added


def _chapters(visible: Sequence[Line]) -> Iterator[tuple[int, Sentence]]:
    """A heading of furniture takes the text below it along, up to whatever might be a heading or a list again."""
    reason: Sentence | None = None
    for line in visible:
        chapter = _match(line, CHAPTERS, weak=False)
        if chapter:
            reason = chapter.reason
        elif reason is not None and _ends_chapter(line):
            reason = None
        if reason is not None:
            yield line.number, reason


def _ends_chapter(line: Line) -> bool:
    if shapes.atx_level(line.text):
        return True
    if shapes.bullet(line.text) or shapes.numbered(line.text):
        return True
    return (
        shapes.looks_like_title(line.text)
        or shapes.looks_like_question(line.text)
        or shapes.looks_like_label(line.text)
    )
