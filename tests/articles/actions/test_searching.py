"""Searches for evidence: kept with the draft, one for each database, frozen with the version."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import actions
from articles.actions import Search
from articles.draft import manifest_of
from articles.manifest import EvidenceSearch
from articles.models import Article, Person, Version
from articles.refusals import Refusal
from tests.universe import submit_again

DAY = datetime.date(2026, 4, 14)


def search(**changes: Any) -> Search:
    fields = {
        "database": "PubMed",
        "strategy": "leg pain[tiab] AND walking[tiab]",
        "searched_on": DAY,
        "by_whom": "Lena Librarian",
        "hits": 212,
    }
    return Search(**{**fields, **changes})


KEPT = {
    "database": "PubMed",
    "strategy": "leg pain[tiab] AND walking[tiab]",
    "searched_on": "2026-04-14",
    "by": "Lena Librarian",
    "hits": "212",
}


def searches(article: Article) -> list[dict[str, str]]:
    article.refresh_from_db()
    kept: list[dict[str, str]] = article.evidence_searches
    return kept


def test_a_search_is_a_revision_with_who_and_why(draft: Article, editor: Person) -> None:
    before = draft.revision

    actions.keep_search(draft, by=editor, search=search(database=" PubMed  "))

    assert searches(draft) == [KEPT]
    row = draft.history.latest("history_date")
    assert (draft.revision, row.history_user) == (before + 1, editor)
    assert row.history_change_reason == "evidence searched in PubMed to 14 April 2026"


def test_the_same_search_twice_is_kept_once(draft: Article, editor: Person) -> None:
    for _time in range(2):
        actions.keep_search(draft, by=editor, search=search())

    assert searches(draft) == [KEPT]
    assert draft.history.filter(history_change_reason__startswith="evidence searched").count() == 1


def test_a_database_that_is_searched_again_keeps_its_place_and_its_newest_search(
    draft: Article, editor: Person
) -> None:
    actions.keep_search(draft, by=editor, search=search())
    actions.keep_search(draft, by=editor, search=search(database="Cochrane Library", hits=None))
    actions.keep_search(draft, by=editor, search=search(database="PUBMED", searched_on=DAY.replace(month=5), hits=0))

    assert [(one["database"], one["searched_on"], one.get("hits")) for one in searches(draft)] == [
        ("PUBMED", "2026-05-14", "0"),
        ("Cochrane Library", "2026-04-14", None),
    ]


def test_an_older_search_takes_no_place_of_a_newer_one(draft: Article, editor: Person) -> None:
    actions.keep_search(draft, by=editor, search=search())

    with pytest.raises(Refusal, match="searched to a later day already"):
        actions.keep_search(draft, by=editor, search=search(searched_on=DAY.replace(day=1)))

    assert searches(draft) == [KEPT]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"database": " "}, "Say where you searched"),
        ({"strategy": "\n"}, "Say where you searched"),
        ({"by_whom": ""}, "Say where you searched"),
        ({"strategy": "x" * 6001}, "That is too long"),
        ({"searched_on": datetime.date(1949, 12, 31)}, "cannot be in the future"),
        ({"hits": -1}, "less than no hits"),
    ],
)
def test_a_search_that_cannot_be_is_refused(
    draft: Article, editor: Person, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        actions.keep_search(draft, by=editor, search=search(**changes))

    assert searches(draft) == []


def test_nobody_searches_tomorrow(draft: Article, editor: Person) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(Refusal, match="cannot be in the future"):
        actions.keep_search(draft, by=editor, search=search(searched_on=tomorrow))


def test_a_search_that_is_taken_out_stays_in_the_history(draft: Article, editor: Person) -> None:
    actions.keep_search(draft, by=editor, search=search())

    actions.drop_search(draft, by=editor, database="pubmed")
    actions.drop_search(draft, by=editor, database="pubmed")

    assert searches(draft) == []
    reasons = draft.history.order_by("-revision").values_list("history_change_reason", flat=True)
    assert list(reasons[:2]) == ["evidence search in pubmed taken out", "evidence searched in PubMed to 14 April 2026"]


def test_whoever_may_not_draft_keeps_and_drops_no_search(draft: Article, editor: Person, auditor: Person) -> None:
    actions.keep_search(draft, by=editor, search=search())

    with pytest.raises(PermissionDenied):
        actions.keep_search(draft, by=auditor, search=search(hits=3))
    with pytest.raises(PermissionDenied):
        actions.drop_search(draft, by=auditor, database="PubMed")

    assert searches(draft) == [KEPT]


def test_searches_are_frozen_with_the_version(draft: Article, editor: Person) -> None:
    actions.keep_search(draft, by=editor, search=search())
    actions.keep_search(draft, by=editor, search=search(database="Embase", searched_on=DAY.replace(month=3), hits=None))
    submit_again(draft, by=editor, change_note="")

    content = Version.objects.get().content
    assert content.evidence_search[0] == EvidenceSearch(**KEPT)
    assert content.searched_to == datetime.date(2026, 3, 14)


def test_a_draft_without_a_search_says_nothing_of_one(draft: Article) -> None:
    made = manifest_of(draft, number=1, change_note="", previous_approved="")

    assert (made.evidence_search, made.searched_to) == ((), None)
