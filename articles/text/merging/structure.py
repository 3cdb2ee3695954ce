"""The structure that lines of canonical HTML stand in: what opens and closes, what is whole, whether a table is square."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from articles.text.tree import Element

_OPENING = re.compile(r"<(ul|ol|table|thead|tbody|section|aside|blockquote|li)\b")
_CLOSING = re.compile(r"</[a-z]+>")
NO_PARTNER = -1


def step(line: str) -> int:
    """+1 for a line that opens an element which later lines close, -1 for one that closes it, else 0."""
    if _CLOSING.fullmatch(line):
        return -1
    opening = _OPENING.match(line)
    return int(bool(opening) and not line.endswith(f"</{opening[1]}>")) if opening else 0


def partners(lines: Sequence[str]) -> list[int]:
    """For each line that opens or closes an element the line that closes or opens it."""
    found = [NO_PARTNER] * len(lines)
    opened: list[int] = []
    for place, line in enumerate(lines):
        change = step(line)
        if change > 0:
            opened.append(place)
        elif change < 0 and opened:
            found[place] = opened.pop()
            found[found[place]] = place
    return found


def reach(lines: Iterable[str]) -> tuple[int, int]:
    """How many elements of outside these lines close, and how many of theirs they leave open."""
    depths = [0, *accumulate(step(line) for line in lines)]
    lowest = min(depths)
    return -lowest, depths[-1] - lowest


def is_whole(lines: Iterable[str]) -> bool:
    """Whether every element begins and ends within these lines."""
    return reach(lines) == (0, 0)


def nodes(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """Whole lines as the elements that stand next to each other."""
    found: list[tuple[str, ...]] = []
    start = depth = 0
    for place, line in enumerate(lines):
        depth += step(line)
        if depth == 0:
            found.append(tuple(lines[start : place + 1]))
            start = place + 1
    return found


def has_ragged_table(elements: Iterable[Element]) -> bool:
    """Whether a table has rows of different widths."""
    return any(
        len(set(_widths(element))) > 1 if element.tag == "table" else has_ragged_table(element.elements())
        for element in elements
    )


def _widths(table: Element) -> Iterator[int]:
    rows = [row for part in table.elements() if part.tag != "caption" for row in part.elements()]
    reaching_down = [0] * (len(rows) + 1)
    from_above = 0
    for place, row in enumerate(rows):
        from_above += reaching_down[place]
        own = 0
        for cell in row.elements():
            width, height = (int(cell.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
            own += width
            if height > 1:
                reaching_down[place + 1] += width
                reaching_down[min(place + height, len(rows))] -= width
        yield own + from_above
