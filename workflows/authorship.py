"""Whose words a version holds, and why they keep somebody from signing it: rule 3 of the design."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.models import Article, Person, SuggestionOutcome, Text, Version
from articles.prepared import prepared
from articles.text.extent import extent

# Whoever's accepted suggestions exceed this share of a text's words wrote it.
LARGEST_SHARE = 0.1


def reasons_against(person: Person, version: Version) -> Iterator[str]:
    """Sentences; empty for somebody who wrote no words of the version."""
    if _saved(person, version):
        yield _("You wrote or changed words of this version, so you cannot sign it.")
    for audience in _large_shares(version).get(person.pk, ()):
        yield (
            _("Wording that you suggested makes up more than a tenth of the text for “%s”, so you cannot sign it.")
            % audience.label
        )


def wrote(person: Person, version: Version) -> bool:
    """In the byline, or saved a change of the draft since the last approved version."""
    return person.pk in writers(version)


def writers(version: Version) -> frozenset[int]:
    """Ids of everyone whose words the version holds; the same number of queries for one person and for many."""
    return _savers(version) | frozenset(_large_shares(version))


def _savers(version: Version) -> frozenset[int]:
    """Everyone in the byline, and who saved a change since the last approved version."""
    articles, texts = _saves(version)
    return frozenset(
        (
            *Person.objects.filter(uuid__in=_bylines(version)).values_list("pk", flat=True),
            *articles.values_list("history_user", flat=True),
            *texts.values_list("history_user", flat=True),
            *_savers_of_source(version),
        )
    )


def _savers_of_source(version: Version) -> frozenset[int]:
    """Of a copy that no board has approved yet: who saved a change of what it was copied from, and of what that was."""
    article, found = version.article, set[int]()
    while article.copied_from is not None and not version.approved_before:
        source, revision = article.copied_from, article.copied_at
        parts = Article.history.filter(id=source.pk), Text.history.filter(article_id=source.pk)
        for rows in parts:
            found.update(rows.filter(revision__lte=revision).values_list("history_user", flat=True))
        article = source
    return frozenset(found)


def _saved(person: Person, version: Version) -> bool:
    """As `_savers`, of one person, in one query."""
    articles, texts = (rows.filter(history_user=person).values_list("history_user") for rows in _saves(version))
    wrote_here = str(person.uuid) in _bylines(version) or articles.union(texts).exists()
    return wrote_here or person.pk in _savers_of_source(version)


def _bylines(version: Version) -> set[str]:
    return {byline.person for byline in version.content.contributors if byline.person}


def _saves(version: Version) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """History rows of the article and of its texts since the last approved version."""
    since = {"revision__gt": version.approved_before, "revision__lte": version.revision}
    articles = Article.history.filter(id=version.article_id, **since)
    return articles, Text.history.filter(article_id=version.article_id, **since)


def suggestions_of(version: Version) -> QuerySet[SuggestionOutcome]:
    """Accepted suggestions whose words came into the version since the last approved one, with who suggested and who accepted."""
    accepted = SuggestionOutcome.objects.between(version.article, version.approved_before, version.revision)
    return accepted.select_related("comment__author", "comment__thread", "decided_by").order_by("decided_at", "pk")


def _large_shares(version: Version) -> Mapping[int, list[Audience]]:
    """Person → texts of which more than a tenth are words that they suggested."""
    found: dict[int, list[Audience]] = defaultdict(list)
    for person, code, total in _suggested(version.article_id, version.approved_before, version.revision):
        audience = Audience(code)
        if total > LARGEST_SHARE * _length(version, audience):
            found[person].append(audience)
    return found


@prepared
def _suggested(article: int, after: int, until: int) -> QuerySet[SuggestionOutcome, tuple[int, str, int]]:
    """Whose words came into which text, and how many."""
    rows = SuggestionOutcome.objects.between(article, after, until).order_by()
    by_person = rows.values("comment__author", "comment__thread__audience").annotate(total=Sum("words"))
    return by_person.values_list("comment__author", "comment__thread__audience", "total")


def _length(version: Version, audience: Audience) -> int:
    """Words of the version's text, counted like those of a suggestion."""
    text = version.content.texts.get(audience)
    return extent("", f"{text.summary}\n{text.body}").added if text else 0
