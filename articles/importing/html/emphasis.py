"""What an element looks like by its style sheet: text processors write bold words and superscripts as classes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_CLASS = re.compile(r"(?:\w{1,20})?\.([\w-]{1,60})$")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style\s*:\s*italic")
_RAISED = re.compile(r"vertical-align\s*:\s*super")
_LOWERED = re.compile(r"vertical-align\s*:\s*sub(?!\w)")
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_LONGEST_SHEET = 500_000


@dataclass(frozen=True)
class Looks:
    """The marks of each class, such as "strong" or "sup"."""

    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> Looks:
        """From the page's own style elements; simple selectors of one class alone."""
        sheets = "".join((style.text or "") for style in root.iter("style"))[:_LONGEST_SHEET]
        found: dict[str, frozenset[str]] = {}
        for selectors, declared in _RULE.findall(sheets):
            marks = _marks(declared)
            for selector in selectors.split(",") if marks else ():
                if named := _CLASS.match(selector.strip()):
                    found[named[1]] = found.get(named[1], frozenset()) | marks
        return cls(found)

    def of_element(self, element: Element) -> frozenset[str]:
        """By its classes and its own style; its tag says the rest."""
        named = (self.marks.get(name, frozenset()) for name in (element.get("class") or "").split())
        own = element.get("style") or ""
        marks = frozenset[str]().union(*named) | (_marks(own) if own else frozenset())
        return marks - {"strong"} if own and _PLAIN.search(own) else marks


def _marks(declared: str) -> frozenset[str]:
    lowered = declared.lower()
    patterns = (("strong", _BOLD), ("em", _ITALIC), ("sup", _RAISED), ("sub", _LOWERED))
    return frozenset(name for name, pattern in patterns if pattern.search(lowered))


def is_hidden(element: Element) -> bool:
    """Whether readers of the page never saw it."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search((element.get("style") or "").lower()))
