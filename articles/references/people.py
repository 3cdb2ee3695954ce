"""Names of authors as CSL has them: family and given, or literal for an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.references import tex
from articles.references.wording import plain

Name = dict[str, str]

_INITIALS = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[.-]{0,2}[A-ZÀ-ÖØ-Þ]){0,3}\.?")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?", re.IGNORECASE)
_LONGEST = 200


def name(typed: str) -> Name:
    """ "Family, Given", "Family, Given, Jr" or "Family GJ"; what has neither a comma nor initials is an organisation."""
    words = plain(typed).strip(" ;,")[:_LONGEST]
    family, comma, rest = (part.strip() for part in words.partition(","))
    if comma and rest:
        given, _comma, suffix = (part.strip() for part in rest.partition(","))
        if suffix and _SUFFIX.fullmatch(given):
            given, suffix = suffix, given
        before, _blank, last = given.rpartition(" ")
        if before and not suffix and _SUFFIX.fullmatch(last):
            given, suffix = before, last
        return _parts(family, given, suffix)
    return _without_comma(words)


def _without_comma(words: str) -> Name:
    parts = words.split()
    suffix = parts.pop() if len(parts) > 2 and _SUFFIX.fullmatch(parts[-1]) else ""
    if 1 < len(parts) < 6 and _INITIALS.fullmatch(parts[-1]) and not words.isupper():
        return _parts(" ".join(parts[:-1]), parts[-1], suffix)
    return {"literal": words} if words else {}


def _parts(family: str, given: str, suffix: str = "") -> Name:
    found = {"family": family, "given": given, "suffix": suffix}
    return {part: value for part, value in found.items() if value}


def organisation(typed: str) -> Name:
    words = plain(typed)[:_LONGEST]
    return {"literal": words} if words else {}


def person(*, family: str, given: str = "", suffix: str = "") -> Name:
    found = _parts(plain(family)[:_LONGEST], plain(given)[:_LONGEST], plain(suffix)[:_LONGEST])
    if set(found) == {"family"}:
        return {"literal": found["family"]}
    return found if "family" in found else {"literal": found["given"]} if "given" in found else {}


def bibtex_names(field: str) -> list[Name]:
    """Names of a field of BibTeX, parted by "and" outside braces: "von Last, Jr, First", "First von Last", "{An Organisation}"."""
    return [found for typed in _parted(field) if (found := _bibtex_name(typed))]


def _parted(field: str) -> Iterable[str]:
    depth, start = 0, 0
    for found in re.finditer(r"[{}]|(?<!\s)\s++and\s++", field):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth <= 0:
            yield field[start : found.start()].strip()
            start = found.end()
    yield field[start:].strip()


def _bibtex_name(typed: str) -> Name:
    if typed == "others" or not typed:
        return {}
    if typed.startswith("{") and typed.endswith("}") and "," not in tex.plain(typed):
        return organisation(tex.plain(typed))
    parts = [plain(tex.plain(part)) for part in typed.split(",")]
    if len(parts) == 2:
        return _parts(parts[0][:_LONGEST], parts[1][:_LONGEST])
    if len(parts) > 2:
        return _parts(parts[0][:_LONGEST], parts[2][:_LONGEST], parts[1][:_LONGEST])
    return _first_last(typed)


def _first_last(typed: str) -> Name:
    """The family name is the last word and the words in small letters before it."""
    words = [plain(tex.plain(word)) for word in re.findall(r"(?:\{[^{}]*\}|[^\s{}]|\{|\})+", typed)]
    words = [word for word in words if word]
    if len(words) < 2:
        return organisation(" ".join(words))
    at = next((place for place, word in enumerate(words[1:-1], 1) if word[:1].islower()), len(words) - 1)
    return _parts(" ".join(words[at:])[:_LONGEST], " ".join(words[:at])[:_LONGEST])
