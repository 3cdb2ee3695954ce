"""The parsed styles, read once by a process; each element remembers what it found in its style, which never changes.

citeproc-py looks up every macro and term with an XPath whenever it is used: a third of its time, half of it in APA.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from citeproc import CitationStylesStyle
from citeproc.model import CitationStylesElement
from lxml import etree

_NAMESPACE: Final = "http://purl.org/net/xbiblio/csl"


class _Remembering:
    """What the elements of a style are beside what the processor makes of them."""

    def xpath_search(self, expression: str) -> Any:
        known: dict[str, Any] = self.__dict__.setdefault("found_by_path", {})
        if expression not in known:
            known[expression] = super().xpath_search(expression)  # type: ignore[misc]
        return known[expression]

    def get_term(self, *of: Any, **more: Any) -> Any:
        known: dict[Any, Any] = self.__dict__.setdefault("found_terms", {})
        key = (of, *more.items())
        if key not in known:
            known[key] = super().get_term(*of, **more)  # type: ignore[misc]
        return known[key]


class StyleSheet(CitationStylesStyle):  # type: ignore[misc]
    """A style of the processor, of elements that remember. `locale` None: the style's own."""

    def __init__(self, path: Path, locale: str | None) -> None:
        self.parser = etree.XMLParser(remove_comments=True, encoding="UTF-8", no_network=True)
        self.parser.set_element_class_lookup(_classes())
        self.xml = etree.parse(path, self.parser)
        root: Any = self.xml.getroot()
        self.root = root
        root.set_locale_list(locale or root.get("default-locale", "en-US"), validate=False)
        # An element that nobody holds is made anew whenever it is met, and remembers nothing.
        self.elements = list(root.iter())


def _classes() -> etree.ElementNamespaceClassLookup:
    """As the processor itself looks its classes up: by their names."""
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(_NAMESPACE)
    namespace[None] = CitationStylesElement
    for plain in CitationStylesElement.__subclasses__():
        namespace[plain.__name__.replace("_", "-").lower()] = _remembering(plain)
    return lookup


@cache
def _remembering(plain: type[Any]) -> type[Any]:
    return type(plain.__name__, (_Remembering, plain), {})
