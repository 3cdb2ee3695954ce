"""Citations inside the words: "[1, 2]", "(source: X)", and the bare numbers at the end of a sentence.

A bare number is taken only if nothing about it looks like a quantity and the document speaks for it: a list of
references, and numbers that count up from 1. Whatever is not taken stays in the text and is shown to a person.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.importing.imported import ImportedCitation, Unsure
from articles.importing.nodes import Heading, Item, Node, Paragraph, Question, change_text, walk, words
from articles.importing.quantity_words import is_compared, is_countable, is_never_cited
from articles.text.sentences import sentences

_NUMBERS = r"\d{1,3}(?:\s?[–-]\s?\d{1,3}|\s?,\s?\d{1,3}){0,11}"
_END = r"(?=[.;]?(?:</\w+>)*$|[.;](?:</\w+>)*\s+[^\W\d_a-z])"
_TRAILING = re.compile(rf"(?<=[^\s.,–-])(\s)({_NUMBERS}){_END}")
_AFTER_STOP = re.compile(rf"(?<=[^\W\d_)]\.)({_NUMBERS})(?=(?:</\w+>)*$|\s+[^\W\d_a-z])")
_BRACKETED = re.compile(rf"\[\^?({_NUMBERS})\]")
_LINKED = re.compile(rf"(?:<sup>)?\[?<a [^<>]*>\[?({_NUMBERS})\]?</a>\]?(?:</sup>)?")
_RAISED = re.compile(rf"<sup>\s*\[?({_NUMBERS})\]?\s*</sup>")
_RAISED_SIGNS = re.compile(r"(?<=[.,;)”])[⁰¹²³⁴-⁹]{1,3}(?:[,⁻–][⁰¹²³⁴-⁹]{1,3})*|(?<=[a-z]{4})[⁰¹²³⁴-⁹]{1,3}")
_IN_ROUND = re.compile(rf"\(({_NUMBERS})\){_END}")
_SOURCE = re.compile(r"\s?\((?:sources?|refs?\.?|references?)\s*:\s*([^()]{1,300})\)", re.IGNORECASE)
_TAGS = re.compile(r"(<[^<>]*>)")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RANGE = re.compile(r"(\d{1,3})\s?[–-]\s?(\d{1,3})")
# A word in small letters, of a length that no sign of a unit or an element has; and the words that can be squared.
_WORD_END = re.compile(r"[^\W\d_A-Z]{4}(?:</(?:strong|em|a)>)?$")
_MEASURE_END = re.compile(
    r"(?:met(?:re|er)|inch|inche|foot|feet|yard|mile|second|kilogram|square|cubic|fold|quadrat)s?(?:</(?:strong|em|a)>)?$",
    re.IGNORECASE,
)
_LONGEST_RANGE = 10
_BEFORE = 120
_SHOWN = 300
_DOUBT = _("Is the number a citation? It was left in the text as it stands.")


@dataclass(frozen=True)
class Cited:
    """The nodes with citations in place of the numbers."""

    nodes: tuple[Node, ...]
    citations: tuple[ImportedCitation, ...]
    unsure: tuple[Unsure, ...]
    numbers: frozenset[int] = field(default_factory=frozenset)


def cite(nodes: Sequence[Node], *, has_references: bool, listed: frozenset[int] = frozenset()) -> Cited:
    """`listed` holds the numbers of a numbered and complete list of references; empty for any other list."""
    evidence = _Evidence(nodes, has_references, listed)
    citing = _Citing(evidence)
    cited = change_text(nodes, citing.change, citing.change_markup)
    for node in walk(cited):
        if isinstance(node, Heading | Question):
            citing.note_heading(node)
    found = tuple(sorted(citing.citations, key=lambda each: each.line))
    return Cited(cited, found, tuple(citing.unsure), frozenset(citing.numbers))


class _Evidence:
    """What the whole document says about its bare numbers."""

    def __init__(self, nodes: Sequence[Node], has_references: bool, listed: frozenset[int]) -> None:
        self.has_references = has_references
        self.listed = listed
        self.counted_up = _counted_up(self._candidates(nodes))

    def accepts(self, numbers: Sequence[int]) -> bool:
        known = self.listed or self.counted_up
        return self.has_references and bool(numbers) and all(number in known for number in numbers)

    @staticmethod
    def _candidates(nodes: Sequence[Node]) -> set[int]:
        """Numbers that stand where citations stand. A range is no evidence: "score 2-3" looks like one."""
        found: set[int] = set()
        for node in walk(nodes):
            if isinstance(node, Paragraph | Item):
                trailing = [match[2] for match in _TRAILING.finditer(node.html) if _could_cite(node.html, match)]
                others = [match[1] for pattern in (_AFTER_STOP, _BRACKETED) for match in pattern.finditer(node.html)]
                found.update(number for numbers in (*trailing, *others) for number in _plain_numbers(numbers))
        return found


def _plain_numbers(numbers: str) -> tuple[int, ...]:
    return () if _RANGE.search(numbers) else expanded(numbers)


def _counted_up(numbers: set[int]) -> frozenset[int]:
    end = 0
    while end + 1 in numbers:
        end += 1
    return frozenset(range(1, end + 1))


def expanded(numbers: str) -> tuple[int, ...]:
    """ "1, 3-5" as (1, 3, 4, 5); empty when it cannot be a list of citations."""
    found: list[int] = []
    for part in numbers.split(","):
        bounds = _RANGE.fullmatch(part.strip())
        first, last = (int(bounds[1]), int(bounds[2])) if bounds else (int(part), int(part))
        if first < 1 or last < first or last - first > _LONGEST_RANGE or part.strip().startswith("0"):
            return ()
        found.extend(range(first, last + 1))
    return tuple(found) if len(set(found)) == len(found) else ()


def _could_cite(html: str, found: re.Match[str]) -> bool:
    return bool(expanded(found[2])) and not is_never_cited(_before(html, found.start()))


_Patterns: TypeAlias = Sequence[tuple[re.Pattern[str], Callable[[str, re.Match[str]], str | None]]]


class _Citing:
    def __init__(self, evidence: _Evidence) -> None:
        self.evidence = evidence
        self.citations: list[ImportedCitation] = []
        self.unsure: list[Unsure] = []
        self.numbers: set[int] = set()
        self.line = 0
        self.places: list[tuple[int, ImportedCitation]] = []
        self.doubts: list[tuple[int, Unsure]] = []

    def change(self, line: int, html: str) -> str:
        """All citations of one running text."""
        return self._changed(line, html, self._patterns())

    def change_markup(self, line: int, html: str) -> str:
        """Citations of a table: in brackets only, because a bare number in a cell is a result or a dose."""
        parts = _TAGS.split(html)
        return "".join(self._changed(line, part, self._plain_patterns()) if part[:1] != "<" else part for part in parts)

    def _changed(self, line: int, html: str, patterns: _Patterns) -> str:
        """Each pattern sees the text as the source has it."""
        self.line, self.places, self.doubts = line, [], []
        marks: list[tuple[int, int, str]] = []
        for pattern, mark in patterns:
            for found in pattern.finditer(html):
                if (replacement := mark(html, found)) is not None:
                    marks.append((found.start(), found.end(), replacement))
        self.citations.extend(citation for _at, citation in sorted(self.places, key=lambda place: place[0]))
        self.unsure.extend(doubt for _at, doubt in sorted(self.doubts, key=lambda doubt: doubt[0]))
        return _replaced(html, marks)

    def note_heading(self, heading: Heading | Question) -> None:
        """A heading is never changed; a number in it is shown when it could be a citation."""
        html = heading.html
        found = _TRAILING.search(html)
        is_trailing = (
            found and self.evidence.accepts(expanded(found[2])) and not is_countable(_before(html, found.start()))
        )
        if is_trailing or _BRACKETED.search(html):
            self.unsure.append(Unsure(heading.line, words(html), _DOUBT))

    def _plain_patterns(self) -> _Patterns:
        return ((_SOURCE, self._source), (_BRACKETED, self._bracketed))

    def _patterns(self) -> _Patterns:
        return (
            *self._plain_patterns(),
            (_LINKED, self._bracketed),
            (_RAISED, self._raised),
            (_RAISED_SIGNS, self._raised),
            (_TRAILING, self._trailing),
            (_AFTER_STOP, self._after_stop),
            (_IN_ROUND, self._in_round),
        )

    def _trailing(self, html: str, found: re.Match[str]) -> str | None:
        numbers = expanded(found[2])
        before = _before(html, found.start())
        if not numbers or is_countable(before):
            return None
        if not self.evidence.accepts(numbers) or is_never_cited(before):
            return self._doubt(html, found)
        return found[1] + self._cite(html, found, found[2], numbers)

    def _after_stop(self, html: str, found: re.Match[str]) -> str | None:
        numbers = expanded(found[1])
        if not numbers or is_countable(_before(html, found.start()).rstrip(".")):
            return None
        return (
            self._cite(html, found, found[1], numbers) if self.evidence.accepts(numbers) else self._doubt(html, found)
        )

    def _bracketed(self, html: str, found: re.Match[str]) -> str | None:
        numbers = expanded(found[1])
        if not self._is_known(numbers) or is_compared(_before(html, found.start())):
            return self._doubt(html, found)
        return self._cite(html, found, words(found[0]), numbers)

    def _raised(self, html: str, found: re.Match[str]) -> str | None:
        """Raised digits behind a full stop cite, and behind a word where the list is complete; else they may be a power."""
        label = words(found[0]).strip("[] ")
        numbers = expanded(label.translate(_LOWERED))
        before = html[max(0, found.start() - 40) : found.start()]
        is_behind_word = bool(self.evidence.listed and _WORD_END.search(before) and not _MEASURE_END.search(before))
        if (before.endswith((".", ",", ";", ")", "”")) or is_behind_word) and self._is_known(numbers):
            return self._cite(html, found, label, numbers)
        return self._doubt(html, found)

    def _in_round(self, html: str, found: re.Match[str]) -> str | None:
        """ "(2)" is a citation for some authors and a remark for others."""
        return self._doubt(html, found) if self.evidence.accepts(expanded(found[1])) else None

    def _is_known(self, numbers: Sequence[int]) -> bool:
        return bool(numbers) and (not self.evidence.listed or set(numbers) <= self.evidence.listed)

    def _source(self, html: str, found: re.Match[str]) -> str | None:
        labels = [label.strip() for label in words(found[1]).split(";") if label.strip()]
        if not labels:
            return None
        keys = tuple(dict.fromkeys(f"unresolved:{_slug(label)}" for label in labels))
        self._place(html, found, words(found[0]).strip(), keys)
        return f"{' ' if found[0][0].isspace() else ''}{_element(keys)}"

    def _cite(self, html: str, found: re.Match[str], label: str, numbers: Sequence[int]) -> str:
        keys = tuple(f"unresolved:{number}" for number in numbers)
        self.numbers.update(numbers)
        self._place(html, found, label, keys)
        return _element(keys)

    def _place(self, html: str, found: re.Match[str], label: str, keys: tuple[str, ...]) -> None:
        sentence = _sentence(html, found.start())
        self.places.append((found.start(), ImportedCitation(label, keys, self.line, sentence)))

    def _doubt(self, html: str, found: re.Match[str]) -> str | None:
        """Nothing in place of the number: it stays."""
        passage = f"{_before(html, found.start())}{words(found[0])}".strip()
        self.doubts.append((found.start(), Unsure(self.line, passage, _DOUBT)))
        return None


def _element(keys: Sequence[str]) -> str:
    return f'<cite data-key="{" ".join(keys)}"></cite>'


def _before(html: str, end: int, size: int = _BEFORE) -> str:
    """The words in front of a place, without half a tag at their beginning."""
    passage = html[max(0, end - size) : end]
    closing, opening = passage.find(">"), passage.find("<")
    if closing >= 0 and (opening < 0 or closing < opening):
        passage = passage[closing + 1 :]
    return words(passage)


def _slug(label: str) -> str:
    """A key for words; those without a Latin letter get a fingerprint."""
    return slugify(label)[:60].strip("-_") or hashlib.sha256(label.encode()).hexdigest()[:12]


def _sentence(html: str, end: int) -> str:
    """The words in front of a citation, back to the sentence before."""
    before = " ".join(_before(html, end, _SHOWN * 2).split())
    return next(reversed(sentences(before)), "")[-_SHOWN:]


def _replaced(html: str, marks: Sequence[tuple[int, int, str]]) -> str:
    """The text with each place replaced; of two that overlap the first one counts."""
    kept: list[str] = []
    position = 0
    for start, end, replacement in sorted(marks):
        if start >= position:
            kept.extend((html[position:start], replacement))
            position = end
    return "".join((*kept, html[position:]))
