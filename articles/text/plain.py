"""The one plain-text form of a text (S11): for search, mail, description, comparison and API alike."""

import re
from collections.abc import Iterable, Iterator, Mapping

from articles.text.labels import label
from articles.text.reading import elements
from articles.text.tree import Element, Node
from articles.text.vocabulary import BLOCKS, LISTS

Numbers = Mapping[str, int]

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ")
# Raised by habit, not by meaning: "5th" and "5^(th)" are the same number.
_ORNAMENTS = frozenset({"st", "nd", "rd", "th", "®", "™", "©"})
# Where a citation stands or stood, until the blanks beside it are settled. Canonical text holds no control character.
_PLACE = "\x00"
# Signs that a caller may put between the words to find a place again: they part nothing.
SIGNS = "\x01\x02\x03"


def plain(html: str, numbers: Numbers | None = None) -> str:
    """A line a block, "- " or "1. " before items, "a | b" for rows, "10⁹" or "e^(x)" for what is raised.

    Citations are "[1]" where their number is given, else left out.
    """
    return lines(elements(html), numbers)


def lines(nodes: Iterable[Node], numbers: Numbers | None = None) -> str:
    """The same for nodes of a canonical text."""
    return "\n".join(_lines(nodes, numbers))


def _lines(nodes: Iterable[Node], numbers: Numbers | None) -> Iterator[str]:
    words: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or not (node.tag in BLOCKS or node.tag in _PARTS):
            words.append(node)
            continue
        yield from _paragraph(words, numbers)
        words.clear()
        yield from _PARTS.get(node.tag, _inside)(node, numbers)
    yield from _paragraph(words, numbers)


def _inside(element: Element, numbers: Numbers | None) -> Iterator[str]:
    yield from _lines(element.children, numbers)


def _paragraph(words: Iterable[Node], numbers: Numbers | None) -> Iterator[str]:
    line = "".join(_inline(node, numbers) for node in words)
    if _PLACE in line:
        line = _settled(line)
    if line := line.strip(" \n"):
        yield line


def _settled(line: str) -> str:
    line = re.sub(rf" ?{_PLACE}(?=\[)", " ", line)
    return re.sub(rf" ?{_PLACE}(?=[{SIGNS}]*(?:[\s.,;:!?)\]]|$))", "", line).replace(_PLACE, "")


def _list(element: Element, numbers: Numbers | None) -> Iterator[str]:
    first = int(element.attributes.get("start", "1"))
    for number, item in enumerate(element.elements(), first):
        mark = "- " if element.tag == "ul" else f"{number}. "
        for place, line in enumerate("\n".join(_lines(item.children, numbers)).split("\n")):
            yield f"  {line}" if place else mark + line


def _row(row: Element, numbers: Numbers | None) -> Iterator[str]:
    yield " | ".join(" ".join(_lines(cell.children, numbers)).replace("\n", " ") for cell in row.elements())


def _image(image: Element, numbers: Numbers | None) -> Iterator[str]:
    yield from filter(None, [image.attributes["alt"]])


_PARTS = {
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(("li", "caption", "thead", "tbody", "figcaption"), _inside),
    "tr": _row,
    "img": _image,
}


def _inline(node: Node, numbers: Numbers | None) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return "\n"
    if node.tag == "cite":
        return _PLACE + _citation(node, numbers or {})
    words = "".join(_inline(child, numbers) for child in node.children)
    if node.tag == "sup":
        return raised(words)
    return lowered(words) if node.tag == "sub" else words


def raised(words: str) -> str:
    """ "10⁹", "e^(x)" where there is no raised sign for it, "5th" as it is."""
    return words if words in _ORNAMENTS else _shifted(words, _RAISED, "^")


def lowered(words: str) -> str:
    return _shifted(words, _LOWERED, "_")


def _shifted(words: str, signs: Mapping[int, int], mark: str) -> str:
    return words.translate(signs) if all(ord(letter) in signs for letter in words) else f"{mark}({words})"


def _citation(cite: Element, numbers: Numbers) -> str:
    known = [numbers[key] for key in cite.attributes["data-key"].split() if key in numbers]
    return label(known) if known else ""
