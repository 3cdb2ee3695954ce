"""Whether a clause says yes or no: "do not take", "avoid" and "contraindicated" are one, "never stop" is a yes to taking.

What stands under a condition ("if your kidneys do not work") is left out of the count: it says when, not what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.text.consistency.concepts import concepts
from articles.text.consistency.directions import TAKEN
from articles.text.consistency.facts import RATE
from articles.text.consistency.numbers import facts
from articles.text.consistency.numerals import plainly

# Turns of speech with a "not" or "more" in them that refuse nothing.
_HARMLESS: Final = re.compile(
    rf"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b)(?: {TAKEN}){{0,5}} (?:(?:more|less|fewer|later|longer|earlier|older|younger"
    r"|higher|lower|greater|heavier|bigger) than|exceed\w*|over|above)\b"
    r"|\bnot (?:only|just)\b|\bavoid(?:ing)?(?: \w+){0,3} (?:more|less|longer|fewer) than\b"
    r"|\bwith or without\b|\bwhether or not\b|\bif not\b|\bor not\b"
    r"|\bwithout (?:medical |a doctor['’]s |your doctor['’]s )?(?:advice|delay|asking|talking|food|water|symptoms|treatment|aura)\b"
    r"|\bcannot (?:work|stand|sleep|speak|see|swallow|walk)\b",
    re.IGNORECASE,
)
_NEGATION: Final = (
    r"not|no|never|none|neither|nor|cannot|\w+n['’]t|nothing|nobody|avoid(?:s|ed|ing|ance)?|contra-?indicat(?:ed|ion|ions|es)"
    r"|stop(?:s|ped|ping)?|discontinu(?:e|es|ed|ing|ation)|withdraw(?:al|n|ing|s)?|cease[sd]?|withhold|withheld|withholding"
    r"|^hold|hold (?=the dose|it|treatment)"
    r"|omit(?:s|ted)?|skip(?:s|ped|ping)?|refrain|abstain|abstinence|unsafe|unsuitable|inadvisable|inappropriate|prohibited|forbidden"
    r"|fail(?:s|ed|ing|ure)? to|postpone|defer|excludes|rules out"
    r"|refused?|unlikely|miss(?:es)?|ineffective|unnecessary|needless|dangerous|steer clear|stay away|keep away|keep off"
    r"|leave out|off limits|harmful|against|usual dose|normal dose|same dose|full dose|standard dose"
)
_NEGATED: Final = re.compile(rf"(?<![\w-])(?:{_NEGATION})(?![\w-])", re.IGNORECASE)
# Ends of a word that refuse: "sugar-free" is left alone, "non-smoker" too.
_CONDITION: Final = re.compile(
    r"\b(?:if|unless|when|whenever|while|until|because|since|as long as|in case|once|after|before|although|even though|where|whose|who)\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(
    r"[;:|]|(?<=\w)\. |, (?:but|and|so|or) (?=(?:do|don['’]t|not|never|avoid|stop|take|use|you|it|they|this|that|must|should|can|may|keep"
    r"|give)\b)"
    r"|,? but (?!not\b)| (?:and|but) (?=(?:(?:do|should|must|can|may) )?(?:not|never|avoid|stop|keep)\b)"
    r"|, (?=(?:do not|don['’]t|never|avoid|stop|take|use|keep|give|you|it|they|not)\b)",
    re.IGNORECASE,
)
_NEXT_MARK: Final = re.compile(r",|;|\bthen\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says one thing. `is_no` for an odd number of refusals in it; `core` leaves conditions out.

    `about` are the concepts of all of it, and of a condition that stands before it.
    """

    text: str
    core: str
    is_no: bool
    about: frozenset[str]
    core_about: frozenset[str]

    @property
    def is_conditional(self) -> bool:
        return bool(self.about - self.core_about)

    @property
    def ends(self) -> bool:
        """ "Withdraw it slowly": all that it refuses is to go on."""
        return self.is_no and refusals(_STOPS.sub(" ", self.core)) == 0

    @property
    def goes_on(self) -> bool:
        """Whether it says to take something, or not to stop."""
        return not self.is_no and bool(_GOES_ON.search(self.core) or _STOPS.search(self.core))

    @property
    def asks(self) -> bool:
        """ "Tell your doctor if …" says neither yes nor no; of "never without" and of a limit it is not clear here which."""
        is_unclear = refusals(self.core) > 0 and bool(_WITHOUT.search(self.core))
        return bool(_ASKS.search(self.core)) or bool(_LIMITS.search(self.core)) or is_unclear

    @property
    def is_directive(self) -> bool:
        """Whether it says what to do, or what may be done."""
        return bool(_DIRECTIVE.search(self.core))


_STOPS: Final = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|discontinu\w+|withdraw(?:al|n|ing|s)?|cease[sd]?|withhold\w*|withheld|hold|skip\w*)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"\b(?:keep|keeps|continue\w*|carry on|take|takes|taken|use|used|give|given|have|start|safe|go on)\b", re.IGNORECASE
)
# "Not for more than 5 days" is about how much, which the numbers say.
_LIMITS: Final = re.compile(
    r"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b|\bavoid\w*)(?: (?!if\b|when\b|unless\b|because\b|and\b|or\b|but\b)[\w-]+){0,6}? "
    r"(?:more|less|fewer|longer) than\b",
    re.IGNORECASE,
)
_WITHOUT: Final = re.compile(r"\bwithout\b", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"^wait\b|\b(?:tell|ask|talk (?:to|with)|speak (?:to|with)|check with|discuss|contact|make an appointment|let your|inform)\b",
    re.IGNORECASE,
)
_DIRECTIVE: Final = re.compile(
    r"^(?:\W*(?:also|then|please|always|never|only)\W+)?(?:do not|don['’]t|take|use|give|apply|start|stop|avoid|keep|put|try|offer"
    r"|consider|add|lower|raise|cut|double|halve|prescribe|inject|swallow|drink|eat|drive|withhold|discontinue|continue|begin|combine|refer|treat|call|go|rest|crush|rub|check|monitor|measure|repeat|reduce|increase)\b"
    r"|\b(?:must|should|shall|can|cannot|may|need|needs|needed|required|recommended|advised|permitted|contra-?indicated|suitable|safe|unsafe|allowed|avoid(?:ed)?"
    r"|licensed|indicated|not be|do not|never|stopped|withheld)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that have words of their own."""
    found: list[Clause] = []
    when: frozenset[str] = frozenset()
    is_list_of_noes = False
    for part in _parted(sentence):
        text = part.strip(" .,;:")
        about, core = concepts(text) | _values(text) | when, _core(text)
        if _NOES.fullmatch(text):
            is_list_of_noes = True
        elif not core:
            when = about
        elif about:
            is_no = (refusals(core) + is_list_of_noes) % 2 == 1
            found.append(Clause(text, core, is_no, about, concepts(core) | _values(core)))
            when = frozenset()
    return tuple(found)


# "Contraindications: …; …": what follows is refused.
_NOES: Final = re.compile(
    r"(?:(?:absolute|relative|main) )?contra-?indications?|contra-?indicated (?:in|with)|avoid(?: in| with)?"
    r"|do not (?:use|give|take)(?: in| with| if)?|not for",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"(?:at|in|for|during|with|from|on|over|of|by|within|if|unless|when|whenever|while|until|because|since"
    r"|as long as|in case|once|after|before|although)\b[^,;:.]*,",
    re.IGNORECASE,
)


def _parted(sentence: str) -> list[str]:
    """Parts that say one thing each. What stands before the first comma and says when or for whom stays whole."""
    first = _FIRST.match(sentence)
    if first is None:
        return _joined(_PARTS.split(sentence))
    return [f"when {first[0].rstrip(',')}", *_joined(_PARTS.split(sentence[first.end() :]))]


def _joined(parts: list[str]) -> list[str]:
    """ "If your thyroid is weak and | not treated" is one."""
    found: list[str] = []
    for part in parts:
        if found and _GOES_WITH.match(part) and _CONDITION.search(found[-1]):
            found[-1] = f"{found[-1]} and {part}"
        else:
            found.append(part)
    return found


_GOES_WITH: Final = re.compile(r" ?(?:not|never)\b", re.IGNORECASE)


_DIGIT: Final = re.compile(r"\d")


def _values(text: str) -> frozenset[str]:
    """Ages, weights and other numbers that are no doses: "not under 3 months" is about three months."""
    if not _DIGIT.search(plainly(text)):
        return frozenset()
    return frozenset(
        f"={fact.dimension} {fact.low}"
        for fact in facts(text)
        if not (fact.is_extra or fact.is_dose or fact.dimension == RATE)
    )


def refusals(text: str) -> int:
    return len(_NEGATED.findall(_HARMLESS.sub(" ", text)))


def _core(text: str) -> str:
    """Without what stands under a condition; nothing where all of it does."""
    kept: list[str] = []
    position = 0
    while found := _CONDITION.search(text, position):
        kept.append(text[position : found.start()])
        end = _NEXT_MARK.search(text, found.end())
        position = end.end() if end else len(text)
    kept.append(text[position:])
    core = " ".join("".join(kept).split())
    return core if len(core) > 2 else ""
