"""Hard words give way to plain ones where somebody says so: one revision that names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.revisions import new_revision, open_draft_of, words_of, written_reason
from articles.models import Person, Text
from articles.plainness import hard_places
from articles.refusals import Refusal
from articles.text.blocks import blocks
from articles.text.plainness import Finding
from articles.text.replacing import WordsNotThere, replaced

NAMED = 5


class HardWordsGone(Refusal):
    """The text is not the one that was looked at, or its words do not stand there any more."""


@transaction.atomic
def write_plainly(text: Text, *, by: Person, chosen: Collection[str], seen: int) -> Text:
    """Put the plain words in the place of the chosen findings, by name. `seen` is the revision of the text that was shown.

    Raises `HardWordsGone` if the text was saved since, or a name is no finding that has words to write instead.
    """
    article = open_draft_of(text, by=by)
    stored = Text.objects.get(pk=text.pk)
    found = [one for one in hard_places(article, stored.audience, stored) if one.instead and one.name in chosen]
    if stored.revision != seen or not chosen or {one.name for one in found} != set(chosen):
        raise HardWordsGone(_("The text was saved in the meantime. Here is what makes it hard now."))
    current = copy(stored)
    for part in {one.part for one in found}:
        setattr(current, part, _written(getattr(stored, part), [one for one in found if one.part == part]))
    reason = written_reason(current, words_of(stored), _exchanged(found))
    new_revision(article, by=by, reason=reason, texts=[current], stored={stored.pk: stored})
    return current


def _written(html: str, found: Sequence[Finding]) -> str:
    """From the last to the first, so that what stands before a place is still what it was."""
    places = {block.key: (number, block.text) for number, block in enumerate(blocks(html))}
    for one in sorted(found, key=lambda one: (places[one.key][0], one.start), reverse=True):
        number, text = places[one.key]
        html = _with_words(html, number, one, behind=text[: one.start])
    return html


def _with_words(html: str, place: int, one: Finding, *, behind: str) -> str:
    try:
        return replaced(html, place, one.spot, one.instead, behind=behind)
    except WordsNotThere as gone:
        raise HardWordsGone(_("“%s” cannot be replaced there. Change it in the editor.") % one.quote) from gone


def _exchanged(found: Sequence[Finding]) -> str:
    """ "Plainer words: “utilise” → “use”." """
    pairs = list(dict.fromkeys(f"“{one.quote}” → “{one.instead}”" for one in found))
    more = ["…"] if len(pairs) > NAMED else []
    return _("Plainer words: %s.") % ", ".join([*pairs[:NAMED], *more])
