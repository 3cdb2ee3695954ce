"""The forms of a verb or noun and of the plain word for it, side by side: "utilised" → "used". English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from articles.text.plainness.lexicon import plurals

# Verbs that double their last letter.
_DOUBLING: Final = frozenset(
    {"occur", "recur", "permit", "transmit", "defer", "stop", "get", "put", "cut", "let", "opt", "clot"}
)
# Third person, past, participle, with -ing; "" is the regular form.
_IRREGULAR: Final[dict[str, tuple[str, str, str, str]]] = {
    "be": ("is", "was", "been", "being"),
    "bleed": ("", "bled", "bled", ""),
    "break": ("", "broke", "broken", ""),
    "breathe": ("", "", "", ""),
    "build": ("", "built", "built", ""),
    "buy": ("", "bought", "bought", ""),
    "choose": ("", "chose", "chosen", ""),
    "come": ("", "came", "come", ""),
    "cut": ("", "cut", "cut", ""),
    "do": ("does", "did", "done", ""),
    "feel": ("", "felt", "felt", ""),
    "find": ("", "found", "found", ""),
    "get": ("", "got", "got", ""),
    "give": ("", "gave", "given", ""),
    "go": ("goes", "went", "gone", ""),
    "have": ("has", "had", "had", ""),
    "lose": ("", "lost", "lost", ""),
    "make": ("", "made", "made", ""),
    "mean": ("", "meant", "meant", ""),
    "meet": ("", "met", "met", ""),
    "partake": ("", "partook", "partaken", ""),
    "pay": ("", "paid", "paid", ""),
    "put": ("", "put", "put", ""),
    "seek": ("", "sought", "sought", ""),
    "send": ("", "sent", "sent", ""),
    "show": ("", "showed", "shown", ""),
    "speed": ("", "sped", "sped", ""),
    "spread": ("", "spread", "spread", ""),
    "strive": ("", "strove", "striven", ""),
    "take": ("", "took", "taken", ""),
    "tell": ("", "told", "told", ""),
    "throw": ("", "threw", "thrown", ""),
    "undergo": ("undergoes", "underwent", "undergone", ""),
    "understand": ("", "understood", "understood", ""),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A form and the plain form for it. `participle` is the plain participle where the hard form may be one too."""

    hard: str
    plain: str
    participle: str = ""
    form: str = "base"


def verb_forms(hard: str, plain: str) -> Iterator[Pair]:
    """ "take part in" changes its first word only."""
    names = ("base", "third", "past", "participle", "ing")
    ours, theirs = _forms(hard), _forms(plain)
    if ours[2] == ours[3]:
        merged = Pair(ours[2], theirs[2], theirs[3], "past")
        yield from (Pair(ours[place], theirs[place], form=names[place]) for place in (0, 1, 4))
        yield merged
    else:
        yield from (Pair(one, other, form=name) for one, other, name in zip(ours, theirs, names, strict=True))


def noun_forms(hard: str, plain: str) -> Iterator[Pair]:
    yield Pair(hard, plain)
    yield Pair(_plural(hard), _plural(plain))


def _plural(noun: str) -> str:
    """Of a phrase the last word, of "loss of hair" the first."""
    head, of, rest = noun.partition(" of ")
    *first, last = head.split(" ")
    return " ".join([*first, plurals(last)[0]]) + of + rest


def _forms(phrase: str) -> tuple[str, str, str, str, str]:
    verb, blank, rest = phrase.partition(" ")
    third, past, participle, ing = _IRREGULAR.get(verb, ("", "", "", ""))
    regular = _past(verb)
    found = (verb, third or plurals(verb)[0], past or regular, participle or past or regular, ing or _ing(verb))
    return tuple(f"{form}{blank}{rest}" for form in found)  # type: ignore[return-value]


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in _DOUBLING else verb
