"""What each reader of texts makes of the sample articles, of the passages of a list and of small cases (`cases.py`), as it was when
somebody last looked at it.

`python -m tests.articles.text.said` (with `DJANGO_SETTINGS_MODULE=reviewboard.settings`) writes it anew: what a change of a rule
changes is then in the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import django

from articles.text import readability
from articles.text.comparison import as_data, compare
from articles.text.comparison.data import classified
from articles.text.dialect import canonical
from articles.text.dosing import doses
from articles.text.marking import marked
from articles.text.merging import Conflict, merge
from articles.text.plain import plain
from articles.text.plainness import PROFILES, Known, findings
from articles.text.plainness.plain_words import forms
from articles.text.rating import INSTRUMENTS, verdicts
from articles.text.terms import candidates
from tests.articles.text import cases
from tests.articles.text.consistency.lists import pairs
from tests.articles.text.consistency.said import ARTICLES, article

SAID = Path(__file__).with_name("said")
LIST, CHANGED = "faithful-ninth", "injected-ninth"
# Of a score: its counts are told one by one.
TOLD = {"counts", "version"}
# Passages of one article.
LONG = 12


def texts() -> dict[str, str]:
    samples = {
        f"{folder.name} {path.stem}": canonical(path.read_text(encoding="utf-8"))
        for folder in ARTICLES
        for path in sorted(folder.glob("*[!y].html"))
    }
    return samples | {
        f"{side} {place}": text for side in ("clinician", "patient") for place, text in _joined(LIST, side)
    }


def _joined(name: str, side: str) -> Iterator[tuple[str, str]]:
    held = [pair[side] for pair in pairs(name)]
    for start in range(0, len(held), LONG):
        yield str(start), article(held[start : start + LONG])


def _doses(html: str) -> Iterator[str]:
    for dose in doses(html):
        marks = f"{'assumed ' * dose.is_assumed}{'refused' * dose.is_refused}"
        told = (dose.drug, dose.amount, dose.route, dose.frequency, dose.maximum, dose.population, marks)
        yield " | ".join(told)


def _findings(html: str) -> Iterator[str]:
    for audience in PROFILES:
        for one in findings({"summary": "", "body": html}, audience):
            yield f"{audience} {one.start} {one.quote[:40]}: {one.why}"


def _levels(html: str) -> Iterator[str]:
    for found in (readability.score(html), *(one.score for one in readability.section_scores(html))):
        yield found.reason if isinstance(found, readability.Unscored) else _figures(found)
    for one in readability.sentence_scores(html):
        known = one.score
        level = known.reason if isinstance(known, readability.Unscored) else round(known.difficulty, 2)
        yield f"{one.start} {one.end} {level}"


def _figures(score: readability.Score) -> str:
    figures = asdict(score)
    return " ".join(
        f"{name} {value:.4g}" for name, value in (figures | score.counts._asdict()).items() if name not in TOLD
    )


def _verdicts(html: str) -> Iterator[str]:
    for key in INSTRUMENTS:
        for number, verdict in verdicts(key, {"summary": "", "body": html}, Known()).items():
            yield f"{key} {number} {verdict.answer}: {verdict.reason}"


def _alone(read: Callable[[str], Iterator[str]]) -> Callable[[], Iterator[str]]:
    def lines() -> Iterator[str]:
        for name, html in texts().items():
            yield from (f"{name}: {line}" for line in read(html))

    return lines


def _changes() -> Iterator[str]:
    """From one audience to the other, and from one patient's text to another."""
    found = texts()
    twos = [(one, other) for one, other in combinations(found, 2) if one.partition(" ")[0] == other.partition(" ")[0]]
    twos = [two for two in twos if two[0].partition(" ")[0] not in ("clinician", "patient")]
    for one, other in twos:
        yield from _of_change(f"{one} {other}", found[one], found[other])
    for (place, old), (_, new) in zip(_joined(LIST, "patient"), _joined(CHANGED, "patient"), strict=True):
        yield from _of_change(place, old, new)


def _of_change(name: str, old: str, new: str) -> Iterator[str]:
    changes = compare(old, new)
    yield f"{name}: {json.dumps(classified(changes), ensure_ascii=False)}"
    for data in as_data(changes):
        yield f"{name}: {json.dumps(data, ensure_ascii=False)}"


def _marks() -> Iterator[str]:
    for (place, old), (_, new) in zip(_joined(LIST, "patient"), _joined(CHANGED, "patient"), strict=True):
        shown = marked(old, new)
        yield f"{place}: {shown.places}"
        yield from (line for line in shown.html.split("\n") if "<ins" in line or "<del" in line)


def _merges() -> Iterator[str]:
    """Two people change every second and every third passage; what both change is theirs to settle."""
    base, changed = ([pair["patient"] for pair in pairs(name)] for name in (LIST, CHANGED))
    for start in range(0, len(base), LONG):
        places = range(start, min(start + LONG, len(base)))
        theirs = [changed[place] if place % 2 else base[place] for place in places]
        mine = [(f"{changed[place]} Ask us." if place % 3 == 0 else base[place]) for place in places if place % 5]
        merged = merge(article(base[place] for place in places), article(theirs), article(mine))
        for part in merged.parts:
            conflict = isinstance(part, Conflict)
            yield f"{start}: {json.dumps([part.base, part.theirs, part.mine] if conflict else [part.by, part.html])}"


def _plain_words() -> Iterator[str]:
    """Every form of a hard word that is found, and what it says to write."""
    for form in (form for some in forms().values() for form in some):
        plain = form.pair.plain if form.pair.plain else "-"
        yield f"{' '.join(form.words)}: {plain} ({form.pair.form})"


def _two_texts() -> dict[str, tuple[str, str]]:
    """Each article for one audience and for another, and passages for doctors and for patients."""
    found = texts()
    twos = combinations(found, 2)
    told = {
        f"{one} {other}": (found[one], found[other])
        for one, other in twos
        if one.partition(" ")[0] == other.partition(" ")[0] and one.partition(" ")[0] not in ("clinician", "patient")
    }
    return told | {place: (text, found[f"patient {place}"]) for place, text in _joined(LIST, "clinician")}


READERS: dict[str, Callable[[], Iterator[str]]] = {
    "doses": _alone(_doses),
    "findings": _alone(_findings),
    "levels": _alone(_levels),
    "plain": _alone(lambda html: iter(plain(html).split("\n"))),
    "terms": _alone(lambda html: iter([", ".join(candidates(html))])),
    "verdicts": _alone(_verdicts),
    "words": lambda: iter(sorted(_plain_words())),
    "changes": _changes,
    "marks": _marks,
    "merges": _merges,
    "dose-tables": lambda: cases.dose_tables(_two_texts()),
    "partners": lambda: cases.partners(_two_texts()),
    "edits": cases.edits,
    "edits-marked": cases.marks_of_edits,
    "edits-merged": cases.merges_of_edits,
    "few-lines-merged": cases.merges_of_few_lines,
    "edits-carried": cases.carried_over_edits,
    "prose": cases.prose,
    "tables": cases.tables,
    "typed": cases.typed,
    "phrases": cases.phrases,
    "small": cases.small,
    "phrases-words": cases.words,
    "amounts": cases.amounts,
    "searched": cases.searched,
    "suggested": cases.suggested,
    "suggestions": cases.suggestions,
    "named": cases.named,
    "plainly": cases.plainly,
}


def said(name: str) -> list[str]:
    return [line.replace("\n", " ⏎ ").rstrip() for line in READERS[name]()]


def written(name: str) -> list[str]:
    return file_of(name).read_text(encoding="utf-8").splitlines()


def file_of(name: str) -> Path:
    return SAID / f"{name}.txt"


if __name__ == "__main__":
    django.setup()
    for each in READERS:
        file_of(each).write_text("".join(f"{line}\n" for line in said(each)), encoding="utf-8")
