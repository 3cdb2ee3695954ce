"""A text → its doses, in reading order: sentence by sentence, cell by cell in tables."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final

from articles.text.blocks import Block, blocks
from articles.text.dosing.mentions import drugs_in, first, populations_in
from articles.text.dosing.sentences import Context, Dose, doses_of
from articles.text.dosing.tables import doses_of_table
from articles.text.sentences import sentences
from articles.text.stretches import stretches

# A drug that was named so many sentences ago is not what "take 300 mg" means.
_NEAR: Final = 20


@lru_cache(maxsize=64)
def doses(html: str) -> tuple[Dose, ...]:
    """Every dose of a canonical text, each with the key of its block."""
    return tuple(dose for block in blocks(html) for dose in _of_block(block))


def _of_block(block: Block) -> Iterator[Dose]:
    if not any(sign.isalnum() for sign in block.text):
        return
    found = doses_of_table(block, _around(block)) if block.kind == "table" else _of_prose(block)
    for dose in found:
        yield replace(dose, key=block.key)


def _of_prose(block: Block) -> list[Dose]:
    found: list[Dose] = []
    above: list[str] = []
    for sentence in (stretch for whole in sentences(block.text) for stretch in stretches(whole)):
        for dose in doses_of(sentence, partial(_known, above, block)):
            _take(dose, found)
        above.append(sentence)
    return found


def _take(dose: Dose, found: list[Dose]) -> None:
    """A limit in a sentence of its own ("Do not take more than 4 g in 24 hours.") belongs to the dose that stands before it."""
    last = found[-1] if found else None
    if last and not dose.amount and last.amount and not last.maximum and last.drug == dose.drug:
        group = last.population or dose.population
        said = last.sentence if last.sentence == dose.sentence else f"{last.sentence} {dose.sentence}"
        found[-1] = replace(last, maximum=dose.maximum, population=group, sentence=said)
    else:
        found.append(dose)


def _known(above: list[str], block: Block) -> Context:
    """The drugs that were named last before a sentence, and for whom the section is."""
    near = [*reversed(above[-_NEAR:]), block.lead_in]
    around = _around(block)
    drugs = next(filter(None, map(_drugs, near)), around.drugs)
    group = next(filter(None, (first(populations_in(text)) for text in (block.lead_in,))), around.population)
    return Context(drugs, group)


def _around(block: Block) -> Context:
    """What the headings say, the nearest first."""
    headings = tuple(reversed(block.headings))
    drugs = next(filter(None, map(_drugs, headings)), ())
    return Context(drugs, next(filter(None, (first(populations_in(text)) for text in headings)), ""))


def _drugs(text: str) -> tuple[str, ...]:
    return tuple(mention.name for mention in drugs_in(text)[-1:])
