"""Names of drugs that are taken for each other when they are read or heard. Pairs as in ISMP, "List of Confused Drug Names"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence
from articles.text.blocks import blocks
from articles.text.drugs import drugs

_PAIRS: Final = """
    alprazolam lorazepam
    amiloride amlodipine
    bupropion buspirone
    captopril carvedilol
    carbamazepine oxcarbazepine
    carboplatin cisplatin
    cefazolin ceftriaxone
    chlorpromazine chlorpropamide
    clobazam clonazepam
    clomifene clomipramine
    clonazepam lorazepam
    clonidine clonazepam
    daunorubicin doxorubicin
    dopamine dobutamine
    duloxetine fluoxetine
    ephedrine epinephrine
    fluoxetine paroxetine
    glimepiride glipizide
    guaifenesin guanfacine
    hydralazine hydroxyzine
    hydrocodone oxycodone
    hydromorphone morphine
    infliximab rituximab
    lamivudine lamotrigine
    lamotrigine levetiracetam
    levothyroxine liothyronine
    medroxyprogesterone methylprednisolone
    metformin metronidazole
    methadone methylphenidate
    methotrexate metolazone
    metoprolol misoprostol
    nifedipine nimodipine
    olanzapine quetiapine
    oxybutynin oxycontin
    penicillamine penicillin
    prednisolone prednisone
    quinine quinidine
    rifampicin rifaximin
    risperidone ropinirole
    sertraline cetirizine
    sitagliptin sumatriptan
    sulfadiazine sulfasalazine
    sumatriptan zolmitriptan
    tizanidine tiagabine
    tramadol trazodone
    valaciclovir valganciclovir
    vinblastine vincristine
"""


def _partners() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in _PAIRS.split("\n"):
        for one, other in [line.split(), line.split()[::-1]] if line.split() else []:
            found.setdefault(one, []).append(other)
    return {name: tuple(dict.fromkeys(others)) for name, others in found.items()}


_PARTNERS: Final = _partners()
_NAMED: Final = _("{drug} is taken for {others} when it is read quickly.")
_BOTH: Final = _("{drug} and {others} are taken for each other, and both stand in this text.")


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A drug of the text, the names that it is taken for, and the block where it first stands.

    `is_beside` where one of them stands in the text too.
    """

    drug: str
    others: tuple[str, ...]
    key: str
    section: str
    is_beside: bool

    @property
    def why(self) -> Sentence:
        return format_lazy(_BOTH if self.is_beside else _NAMED, drug=self.drug, others=", ".join(self.others))


def look_alikes(html: str) -> tuple[LookAlike, ...]:
    """Notes, one a drug, in the order in which the drugs come up: nothing is wrong with the text."""
    first: dict[str, tuple[str, str]] = {}
    for block in blocks(html):
        for name in drugs(block.text):
            first.setdefault(name, (block.key, block.headings[-1] if block.headings else ""))
    return tuple(_noted(first))


def _noted(first: dict[str, tuple[str, str]]) -> Iterator[LookAlike]:
    for name, (key, section) in first.items():
        others = _PARTNERS.get(name, ())
        beside = tuple(other for other in others if other in first)
        if others:
            yield LookAlike(name, beside or others, key, section, bool(beside))
