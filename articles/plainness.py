"""What makes a text of an article hard for its audience, with what the glossary explains in it. Pure but for reading rows."""

from __future__ import annotations

from collections import Counter

from articles.draft import declared_texts
from articles.explaining import Glossary, terms_of
from articles.manifest import FrozenText
from articles.models import Article, Rating, Text, WorkingCopy
from articles.text import plainness
from articles.text.plainness import Finding, Known
from articles.text.rating import InstrumentKey, Verdict, verdicts
from articles.text.terms import BODY, SUMMARY, Matcher


def hard_places(article: Article, audience: str, text: Text | WorkingCopy | FrozenText) -> tuple[Finding, ...]:
    """In reading order, with these words of the text for this audience."""
    return plainness.findings({SUMMARY: text.summary, BODY: text.body}, audience, known_in(article, audience))


def decided(article: Article, text: Text, instrument: InstrumentKey) -> dict[int, Verdict]:
    """What a machine can say of the text as it is saved, by the number of an item."""
    return verdicts(instrument, {SUMMARY: text.summary, BODY: text.body}, known_in(article, text.audience))


def known_in(article: Article, audience: str) -> Known:
    """Definitions that readers of this text get: signed, and attached by an editor."""
    glossary = Glossary.of(article.language)
    matcher = Matcher((entry.words.entry(entry.key) for entry in glossary.entries.values()), language=article.language)
    attached = {key: found for key, found in terms_of(article, audience).items() if glossary.explains(key, audience)}
    return Known(matcher, attached, _counted_beside(article, audience))


def _counted_beside(article: Article, audience: str) -> Counter[int]:
    """The numbers that the other texts of the article count people out of: readers of both should meet one (S32)."""
    others = [text for name, text in declared_texts(article).items() if name != audience]
    return Counter(whole for text in others for part in (text.summary, text.body) for whole in plainness.wholes(part))


def newest_ratings(article: Article) -> list[Rating]:
    """Of each text and instrument the newest, the easiest text first."""
    newest: dict[tuple[str, str], Rating] = {}
    for rating in article.ratings.with_text().newest_first():
        newest.setdefault((rating.audience, rating.instrument), rating)
    order = [audience.value for audience in article.declared_audiences]
    there = [one for (audience, _instrument), one in newest.items() if audience in order]
    return sorted(there, key=lambda one: (order.index(one.audience), one.instrument))
