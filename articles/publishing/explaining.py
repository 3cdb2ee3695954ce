"""Definitions of a version on its page: at each place that was frozen, by hover, focus and tap, and in a list for print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from lxml.html import HtmlElement, fromstring

from articles.manifest import ExplainedTerm, FrozenText, Manifest
from articles.text.inline import tidy
from articles.text.terms import MARKED, SUMMARY, Place, marked

BODY = "body"
PARTS = (SUMMARY, BODY)


def terms_for(manifest: Manifest, audience: str) -> tuple[ExplainedTerm, ...]:
    """The definitions that the text for an audience shows, by term."""
    found = (term for term in manifest.definitions if term.audience == audience)
    return tuple(sorted(found, key=lambda term: (term.term.casefold(), term.sense.casefold())))


def with_marks(html: str, part: str, terms: Sequence[ExplainedTerm]) -> str:
    """The summary or body with a mark at each place, for `passages` to replace. Raises ValueError where other words stand."""
    places = {
        Place(place.part, place.block, place.at, place.words): number
        for number, term in enumerate(terms, 1)
        for place in term.places
        if place.part == part
    }
    return marked(html, places)


def faults(manifest: Manifest) -> Iterator[str]:
    """What a page may not be made of: words that the sanitiser would change, and places that are none."""
    for term in manifest.definitions:
        words = (term.term, term.sense, term.definition)
        if term.audience not in manifest.texts or not term.definition or any(tidy(word) != word for word in words):
            yield _("The definition of “%s” is not as the glossary keeps it, so not what was signed.") % term.term
    for audience, text in manifest.texts.items():
        terms = terms_for(manifest, audience)
        if terms and not _fits(text, terms):
            yield _("The text for “%s” has other words where a term is to be explained.") % audience


def _fits(text: FrozenText, terms: Sequence[ExplainedTerm]) -> bool:
    """Every block is there with these words in it, and no two places overlap."""
    places = [place for term in terms for place in term.places]
    try:
        shown = with_marks(text.summary, SUMMARY, terms) + with_marks(text.body, BODY, terms)
    except ValueError:
        return False
    return shown.count(f"<span {MARKED}=") == len(places)


class Explainer:
    """Turns the marks of one page into words that explain themselves; ids are counted once for the page."""

    def __init__(self, terms: Sequence[ExplainedTerm]) -> None:
        self._terms = terms
        self._shown = 0

    def explain(self, mark: HtmlElement) -> HtmlElement:
        """A button that opens the definition, which style sheets also show on hover and focus; no script."""
        self._shown += 1
        term = self._terms[int(mark.get(MARKED, "0")) - 1]
        name = f"explained-place-{self._shown}"
        shown = fromstring(
            f'<span class="rb-term"><button type="button" class="rb-term__word" popovertarget="{name}" '
            f'aria-describedby="{name}"></button><span class="rb-term__meaning" id="{name}" popover="auto" '
            'data-nosnippet=""><strong></strong></span></span>'
        )
        button, meaning = shown
        button.text = mark.text
        meaning[0].text = f"{term.term} ({term.sense})" if term.sense else term.term
        meaning[0].tail = f": {term.definition}"
        return shown
