"""The doses of several texts in one table: the same amount of the same drug in one row, however each text writes it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.text.dosing.keys import Key, amount_key, frequency_key, limit_key
from articles.text.dosing.sentences import Dose
from articles.text.drugs import one_class


def _words(said: str) -> Key:
    return (said.casefold(),) if said else ()


# What is compared of the doses in a row.
_READINGS: Final[dict[str, Callable[[Dose], Key]]] = {
    "route": lambda dose: _words(dose.route),
    "frequency": lambda dose: frequency_key(dose.frequency),
    "maximum": lambda dose: limit_key(dose.maximum),
    "population": lambda dose: _words(dose.population),
}


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One amount of one drug; `cells` holds what each text says of it, `differing` the fields in which the texts disagree.

    `is_missed`: another text gives doses of this drug too, but not this one.
    """

    drug: str
    amount: str
    cells: tuple[tuple[Dose, ...], ...]
    differing: tuple[str, ...] = ()
    is_missed: bool = False

    @property
    def is_missing_somewhere(self) -> bool:
        return not all(self.cells)

    @property
    def limit(self) -> str:
        """For a row about an upper limit alone."""
        return "" if self.amount else next(dose.maximum for cell in self.cells for dose in cell)


def side_by_side(texts: Sequence[Sequence[Dose]]) -> tuple[DoseRow, ...]:
    """Rows by drug in the order in which drugs come up; a dose that one text has alone leaves the other cells empty.

    A class of drugs is one drug here, however many the words make it.
    """
    texts = [[replace(dose, drug=one_class(dose.drug)) for dose in doses] for doses in texts]
    rows: dict[Key, list[list[Dose]]] = {}
    for place, doses in enumerate(texts):
        for dose in doses:
            cells = rows.setdefault(_key(dose), [[] for _text in texts])
            cells[place].append(dose)
    order = {drug: number for number, drug in enumerate(dict.fromkeys(key[0] for key in rows))}
    return tuple(_row(cells, texts) for _same, cells in sorted(rows.items(), key=lambda row: order[row[0][0]]))


def _row(cells: list[list[Dose]], texts: Sequence[Sequence[Dose]]) -> DoseRow:
    one = next(dose for cell in cells for dose in cell)
    if not one.amount:
        # A limit that another text names in the sentence of the dose is not missing there.
        limit = limit_key(one.maximum)
        for cell, doses in zip(cells, texts, strict=True):
            cell += [] if cell else [dose for dose in doses if _has_limit(dose, one.drug, limit)]
    told = tuple(tuple(_without_repeats(cell)) for cell in cells)
    is_missed = any(not cell and _doses(one.drug, text) for cell, text in zip(told, texts, strict=True))
    return DoseRow(one.drug, one.amount, told, tuple(_differing(told)), is_missed)


def _doses(drug: str, text: Sequence[Dose]) -> bool:
    return bool(drug) and any(dose.drug == drug for dose in text)


def _has_limit(dose: Dose, drug: str, limit: Key) -> bool:
    return dose.drug == drug and bool(dose.maximum) and limit_key(dose.maximum) == limit


def _without_repeats(doses: Iterable[Dose]) -> Iterator[Dose]:
    seen: set[Key] = set()
    for dose in doses:
        said = tuple(read(dose) for read in _READINGS.values())
        if said not in seen:
            seen.add(said)
            yield dose


def _differing(cells: tuple[tuple[Dose, ...], ...]) -> Iterator[str]:
    """Fields that two texts fill, and fill differently."""
    for name, read in _READINGS.items():
        said = [{found for dose in cell if (found := read(dose))} for cell in cells]
        if len({frozenset(told) for told in said if told}) > 1:
            yield name


def _key(dose: Dose) -> Key:
    amount = amount_key(dose.amount)
    return (dose.drug, amount, dose.is_refused) if amount else (dose.drug, "at most", limit_key(dose.maximum))
