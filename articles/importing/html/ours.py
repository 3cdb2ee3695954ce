"""A page of this product read again: its text as it was signed, without what the page adds around and within it.

A page of another publisher is read by what looks like a text; here what is text is known, so that nothing of it is lost, whatever
it says, and nothing of the frame comes in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _
from lxml import etree
from lxml.etree import _Element as Element

from articles.importing import reference_list
from articles.importing.binding import bind
from articles.importing.citing import expanded
from articles.importing.html.words import words_of
from articles.importing.imported import Counts, Imported, ImportedCitation, LeftOut
from articles.importing.lines import Line
from articles.importing.reference_list import ReferenceList
from articles.refusals import Refusal
from articles.text.citations import citations
from articles.text.dialect import canonical
from articles.text.reading import elements
from articles.text.tree import serialise
from articles.text.vocabulary import HEADINGS, UNRESOLVED

# What a page adds within a text: labels of boxes, stamps, links to other texts, marks, definitions, tools of the desk.
_ADDED: Final = frozenset(
    {
        *("rb-mark", "rb-prescribers", "rb-origin", "rb-box__label", "rb-scroll__words", "rb-levels"),
        *("rb-term__meaning", "rb-block-tool", "rb-block-tools"),
    }
)
_IN_REFERENCE: Final = frozenset(
    {"rb-reference__type", "rb-reference__standing", "rb-reference__used", "rb-reference__links", "rb-mark"}
)
_NUMBERS: Final = re.compile(r"\[([\d,\s–-]+)\]")
TakePicture = Callable[[str, str], str]


@dataclass(frozen=True)
class OwnPage:
    """Summary and text in the dialect, citations by number."""

    imported: Imported
    summary: str


def article_of(root: Element) -> Element | None:
    """The article of a page of ours, live, saved or exported; None for any other page."""
    for article in root.iter("article"):
        if "rb-article" in _classes(article) and _text(article) is not None:
            return article
    return None


def read(article: Element, take_picture: TakePicture) -> OwnPage:
    """Raises `Refusal` where no words are left, and where the dialect would change what the page shows."""
    reading = _Reading(take_picture)
    body = _text(article)
    summary = next((part for part in article.iter("div") if _stands_in(part, "rb-summary")), None)
    html = reading.html(body) if body is not None else ""
    lead = reading.html(summary) if summary is not None else ""
    html = _with_lifted(reading, article, lead, html)
    if not html.strip() and not lead.strip():
        raise Refusal(_("There are no words in this file."))
    references = _references(article)
    cited = [ImportedCitation(" ".join(one.keys), one.keys, 0, "") for part in (lead, html) for one in citations(part)]
    title = next((" ".join(words_of(heading).split()) for heading in article.iter("h1")), "")
    imported = Imported(
        title=title,
        question="",
        body=html,
        references=references.references,
        citations=tuple(cited),
        left_out=(
            LeftOut(0, title, _("What the page adds to its text: status, dates, links, contributors.")),
            *reading.left_out,
        ),
        unsure=(),
        counts=_counts(html, len(references.references), cited),
        bindings=bind(cited, references.references),
    )
    return OwnPage(imported, lead)


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _text(article: Element) -> Element | None:
    return next((child for child in _texts(article) if "rb-first" not in _classes(child)), None)


def _texts(article: Element) -> list[Element]:
    return [child for child in article if child.tag == "div" and "rb-text" in _classes(child)]


def _with_lifted(reading: _Reading, article: Element, lead: str, html: str) -> str:
    """The emergency card above everything else is a copy, or was lifted from above the first heading: then it is put back.

    The page does not say from where: behind key points that open the text, else before everything.
    """
    first = next((child for child in _texts(article) if "rb-first" in _classes(child)), None)
    card = reading.html(first) if first is not None else ""
    if not card or card in f"{lead}\n{html}":
        return html
    parts = elements(html)
    behind = int(bool(parts) and parts[0].attributes.get("data-kind") == "key-points")
    return serialise([*parts[:behind], *elements(card), *parts[behind:]])


def _stands_in(part: Element, name: str) -> bool:
    parent = part.getparent()
    return "rb-text" in _classes(part) and parent is not None and name in _classes(parent)


class _Reading:
    def __init__(self, take_picture: TakePicture) -> None:
        self.take_picture = take_picture
        self.left_out: list[LeftOut] = []

    def html(self, part: Element) -> str:
        """Of a part of the page, in the dialect. Changes the tree."""
        for element in list(part.iter()):
            if not isinstance(element.tag, str) or element is part:
                continue
            if _ADDED & _classes(element):
                _drop(element)
            elif "rb-term__word" in _classes(element):
                # A word of the text, which the page made a button: the dialect drops buttons with all that is in them.
                element.tag = "span"
            elif "rb-cite" in _classes(element):
                _cite(element)
            elif element.tag == "img":
                self._picture(element)
        inner = (part.text or "") + "".join(etree.tostring(child, encoding="unicode", method="html") for child in part)
        return canonical(inner.replace("\u00a0", " "))

    def _picture(self, image: Element) -> None:
        source, alt = (image.get("src") or "").strip(), " ".join((image.get("alt") or "").split())
        address = self.take_picture(source, alt)
        if address:
            image.set("src", address)
            return
        reason = _("A picture that is not in the file. Pictures of other sites are not fetched: add it in the editor.")
        self.left_out.append(LeftOut(0, alt or source[:120], reason, "image"))
        figure = next(image.iterancestors("figure"), image)
        _drop(figure)


def _drop(element: Element) -> None:
    """What follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before, tail = element.getprevious(), element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)


def _cite(shown: Element) -> None:
    found = _NUMBERS.search("".join(words_of(shown).split()))
    numbers = expanded(found[1]) if found else ()
    if not numbers:
        return
    tail, parent = shown.tail, shown.getparent()
    cite = etree.Element("cite", {"data-key": " ".join(f"{UNRESOLVED}{number}" for number in numbers)})
    cite.tail = tail
    if parent is not None:
        parent.replace(shown, cite)


def _references(article: Element) -> ReferenceList:
    lists = [part for part in article.iter("ol") if "rb-references__list" in _classes(part)]
    if not lists:
        return ReferenceList((), ())
    lines = [Line(1, 0, "## References", "## References"), *_entries(lists[0])]
    return reference_list.split_off(lines)


def _entries(listed: Element) -> Iterator[Line]:
    for number, entry in enumerate((child for child in listed if child.tag == "li"), start=1):
        words = f"{number}. {_words_without(entry)}"
        yield Line(number + 1, 0, words, words)


def _words_without(entry: Element) -> str:
    for element in list(entry.iter()):
        if isinstance(element.tag, str) and _IN_REFERENCE & _classes(element):
            _drop(element)
    return " ".join(words_of(entry).split())


def _counts(body: str, references: int, cited: list[ImportedCitation]) -> Counts:
    headings = [one.tag for one in elements(body) if one.tag in HEADINGS]
    keys = [key for citation in cited for key in citation.keys]
    return Counts(
        headings=len(headings),
        subheadings=sum(tag != "h2" for tag in headings),
        citations=len(keys),
        citation_places=len(cited),
        citation_numbers=len(set(keys)),
        references=references,
    )
