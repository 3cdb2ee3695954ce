"""What the readers' style sheet hides, on screen or on paper: a text that stands in the page and is not shown was not published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import tinycss2
from django.contrib.staticfiles import finders

SHEET: Final = "reader.css"
_HIDES: Final = (
    ("display", re.compile(r"none")),
    ("visibility", re.compile(r"hidden|collapse")),
    ("opacity", re.compile(r"0(?:\.0+)?%?")),
    ("font-size", re.compile(r"0[a-z%]*")),
    ("clip", re.compile(r"rect\(.*")),
    ("clip-path", re.compile(r"inset\(50%\)")),
)
_COMPOUND: Final = re.compile(r"[^\s>+~]+\Z")
_CLASS: Final = re.compile(r"\.([\w-]+)")
_TAG: Final = re.compile(r"^[a-z][a-z0-9]*")
_PSEUDO_ELEMENT: Final = re.compile(r"::|:(?:before|after)\b")
_WITH_ATTRIBUTE: Final = re.compile(r"\[[^\[\]]*\]|#[\w-]+")


@dataclass(frozen=True, slots=True)
class Hides:
    """What an element must be to be hidden: a tag ("" for any), classes, and classes `above` or beside it.

    Conditions besides, such as `:first-child` or the width of a screen, are taken as met.
    """

    tag: str
    classes: frozenset[str]
    above: frozenset[str] = frozenset()

    def catches(self, tag: str, classes: Iterable[str], above: Iterable[str]) -> bool:
        return self.tag in ("", tag) and self.classes.issubset(classes) and self.above.issubset(above)


@lru_cache(maxsize=4)
def hiding(css: str) -> tuple[Hides, ...]:
    """The rules of a sheet that hide, those for print and for small screens among them."""
    return tuple(dict.fromkeys(_found(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))))


@lru_cache(maxsize=1)
def of_readers() -> tuple[Hides, ...]:
    """Those of the sheet that reader pages are shown with. Raises `FileNotFoundError` without one: what hides is not known then."""
    path = finders.find(SHEET)
    if not isinstance(path, str):
        raise FileNotFoundError(SHEET)
    return hiding(Path(path).read_text(encoding="utf-8"))


@lru_cache(maxsize=2048)
def naming(tag: str, classes: str) -> tuple[Hides, ...]:
    """The rules of the readers' sheet that name such an element, whatever they want to stand above or beside it. A page has few
    sorts of elements."""
    named = classes.split()
    return tuple(rule for rule in of_readers() if rule.catches(tag, named, rule.above))


def _found(rules: Iterable[Any]) -> Iterator[Hides]:
    for rule in rules:
        if (
            rule.type == "at-rule"
            and rule.content is not None
            and rule.lower_at_keyword in ("media", "supports", "layer")
        ):
            yield from _found(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule" and _hides(rule):
            yield from _caught(tinycss2.serialize(rule.prelude))


def _hides(rule: Any) -> bool:
    declarations = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
    said = {one.lower_name: tinycss2.serialize(one.value).strip() for one in declarations if one.type == "declaration"}
    return any(pattern.fullmatch(said.get(name, "")) for name, pattern in _HIDES)


def _caught(selectors: str) -> Iterator[Hides]:
    for selector in selectors.split(","):
        last = _COMPOUND.search(_WITH_ATTRIBUTE.sub("[x]", selector.strip()))
        if last is None or _PSEUDO_ELEMENT.search(last[0]) or "[x]" in last[0]:
            continue
        bare = last[0].partition(":")[0]
        tag = _TAG.match(bare)
        above = selector.strip().removesuffix(last[0]) if "[" not in selector else ""
        found = Hides(tag[0] if tag else "", frozenset(_CLASS.findall(bare)), frozenset(_CLASS.findall(above)))
        if found.tag or found.classes:
            yield found
