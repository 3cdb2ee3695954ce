"""The part of two texts that differs: what a save needs to compare, however long the rest is."""

from collections.abc import Sequence

from articles.text.reading import passages


def differing(old: str, new: str) -> tuple[str, str]:
    """Both canonical texts without the sections before the first difference, and without what follows the last.

    They begin with the heading above the first difference and end with the passage behind the last one, so that a comparison
    of them says what one of the whole texts says.
    """
    before, after = list(passages(old)), list(passages(new))
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    start = max((place for place in range(head) if before[place].startswith("<h2>")), default=0)
    behind = max(0, tail - 1)
    return "\n".join(before[start : len(before) - behind]), "\n".join(after[start : len(after) - behind])


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many passages both begin with."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))
