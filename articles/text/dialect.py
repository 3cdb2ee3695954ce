"""The one gate of a text: what comes in as any HTML goes on as the dialect, in its one canonical spelling.

One block per line, lists inside lists not indented, white space collapsed, U+00A0 kept, `&amp; &lt; &gt;` the only
entities in words, attributes in alphabetical order. `articles.text.vocabulary` says which elements there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articles.text.problems import Problem, problems
from articles.text.reading import TextTooLong, canonical, elements
from articles.text.tree import Element
from articles.text.vocabulary import ASIDE_KINDS, DIALECT_VERSION, IMAGE_ADDRESS

__all__ = [
    "ASIDE_KINDS",
    "DIALECT_VERSION",
    "Picture",
    "Problem",
    "TextTooLong",
    "canonical",
    "elements",
    "image_digests",
    "is_canonical",
    "pictures",
    "problems",
]


def is_canonical(html: str) -> bool:
    return canonical(html) == html


def image_digests(html: str) -> tuple[str, ...]:
    """SHA-256 of each image that the text shows, once each, in order of appearance."""
    return tuple(dict.fromkeys(picture.sha256 for picture in pictures(html)))


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a text shows it, with its own words for those who do not see it."""

    sha256: str
    address: str
    alt: str


def pictures(html: str) -> tuple[Picture, ...]:
    """Every image of the text, as often as it is shown, in order of appearance."""
    found = ((IMAGE_ADDRESS.fullmatch(image.attributes["src"]), image) for image in _images(elements(html)))
    return tuple(Picture(match[1], match[0], image.attributes.get("alt", "")) for match, image in found if match)


def _images(nodes: Iterable[Element]) -> Iterator[Element]:
    for element in nodes:
        if element.tag == "img":
            yield element
        yield from _images(element.elements())
