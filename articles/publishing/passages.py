"""One frozen text as it stands on a page: citation numbers, heading anchors, generated lines (S1, S7, S8, S13).

The words stay as they were signed; whatever is added here is the frame's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html
from lxml.html import HtmlElement

from articles.manifest import ExplainedTerm, FrozenImage
from articles.publishing import wording
from articles.publishing.anchors import Anchors, Heading
from articles.publishing.block_tools import BlockTools
from articles.publishing.explaining import Explainer
from articles.publishing.facts import ReferenceMark
from articles.publishing.isolating import is_from_right, isolate
from articles.publishing.levels import Levels
from articles.text import citations, quantities
from articles.text.doses import has_dose
from articles.text.terms import MARKED
from articles.text.vocabulary import HEADINGS, IMAGE_ADDRESS

OF_TABLES = ("td", "th", "caption")
LEAVES = ("p", "li", "blockquote", "figcaption", *OF_TABLES, *HEADINGS)
WARNINGS = ("warning", "emergency", "urgent", "see-someone")


@dataclass(frozen=True)
class Setting:
    """What a text is shown with. `stamp` is the line that ends a table or card with a dose (S7). `opens`: a press on a number opens
    its reference there and then, instead of leading to the list.
    """

    audience: str
    numbers: Mapping[str, int]
    marks: Mapping[str, ReferenceMark]
    stamp: str
    hidden: frozenset[str] = frozenset()
    images: Mapping[str, FrozenImage] = field(default_factory=dict)
    terms: Sequence[ExplainedTerm] = ()
    opens: bool = False
    language: str = ""

    @property
    def is_professional(self) -> bool:
        return self.audience != "patient"


class Page:
    """The texts of one page, decorated one after the other so that ids and places are counted once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.contents: list[Heading] = []
        self.places: dict[str, list[str]] = {}
        self._anchors = Anchors()
        self._tables = 0
        self._citations = 0
        self._explainer = Explainer(setting.terms)

    def decorate(
        self, text: str, *, anchors: bool = True, tools: BlockTools | None = None, levels: Levels | None = None
    ) -> SafeString:
        """The text with everything that a page adds; without anchors it is a second copy of a passage.

        `tools` are the desk's, `levels` lead readers to the same section of another text.
        """
        root = html.fragment_fromstring(quantities.join(text), create_parent="div")
        marked = tools.mark(root) if tools else []
        dosed = [element for element in root.iter(*LEAVES) if has_dose(own_text(element))]
        self._guard_snippets(root, dosed)
        if anchors:
            self.contents += self._anchors.place(root)
        self._number_citations(root, anchors=anchors)
        self._credit_figures(root)
        self._frame_tables(root, dosed)
        self._label_cards(root, dosed)
        if self.setting.is_professional:
            announce_doses(root, dosed)
        if levels:
            levels.add(root)
        if tools:
            tools.add(marked)
        if is_from_right(self.setting.language):
            isolate(root)
        self._explain_terms(root, anchors=anchors)
        return mark_safe(inner(root))  # noqa: S308  serialised by lxml from a text that the sanitiser accepts unchanged

    def _number_citations(self, root: HtmlElement, *, anchors: bool) -> None:
        for cite in list(root.iter("cite")):
            keys = tuple(dict.fromkeys(cite.get("data-key", "").split()))
            place = self._new_place(keys) if anchors else ""
            replace(cite, self._citation(keys, place))

    def _new_place(self, keys: Sequence[str]) -> str:
        self._citations += 1
        place = f"cite-{self._citations}"
        for key in keys:
            self.places.setdefault(key, []).append(place)
        return place

    def _citation(self, keys: Sequence[str], place: str) -> list[HtmlElement]:
        shown = element("span", {"class": "rb-cite", **({"id": place} if place else {})})
        label = citations.label([self.setting.numbers[key] for key in keys])
        number_references(shown, label, linked=_opening if self.setting.opens else _leading)
        return [shown, *self._marks(keys)]

    def _marks(self, keys: Sequence[str]) -> Iterator[HtmlElement]:
        for key in keys:
            mark = self.setting.marks.get(key)
            if mark is not None:
                words = {"number": self.setting.numbers[key], "mark": wording.REFERENCE_MARKS[mark.kind]}
                yield element("strong", {"class": "rb-mark"}, _("[%(number)s] %(mark)s") % words)

    def _explain_terms(self, root: HtmlElement, *, anchors: bool) -> None:
        """Last, so that no words of a definition count as words of the text; a second copy of a passage has none."""
        for mark in list(root.iter("span")):
            if mark.get(MARKED) is None:
                continue
            if anchors:
                replace(mark, [self._explainer.explain(mark)])
            else:
                mark.drop_tag()

    def _frame_tables(self, root: HtmlElement, dosed: Sequence[HtmlElement]) -> None:
        for table in list(root.iter("table")):
            self._tables += 1
            has_doses = any(cell in dosed for cell in table.iter("td", "th", "caption"))
            self._frame_table(table, has_doses=has_doses)

    def _frame_table(self, table: HtmlElement, *, has_doses: bool) -> None:
        frame = element("div", {"class": "rb-dose"} if has_doses else {"class": "rb-table-frame"})
        if has_doses and self.setting.is_professional:
            frame.set("data-nosnippet", "")
            frame.append(prescribers())
        scroll = element("div", {"class": "rb-scroll", "role": "region", "tabindex": "0", **self._table_name(table)})
        swap(table, frame)
        scroll.append(table)
        frame.extend((element("p", {"class": "rb-scroll__words"}, _("Scroll to the right for more")), scroll))
        if has_doses:
            frame.append(self._stamp())

    def _table_name(self, table: HtmlElement) -> dict[str, str]:
        caption = table.find("caption")
        if caption is None:
            return {"aria-label": _("Table %(number)s") % {"number": self._tables}}
        caption.set("id", f"table-{self._tables}")
        return {"aria-labelledby": f"table-{self._tables}"}

    def _label_cards(self, root: HtmlElement, dosed: Sequence[HtmlElement]) -> None:
        for card in root.iter("aside"):
            has_doses = any(leaf in dosed for leaf in card.iter(*LEAVES))
            label = element("p", {"class": "rb-box__label"}, str(wording.BOXES[card.get("data-kind", "note")]))
            label.tail = "\n"
            card.set("role", "note")
            card.insert(0, label)
            if has_doses and self.setting.is_professional:
                card.insert(1, prescribers())
            if has_doses:
                card.append(self._stamp())

    def _stamp(self) -> HtmlElement:
        return element("p", {"class": "rb-origin"}, self.setting.stamp)

    def _guard_snippets(self, root: HtmlElement, dosed: Sequence[HtmlElement]) -> None:
        """S8: no search result quotes a dose for professionals, or one item of a warning without the others."""
        for leaf in list(root.iter(*LEAVES)):
            has_dose_to_keep = self.setting.is_professional and leaf in dosed and leaf.tag not in OF_TABLES
            if has_dose_to_keep or is_item_of_warning(leaf):
                keep_from_snippets(leaf)

    def _credit_figures(self, root: HtmlElement) -> None:
        for figure in root.iter("figure"):
            for image in figure.iter("img"):
                frozen = self._frozen(image.get("src", ""))
                if frozen is not None:
                    keep_room(image, frozen)
                    self._credit(figure, frozen)

    def _frozen(self, source: str) -> FrozenImage | None:
        match = IMAGE_ADDRESS.fullmatch(source)
        return self.setting.images.get(match[1]) if match else None

    def _credit(self, figure: HtmlElement, frozen: FrozenImage) -> None:
        if frozen.credit or frozen.licence:
            credit = ". ".join(filter(None, (frozen.credit, frozen.licence)))
            figure.append(element("p", {"class": "rb-origin"}, credit))


def keep_room(image: HtmlElement, frozen: FrozenImage) -> None:
    """Its size, so that the words do not jump when it comes; it comes when the reader nears it."""
    if frozen.width and frozen.height:
        image.set("width", frozen.width)
        image.set("height", frozen.height)
    image.set("loading", "lazy")
    image.set("decoding", "async")


def announce_doses(root: HtmlElement, dosed: Sequence[HtmlElement]) -> None:
    """S1: under each heading "For prescribers" stands before the first dose; tables and cards carry their own."""
    for parent in (root, *root.iter("section")):
        announced = False
        for child in list(parent):
            if child.tag in HEADINGS:
                announced = False
            if child.tag in ("aside", "section", "div") or announced:
                continue
            if any(leaf in dosed for leaf in child.iter(*LEAVES)):
                parent.insert(parent.index(child), prescribers())
                announced = True


def prescribers() -> HtmlElement:
    return element("p", {"class": "rb-prescribers"}, _("For prescribers"))


def is_item_of_warning(leaf: HtmlElement) -> bool:
    return leaf.tag == "li" and any(card.get("data-kind") in WARNINGS for card in leaf.iterancestors("aside"))


def keep_from_snippets(leaf: HtmlElement) -> None:
    """Search engines know `data-nosnippet` on span, div and section alone, so the words go into a span."""
    words = element("span", {"data-nosnippet": ""})
    words.text, leaf.text = leaf.text, None
    for child in list(leaf):
        if child.tag in ("ul", "ol", "p", "table", "blockquote"):
            break
        words.append(child)
    leaf.insert(0, words)


def own_text(leaf: HtmlElement) -> str:
    """The words of a block without the blocks inside it."""
    parts = [leaf.text or ""]
    for child in leaf:
        if child.tag not in ("ul", "ol", "p", "table", "blockquote"):
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return "".join(parts)


def number_references(shown: HtmlElement, label: str, *, linked: Callable[[str], HtmlElement]) -> None:
    """ "[1–3]" with each number as `linked` makes it of its digits."""
    *pairs, rest = re.split(r"(?=\d)(?<!\d)|(?<=\d)(?!\d)", label)
    for part in (*pairs, rest):
        if part.isdigit():
            shown.append(linked(part))
        elif len(shown):
            shown[-1].tail = part
        else:
            shown.text = part


def _leading(number: str) -> HtmlElement:
    """A link to the reference. `reader.js` has the browser show the entry of the list on hover and focus, without a second copy."""
    link = {"href": f"#ref-{number}", "aria-label": _named(number)}
    return element("a", link, number)


def _opening(number: str) -> HtmlElement:
    """A button that opens the entry of the list as a popover and closes it again, without a script too."""
    button = {"type": "button", "popovertarget": f"ref-{number}-words", "aria-label": _named(number)}
    return element("button", button, number)


def _named(number: str) -> str:
    return _("Reference %(number)s") % {"number": number}


def element(tag: str, attributes: Mapping[str, str], text: str = "") -> HtmlElement:
    made = html.Element(tag, attributes)
    made.text = text or None
    return made


def replace(old: HtmlElement, new: Iterable[HtmlElement]) -> None:
    parent, tail = parent_of(old), old.tail
    position = parent.index(old)
    made = list(new)
    old.tail = None
    parent.remove(old)
    for offset, item in enumerate(made):
        parent.insert(position + offset, item)
        item.tail = " " if offset + 1 < len(made) else tail


def swap(old: HtmlElement, new: HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    parent_of(old).replace(old, new)


def parent_of(child: HtmlElement) -> HtmlElement:
    parent = child.getparent()
    if parent is None:
        raise ValueError(f"<{child.tag}> stands nowhere")
    return parent


def inner(root: HtmlElement) -> str:
    head = html.Element("div")
    head.text = root.text
    opening = markup(head).removeprefix("<div>").removesuffix("</div>")
    return opening + "".join(markup(child) for child in root)


def markup(found: HtmlElement) -> str:
    return str(html.tostring(found, encoding="unicode"))
