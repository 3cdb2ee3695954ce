"""Numbers that have changed places, seen by what stands beside each: "start with 5, at most 20" and "start with 20, at most 5"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from articles.text.consistency.concepts import concepts
from articles.text.consistency.facts import NUMBER, TIME, Fact
from articles.text.consistency.numbers import as_read, facts
from articles.text.consistency.pools import FIGURE, same_figure
from articles.text.consistency.scales import AGE, Ranks, is_age, order, ranks

_MOST: Final = 8
# What tells one of two numbers from the other, by name. A number that has none of these is told by the words beside it.
_ROLES: Final = {
    "preferred": r"first[- ](?:line|choice|treatment)",
    "primary": r"primary|first heart attack|first stroke|never had",
    "secondary": r"secondary|after (?:a|an|your) (?:heart attack|stroke)",
    "most": r"max(?:imum|\.)?|no more than|not more than|(?:not|never|n['’]t)(?: \w+){0,3} (?:more|longer|higher"
        r"|exceed\w*|above)|at (?:the )?most|highest|the most|not exceed\w*|as much as|up to(?= ?$)|limit(?:ed)? (?:is"
        r"|of|to)|ceiling",
    "first": r"(?:dose|day|week) 1|initial(?:ly|ise)?|initiate\w*|first|at first|to begin with|loading|start(?:s"
        r"|ed|ing)?|begin(?:s|ning)?|began|stat|at once|straight away",
    "then": r"then|thereafter|afterwards?|after that|later|maintenance|followed by|target|aim|goal|work(?:ed"
        r"|ing)? up|build(?:s|ing)? up|rais(?:e|ed|ing)|increas(?:e|ed|es|ing)(?= to| after|d)|goes? up to"
        r"|from then on|subsequent\w*|uptitrat\w+|titrat\w+|reach(?:es|ed)?|double[sd]?|becomes?",
    "step": r"by|steps? of|increments? of|at a time|add|increas(?:e|ed|es|ing)(?= by)",
    "morning": r"morning|breakfast|mane|waking|a\.?m\.?",
    "noon": r"noon|midday|lunch(?:time)?|afternoon",
    "evening": r"evening|nights?|bedtime|dinner|supper|before bed|nocte|nightly|p\.?m\.?",
    "adults": r"adults?|grown-ups?",
    "children": r"child(?:ren)?|infants?|baby|babies|toddlers?|paediatric|pediatric",
    "old": r"elderly|older (?:people|adults|patients)|if you are older|frail|old age",
    "women": r"women|woman|females?",
    "men": r"men|man|males?",
    "pregnant": r"pregnan\w+",
    "mild": r"mild(?:ly)?",
    "moderate": r"moderate(?:ly)?",
    "severe": r"severe(?:ly)?|badly|very bad|serious",
    "preventing": r"prophyla\w+|prevent\w*",
    "treating": r"treat(?:ment|ing)?(?= of| flu|\)|$)|to treat|therapeutic",
    "some": r"some (?:people|patients)|may (?:need|benefit)|can be given",
    "usual": r"usual(?:ly)?|most people|normal(?:ly)?|standard|typical(?:ly)?",
    "acute": r"acute|sudden(?:ly)?|short-term",
    "chronic": r"chronic|long-lasting|long-term|persistent|lasting",
    "slow": r"(?:slow|modified|prolonged|extended|sustained|long)[- ](?:release|acting)|MR|XL|SR",
    "quick": r"(?:immediate|normal|standard|quick|fast|rapid|short)[- ](?:release|acting)|ordinary",
    "others": r"otherwise|everyone else|everybody else|all others?|anyone else|other (?:people|patients)|the rest",
    "mouth": r"by mouth|oral(?:ly)?|PO|swallow(?:ed)?",
    "vein": r"into (?:a|the|your) vein|intravenous(?:ly)?|IV|drip",
    "muscle": r"into (?:a|the|your)(?: \w+)? muscle|intramuscular(?:ly)?|IM",
    "under the skin": r"under (?:the|your) skin|subcutaneous(?:ly)?|SC",
    "left": r"left",
    "right": r"right",
    "alone": r"alone|monotherapy|on its own|by itself",
    "combined": r"combin\w+|together with|add-on|with insulin",
    "placebo": r"placebo|dummy|sugar pill|control group|controls|without (?:it|the medicine|treatment)",
    "lower": r"lower|least|minimum|lowest",
    "upper": r"upper|highest|systolic|top",
    "before": r"before|prior to",
    "after": r"after|following",
    "from": r"from(?= ?$)",
    "to": r"to(?= ?$)",
    "fluids": r"drink(?:s|ing)?|fluids?|water",
    "solids": r"solids?|eat(?:ing)?|food",
}  # fmt: skip
_ROLE: Final = re.compile(
    "|".join(rf"(?P<_{place}>\b(?:{pattern})(?!\w))" for place, pattern in enumerate(_ROLES.values())), re.IGNORECASE
)
_NAMES: Final = list(_ROLES)
_NEXT: Final = (
    r"followed by|and then|then|reducing to|increasing to|increased to|reduced to|compared with|versus|vs\.?"
    r"|instead of|rather than|in place of|as opposed to"
)
# Where one number ends and the next begins, the best first.
_CUTS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"; |\n| \| | (?:{_NEXT}) |, (?=then |thereafter )",
        r",? (?:but|while|whereas) |, (?:and|or) |\),? (?:and|or) ",
        r", (?![^()]{0,300}\))",
        r" \(?and | – ",
        r" \(?or ",
        r"\),? |: ",
    )
)
# By the sign that a feature begins with; roles, ideas and drugs tell more than other numbers, which may have moved along.
_WEIGHTS: Final = {"@": 3, "*": 3, "~": 3, "=": 2}
# In a long text one word beside a number may be there by chance.
_ENOUGH, _ENOUGH_OF_SHORT = 3, 1
_FAR: Final = 30
_A_PAIR, _ENOUGH_OF_SEVERAL = 2, 4
# Where some of it has stayed, far more has to have changed sides.
_CLEARLY: Final = 2

# By feature the values that it stands with.
Features = dict[str, set[int]]
# Sentences, each with what stands above it: its heading and the words that lead to its list.
Stretch = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A number, and what stands with it."""

    fact: Fact
    features: frozenset[str]
    ranks: Ranks = field(default_factory=dict, hash=False, compare=False)


def exchanged(left: Stretch, right: Stretch, *, is_short: bool) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of numbers of one kind, both in both passages, of which each stands with what the other had.

    A pair is told from one that is only said in another order by what goes with its numbers: more of it has changed
    sides than has stayed.
    """
    kinds, others = (
        Counter(_kind(fact) for _above, sentence in side for fact in stated(sentence)) for side in (left, right)
    )
    for kind in sorted(kind for kind, often in kinds.items() if often > 1 and others[kind] + others[_BARE] > 1):
        known = [one for sentence in left for one in _of_sentence(*sentence, kind, _NO_FIGURES)]
        if 1 < len(known) <= _MOST:
            figures = frozenset(map(_figure, (one.fact for one in known))) - _named(right, kind)
            theirs = [one for sentence in right for one in _of_sentence(*sentence, kind, figures)]
            if 1 < len(theirs) <= _MOST:
                yield from _crossed(known, theirs, _ENOUGH_OF_SHORT if is_short else _ENOUGH)


_BARE: Final = f"{NUMBER} False"
Figures = frozenset[tuple[Fraction, Fraction] | None]
_NO_FIGURES: Final[Figures] = frozenset()


@lru_cache(maxsize=4096)
def stated(sentence: str) -> tuple[Fact, ...]:
    """Without the strength of a liquid: "120 mg in 5 mL" is no dose."""
    text = as_read(sentence)
    found = [fact for fact in facts(sentence) if not fact.is_extra]
    strength = {
        part
        for one, other in pairwise(found)
        if other.dimension == "volume" and one.is_dose and _IN.fullmatch(text, one.end, other.start)
        for part in (one, other)
    }
    held = (fact for fact in found if fact not in strength)
    return tuple(replace(fact, dimension=AGE) if is_age(fact, text) else fact for fact in held)


# What a role and an idea or a word both say counts once.
_SAID_TWICE: Final = {
    "@children": ("*child",), "@old": ("*older people",), "@fluids": ("*fluid",), "@solids": ("*food",), "@pregnant": ("*pregnancy",),
    "@evening": ("even", "night", "bedtim"), "@morning": ("morn", "*food"), "@men": ("men",), "@women": ("women",), "@slow": ("releas",),
}  # fmt: skip
_IN: Final = re.compile(r" (?:in|per|in each|in every) ?")


def _kind(fact: Fact) -> str:
    """A body weight and a dose are told apart, though both are masses."""
    return f"{fact.dimension} {fact.is_dose}"


def _named(stretch: Stretch, kind: str) -> Figures:
    """Figures that stand there with their unit, so that the same figure without one is something else."""
    return frozenset(_figure(fact) for _above, sentence in stretch for fact in stated(sentence) if _kind(fact) == kind)


def _figure(fact: Fact) -> tuple[Fraction, Fraction] | None:
    """The figures as they stand, both ends of a range."""
    found = [Fraction(one.replace(",", "")) for one in FIGURE.findall(fact.text)[:2]]
    return (found[0], found[-1]) if found and (fact.low == fact.high or len(found) > 1) else None


@lru_cache(maxsize=4096)
def _of_sentence(above: str, sentence: str, kind: str, figures: Figures) -> tuple[_Placed, ...]:
    """The numbers of a kind, and bare ones that the other passage names with a unit."""
    text = as_read(sentence)
    held = [fact for fact in stated(sentence) if _kind(fact) == kind or _is_bare_one(fact, figures, kind, text)]
    if not held:
        return ()
    ends = [cut(text, one.end, other.start) for one, other in pairwise(held)]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(text)]
    return tuple(
        _Placed(
            fact,
            _features(text, sentence, fact, start, stop) | roles(above) | concepts(above),
            ranks(f"{text[start : fact.start]} | {text[fact.end : stop]}", _beside(sentence, fact, start, stop)),
        )
        for fact, start, stop in zip(held, starts, stops, strict=True)
    )


def _is_bare_one(fact: Fact, figures: Figures, kind: str, text: str) -> bool:
    """Of "5, 20 and 50 mg" the first two are doses as well, which no bare number tells from another."""
    is_listed = kind.endswith(" True") and _LISTED.match(text, fact.end)
    return fact.dimension == NUMBER and (fact.low, fact.high) in figures and not is_listed


_LISTED: Final = re.compile(r",? (?:and |or )?\d")


def cut(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words of one number end and those of the next begin."""
    for pattern in _CUTS:
        if found := pattern.search(text, start, end):
            return found.start(), found.start()
    return start, start


def _features(text: str, sentence: str, fact: Fact, start: int, stop: int) -> frozenset[str]:
    before, after = text[start : fact.start], text[fact.end : stop]
    beside = {
        f"={other.dimension} {other.low} {other.high} {other.direction}"
        for other in _beside(sentence, fact, start, stop)
    }
    said = concepts(before) | concepts(after)
    limit = {"@most"} if fact.is_limit else set()
    parts = roles(before) | roles(after)
    ideas = said - {idea for role in parts for idea in _SAID_TWICE.get(role, ())}
    return frozenset(parts | beside | ideas | limit)


def _beside(sentence: str, fact: Fact, start: int, stop: int) -> list[Fact]:
    """The numbers of other kinds that stand with it."""
    return [other for other in stated(sentence) if start <= other.start < stop and _kind(other) != _kind(fact)]


def roles(text: str) -> frozenset[str]:
    """What tells one of two from the other, by name."""
    return frozenset(f"@{_NAMES[int((found.lastgroup or '_0')[1:])]}" for found in _ROLE.finditer(text))


def _crossed(known: Sequence[_Placed], others: Sequence[_Placed], enough: int) -> Iterator[tuple[Fact, Fact]]:
    values = _values(known)
    before, after = (_by_feature(_in_order(placed), values) for placed in (known, others))
    met = {place for places in after.values() for place in places}
    shared = (before.keys() & after.keys()) - _single_drugs(before, after)
    topic = _topic(known, others)
    # Lengths of time play many parts: among several one word beside each may be there by chance as well.
    is_crowded = len(values) > _A_PAIR and values[0].dimension == TIME
    for one, other in combinations([place for place in range(len(values)) if place in met], 2):
        stayed, moved = _sides(before, after, shared, {one, other})
        is_turned = (
            not (moved or stayed) and enough == _ENOUGH_OF_SHORT and _is_turned(known, others, values, one, other)
        )
        ways = _ways(known, others, values, one, other)
        if _are_far(values[one], values[other]) or ways == 1:
            continue
        if ways == -1:
            yield values[one], values[other]
            continue
        is_both = len({place for feature in moved if feature[0] != "=" for place in before[feature] & {one, other}}) > 1
        told = [feature for feature in stayed if feature not in topic]
        is_named = told == stayed or any(feature[0] != "=" for feature in moved)
        if is_turned or (
            is_named and _has_moved(told, moved, _ENOUGH_OF_SEVERAL if is_crowded else enough, is_both=is_both)
        ):
            yield values[one], values[other]


def _ways(known: Sequence[_Placed], others: Sequence[_Placed], values: Sequence[Fact], one: int, other: int) -> int:
    """By what both texts say of which owner stands higher: 1 for as before, -1 for the other way round, 0 for neither.

    That other numbers have stayed with them says nothing: "5 days" and "twice a day" go to another illness together.
    """
    before, after = (
        order(*([each.ranks for each in side if _is_one(each.fact, values[place])] for place in (one, other)))
        for side in (known, others)
    )
    said = {scale: before[scale] * after[scale] for scale in before.keys() & after.keys()}
    named = {way for scale, way in said.items() if not scale.startswith("=")}
    numbers = {way for scale, way in said.items() if scale.startswith("=")} - {1}
    ways = named or numbers
    return ways.pop() if len(ways) == 1 else 0


def _are_far(one: Fact, other: Fact) -> bool:
    """Hours and months change places in no text."""
    shorter, longer = sorted((one.low, other.low))
    return one.dimension == TIME and longer > _FAR * shorter


def _sides(before: Features, after: Features, shared: Iterable[str], pair: set[int]) -> tuple[list[str], list[str]]:
    """What has stayed with its number and what has changed sides."""
    stayed: list[str] = []
    moved: list[str] = []
    for feature in sorted(shared):
        mine, own = before[feature] & pair, after[feature] & pair
        if len(mine) == len(own) == 1:
            (stayed if mine == own else moved).append(feature)
    return stayed, moved


def _has_moved(stayed: Sequence[str], moved: Sequence[str], enough: int, *, is_both: bool) -> bool:
    """More has to have changed sides than has stayed; where some has stayed, twice as much, and not other numbers alone.

    Where something of each has gone to the other (`is_both`), a word tells as much as an idea.
    """
    weight, against = (sum(_WEIGHTS.get(feature[0], 1) for feature in held) for held in (moved, stayed))
    weight = max(weight, 3 * len([feature for feature in moved if feature[0] != "="])) if is_both else weight
    if weight < enough:
        return False
    names = [feature for feature in moved if not feature.startswith("=")]
    if len(names) > 1 and all(feature.startswith("=") for feature in stayed):
        return True
    return not against or (weight >= _CLEARLY * against and bool(names))


def _is_turned(
    known: Sequence[_Placed], others: Sequence[_Placed], values: Sequence[Fact], one: int, other: int
) -> bool:
    """Whether two numbers of which nothing else can be said stand in the other order."""
    if not len(known) == len(others) == len(values):
        return False
    order = [next((place for place, fact in enumerate(values) if _is_one(placed.fact, fact)), -1) for placed in others]
    return sorted(order) == [*range(len(values))] and order.index(one) > order.index(other)


def _topic(known: Sequence[_Placed], others: Sequence[_Placed]) -> set[str]:
    """What both texts begin with stands with the first number of each, whichever that is: it is the topic of both."""
    first, own = known[0].features, others[0].features
    return {feature for feature in first & own if feature[0] not in "@~="}


def _in_order(placed: Sequence[_Placed]) -> list[_Placed]:
    """What stands before a "then" comes first, whether that is said or not."""
    place = next((number for number, one in enumerate(placed) if "@then" in one.features), 0)
    if place != 1 or any("@first" in one.features for one in placed):
        return [*placed]
    return [_Placed(placed[0].fact, placed[0].features | {"@first"}), *placed[1:]]


def _values(known: Iterable[_Placed]) -> list[Fact]:
    found: list[Fact] = []
    for one in known:
        if not any(one.fact.equals(fact) for fact in found):
            found.append(one.fact)
    return found


def _by_feature(placed: Iterable[_Placed], values: Sequence[Fact]) -> dict[str, set[int]]:
    """The values that each feature stands with."""
    found: dict[str, set[int]] = {}
    for one in placed:
        place = next((number for number, fact in enumerate(values) if _is_one(one.fact, fact)), None)
        if place is not None:
            for feature in one.features:
                found.setdefault(feature, set()).add(place)
    return found


def _is_one(fact: Fact, value: Fact) -> bool:
    """ "If you are older than 60, it is 50": a bare number that is nothing else in its passage is the dose of that figure."""
    return same_figure(fact, value) or (fact.dimension == NUMBER and (fact.low, fact.high) == _figure(value))


def _single_drugs(*sides: dict[str, set[int]]) -> set[str]:
    """A drug tells no number from another where it is the only one."""
    named = [[name for name in side if name.startswith("~")] for side in sides]
    return {name for names in named if len(names) == 1 for name in names}
