"""Whether a clause says yes or no: "do not take", "avoid" and "contraindicated" are one, "never stop" is a yes to taking.

What stands under a condition ("if your kidneys do not work") is left out of the count: it says when, not what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from articles.text.beginnings import small
from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import RATE, Fact
from articles.text.consistency.numbers import as_read, facts
from articles.text.consistency.numerals import plainly
from articles.text.consistency.refusing import WITHOUT, refusals

_CONDITION: Final = re.compile(
    r"\b(?:if|unless|when|whenever|while|until|because|since|as long as|in case|once|after|before|although"
    r"|even though|where|whose|who"
    r"|which|that (?=(?:do|does|did|is|are|was|were|has|have|had|can|could|should|cannot|will|would|shouldn['’]t"
    r"|don['’]t|doesn['’]t|isn['’]t|aren['’]t)\b)"
    r"|despite|instead of|in place of|provided|providing|compared (?:with|to)|versus)\b"
)
_PARTS: Final = re.compile(
    r"[;|]| (?<=: )|, (?:and|or) (?=(?:nobody|no one|none|anyone|everyone)\b)|\. (?<=\w\. )|, (?:but|and|so|or) (?=(?:do|don['’]t"
    r"|not|never|avoid|stop|take|use|you|it|they"
    r"|this|that|must|should|can|may|keep|leave|put|have"
    r"|give)\b)"
    r"|, (?:(?:and|or) )?(?=(?:drink|eat|swallow|wait|stay|sit|stand|wear|apply|call|go) (?!and\b|or\b)\w)"
    r"|, (?:although|though|whereas) "
    r"| and (?=(?:switch(?:es|ed)?|start|begin|give|take|use|offer|treat|continue|replace|restart|resume|refer|change)\b(?! (?:to"
    r"|and|or) (?:take|use)))"
    r"|, but (?!not\b)| but (?!not\b)| and (?=(?:may|can|must|should) )| (?:and|but) (?=(?:(?:do|should|must|can|may) )?(?:not"
    r"|never|avoid|stop|keep|leave|skip|ditch|steer|stay away)\b)"
    r"|, (?=(?:do not|don['’]t|never|avoid|stop|take|use|keep|give|you|it|they|not|no \w+\.?$)\b)"
)
_NEXT_MARK: Final = re.compile(r",|;|\bthen\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says one thing. `is_no` for an odd number of refusals in it; `core` leaves conditions out.

    `about` are the concepts of all of it, and of a condition that stands before it; `ways` its numbers with "over" or
    "under". `is_otherwise` for what "unless" says of the other case: "not unless it hurts" is a yes when it hurts.
    """

    text: str
    core: str
    is_no: bool
    about: frozenset[str]
    core_about: frozenset[str]
    ways: frozenset[tuple[str, int]] = frozenset()
    is_otherwise: bool = False

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
    def is_of_no(self) -> bool:
        """ "If the first did nothing": what it says is for when something is not so."""
        found = _CONDITION.search(small(self.text))
        return found is not None and len(_DENIES.findall(self.text, found.start())) % 2 == 1

    @property
    def condition(self) -> frozenset[str]:
        return self.about - self.core_about

    @property
    def refused(self) -> frozenset[str]:
        """What it refuses, where it says so of one thing among others: "imaging is not indicated", "it avoids an operation"."""
        return _refused(self.core) if self.is_no else frozenset()

    @property
    def has_unless(self) -> bool:
        return not self.is_otherwise and excepts(self.text)

    @property
    def has_without(self) -> bool:
        return "ithout" in self.core

    @property
    def refuses_beside(self) -> int:
        """How much it refuses but for its "without": of "never without" another "without" tells what it means."""
        return refusals(WITHOUT.sub(" ", self.core) if "ithout" in self.core else self.core)

    @property
    def asks(self) -> bool:
        """ "Tell your doctor if …" says neither yes nor no, nor does a limit."""
        return _asks(self.core)

    def flips(self, other: Clause) -> bool:
        """ "Not on 15 days or more" and "on fewer than 15 days" are one."""
        no, yes = (self, other) if self.is_no else (other, self)
        return (
            no.is_no != yes.is_no
            and any((value, -way) in yes.ways for value, way in no.ways)
            and not ((_is_restricted(no.text) and not no.is_otherwise) or excepts(yes.text) or "until" in yes.text)
        )

    @property
    def is_directive(self) -> bool:
        """Whether it says what to do, or what may be done."""
        return _directs(self.core)


@lru_cache(maxsize=8192)
def _refused(core: str) -> frozenset[str]:
    if found := _BUT_NOT.search(core):
        return concepts(core[found.end() :])
    if found := _ACTS.search(core):
        return concepts(core[found.end() :])
    if found := _OF_SUBJECT.search(core):
        return concepts(found[1]) | concepts(core[found.end() :])
    return frozenset()


# "Let your child spit but not swill".
_BUT_NOT: Final = re.compile(r"\w (?:but|and) not (?=\w+$)", re.IGNORECASE)
# "Treatment avoids an operation": what stands before is not refused.
_ACTS: Final = re.compile(r"\w (?:avoids|prevents|stops|reduces the need for|spares|averts)\b", re.IGNORECASE)
# "Back pain without red flags: imaging is not indicated".
_OF_SUBJECT: Final = re.compile(
    r":((?: [\w’'-]+){1,4}) (?:is|are|was|were|must|should|need|can|do|does|has|have)(?: not\b|n['’]t\b| contra| un)",
    re.IGNORECASE,
)


# Each clause is compared with many others.
@lru_cache(maxsize=8192)
def _asks(core: str) -> bool:
    lowered = core.lower()
    return bool(_ASKS.search(lowered) or _LIMITS.search(lowered) or _is_label(lowered))


def _is_label(text: str) -> bool:
    """ "Lifting more than 10 kg, 4 weeks" says neither yes nor no."""
    return bool(_LABEL.search(text)) and not _SAYS.search(text) and not _directs(text)


_LABEL: Final = re.compile(r"\w[,:] ?[<>≤≥~]?\d[^,:]*$")
_SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|may|might|will|would|should|must|could|not|no|never|take|use"
    r"|give|start|stop|avoid|\w+ed)\b"
)


@lru_cache(maxsize=8192)
def _directs(text: str) -> bool:
    return bool(_DIRECTIVE.search(text.lower()))


@lru_cache(maxsize=8192)
def excepts(text: str) -> bool:
    """Whether it has an "unless"."""
    return bool(_UNLESS.search(text.lower()))


@lru_cache(maxsize=8192)
def _is_restricted(text: str) -> bool:
    return bool(_RESTRICTS.search(text))


_STOPS: Final = re.compile(
    r"\b(?:stop(?:s|ped|ping)?|discontinu\w+|withdraw(?:al|n|ing|s)?|cease[sd]?|withhold\w*|withheld|hold|skip\w*"
    r"|interrupt\w*|paus\w+|com(?:e|es|ing) off)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(
    r"\b(?:keep|keeps|continue\w*|carry on|take|takes|taken|use|used|give|given|have|start|safe|go on|fine|ok"
    r"|okay|possible|allowed|permitted|acceptable|all right|go ahead|feel free|encouraged|compatible)\b",
    re.IGNORECASE,
)
# "Not for more than 5 days" is about how much, which the numbers say.
_LIMITS: Final = re.compile(
    r"(?:\bno\b|\bnot\b|\bnever\b|n['’]t\b|\bavoid\w*)(?: (?!if\b|when\b|unless\b|because\b|and\b|or\b"
    r"|but\b)[\w-]+){0,6}? "
    r"(?:more|less|fewer|longer) than\b"
)
_DENIES: Final = re.compile(r"\b(?:not|no|never|nothing|none|nobody|cannot|neither)\b|n['’]t\b", re.IGNORECASE)
_RESTRICTS: Final = re.compile(r"\b(?:unless|except|only|until)\b", re.IGNORECASE)
_UNLESS: Final = re.compile(r"\b(?:unless|except (?:if|when|in))\b")
_ASKS: Final = re.compile(
    r"^wait\b|\bremov(?:e|es|ed|al|ing)\b|\b(?:tell|ask|talk (?:to|with)|speak (?:to|with)|check with|discuss"
    r"|contact (?:your|an?|the|us|me|them|him|her|nhs|emergency|services|doctor|nurse|gp|\d+)|make an appointment"
    r"|let your (?:doctor|gp|nurse|midwife|pharmacist|team|surgeon|dentist|anaesthetist|specialist|care)|inform|as without|exceptions?)\b"
)
_DIRECTIVE: Final = re.compile(
    r"^(?:\W*(?:also|then|please|always|never|only|do)\W+)?(?:do not|hold|leave|wear|have|miss|skip|remain|stay"
    r"|don['’]t|take|use|give|apply|start|stop|avoid|keep|put|try|offer"
    r"|consider|add|lower|raise|cut|double|halve|prescribe|inject|swallow|drink|eat|drive|withhold|discontinue"
    r"|continue|begin|combine|refer|treat|call|go|rest|crush|rub|check|monitor|measure|repeat|reduce|increase"
    r"|make|pull|push|press|tie|let|ask|bring|brush|rinse|wash|dry|cover|wrap|breathe|lift|bend|stretch|walk|run|sit|stand|lie|sleep"
    r"|watch|look|listen|choose|pick|pour|mix|stir|shake|store|freeze|cool|warm|heat|open|close|peel|squeeze|scratch|touch|clean"
    r"|change|remove|insert|place|spread|spray|gargle|spit|suck|bite|write|plan|book|visit|see|phone|ring|carry|pack|raise|bathe|soak"
    r"|cook|peel|switch|swap|share|travel|fly|swim|dive|feed|light|smoke|exercise|massage|pet|hug|sign|scrub|shave|pop|slip|set)\b"
    r"|\b(?:must|should|shall|can|cannot|may|need|needs|needed|required|recommended|advised|permitted"
    r"|have to|has to|necessary|unnecessary|harm(?:ful)?|dangerous|good for|bad for|fine|only for"
    r"|worr(?:y|ied|ying)|concern|alarm(?:ing)?|off[- ]limits"
    r"|contra-?indicated|suitable|safe|unsafe|allowed|avoid(?:ed)?"
    r"|licensed|indicated|rule[sd]? out|exclude[sd]?|not be|do not|never|stopped|withheld)\b"
)


@lru_cache(maxsize=4096)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that have words of their own."""
    found: list[Clause] = []
    when: frozenset[str] = frozenset()
    bounds: frozenset[tuple[str, int]] = frozenset()
    is_list_of_noes = False
    stated = _stated(sentence)
    for part in _parted(sentence):
        text = part.strip(" .,;:")
        core = "" if _is_heading(part) else _core(text)
        own = _within(stated, text)
        about = concepts(text) | _values(own) | when
        if found and _ELLIPTIC.match(text):
            about |= found[-1].about
        if _NOES.fullmatch(text):
            is_list_of_noes = True
        elif not core:
            when, bounds = about, _ways(own)
        elif about:
            found.extend(_clauses(text, core, about, own, is_list_of_noes, bounds))
            when, bounds = frozenset(), frozenset()
    return tuple(found)


# "Use your own, never someone else's": what is refused is told before.
_ELLIPTIC: Final = re.compile(
    r"(?:not|never) (?:some|someone|somebody|anyone|anybody|another|other|others)\b", re.IGNORECASE
)


def _ways(stated: Sequence[Fact]) -> frozenset[tuple[str, int]]:
    return frozenset((str(fact.low), fact.direction) for fact in stated if fact.direction)


def _clauses(
    text: str,
    core: str,
    about: frozenset[str],
    stated: Sequence[Fact],
    is_listed: bool,
    bounds: frozenset[tuple[str, int]],
) -> Iterator[Clause]:
    is_no = (refusals(core) + is_listed) % 2 == 1
    core_about = concepts(core) | _values(_within(stated, core))
    clause = Clause(text, core, is_no, about, core_about, _ways(stated) | bounds)
    yield clause
    if clause.has_unless and clause.condition:
        yield replace(clause, is_no=not is_no, is_otherwise=True)


def _is_heading(part: str) -> bool:
    """ "Platelets under 50: withhold heparin": what stands before the colon says when."""
    return part.endswith(":") and not _directs(part) and not refusals(part)


# "Contraindications: …; …": what follows is refused.
_NOES: Final = re.compile(
    r"(?:(?:absolute|relative|main) )?(?:contra-?indications?|C/?I)|contra-?indicated (?:in|with)|avoid(?: in| with)?"
    r"|do not (?:use|give|take)(?: in| with| if)?|not for|(?:\w+ ){1,3}to avoid"
    r"|(?:\w+ ){1,3}not to (?:use|take|have|mix|eat|drink)(?: with)?",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"(?:in order )?to (?!do\b|use\b|take\b)[^,;:.]*,"
    r"|(?:after|within|in|for|from) (?:the first )?[\w½-]+ (?:hour|day|week|month|year)s?(?: (?:after|before"
    r"|following) (?:[\w’'-]+ ){0,3}[\w’'-]+)??(?= (?:you|it|they|the|this|do|take|stop|give|start|there|your)\b)"
    r"|(?:before|after|during|following|until|while) (?:[\w’'-]+ ){1,4}?(?=(?:you|do not|don['’]t|never|avoid"
    r"|please|it is|it['’]s)\b)|(?:at|in|for|during|with|from|on|over|of|by|within|if|unless|when|whenever|while"
    r"|until|because|since"
    r"|as long as|in case|once|after|before|although)\b[^,;:.]*(?:(?<=\d)[,.](?=\d)[^,;:.]*)*,(?!\d)",
    re.IGNORECASE,
)


def _parted(sentence: str) -> list[str]:
    """Parts that say one thing each. What stands before the first comma and says when or for whom stays whole."""
    first = _FIRST.match(sentence)
    if first is None:
        return _joined(_split(sentence))
    end = first.end()
    # "If you are sick, have diarrhoea or feel faint, stop it": all of it says when.
    while first[0].endswith(",") and (further := _FURTHER.match(sentence, end)):
        end = further.end()
    return [f"when {sentence[:end].rstrip(',')}", *_joined(_split(sentence[end:]))]


_FURTHER: Final = re.compile(
    r" (?:(?:or|and) )?(?:if |when )?(?:(?:you|your [\w-]+|they|it) )?(?:have|has|had|are|is|feel|feels|get|gets|lose|cannot"
    r"|can['’]t|do not pass|keep|vomit"
    r"|(?:[\w-]+ing)|or|and)\b(?! (?:to|a lie-down)\b)[^,;:.]*,",
    re.IGNORECASE,
)


def _split(sentence: str) -> list[str]:
    found: list[str] = []
    start = 0
    for border in _PARTS.finditer(small(sentence)):
        found.append(sentence[start : border.start()])
        start = border.end()
    return [*found, sentence[start:]]


def _joined(parts: list[str]) -> list[str]:
    """ "If your thyroid is weak and | not treated" is one; so is "avoid driving for a week; | for a month after a stroke"."""
    found: list[str] = []
    for part in parts:
        if found and found[-1].endswith(":") and _WHO.match(part):
            found[-1] = f"{found[-1]} {part}"
        elif found and _GOES_WITH.match(part) and _CONDITION.search(small(found[-1])):
            found[-1] = f"{found[-1]} and {part}"
        elif found and _GOES_ON_WITH.match(part) and not ("," in part or _directs(part) or found[-1].endswith(":")):
            found[-1] = f"{found[-1]}, {part.strip()}"
        else:
            found.append(part)
    return found


_WHO: Final = re.compile(r" ?(?:those|people|anyone|patients|everyone|if|when)\b", re.IGNORECASE)
_GOES_ON_WITH: Final = re.compile(r" ?(?:for|in|with|during|until|at|on|and|or|also)\b", re.IGNORECASE)
_GOES_WITH: Final = re.compile(r" ?(?:not|never)\b", re.IGNORECASE)


_DIGIT: Final = re.compile(r"\d")


def _stated(sentence: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts(sentence) if fact.text) if _DIGIT.search(plainly(sentence)) else ()


def _within(stated: Sequence[Fact], part: str) -> Sequence[Fact]:
    """Those that a part of the sentence names."""
    if not stated:
        return stated
    text = as_read(part)
    return [fact for fact in stated if fact.text in text]


def _values(stated: Sequence[Fact]) -> frozenset[str]:
    """Ages, weights and other numbers that are no doses: "not under 3 months" is about three months."""
    return frozenset(
        f"={fact.dimension} {fact.low}"
        for fact in stated
        if not (fact.is_extra or fact.is_dose or fact.dimension == RATE)
    )


def _core(text: str) -> str:
    """Without what stands under a condition; nothing where all of it does."""
    kept: list[str] = []
    position = 0
    lowered = small(text)
    while found := _CONDITION.search(lowered, position):
        kept.append(text[position : found.start()])
        end = _NEXT_MARK.search(text, found.end())
        position = end.end() if end else len(text)
        # "When it is paused you do not need any": the next subject needs no comma.
        is_long = position - found.end() > _SHORTEST
        subject = _NEXT_SUBJECT.search(lowered, found.end() + 1, position) if is_long else None
        if subject and not _CONDITION.search(lowered, found.end(), subject.end()):
            position = subject.start() + 1
        elif not subject and not "".join(kept).strip() and (order := _ORDER.search(lowered, found.end(), position)):
            position = order.start() + 1
        elif not subject and (verb := _main_verb("".join(kept), lowered, found, position)):
            position = verb
    kept.append(text[position:])
    core = " ".join("".join(kept).split())
    if len(core) > 2 and core.lower() not in _JOINS:
        return core
    last = _LAST.search(text)
    return last[0] if last else ""


def _main_verb(head: str, text: str, condition: re.Match[str], end: int) -> int:
    """ "Women who are pregnant should not take it": where the verb of a subject stands that a condition parts from it."""
    if not head.strip() or _SAYS.search(head.lower()) or _directs(head):
        return 0
    verbs = [found.start() + 1 for found in _FINITE.finditer(text, condition.end(), end)]
    own = condition[0] not in _PREPOSITIONS and (condition[0] not in _RELATIVES or _FINITE.match(text, condition.end()))
    return verbs[bool(own)] if len(verbs) > bool(own) else 0


# "If you are pregnant do not take it" without its comma.
_ORDER: Final = re.compile(
    r" (?<!you )(?<!they )(?<!have )(?<!has )(?<!had )(?<!ve )(?<!it )(?<!he )(?<!she )(?<!we )(?:do not|don['’]t|never|avoid|stop)(?= \w)"
)
_PREPOSITIONS: Final = frozenset(
    {"before", "after", "despite", "until", "instead of", "in place of", "compared with", "compared to", "versus"}
)
_RELATIVES: Final = frozenset({"who", "which", "that"})
_FINITE: Final = re.compile(
    r" (?:is|are|was|were|must|should|shall|can|cannot|could|may|might|will|would|has|have|had|do|does|did|needs?|ought|never|avoid"
    r"|don['’]t|doesn['’]t|isn['’]t|aren['’]t|can['’]t|won['’]t|shouldn['’]t|mustn['’]t|needn['’]t)\b"
)
# A subject with its verb behind a condition takes so many letters.
_SHORTEST: Final = 16
_JOINS: Final = frozenset({"and", "but", "also", "then", "and then"})
_NEXT_SUBJECT: Final = re.compile(
    r" (?:you|they|we|(?:an?|the|your|no|this|these) (?:[\w-]+ ){1,3}?)(?<!who )(?<!that )(?<!which )"
    r"(?<= )?(?: ?(?:do not|don['’]t|must|should|can|cannot|will|won['’]t|mustn['’]t|shouldn['’]t|need not|do))\b"
)


# "If above 5.5, stop" without its comma.
_LAST: Final = re.compile(r"\b(?:stop|withhold|discontinue|avoid|refer|continue)$", re.IGNORECASE)
