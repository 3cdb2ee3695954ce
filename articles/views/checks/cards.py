"""Flags as pages show them: by section, worst first, with both passages and the form to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from articles import flagging
from articles.audiences import Audience
from articles.flagging import Alone, Place, Seen, Use
from articles.forms.flags import FlagAnswerForm, LeaveOutForm
from articles.models import Article, Flag, Severity
from articles.text.consistency import Kind

_RANK = {severity.value: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True)
class ShownPlace:
    """One passage, with the editing page of its text."""

    place: Place
    url: str

    @property
    def label(self) -> str | Promise:
        return self.place.audience.label


@dataclass(frozen=True)
class Card:
    """One flag. `use` is that of its kind over all articles; `form` is there for whoever may answer it."""

    flag: Flag
    seen: Seen
    places: tuple[ShownPlace, ...]
    use: Use
    form: FlagAnswerForm | None = None


@dataclass(frozen=True)
class LeaveOut:
    """The offer to say that a section is not part of the other text on purpose, or of several."""

    name: str
    audience: str
    others: tuple[str, ...]
    other_label: str
    section: str
    count: int
    form: LeaveOutForm


@dataclass(frozen=True)
class Group:
    """The flags of one section of one text."""

    section: str
    label: str | Promise
    cards: tuple[Card, ...]
    leave_outs: tuple[LeaveOut, ...] = ()


@dataclass(frozen=True)
class Typed:
    """A form that was posted and not taken: it is shown again at its place."""

    name: str
    form: Any


def in_order(flags: Iterable[Flag]) -> list[tuple[Flag, Seen]]:
    """Sections with the worst flag first, else as the texts read; within a section worst first."""
    found = [(flag, flagging.seen_flag(flag)) for flag in flags]
    worst: dict[tuple[Any, ...], int] = {}
    for flag, seen in found:
        place = _section_of(flag, seen)
        worst[place] = min(worst.get(place, len(_RANK)), _RANK[flag.severity])
    return sorted(
        found,
        key=lambda one: (worst[_section_of(*one)], _section_of(*one), _RANK[one[0].severity], one[0].pk),
    )


def _section_of(flag: Flag, seen: Seen) -> tuple[str, int, str]:
    home = seen.left if seen.left.quote or not seen.right.quote else seen.right
    return home.audience.value, seen.number, seen.section


def groups(
    article: Article,
    shown: Sequence[tuple[Flag, Seen]],
    *,
    equal: Counter[str] | None = None,
    may_answer: bool = False,
    typed: Typed | None = None,
) -> list[Group]:
    """These flags by section. `equal`: how many open flags each equality key has, on all pages of the list."""
    found: list[Group] = []
    uses = _uses(seen.kind for _flag, seen in shown)
    by_section: dict[tuple[str, int, str], list[Card]] = {}
    for flag, seen in shown:
        count = (equal or Counter())[flag.equality] - 1
        form = _form(flag, count, typed) if may_answer else None
        card = Card(flag, seen, _places(article, seen), uses[seen.kind], form)
        by_section.setdefault(_section_of(flag, seen), []).append(card)
    for place, cards in by_section.items():
        offers = _leave_outs(cards, typed) if may_answer else ()
        label = next(one.label for card in cards for one in card.places if one.place.audience.value == place[0])
        found.append(Group(place[2], label, tuple(cards), offers))
    return found


def _uses(kinds: Iterable[Kind]) -> dict[Kind, Use]:
    """How often each of these was overruled, over all articles. One query."""
    wanted = {kind.value for kind in kinds}
    rows = {
        kind: (settled, overruled)
        for kind, _o, _m, settled, overruled in Flag.objects.filter(kind__in=wanted).by_kind()
    }
    return {Kind(kind): Use(Kind(kind), *rows.get(kind, (0, 0))) for kind in wanted}


def _places(article: Article, seen: Seen) -> tuple[ShownPlace, ...]:
    return tuple(
        ShownPlace(place, reverse("desk:article_edit", args=[article.pk, place.audience])) for place in seen.places
    )


def _form(flag: Flag, equal: int, typed: Typed | None) -> FlagAnswerForm:
    if typed and typed.name == f"flag-{flag.pk}":
        return typed.form  # type: ignore[no-any-return]
    initial = {"reason": flag.answer}
    return FlagAnswerForm(initial=initial, equal=max(equal, 0), auto_id=f"id_{flag.pk}_%s")


def _leave_outs(cards: Sequence[Card], typed: Typed | None) -> tuple[LeaveOut, ...]:
    """One offer for each text, or texts, in which a section with open flags about itself alone has no counterpart."""
    counts = Counter(
        alone for card in cards if not card.flag.answered_at and (alone := flagging.said_alone(card.flag)) is not None
    )
    found = []
    for number, (alone, count) in enumerate(counts.items()):
        name = f"left-{alone.audience}-{cards[0].flag.pk}-{number}"
        is_typed = typed is not None and typed.name == name_of(alone)
        form = typed.form if typed and is_typed else LeaveOutForm(auto_id=f"id_{name}_%s")
        label = ", ".join(str(Audience(other).label) for other in alone.others)
        found.append(LeaveOut(name, alone.audience, alone.others, label, alone.section, count, form))
    return tuple(found)


def name_of(alone: Alone) -> str:
    """Of the form that says that a section is left out."""
    return "/".join((alone.audience, "+".join(alone.others), alone.section))
