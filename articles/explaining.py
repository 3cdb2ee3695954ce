"""Terms of the glossary in the texts of a draft: which words an editor may confirm, and what submitting freezes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.manifest import ExplainedTerm, FrozenText, TermPlace
from articles.models import Article, Definition
from articles.text.terms import Matcher, Use, Wording, first_uses


@dataclass(frozen=True)
class InForce:
    """A definition that a member signed and that stands."""

    key: str
    words: Wording
    digest: str


@dataclass(frozen=True)
class Glossary:
    """Every definition in force in one language, with what finds their words. Load it once: `Glossary.of("en")`."""

    entries: Mapping[str, InForce]

    @classmethod
    def of(cls, language: str) -> Glossary:
        rows = Definition.objects.in_force().filter(term__language=language).order_by("pk")
        found = (InForce(key, Wording.read(wording), digest) for key, wording, digest in rows.values_list(*_COLUMNS))
        return cls({entry.key: entry for entry in found})

    def uses(self, text: FrozenText, audience: str, *, language: str) -> tuple[Use, ...]:
        """First uses in each section, of terms that have a definition for this audience.

        Words of all terms count, so that "high blood pressure" is not taken for "blood pressure" because nobody
        explains the longer one here.
        """
        matcher = Matcher((entry.words.entry(entry.key) for entry in self.entries.values()), language=language)
        found = first_uses({"summary": text.summary, "body": text.body}, matcher)
        return tuple(use for use in found if any(self.explains(key, audience) for key in use.keys))

    def explains(self, key: str, audience: str) -> bool:
        return key in self.entries and bool(self.entries[key].words.definition(audience))


_COLUMNS = ("term__key", "wording", "digest")


def terms_of(article: Article, audience: str) -> dict[str, list[str]]:
    """What an editor confirmed for this text: key of a term → sections."""
    confirmed: dict[str, list[str]] = article.terms.get(audience, {})
    return confirmed


def explained_terms(article: Article, texts: Mapping[str, FrozenText]) -> tuple[ExplainedTerm, ...]:
    """The definitions that these texts use, with the exact words and places; for a manifest."""
    wanted = {audience: terms_of(article, audience) for audience in texts if terms_of(article, audience)}
    if not wanted:
        return ()
    glossary = Glossary.of(article.language)
    return tuple(
        term
        for audience, confirmed in wanted.items()
        for term in _explained(glossary, article.language, audience, texts[audience], confirmed)
    )


def _explained(
    glossary: Glossary, language: str, audience: str, text: FrozenText, confirmed: Mapping[str, list[str]]
) -> Iterable[ExplainedTerm]:
    places: dict[str, list[TermPlace]] = {}
    for use in glossary.uses(text, audience, language=language):
        key = next((key for key in use.keys if use.section in confirmed.get(key, ())), None)
        if key is not None and glossary.explains(key, audience):
            places.setdefault(key, []).append(TermPlace(use.place.part, use.place.block, use.place.at, use.place.words))
    for key, found in sorted(places.items()):
        entry = glossary.entries[key]
        yield ExplainedTerm(
            audience=audience,
            key=key,
            term=entry.words.term,
            sense=entry.words.sense,
            definition=entry.words.definition(audience),
            digest=entry.digest,
            places=tuple(found),
        )


def problems_with_terms(article: Article, audiences: Iterable[str]) -> list[str]:
    """Confirmed terms that nobody has signed any more, one sentence each; submitting waits for them."""
    wanted = {(audience, key) for audience in audiences for key in terms_of(article, audience)}
    if not wanted:
        return []
    glossary = Glossary.of(article.language)
    return [
        _("“%(audience)s”: the term “%(term)s” has no signed definition now; look at the terms of this text.")
        % {"audience": Audience(audience).label, "term": key}
        for audience, key in sorted(wanted)
        if not glossary.explains(key, audience)
    ]
