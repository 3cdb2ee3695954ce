"""Words that change what a sentence asks of whom: negation, side, direction, population, strength of advice, drugs.

Some of them have a harmless meaning too ("right away", "lower the dose"). They count all the same: a badge asks a person
to look, and a word that is not here can be as weighty.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.comparison.changes import BadgeKind
from articles.text.drugs import drug

_LISTS: Final[dict[BadgeKind, str]] = {
    # A line a meaning: its words can stand for one another.
    BadgeKind.NEGATION: """
        not
        no
        none
        nothing
        never
        neither nor
        without
        avoid avoids avoided avoiding avoidance
        unless
        except excepting
        instead
        rather
        stop stops stopped stopping
        refuse refuses refused
        absent absence
        false
    """,
    BadgeKind.SIDE: """
        left left-sided left-hand
        right right-sided right-hand
        both bilateral bilaterally
        one-sided unilateral unilaterally
        medial medially
        lateral laterally
        contralateral
        ipsilateral
        anterior anteriorly
        posterior posteriorly
        proximal proximally
        distal distally
        upper
        superior
        inferior
        dorsal dorsally
        ventral
        palmar volar
        plantar
        radial
        ulnar
        inner
        outer
    """,
    BadgeKind.DIRECTION: """
        more
        less fewer
        most
        least
        higher high
        lower low
        above over
        below under
        before
        after
        increase increases increased increasing raise raises raised
        decrease decreases decreased decreasing reduce reduces reduced reducing
        start starts started starting begin
        positive
        negative
        worse worsen worsens worsening
        better improve improves improved improving
        safe safely
        unsafe dangerous
        maximum max
        minimum min
        until
    """,
    BadgeKind.POPULATION: """
        adult adults
        child children childhood paediatric pediatric
        infant infants baby babies
        newborn newborns neonate neonates neonatal
        toddler toddlers
        teenager teenagers adolescent adolescents adolescence
        young younger
        old older elderly
        pregnant pregnancy pregnancies
        breastfeeding breastfeed breast-feeding lactating lactation
        trimester trimesters
        woman women female females
        man men male males
        girl girls
        boy boys
        age aged ages
        frail frailty
        menopause menopausal postmenopausal premenopausal perimenopausal
        immunocompromised immunosuppressed
        healthy
        smoker smokers
        non-smoker non-smokers
    """,
    BadgeKind.STRENGTH: """
        must
        shall
        should ought
        may might
        can could
        need needs needed necessary
        required require requires
        essential
        consider considers considered considering
        recommend recommends recommended recommending recommendation recommendations
        advise advises advised advice
        suggest suggests suggested
        offer offers offered
        contraindicated contraindication contraindications
        indicated
        always
        usually often generally
        sometimes occasionally
        rarely seldom
        only
        immediately urgently urgent emergency
        allowed
        forbidden prohibited
    """,
}
_MEANINGS: Final = {
    word: (kind, line.split()[0])
    for kind, lines in _LISTS.items()
    for line in lines.strip().splitlines()
    for word in line.split()
}
_CONTRACTED: Final = {"cannot": "can", "can't": "can", "won't": "will", "shan't": "shall", "mustn't": "must"}
_OPPOSITES: Final = re.compile(r"(hyper|hypo)(?=[a-z]{5})")

Concern = tuple[BadgeKind, str]


@lru_cache(maxsize=4096)
def concerns(word: str) -> tuple[Concern, ...]:
    """What a word bears on, each with one word for all of the same meaning: "don't" is not, "adults" is adult."""
    lowered = word.lower().replace("’", "'")
    return tuple(dict.fromkeys([*_whole(lowered), *(_parts(lowered) if "-" in lowered else ())]))


def _whole(word: str) -> Iterator[Concern]:
    if word in _MEANINGS:
        yield _MEANINGS[word]
    if word in _CONTRACTED or word.endswith("n't"):
        yield BadgeKind.NEGATION, "not"
        stem = _CONTRACTED.get(word, word.removesuffix("n't"))
        yield from [_MEANINGS[stem]] if stem in _MEANINGS else []
    if opposite := _OPPOSITES.match(word):
        yield BadgeKind.DIRECTION, opposite[1]
    if name := drug(word):
        yield BadgeKind.DRUG, name


def _parts(word: str) -> Iterator[Concern]:
    first, *others = word.split("-")
    if first == "non":
        yield BadgeKind.NEGATION, "non"
    if word not in _MEANINGS and not drug(word):
        for part in (first, *others):
            yield from _whole(part)
