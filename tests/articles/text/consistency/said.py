"""What the checks say of each pair of the lists, word for word, as it was when somebody last looked at it.

`python -m tests.articles.text.consistency.said` (with `DJANGO_SETTINGS_MODULE=reviewboard.settings`) writes it anew: what a change
of the checks changes is then in the difference.
"""

from __future__ import annotations

from pathlib import Path

from articles.text.consistency import Flag
from tests.articles.text.consistency.lists import LISTS, found, pairs

# Of `*-second`, `*-sixth` and `*-seventh` only the counts are looked at.
NAMES = [
    f"{kind}-{name}"
    for name in ("first", "later", "third", "fourth", "fifth", "eighth", "ninth")
    for kind in ("injected", "faithful")
]
# Letters at either end of a quoted passage.
SHOWN = 14


def written(name: str) -> list[str]:
    return file_of(name).read_text(encoding="utf-8").splitlines()


def said(name: str) -> list[str]:
    """A line for each flag, the worst of a pair first; nothing for a pair that is left alone."""
    return [f"{pair['id']} {_line(flag)}" for pair in pairs(name) for flag in found(pair["clinician"], pair["patient"])]


def _line(flag: Flag) -> str:
    left, right = (_ends(" ".join(passage.quote.split())) for passage in (flag.left, flag.right))
    values = ", ".join(f"{name} {value}" for name, value in flag.values)
    texts = "" if (flag.left.text, flag.right.text) == (0, 1) else f" in {flag.left.text}{flag.right.text}"
    return f"{flag.severity.word} {flag.kind}{texts} [{left} | {right}] {values}".rstrip()


def _ends(quote: str) -> str:
    """The whole of it stands in the list."""
    return quote if len(quote) <= 2 * SHOWN else f"{quote[:SHOWN]}…{quote[-SHOWN:]}"


def file_of(name: str) -> Path:
    return LISTS / "said" / f"{name}.txt"


if __name__ == "__main__":
    for each in NAMES:
        file_of(each).write_text("".join(f"{line}\n" for line in said(each)), encoding="utf-8")
