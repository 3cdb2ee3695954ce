"""What never ends is read in stretches: a paragraph of two megabytes without a full stop takes time in proportion."""

from collections.abc import Iterator
from typing import Final

LONGEST: Final = 2000
# Where a stretch may end, the best first: what belongs together rarely stands around a comma.
_ENDS: Final = ("; ", ", ", " ")


def stretches(sentence: str) -> Iterator[str]:
    """The sentence itself, or parts of at most 2,000 letters that end at a comma or between two words."""
    start = 0
    while len(sentence) - start > LONGEST:
        end = _end(sentence, start)
        yield sentence[start:end]
        start = end
    yield sentence[start:]


def _end(sentence: str, start: int) -> int:
    for mark in _ENDS:
        found = sentence.rfind(mark, start + LONGEST // 2, start + LONGEST)
        if found > 0:
            return found + len(mark)
    return start + LONGEST
