"""Links at each section to its counterpart in the article's other texts: simpler, or in more detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from articles.audiences import Audience
from articles.publishing import wording
from articles.publishing.anchors import Anchors, section_headings
from articles.text.alignment import Section, aligned, sections

_MAIN = 2


@dataclass(frozen=True)
class Shown:
    """One text in the parts in which its page shows it: what stands above the body, and the body.

    `signed` is the body as it was signed, by which sections are found.
    """

    audience: Audience
    above: tuple[str, ...]
    body: str
    signed: str


@dataclass(frozen=True)
class Other:
    """Another text: where it is read, and by the number of a section of this text the id of its counterpart there."""

    audience: Audience
    url: str
    is_simpler: bool
    anchors: Mapping[int, str]


@dataclass(frozen=True)
class Way:
    """From one section to its counterpart in another text, or to the nearest place there that has one."""

    other: Other
    anchor: str
    is_counterpart: bool

    @property
    def words(self) -> str:
        to = str(wording.FOR[self.other.audience])
        return to if self.is_counterpart else _("%(text)s, nearest section") % {"text": to}

    @property
    def url(self) -> str:
        return f"{self.other.url}#{self.anchor}" if self.anchor else self.other.url


@dataclass(frozen=True)
class Levels:
    """What one page offers. `sections` are those of its text, numbered from 1 by their headings."""

    sections: Sequence[Section]
    others: Sequence[Other]

    def add(self, root: HtmlElement) -> None:
        """Below each heading of the body; the headings of other parts are none of its sections."""
        for section, heading in zip(self.sections[1:], list(section_headings(root)), strict=True):
            ways = list(self._ways(section))
            if ways:
                heading.addnext(_line(ways, section))

    def _ways(self, section: Section) -> Iterator[Way]:
        """A main section always has one; a section inside another that has no counterpart goes with the main one."""
        for other in self.others:
            anchor = other.anchors.get(section.number) or self._first_inside(section, other)
            if anchor:
                yield Way(other, anchor, is_counterpart=True)
            elif section.level == _MAIN:
                yield Way(other, _before(section, other), is_counterpart=False)

    def _first_inside(self, section: Section, other: Other) -> str:
        """ "Treatment" may have no counterpart of its own where "Medicines" in it has one."""
        for inner in self.sections[section.number + 1 :]:
            if inner.level <= section.level:
                break
            if inner.number in other.anchors:
                return other.anchors[inner.number]
        return ""


def _before(section: Section, other: Other) -> str:
    """The counterpart of what stands before a section, so that readers land where they were; else the beginning."""
    last = max((number for number in other.anchors if number < section.number), default=0)
    return other.anchors.get(last, "")


def levels(shown: Shown, others: Sequence[Shown], urls: Mapping[str, str]) -> Levels | None:
    """Simpler texts first, the nearest of them before the others; None where the article has no other text."""
    order = sorted(others, key=lambda other: _distance(other.audience, shown.audience))
    found = [_other(shown, other, urls[other.audience]) for other in order]
    return Levels(sections(shown.signed), found) if found else None


def _distance(other: Audience, audience: Audience) -> tuple[bool, int]:
    harder = other.is_harder_than(audience)
    place = list(Audience).index(other)
    return harder, place if harder else -place


def _other(shown: Shown, other: Shown, url: str) -> Other:
    ids = anchors_of(other)
    anchors = {ours: ids[theirs - 1] for ours, theirs in _partners(shown, other) if ours and theirs}
    return Other(other.audience, url, shown.audience.is_harder_than(other.audience), anchors)


@lru_cache(maxsize=16)
def anchors_of(shown: Shown) -> tuple[str, ...]:
    """Ids of a text's sections on its page, from the first heading on. The pages of an article ask for the same ones."""
    anchors = Anchors()
    roots = [html.fragment_fromstring(part, create_parent="div") for part in (*shown.above, shown.body)]
    for root in roots:
        anchors.place(root)
    return tuple(heading.get("id", "") for heading in section_headings(roots[-1]))


def _partners(shown: Shown, other: Shown) -> Iterator[tuple[int, int]]:
    """Numbers of sections that go together, the same whichever of the two texts is read."""
    swapped = shown.audience.is_harder_than(other.audience)
    for pair in aligned(other.signed, shown.signed) if swapped else aligned(shown.signed, other.signed):
        ours, theirs = (pair.right, pair.left) if swapped else (pair.left, pair.right)
        yield ours or 0, theirs or 0


def _line(ways: Sequence[Way], section: Section) -> HtmlElement:
    """ "Simpler: for patients. More detail: for health professionals." """
    line: HtmlElement = html.Element("p", {"class": "rb-levels rb-no-print"})
    for is_simpler, group in groupby(ways, key=lambda way: way.other.is_simpler):
        words = _("Simpler:") if is_simpler else _("More detail:")
        side = html.Element("span", {"class": "rb-levels__simpler" if is_simpler else "rb-levels__detail"})
        side.text = f"{words} "
        side.extend([_link(way, words, section) for way in group])
        for link in side[:-1]:
            link.tail = " · "
        side.tail = " "
        line.append(side)
    return line


def _link(way: Way, direction: str, section: Section) -> HtmlElement:
    """Its name says which way and of which section, because links are read out of their place too."""
    name = _("%(link)s, %(way)s %(section)s") % {"link": way.words, "way": direction, "section": section.heading}
    link: HtmlElement = html.Element("a", {"href": way.url, "aria-label": name})
    link.text = way.words
    return link
