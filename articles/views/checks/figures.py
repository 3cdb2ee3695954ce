"""Figures over all articles, from what the checks kept: how hard texts are, what is open, what is overruled, which words are hard.

Reads only; as many queries for one article as for a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, Q
from django.utils.functional import Promise

from articles import flagging
from articles.audiences import Audience
from articles.flagging import Use
from articles.models import Article, Check, Demotion, Flag, GlossaryTerm, HardWord, Severity, TextLevel
from articles.text.consistency import Kind
from articles.text.folding import folded
from articles.text.readability import TARGETS

# Attention is scarce; how many there are in all is said.
ARTICLES_SHOWN = 25
WORDS_SHOWN = 30
# So many of the most frequent words are looked up in the glossary.
WORDS_READ = 500
# A kind that an earlier release wrote may be none of today.
KNOWN = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class Difficulty:
    """The texts for one audience: their difficulties from 0 to 100, how many have no score, how many are above the limit."""

    audience: Audience
    values: tuple[float, ...]
    unscored: int
    above: int
    limit: float | None

    @property
    def median(self) -> float | None:
        return round(median(self.values)) if self.values else None

    @property
    def easiest(self) -> float | None:
        return round(min(self.values)) if self.values else None

    @property
    def hardest(self) -> float | None:
        return round(max(self.values)) if self.values else None


def difficulty() -> list[Difficulty]:
    """One query; an audience without a text is left out."""
    rows: dict[str, list[tuple[float | None, float | None]]] = {}
    for audience, value, smog in TextLevel.objects.values_list("audience", "difficulty", "smog"):
        rows.setdefault(audience, []).append((value, smog))
    return [_of_audience(audience, rows[audience.value]) for audience in Audience if audience.value in rows]


def _of_audience(audience: Audience, rows: Sequence[tuple[float | None, float | None]]) -> Difficulty:
    target = TARGETS.get(audience.value)
    limit = (target.warn_above or target.smog) if target else None
    above = sum(smog > limit for _value, smog in rows if smog is not None) if limit else 0
    values = tuple(sorted(value for value, _smog in rows if value is not None))
    return Difficulty(audience, values, len(rows) - len(values), above, limit)


@dataclass(frozen=True)
class OpenArticle:
    """An article with open flags."""

    pk: int
    title: str
    total: int
    must: int


def open_articles() -> tuple[list[OpenArticle], int]:
    """Those with the most flags that must be answered first, and how many articles have any. Two queries."""
    open_flags = Flag.objects.open().order_by()
    rows = (
        open_flags.values("article", title=F("article__title"))
        .annotate(total=Count("pk"), must=Count("pk", filter=Q(severity=Severity.MUST_ANSWER)))
        .order_by("-must", "-total", "title", "article")
    )
    shown = [OpenArticle(row["article"], row["title"], row["total"], row["must"]) for row in rows[:ARTICLES_SHOWN]]
    return shown, open_flags.values("article").distinct().count()


@dataclass(frozen=True)
class KindFigures:
    """One kind of flag over all articles, with its demotion if it has one."""

    use: Use
    open: int
    must: int
    demotion: Demotion | None

    @property
    def label(self) -> Promise:
        return self.use.kind.label

    @property
    def is_proposed(self) -> bool:
        return self.use.is_proposed and self.demotion is None


def kinds() -> list[KindFigures]:
    """Proposals first, then by what is open. Two queries."""
    demoted = {said.kind: said for said in Demotion.objects.standing().select_related("decided_by")}
    found = [
        KindFigures(Use(Kind(kind), settled, overruled), open_now, must, demoted.get(kind))
        for kind, open_now, must, settled, overruled in Flag.objects.all().by_kind()
        if kind in KNOWN
    ]
    order = list(Kind)
    return sorted(found, key=lambda one: (not one.is_proposed, -one.must, -one.open, order.index(one.use.kind)))


@dataclass(frozen=True)
class WantedTerm:
    """A hard word that the glossary lacks, and in how many articles patients meet it."""

    word: str
    articles: int


def wanted_terms() -> list[WantedTerm]:
    """The most frequent first. Two queries."""
    counted = HardWord.objects.order_by().values("word").annotate(articles=Count("article"))
    rows = counted.order_by("-articles", "word").values_list("word", "articles")[:WORDS_READ]
    known = _in_glossary()
    return [WantedTerm(word, articles) for word, articles in rows if folded(word) not in known][:WORDS_SHOWN]


def _in_glossary() -> set[str]:
    """Every name of a term in use, and each word of it: whoever explains "nerve conduction study" explains its words."""
    rows = GlossaryTerm.objects.filter(is_retired=False).values_list("term", "synonyms", "abbreviations")
    names: Iterable[str] = (name for term, synonyms, short in rows for name in (term, *synonyms, *short))
    return {part for name in names for part in (folded(name), *folded(name).split())}


@dataclass(frozen=True)
class Checked:
    """S35: of how many articles the figures are what the checks of today say."""

    current: int
    failed: int
    total: int


def checked() -> Checked:
    """Two queries."""
    is_current = Q(revision=F("article__revision"), rules=flagging.rules(), failed_at=None)
    counts = Check.objects.aggregate(
        current=Count("pk", filter=is_current), failed=Count("pk", filter=Q(failed_at__isnull=False))
    )
    return Checked(counts["current"], counts["failed"], Article.objects.filter(revision__gt=0).count())
