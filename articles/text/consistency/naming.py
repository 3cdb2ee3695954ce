"""Drugs that one text names and the other does not, and doses of a drug that one text gives and the other leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from articles.text.consistency.concepts import concepts
from articles.text.consistency.counterparts import Index
from articles.text.consistency.facts import RATE, Fact
from articles.text.consistency.flags import Flag, Kind, Passage, Severity
from articles.text.consistency.numbers import facts
from articles.text.consistency.pools import Pool
from articles.text.consistency.statements import Reading
from articles.text.dosing import Dose
from articles.text.drugs import generic, is_class

# Names of the list of drugs that a text also uses for what is in the blood, in food or in the air.
_ALSO_ORDINARY: Final = frozenset(
    """
    glucose iron iodine calcium magnesium potassium zinc selenium sodium folate cortisol estrogen testosterone progesterone insulin
    oxygen caffeine cocaine heroin cannabis nicotine vaccine chemotherapy melatonin dopamine adenosine salicylate nitrate
    amphetamine methamphetamine noradrenaline serotonin heparin menthol peppermint emollient retinol phenol glucagon oxytocin
    """.split()  # noqa: SIM905
)

Doses = tuple[tuple[Dose, ...], tuple[Dose, ...]]


def checked(index: Index, doses: Doses) -> Iterator[Flag]:
    yield from _names(index)
    yield from _left_out(index, doses)
    yield from _of_another_drug(index, doses)


def _names(index: Index) -> Iterator[Flag]:
    """Each drug once, at its first place."""
    texts = (index.left, index.right)
    for number, (text, other) in enumerate((texts, texts[::-1])):
        for name, held in text.by_drug.items():
            is_ordinary = name in _ALSO_ORDINARY or name.startswith("vitamin")
            if name not in other.by_drug and not is_ordinary and not _is_said(name, other):
                here, nowhere = held[0].passage(number), Passage(1 - number)
                left, right = (here, nowhere) if number == 0 else (nowhere, here)
                severity = Severity.NOTE if is_class(name) else Severity.WORTH_A_LOOK
                yield Flag(Kind.DRUG, severity, left, right, (("drug", name),))


def _is_said(name: str, text: Reading) -> bool:
    """Whether plain words stand for a class: "blood thinners"."""
    return any(idea in text.ideas for idea in concepts(name) if idea.startswith("*"))


def _of_drug(doses: Sequence[Dose]) -> dict[str, list[Dose]]:
    """Doses whose drug stands in the same sentence."""
    found: dict[str, list[Dose]] = {}
    for dose in doses:
        if dose.drug and not dose.is_assumed:
            found.setdefault(generic(dose.drug), []).append(dose)
    return found


def amounts_of(dose: Dose) -> list[Fact]:
    """Amount and upper limit as numbers."""
    return [fact for said in (dose.amount, dose.maximum) for fact in facts(said) if fact.dimension != RATE]


def _left_out(index: Index, doses: Doses) -> Iterator[Flag]:
    """What the first text gives of a drug and the second, which gives other doses of it, does not. A drug without any dose is fine."""
    ours, theirs = _of_drug(doses[1]), _of_drug(doses[0])
    for name in (name for name in theirs if name in ours):
        given = Pool(fact for dose in ours[name] for fact in amounts_of(dose))
        missing = [dose for dose in theirs[name] if given.missing(amounts_of(dose))]
        if missing and len(missing) < len(theirs[name]):
            said = ", ".join(dict.fromkeys(dose.amount or dose.maximum for dose in missing))
            left, right = _passage(index.left, missing[0], 0), _passage(index.right, ours[name][0], 1)
            yield Flag(Kind.MISSING_DOSE, Severity.WORTH_A_LOOK, left, right, (("drug", name), ("left", said)))


def _of_another_drug(index: Index, doses: Doses) -> Iterator[Flag]:
    """An amount that the first text gives too, but of another drug."""
    ours, theirs = _of_drug(doses[1]), _of_drug(doses[0])
    every = Pool(fact for held in theirs.values() for dose in held for fact in amounts_of(dose))
    for name in (name for name in theirs if name in ours):
        known = [fact for dose in theirs[name] for fact in amounts_of(dose)]
        own = Pool(known)
        for dose in ours[name] if known else ():
            wrong = [fact for fact in own.missing(amounts_of(dose)) if not fact.is_extra]
            if wrong and not every.missing(wrong):
                left, right = _passage(index.left, theirs[name][0], 0), _passage(index.right, dose, 1)
                values = (("left", known[0].text), ("right", wrong[0].text))
                yield Flag(Kind.DOSE, Severity.MUST_ANSWER, left, right, values)


def _passage(text: Reading, dose: Dose, number: int) -> Passage:
    home = text.of_block.get(dose.key, ())
    if not home:
        return Passage(number, dose.key, dose.sentence)
    return Passage(number, dose.key, dose.sentence, home[0].section, home[0].section_number)
