"""What ties a member to a version, found in what the product knows: words, institutions, other articles, declared interests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article, Contributor, Person, Text, Version
from articles.text.drugs import substances
from articles.text.plain import plain
from workflows.authorship import writers
from workflows.models import Disclosure
from workflows.rules.ties import Kind, Tie, named_interests, shared_institutions

# The period of the ICMJE form: 36 months.
RECENT = datetime.timedelta(days=3 * 365)


def ties(person: Person, version: Version, yearly: Disclosure) -> list[Tie]:
    """Everything found, the nearest first; in as many queries for one article as for many."""
    return [
        *_own_article(person, version),
        *_institutions(person, version),
        *_co_editing(person, version),
        *named_interests(yearly.interests, f"{text_of(version)}\n{_declared_by_contributors(version)}"),
    ]


def _institutions(person: Person, version: Version) -> Iterator[Tie]:
    """Of the account, and what readers are told on a board where that is another."""
    shown = person.memberships.exclude(shown_affiliation="").values_list("shown_affiliation", flat=True)
    theirs = [byline.affiliation for byline in version.content.contributors]
    found = (tie for mine in (person.affiliation, *shown) for tie in shared_institutions(mine, theirs))
    yield from dict.fromkeys(found)


def drugs_named(version: Version) -> tuple[str, ...]:
    """Substances that the version names, in any text, in order of appearance."""
    return substances(text_of(version))


def text_of(version: Version) -> str:
    """Title and all texts as plain words."""
    content = version.content
    texts = (f"{plain(text.summary)}\n{plain(text.body)}" for text in content.texts.values())
    return "\n".join((content.title, content.question, *texts))


def _declared_by_contributors(version: Version) -> str:
    content = version.content
    return "\n".join((content.funding, *(f"{byline.interests}\n{byline.funding}" for byline in content.contributors)))


def _own_article(person: Person, version: Version) -> Iterator[Tie]:
    """Words of an earlier state count too; whoever wrote words of this version cannot sign it at all (`permissions`)."""
    beginning = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    if version.article_id in _worked_on([person.pk], beginning, within=Article.objects.filter(pk=version.article_id)):
        yield Tie(Kind.OWN_ARTICLE, version.title)


def _co_editing(person: Person, version: Version) -> Iterator[Tie]:
    """Other articles that the person and a writer of this version both worked on lately."""
    since = timezone.now() - RECENT
    mine = _worked_on([person.pk], since, within=Article.objects.exclude(pk=version.article_id))
    if not mine:
        return
    others = writers(version) - {person.pk}
    shared = _worked_on(others, since, within=Article.objects.filter(pk__in=mine))
    for title in Article.objects.filter(pk__in=shared).order_by("title", "pk").values_list("title", flat=True):
        yield Tie(Kind.CO_EDITING, title)


def _worked_on(people: Iterable[int], since: datetime.datetime, *, within: QuerySet[Article]) -> set[int]:
    """Articles that one of these people saved, or stood in the byline of when a version was submitted, since then."""
    saved = {"history_user__in": list(people), "history_date__gte": since}
    bylines = Contributor.objects.filter(person__in=list(people), article__versions__submitted_at__gte=since)
    return {
        *Article.history.filter(**saved, id__in=within.values("pk")).values_list("id", flat=True),
        *Text.history.filter(**saved, article_id__in=within.values("pk")).values_list("article_id", flat=True),
        *bylines.filter(article__in=within).values_list("article", flat=True),
    }
