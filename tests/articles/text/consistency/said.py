"""What the checks say of texts, word for word, as it was when somebody last looked at it: of the pairs of the lists, and of whole articles.

`python -m tests.articles.text.consistency.said` (with `DJANGO_SETTINGS_MODULE=reviewboard.settings`) writes it anew: what a change
of the checks changes is then in the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from articles.text.consistency import Flag
from articles.text.consistency.checking import checked, compared
from articles.text.consistency.facts import Fact
from articles.text.consistency.numbers import facts
from articles.text.consistency.polarity import Clause, clauses
from articles.text.dialect import canonical
from articles.text.sentences import sentences
from tests.articles.text.consistency.lists import LISTS, found, html, pairs

ARTICLES = sorted(Path("workflows/samples/articles").iterdir())
# Of `*-second`, `*-sixth` and `*-seventh` only the counts are looked at.
PAIRS = [
    f"{kind}-{name}"
    for name in ("first", "later", "third", "fourth", "fifth", "eighth", "ninth")
    for kind in ("injected", "faithful")
]
# The same in one article, and with the plainer text first.
JOINED = ["injected-fifth", "injected-eighth", "injected-ninth", "faithful-third", "faithful-fourth"]
TURNED = ["injected-fourth", "faithful-ninth"]
# What the checks are made of, passage by passage.
READ = ["numbers-faithful-fifth", "numbers-faithful-fourth", "clauses-faithful-fifth"]
NAMES = [*READ, *PAIRS, *(f"joined-{name}" for name in JOINED), *(f"turned-{name}" for name in TURNED), "samples"]
# Passages of one article, and of one section of it.
LONG, SHORT = 12, 4
# Of a clause, beside its words.
TOLD = [
    "is_otherwise", "is_conditional", "is_directive", "ends", "goes_on", "is_of_no", "refused", "has_unless", "has_without",
    "refuses_beside", "asks", "ways",
]  # fmt: skip
# Letters at either end of a quoted passage.
SHOWN = 14


def written(name: str) -> list[str]:
    return file_of(name).read_text(encoding="utf-8").splitlines()


def said(name: str) -> list[str]:
    """A line for each flag, the worst first; nothing where all is left alone."""
    if name in READ:
        return list(_read(name))
    return [f"{where} {_line(flag)}" for where, flags in _found(name) for flag in flags]


def _read(name: str) -> Iterator[str]:
    kind, _, listed = name.partition("-")
    for pair in pairs(listed):
        for side in ("clinician", "patient"):
            for sentence in sentences(pair[side]):
                for line in map(_number, facts(sentence)) if kind == "numbers" else map(_clause, clauses(sentence)):
                    yield f"{pair['id']} {side[0]} {line}"


def _number(fact: Fact) -> str:
    marks = [name for name in ("is_dose", "is_limit", "is_extra") if getattr(fact, name)]
    return f"{fact.dimension} {fact.low} {fact.high} {fact.direction} [{fact.text}] {' '.join(marks)}".rstrip()


def _clause(clause: Clause) -> str:
    named = [name for name in TOLD if getattr(clause, name)]
    about = " ".join(sorted(clause.about))
    return f"{'no' if clause.is_no else 'yes'} [{_ends(clause.text)} | {_ends(clause.core)}] {about}; {' '.join(named)}".rstrip(
        "; "
    )


def _found(name: str) -> Iterator[tuple[str, tuple[Flag, ...]]]:
    kind, _, listed = name.partition("-")
    if kind == "samples":
        yield from _samples()
    elif kind == "joined":
        held = pairs(listed)
        for start in range(0, len(held), LONG):
            sides = [[pair[side] for pair in held[start : start + LONG]] for side in ("clinician", "patient")]
            yield held[start]["id"], compared(*map(article, sides))
    else:
        for pair in pairs(listed if kind == "turned" else name):
            sides = [pair["clinician"], pair["patient"]]
            yield pair["id"], found(*(sides[::-1] if kind == "turned" else sides))


def _samples() -> Iterator[tuple[str, tuple[Flag, ...]]]:
    for folder in ARTICLES:
        texts = {path.stem: canonical(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*[!y].html"))}
        for name, text in texts.items():
            yield f"{folder.name} {name}", checked(text)
        for one, other in combinations(texts, 2):
            yield f"{folder.name} {one} {other}", compared(texts[one], texts[other])


def article(passages: Iterable[str]) -> str:
    """Sections of a few passages, of which the last is an item of a list."""
    lines = []
    for number, passage in enumerate(passages):
        if number % SHORT == 0:
            lines.append(f"<h2>Part {number // SHORT + 1}</h2>")
        is_item = number % SHORT == SHORT - 1 and not passage.lstrip().startswith("<")
        lines.append(f"<p>Remember:</p><ul><li>{html(passage)}</li></ul>" if is_item else html(passage))
    return canonical("".join(lines))


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
