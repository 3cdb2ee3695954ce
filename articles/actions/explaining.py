"""Confirming which terms a text explains, and in which sense (S20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.revisions import TEXT_NAMES, new_revision, open_draft
from articles.audiences import Audience
from articles.draft import declared_texts
from articles.explaining import Glossary, terms_of
from articles.manifest import FrozenText
from articles.models import Article, Person
from articles.refusals import Refusal

NAMED = 8


@transaction.atomic
def confirm_terms(
    article: Article, *, by: Person, audience: str, sections: Mapping[str, Sequence[str]], seen: int
) -> Article:
    """Explain these terms, in these sections, in the text for an audience; all others no more. One revision, or none.

    `seen` is the revision of the text that was shown. Each term must stand in the section, and mean one thing there.
    """
    locked = open_draft(article, by=by)
    text = declared_texts(locked).get(audience)
    if text is None:
        raise Refusal(_("The article has no text for this audience."))
    if text.revision != seen:
        raise Refusal(_("The text was saved in the meantime. Look at its terms once more."))
    words = FrozenText(text.summary, text.body)
    glossary = Glossary.of(locked.language)
    _require_one_sense_each(glossary, words, audience, sections, locked.language)
    confirmed = {key: list(dict.fromkeys(found)) for key, found in sorted(sections.items()) if found}
    if confirmed != terms_of(locked, audience):
        locked.terms = {**locked.terms, audience: confirmed}
        new_revision(locked, by=by, reason=_reason(glossary, audience, confirmed))
    return locked


def _require_one_sense_each(
    glossary: Glossary, text: FrozenText, audience: str, sections: Mapping[str, Sequence[str]], language: str
) -> None:
    there = {
        (key, use.section): use.keys
        for use in glossary.uses(text, audience, language=language)
        for key in use.keys
        if glossary.explains(key, audience)
    }
    for key, found in sections.items():
        for section in found:
            if (key, section) not in there:
                raise Refusal(_("The term “%s” does not stand there, or has no signed definition.") % key)
            others = [other for other in there[key, section] if other != key and section in sections.get(other, ())]
            if others:
                raise Refusal(_("Choose one sense of “%s” in each section.") % glossary.entries[key].words.term)


def _reason(glossary: Glossary, audience: str, confirmed: Mapping[str, Sequence[str]]) -> str:
    """ "patient text, terms explained: hypertension, stroke" """
    names = [glossary.entries[key].words.term for key in confirmed]
    named = ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])]) or _("none")
    return _("%(text)s, terms explained: %(terms)s") % {"text": TEXT_NAMES[Audience(audience)], "terms": named}
