"""Where quoted words stand in a text: their block, the words as the text has them, and what stands around them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from articles.refusals import Refusal
from articles.text.blocks import Block, blocks

CONTEXT = 32
# Signs by which the plain form shows what is raised or stands in a table; whoever selects words on a page copies none.
_SILENT = frozenset("|^_()")
_MINUS = str.maketrans("−", "-")
_CITATION_NUMBERS = re.compile(r"\s?\[\d[\d,;\s–-]*\]")
# Enough to see that the words stand in several places.
_MOST_MATCHES = 1000


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage: a block by its key, and words of it. Without a key it is the whole text."""

    key: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""


class PassageNotFound(Refusal):
    """The text has no such block or words now."""


class PassageUnclear(Refusal):
    """The words stand in several places, and nothing says which is meant."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Letters without blanks and signs of layout ("10⁹ /L" is "109/L"), and where each stands in the text."""

    letters: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    pairs = [
        (letter, place)
        for place, sign in enumerate(text)
        for letter in unicodedata.normalize("NFKC", sign)
        if not letter.isspace() and letter not in _SILENT
    ]
    return Folded("".join(letter for letter, _ in pairs).translate(_MINUS), tuple(place for _, place in pairs))


def spot(html: str, *, quote: str = "", key: str = "", before: str = "", after: str = "") -> Spot:
    """The one passage that is meant, as the text has it now. Raises `PassageNotFound` or `PassageUnclear`."""
    known = [block for block in blocks(html) if block.key == key] if key else []
    if not quote.strip():
        if key and not known:
            raise _not_found()
        return Spot(key, known[0].text) if known else Spot()
    found = list(matches(known, quote)) or list(matches(blocks(html), quote))
    if not found:
        raise _not_found()
    meant = found if len(found) == 1 else [match for match in found if fits(match.before, match.after, before, after)]
    if len(meant) != 1:
        sentence = _("These words stand in the text more than once. Quote a few more words around them.")
        raise PassageUnclear(sentence)
    return meant[0].spot


def _not_found() -> PassageNotFound:
    return PassageNotFound(_("The text does not have these words now. Somebody may have changed them meanwhile."))


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a quote stands, and the folded letters of its block on either side."""

    spot: Spot
    before: str
    after: str

    def is_as_noted(self, spot: Spot) -> bool:
        """Between the same words; at the border of the block where it stood there."""
        begins = bool(fold(spot.before).letters) or not self.before
        ends = bool(fold(spot.after).letters) or not self.after
        return begins and ends and fits(self.before, self.after, spot.before, spot.after)


def matches(among: Iterable[Block], quote: str) -> Iterator[Match]:
    """A quote copied from a page may hold citation numbers, which are no words of the text."""
    among = list(among)
    found: list[Match] = []
    for typed in dict.fromkeys((quote, _CITATION_NUMBERS.sub("", quote))):
        wanted = fold(typed).letters
        found = found or list(islice((match for block in among for match in _in_block(block, wanted)), _MOST_MATCHES))
    return iter(found)


def _in_block(block: Block, wanted: str) -> Iterator[Match]:
    folded = fold(block.text)
    for start in occurrences(folded.letters, wanted):
        end = start + len(wanted)
        first, last = folded.places[start], folded.places[end - 1] + 1
        before, after = block.text[max(0, first - CONTEXT) : first], block.text[last : last + CONTEXT]
        spot = Spot(block.key, block.text[first:last], before, after)
        yield Match(spot, folded.letters[:start], folded.letters[end:])


def occurrences(letters: str, wanted: str) -> Iterator[int]:
    start = letters.find(wanted)
    while wanted and start >= 0:
        yield start
        start = letters.find(wanted, start + 1)


def fits(letters_before: str, letters_after: str, before: str, after: str) -> bool:
    """Whether the folded letters around a place are the context that was noted."""
    return letters_before.endswith(fold(before).letters) and letters_after.startswith(fold(after).letters)
