"""The words of an element of a page, and of all that stands in it."""

from lxml.etree import _Element as Element


def words_of(element: Element) -> str:
    return "".join(str(part) for part in element.itertext())
