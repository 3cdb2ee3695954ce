"""The items of the CDC Clear Communication Index and of PEMAT-P, in our own words, with the numbers of the originals.

Sources: Centers for Disease Control and Prevention, "CDC Clear Communication Index: User Guide" (2019); Shoemaker, Wolf and Brach,
"The Patient Education Materials Assessment Tool (PEMAT) and User's Guide", AHRQ publication 14-0002-EF (2013). Both are works of
the government of the United States. Every item is worded so that "yes" is the good answer; of item 17 of the Index that is the
opposite of the original, which gives its point for "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class InstrumentKey(StrEnum):
    """Kept with ratings: never renamed."""

    CDC = "cdc-index-2019"
    PEMAT = "pemat-p-2013"


@dataclass(frozen=True, slots=True)
class Item:
    """`scale` is the score that it counts to; `may_not_apply` is where the instrument has "not applicable"."""

    number: int
    words: StrPromise
    scale: str
    may_not_apply: bool = False


@dataclass(frozen=True)
class Instrument:
    """`good_from`: per cent from which its authors call a text clear, where they name a number. `needs`: items that count only if
    the item that they stand under is answered "yes"."""

    key: InstrumentKey
    name: StrPromise
    source: StrPromise
    scales: Mapping[str, StrPromise]
    items: tuple[Item, ...]
    good_from: int | None = None
    needs: Mapping[int, tuple[int, ...]] | None = None

    def item(self, number: int) -> Item:
        return next(item for item in self.items if item.number == number)


_WHOLE: Final = "whole"
_CLEAR: Final = "understandability"
_USABLE: Final = "actionability"

_CDC: Final = Instrument(
    key=InstrumentKey.CDC,
    name=_("CDC Clear Communication Index"),
    source=_("Centers for Disease Control and Prevention, CDC Clear Communication Index: User Guide, 2019"),
    scales={_WHOLE: _("score")},
    good_from=90,
    needs={1: (2, 3, 4)},
    items=(
        Item(1, _("One main message is stated."), _WHOLE),
        Item(2, _("The main message stands at the top."), _WHOLE),
        Item(3, _("The main message is set off for the eye: by type, a box, a heading."), _WHOLE),
        Item(4, _("A picture conveys the main message or supports it."), _WHOLE),
        Item(5, _("Readers are called on to do something."), _WHOLE),
        Item(6, _("Main message and calls to act are in the active voice."), _WHOLE),
        Item(7, _("All words are words that its readers use."), _WHOLE),
        Item(8, _("There are lists with bullets or numbers."), _WHOLE),
        Item(9, _("The text comes in small parts with headings."), _WHOLE),
        Item(10, _("The first paragraph or section sums up what matters most."), _WHOLE),
        Item(11, _("It says what experts know and what they do not know."), _WHOLE),
        Item(12, _("It recommends something to do for one's health."), _WHOLE, may_not_apply=True),
        Item(13, _("It says why that matters to its readers."), _WHOLE, may_not_apply=True),
        Item(14, _("It says how to do it, exactly enough to do it."), _WHOLE, may_not_apply=True),
        Item(15, _("All numbers are of a kind that its readers use."), _WHOLE, may_not_apply=True),
        Item(16, _("It says what each number means."), _WHOLE, may_not_apply=True),
        Item(17, _("Readers do not have to calculate."), _WHOLE, may_not_apply=True),
        Item(18, _("It says what the risk is and whom it threatens, how, and why."), _WHOLE, may_not_apply=True),
        Item(19, _("It gives both the benefits and the risks of what it recommends."), _WHOLE, may_not_apply=True),
        Item(
            20, _("A chance given as a number is also explained in words or by a picture."), _WHOLE, may_not_apply=True
        ),
    ),
)
_PEMAT: Final = Instrument(
    key=InstrumentKey.PEMAT,
    name=_("PEMAT for printed materials"),
    source=_("Agency for Healthcare Research and Quality, Patient Education Materials Assessment Tool (PEMAT-P), 2013"),
    scales={_CLEAR: _("understandability"), _USABLE: _("actionability")},
    items=(
        Item(1, _("What the text is for is plain from the start."), _CLEAR),
        Item(2, _("Nothing in it leads away from what it is for."), _CLEAR),
        Item(3, _("The words are common, everyday ones."), _CLEAR),
        Item(4, _("Medical words stand there only to make readers familiar with them, and are explained."), _CLEAR),
        Item(5, _("The active voice is used."), _CLEAR),
        Item(6, _("Numbers are clear and easy to understand."), _CLEAR, may_not_apply=True),
        Item(7, _("Readers are not expected to calculate."), _CLEAR),
        Item(8, _("It is broken into short sections."), _CLEAR, may_not_apply=True),
        Item(9, _("The headings say what their sections are about."), _CLEAR, may_not_apply=True),
        Item(10, _("One thing follows from another."), _CLEAR),
        Item(11, _("There is a summary."), _CLEAR, may_not_apply=True),
        Item(12, _("Boxes, bullets, bold type and the like lead the eye to the key points."), _CLEAR),
        Item(15, _("There is a picture wherever one would make it easier to understand."), _CLEAR),
        Item(16, _("The pictures support the text and do not distract from it."), _CLEAR, may_not_apply=True),
        Item(17, _("The pictures have clear titles or captions."), _CLEAR, may_not_apply=True),
        Item(18, _("Drawings and photographs are clear and show nothing needless."), _CLEAR, may_not_apply=True),
        Item(19, _("Tables are simple, with short and clear headings."), _CLEAR, may_not_apply=True),
        Item(20, _("It names at least one thing that readers can do."), _USABLE),
        Item(21, _("It speaks to readers directly when it says what to do."), _USABLE),
        Item(22, _("What to do is broken into steps that can be managed."), _USABLE),
        Item(23, _("There is a tool, such as a checklist or a diary, wherever one would help to act."), _USABLE),
        Item(24, _("It shows how to do any calculation, simply or by an example."), _USABLE, may_not_apply=True),
        Item(25, _("It says how to use charts, tables and drawings to act."), _USABLE, may_not_apply=True),
        Item(26, _("There is a picture wherever one would make it easier to act."), _USABLE),
    ),
)
INSTRUMENTS: Final[Mapping[InstrumentKey, Instrument]] = {one.key: one for one in (_CDC, _PEMAT)}
