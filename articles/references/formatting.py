"""One work as its style writes it: AMA 11, Vancouver (NLM, "Citing Medicine"), APA 7, by the Citation Style Language. Pure.

The processor is citeproc-py. It does not escape what it is given, so that every "<" and "&" of a title passes it as a character
of the private use area; and it names a work without an author twice, which is mended here.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, Final

import citeproc
import nh3
from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
from citeproc.source.json import CiteProcJSON

from articles.references import cited
from articles.references.style_sheets import StyleSheet

STYLES: Final = Path(__file__).resolve().parent / "styles"
TAGS: Final = frozenset({"i", "b", "sup", "sub"})
# What a title may hold (CSL-JSON's own list), each as one character on the way through.
_ALLOWED: Final = tuple(f"<{slash}{tag}>" for tag in ("i", "b", "sup", "sub") for slash in ("", "/"))
_HIDDEN: Final = {mark: chr(0xE000 + place) for place, mark in enumerate((*_ALLOWED, "<", ">", "&"))}
_SHOWN: Final = {
    ord(hidden): mark if mark in _ALLOWED else html.escape(mark, quote=False) for mark, hidden in _HIDDEN.items()
}
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
_NUMBER: Final = re.compile(r"^\s*(?:\[1\]|1\.)\s*")
_LANGUAGES: Final = {"de": "de-DE", "en": "en-US"}
_ONE: Final = "work"
# Where it is in a work the processor notes in the style itself, which all threads have in common.
_ONE_AT_A_TIME: Final = Lock()
# The processor's own lists; it warns of any other variable.
_DATES, _NAMES, _KNOWN = (
    frozenset(name.replace("_", "-") for name in names)
    for names in (citeproc.DATES, citeproc.NAMES, [*citeproc.VARIABLES, "archive_location"])
)
_NAME_PARTS: Final = ("family", "given", "suffix", "dropping-particle", "non-dropping-particle", "literal")
_STOPPED_TWICE: Final = re.compile(r"([?!])(</i>)?\.")


class Style(StrEnum):
    VANCOUVER = "vancouver"
    AMA = "ama"
    APA = "apa"


def formatted(csl: Mapping[str, Any], style: Style, language: str = "en") -> str:
    """The work as HTML of `i b sup sub` alone, without a number; "" for one that has nothing to write."""
    item = _item(csl)
    if not item.keys() & {"title", "author", "editor", "container-title", "URL"}:
        return ""
    with _ONE_AT_A_TIME:
        made = CitationStylesBibliography(_style(style, _locale(language)), CiteProcJSON([item]), formatter.html)
        made.register(Citation([CitationItem(_ONE)]))
        (entry,) = made.bibliography() or ("",)
    words = _STOPPED_TWICE.sub(r"\1\2", _named_once(_NUMBER.sub("", str(entry)), item))
    return nh3.clean(words.translate(_SHOWN), tags=set(TAGS), attributes={}).strip()


def words_of(formatted: str) -> str:
    """What `formatted` gave, as plain text; powers as `10^9`."""
    return html.unescape(re.sub(r"<[^<>]*>", "", formatted.replace("<sup>", "^")))


def made_with(style: Style, language: str) -> str:
    """SHA-256, in hex, of the style, its language and the code that writes: while it is the same, so is what `formatted` gives."""
    return _made_with(style, _locale(language))


@cache
def _made_with(style: Style, locale: str | None) -> str:
    total = hashlib.sha256(f"{version('citeproc-py')} {version('nh3')} {locale}".encode())
    for name in (f"styles/{style}.csl", "formatting.py", "style_sheets.py", "cited.py"):
        total.update((STYLES.parent / name).read_bytes())
    return total.hexdigest()


@cache
def _style(style: Style, locale: str | None) -> StyleSheet:
    return StyleSheet(STYLES / f"{style}.csl", locale)


def _locale(language: str) -> str | None:
    """None for a language whose words the processor lacks: that of the style then."""
    return _LANGUAGES.get(language.partition("-")[0])


def _item(csl: Mapping[str, Any]) -> dict[str, Any]:
    """What the processor can read: strings hidden, names as mappings, dates as numbers, nothing that is empty."""
    item: dict[str, Any] = {"type": _words(csl.get("type")) or "article"}
    for name, value in csl.items():
        read = _date if name in _DATES else _names if name in _NAMES else _words
        if name in _KNOWN - cited.LEFT_OUT and (given := read(value)):
            item[name] = given
    return {**item, "id": _ONE}


def _words(value: Any) -> str:
    """Crossref gives titles and journals as lists of one."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = value[0] if value else ""
    return _hidden(str(value)) if isinstance(value, str | int | float) else ""


def _names(value: Any) -> list[dict[str, str]]:
    people = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    named = [
        {part: _words(person.get(part)) for part in _NAME_PARTS} for person in people if isinstance(person, Mapping)
    ]
    kept = [{part: words for part, words in person.items() if words} for person in named]
    return [{"literal": person["literal"]} if "literal" in person else person for person in kept if _is_named(person)]


def _is_named(person: Mapping[str, str]) -> bool:
    return bool(person.keys() & {"family", "literal"})


def _hidden(text: str) -> str:
    text = _PRIVATE.sub("", text)
    for mark, hidden in _HIDDEN.items():
        text = text.replace(mark, hidden)
    return text


def _date(given: Any) -> dict[str, Any] | None:
    """{"date-parts": [[2019, 5, 2]]} of whatever was kept: numbers may be strings, a month may be missing."""
    parts = given.get("date-parts") if isinstance(given, Mapping) else [[given]]
    first = parts[0] if isinstance(parts, Sequence) and parts and isinstance(parts[0], Sequence) else ()
    numbers = []
    for part, most in zip(first, (9999, 12, 31), strict=False):
        number = int(str(part)) if str(part).isascii() and str(part).isdecimal() and len(str(part)) < 5 else 0
        if not 0 < number <= most:
            break
        numbers.append(number)
    return {"date-parts": [numbers]} if numbers else None


def _named_once(entry: str, item: Mapping[str, Any]) -> str:
    """Without an author a style begins with the title; citeproc-py then writes the title once more in its own place."""
    title = str(item.get("title") or "")
    if not title or item.get("author") or item.get("editor"):
        return entry
    again = re.compile(r"\s*(?:<i>)?" + re.escape(title) + r"(?:</i>)?[.,]?(?:</i>)?", re.IGNORECASE)
    first = again.match(entry)
    second = again.search(entry, first.end()) if first else None
    return entry[: second.start()] + entry[second.end() :] if second else entry
