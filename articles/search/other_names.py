"""Under which names a safety sweep looks for something: its own, its substance's, those of products that hold it, the glossary's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from articles.models import Definition, Reference
from articles.references import identifiers
from articles.text.combinations import products_with, same_product
from articles.text.drugs import drug, is_class, names_of
from articles.text.mentions import tokens

LONGEST: Final = 200
_HYPHENED: Final = "co-"


class Why(StrEnum):
    """Why a name is looked for."""

    TYPED = "typed"
    SAME = "same"  # the same substance, or the same product
    PRODUCT = "product"  # holds it beside others
    GLOSSARY = "glossary"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class OtherName:
    words: str
    why: Why


def of_medicine(typed: str) -> tuple[OtherName, ...]:
    """What was typed first, then every other name that is known; of a class ("NSAIDs") its names, not its members."""
    tidied = " ".join(typed.split())
    name = _known(tidied)
    offered = [OtherName(tidied, Why.TYPED)]
    offered += (
        OtherName(_spaced(other), Why.SAME) for other in (*names_of(name), *same_product(_key(tidied))) if other
    )
    if not is_class(name):
        offered += (OtherName(_spaced(other), Why.PRODUCT) for other in products_with(name or _key(tidied)))
    offered += (OtherName(other, Why.GLOSSARY) for other in of_glossary(tidied))
    return tuple(_once(offered))


def _known(typed: str) -> str:
    return drug(_key(typed)) or drug(typed)


def _key(typed: str) -> str:
    return typed.lower().replace(" ", "-")


def _spaced(name: str) -> str:
    """The lists have hyphens where people write blanks, but for names such as co-codamol."""
    return name if name.startswith(_HYPHENED) else name.replace("-", " ")


def _once(offered: Iterable[OtherName]) -> Iterator[OtherName]:
    seen = set()
    for name in offered:
        spelt = tokens(name.words)
        if spelt and spelt not in seen:
            seen.add(spelt)
            yield name


def of_glossary(typed: str) -> tuple[str, ...]:
    """The other names of terms whose words are in force and that are called so in one of their names."""
    wanted = tokens(typed)
    found: list[str] = []
    for definition in Definition.objects.in_force().order_by("pk"):
        words = definition.words
        names = (words.term, *words.synonyms, *words.abbreviations)
        if wanted in map(tokens, names):
            found += (name for name in names if tokens(name) != wanted)
    return tuple(dict.fromkeys(found))


def works(typed: str) -> tuple[Reference, ...]:
    """Every record of the work that a key, DOI, PMID or PMCID names, the current one first; empty where the library has none."""
    tidied = typed.strip()
    found = Reference.objects.filter(key=tidied).first()
    named = None if found else identifiers.recognised(tidied)
    if named is not None and named.kind in ("doi", "pmid", "pmcid"):
        found = Reference.objects.filter(**{named.kind: named.value}).first()
    return tuple(found.current.one_work) if found is not None else ()
