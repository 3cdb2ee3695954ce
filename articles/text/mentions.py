"""Where a text names something: whole sentences, each with what it must be read with (S9). Pure, and never fuzzy.

A name is found as its words in a row, whatever their case, accents, hyphens or blanks; "10⁹" is not "109" (S11). Of a medicine
also the plural in "s" counts. An item of a list comes with what stands above it, a row of a table with caption and head, a card
that warns as a whole, anything else of a section with the warnings of that section.

Only blocks that may hold a name are read as blocks, so that thousands of texts can be looked through while somebody waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Protocol

from articles.text.blocks import Block, blocks
from articles.text.folding import folded
from articles.text.plain import plain
from articles.text.sentences import sentences
from articles.text.vocabulary import HEADINGS, LISTS, VOID

WARNINGS: Final = frozenset({"warning", "emergency", "urgent", "see-someone"})
# A number is one word with its fraction: "5 mg" is not in "0.5 mg".
_TOKEN: Final = re.compile(r"\d+(?>(?:[.,·]\d+)*)[^\W_]*|[^\W_]+")
_SHIFTED: Final = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉]")
_TAG: Final = re.compile(r'<(/?)([a-z][a-z0-9]*)(?: [a-z-]+="[^"]*")*>')
_INLINE: Final = re.compile(r'</?(?:strong|em|sub|sup|a|code|dfn|cite)(?: [a-z-]+="[^"]*")*>')
_KIND: Final = re.compile(r'<aside data-kind="([a-z-]+)"')
_CITED: Final = re.compile(r'data-key="([^"]*)"')
# Far apart, so that two of them are never written as a range, and no text has them.
_FIRST_NUMBER: Final = 7_000_001
_NUMBERS: Final = re.compile(r"\[(7\d{6}(?:, ?7\d{6})*)\]")


_Path = tuple[tuple[int, str], ...]


class Wanted(Protocol):
    """What is looked for."""

    def of(self, html: str) -> Wanted | None:
        """Quick; what of it may stand in a text, None only where nothing of it surely does."""
        ...

    def may_stand_in(self, html: str) -> bool:
        """The same of one block."""
        ...

    def words_of(self, html: str) -> str:
        """The words of canonical HTML in which `found_in` looks."""
        ...

    def found_in(self, words: str) -> tuple[str, ...]:
        """What is named there, each once, as it is written in the list of what is looked for."""
        ...

    def shown(self, words: str) -> str:
        """The words as people read them."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """Words as they were signed, with what they must be read with. `kind`: sentence, item, heading, table, figure, card, title …"""

    kind: str
    words: str
    names: tuple[str, ...]
    heading: str = ""
    lead_in: str = ""
    warning: str = ""


def tokens(words: str) -> tuple[str, ...]:
    """Words in the spelling in which they are compared."""
    return tuple(_spelt(match[0]) for match in _TOKEN.finditer(words))


def _spelt(token: str) -> str:
    """A figure that is raised or lowered stays one: folded, "10⁹" would be "109"."""
    return token.casefold() if _SHIFTED.search(token) else folded(token)


def _comparable(html: str) -> str:
    """The words without tags within them, in small letters; those that are not English letters alone folded below them."""
    bare = _INLINE.sub("", html)
    if bare.isascii():
        return bare.lower()
    foreign = " ".join(word for word in bare.split() if not word.isascii())
    return f"{bare.lower()}\n{folded(foreign)}"


@dataclass(frozen=True)
class Names:
    """Names to look for. `are_drugs`: their plural counts too."""

    names: tuple[str, ...]
    are_drugs: bool = False

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]:
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name in self.names:
            spelt = tokens(name)
            for form in self._forms(spelt):
                found.setdefault(form[0], []).append((name, form))
        return found

    def _forms(self, spelt: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if spelt:
            yield spelt
        if spelt and self.are_drugs and spelt[-1].isalpha():
            yield (*spelt[:-1], f"{spelt[-1]}s")

    @cached_property
    def longest_words(self) -> tuple[str, ...]:
        """Of each name its longest word without raised figures; "" where there is none, which every text holds."""
        return tuple(
            max((word for word in tokens(name) if not _SHIFTED.search(word)), key=len, default="")
            for name in self.names
            if tokens(name)
        )

    @cached_property
    def _narrowed(self) -> dict[tuple[str, ...], Names]:
        """Kept, because thousands of texts name the same few."""
        return {}

    def of(self, html: str) -> Names | None:
        """Of many names those that may stand in a text; each of its blocks is then asked for them alone."""
        spelt = _comparable(html)
        kept = tuple(name for name, needle in self._needles if needle in spelt)
        if not kept:
            return None
        if kept not in self._narrowed:
            self._narrowed[kept] = Names(kept, self.are_drugs)
        return self._narrowed[kept]

    @cached_property
    def _needles(self) -> Sequence[tuple[str, str]]:
        return list(zip((name for name in self.names if tokens(name)), self.longest_words, strict=True))

    def may_stand_in(self, html: str) -> bool:
        spelt = _comparable(html)
        return any(needle in spelt for needle in self.longest_words)

    def words_of(self, html: str) -> str:
        return plain(html)

    def found_in(self, words: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _start, _end in self.places(words)))

    def shown(self, words: str) -> str:
        return words

    def places(self, words: str) -> Iterator[tuple[str, int, int]]:
        """Each name that stands there, from which character to which."""
        matches = list(_TOKEN.finditer(words))
        spelt = [_spelt(match[0]) for match in matches]
        for place, first in enumerate(spelt):
            for name, form in self._by_first.get(first, ()):
                if tuple(spelt[place : place + len(form)]) == form:
                    yield name, matches[place].start(), matches[place + len(form) - 1].end()


@dataclass(frozen=True)
class Works:
    """Works to look for by the keys that a text cites them with."""

    keys: tuple[str, ...]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {key: _FIRST_NUMBER + 2 * place for place, key in enumerate(self.keys)}

    @cached_property
    def _key_of(self) -> Mapping[str, str]:
        return {str(number): key for key, number in self._numbers.items()}

    def of(self, html: str) -> Works | None:
        return self if self.may_stand_in(html) else None

    def may_stand_in(self, html: str) -> bool:
        return any(key in self._numbers for cited in _CITED.findall(html) for key in cited.split())

    def words_of(self, html: str) -> str:
        return plain(html, self._numbers)

    def found_in(self, words: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for found in _NUMBERS.findall(words) for key in self._keys(found)))

    def shown(self, words: str) -> str:
        return _NUMBERS.sub(lambda found: f"[{', '.join(self._keys(found[1]))}]", words)

    def _keys(self, numbers: str) -> list[str]:
        return [self._key_of[number.strip()] for number in numbers.split(",") if number.strip() in self._key_of]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """An outermost block, as it is written, below which headings it stands (level and HTML)."""

    tag: str
    html: str
    path: _Path

    @property
    def warns(self) -> bool:
        found = _KIND.match(self.html) if self.tag == "aside" else None
        return found is not None and found[1] in WARNINGS


def in_line(words: str, kind: str, wanted: Wanted) -> Iterator[Mention]:
    """A text of one line, such as a title."""
    names = wanted.found_in(words)
    if names:
        yield Mention(kind, words, names)


def in_html(html: str, wanted: Wanted) -> Iterator[Mention]:
    """Every mention in canonical HTML, in reading order."""
    here = wanted.of(html) if html else None
    if here is None:
        return
    chunks = list(_chunks(html))
    warnings = _warnings(chunks)
    for place, chunk in enumerate(chunks):
        if here.may_stand_in(chunk.html):
            for found in _in_chunk(chunks, place, here):
                yield _with_section(found, chunk, warnings)


def _chunks(html: str) -> Iterator[_Chunk]:
    path: _Path = ()
    at = 0
    while (opened := _TAG.search(html, at)) is not None:
        tag = opened[2]
        at = opened.end() if tag in VOID else _closed(html, tag, opened.end())
        if tag in VOID:
            continue
        written = html[opened.start() : at]
        level = int(tag[1]) if tag in HEADINGS else 0
        path = tuple(one for one in path if one[0] < level) if level else path
        yield _Chunk(tag, written, path)
        path = (*path, (level, written)) if level else path


def _closed(html: str, tag: str, at: int) -> int:
    """Where an element ends that was opened before `at`: only tags of its own name are looked at, and no leaf holds another."""
    closing = f"</{tag}>"
    depth, end = 1, at
    while depth:
        found = html.find(closing, end)
        if found < 0:
            return len(html)
        depth += html.count(f"<{tag}>", end, found) + html.count(f"<{tag} ", end, found) - 1
        end = found + len(closing)
    return end


def _warnings(chunks: Iterable[_Chunk]) -> dict[_Path, list[str]]:
    """By the headings below which they stand."""
    found: dict[_Path, list[str]] = {}
    for chunk in chunks:
        if chunk.warns:
            found.setdefault(chunk.path, []).append(plain(chunk.html))
    return found


def _with_section(found: Mention, chunk: _Chunk, warnings: Mapping[_Path, list[str]]) -> Mention:
    heading = found.heading or (plain(chunk.path[-1][1]) if chunk.path else "")
    if chunk.warns:
        return replace(found, heading=heading)
    around = [chunk.path[:length] for length in range(1, len(chunk.path) + 1)] or [()]
    said = [words for path in around for words in warnings.get(path, ())]
    return replace(found, heading=heading, warning="\n".join(said))


def _in_chunk(chunks: Sequence[_Chunk], place: int, wanted: Wanted) -> Iterator[Mention]:
    chunk = chunks[place]
    before = chunks[place - 1] if place else None
    after = chunks[place + 1] if place + 1 < len(chunks) else None
    if chunk.warns:
        yield from _whole(chunk.html, "card", wanted)
    elif chunk.tag in LISTS and before is not None and before.tag == "p":
        yield from _in_blocks(blocks(f"{before.html}\n{chunk.html}")[1:], wanted)
    elif chunk.tag == "p" and after is not None and after.tag in LISTS and chunk.html.endswith(":</p>"):
        yield from _whole(f"{chunk.html}\n{after.html}", "sentence", wanted, only=chunk.html)
    else:
        yield from _in_blocks(blocks(chunk.html), wanted)


def _whole(html: str, kind: str, wanted: Wanted, *, only: str = "") -> Iterator[Mention]:
    """In one piece; it counts for what stands in `only`, else for all of it."""
    names = wanted.found_in(wanted.words_of(only or html))
    if names:
        yield Mention(kind, wanted.shown(wanted.words_of(html)), names)


def _in_blocks(found: Iterable[Block], wanted: Wanted) -> Iterator[Mention]:
    for block in found:
        words = wanted.words_of(block.html) if block.kind != "li" else wanted.words_of(f"<p>{_inside(block.html)}</p>")
        for kind, piece in _pieces(block, words, wanted):
            names = wanted.found_in(piece)
            if names:
                heading = block.headings[-1] if block.headings else ""
                yield Mention(kind, wanted.shown(piece), names, heading, block.lead_in)


def _inside(item: str) -> str:
    return item.removeprefix("<li>").removesuffix("</li>")


def _pieces(block: Block, words: str, wanted: Wanted) -> Iterator[tuple[str, str]]:
    if block.kind in HEADINGS:
        yield "heading", words
    elif block.kind == "table":
        yield "table", _rows(block.html, words, wanted)
    elif block.kind == "figure":
        yield "figure", words
    elif block.kind == "li":
        yield "item", words
    else:
        yield from (("sentence", sentence) for sentence in sentences(words))


def _rows(html: str, words: str, wanted: Wanted) -> str:
    """Caption and head with the rows that name it; all rows where the head does, or where a cell reaches over several."""
    lines = words.split("\n")
    above = ("<caption" in html) + html.count("<tr", 0, max(html.find("</thead>"), 0))
    named = [line for line in lines[above:] if wanted.found_in(line)]
    is_whole = "rowspan" in html or not named or any(wanted.found_in(line) for line in lines[:above])
    return "\n".join([*lines[:above], *(lines[above:] if is_whole else named)])
