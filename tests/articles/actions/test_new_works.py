"""New works for a saved search: when PubMed is asked again, what is kept, who decides, and what a service that is away does."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from articles import actions, work
from articles.models import Article, Event, NewWork, Person, Reference, SearchWatch, WorkDecision
from articles.refusals import Refusal
from tests.articles.actions.test_searching import DAY, search
from tests.evidence_servers import Bad, Services, pubmed_work

STRATEGY = search().strategy


@pytest.fixture
def pubmed(settings: Settings, services: Services) -> Services:
    """PubMed has three works for the strategy, one from before the day to which it was searched."""
    settings.REFERENCE_CHECKS = True
    services.searches[STRATEGY] = [("11", datetime.date(2026, 4, 1)), ("12", DAY), ("13", DAY)]
    for number in ("11", "12", "13", "14"):
        services.papers[number] = pubmed_work(number, f"Work {number}.")
    return services


@pytest.fixture
def searched(draft: Article, editor: Person) -> Article:
    return actions.keep_search(draft, by=editor, search=search())


def asked_again(article: Article) -> list[str]:
    """Numbers of what is new, once PubMed is due."""
    SearchWatch.objects.set_due(article, timezone.now())
    return [found.pmid for found in actions.ask_search_again(article.pk)]


def test_what_is_new_is_kept_with_title_journal_and_day(searched: Article, pubmed: Services) -> None:
    assert list(work.searches_to_ask()) == [searched.pk]

    work.look_for_new_works(searched.pk)

    rows = NewWork.objects.order_by("pk").values_list("article", "pmid", "title", "journal", "published")
    assert list(rows) == [
        (searched.pk, "12", "Work 12", "Journal of legs", "2019-03-04"),
        (searched.pk, "13", "Work 13", "Journal of legs", "2019-03-04"),
    ]
    event = Event.objects.filter(stream=searched.stream).latest("sequence")
    assert (event.kind, event.actor) == ("works_found", Person.objects.system())
    assert json.loads(event.body)["data"]["pmids"] == ["12", "13"]
    assert pubmed.paths() == ["/ncbi/esearch.fcgi", "/ncbi/esummary.fcgi"]


def test_it_is_asked_again_after_a_week(searched: Article, pubmed: Services, time_machine: TimeMachineFixture) -> None:
    work.look_for_new_works(searched.pk)
    at_once = list(work.searches_to_ask())

    time_machine.move_to(timezone.now() + datetime.timedelta(days=7, minutes=1))

    assert (at_once, list(work.searches_to_ask())) == ([], [searched.pk])


def test_only_what_is_new_is_kept_the_second_time(searched: Article, pubmed: Services) -> None:
    asked_again(searched)
    pubmed.searches[STRATEGY].append(("14", DAY))

    assert asked_again(searched) == ["14"]
    assert asked_again(searched) == []


def test_what_the_article_lists_is_not_new(
    searched: Article, reference: Reference, pubmed: Services, editor: Person
) -> None:
    reference.pmid = "12"
    reference.record(by=editor, reason="test")

    assert asked_again(searched) == ["13"]


def test_no_more_than_twenty_wait_for_an_article(searched: Article, pubmed: Services, editor: Person) -> None:
    numbers = [str(number) for number in range(100, 150)]
    pubmed.searches[STRATEGY] = [(number, DAY) for number in numbers]
    pubmed.papers.update({number: pubmed_work(number) for number in numbers})

    first, second = asked_again(searched), asked_again(searched)
    actions.decide_work(NewWork.objects.earliest("pk"), by=editor, choice="no-change", reason="too-weak")

    assert (first, second, asked_again(searched)) == (numbers[:20], [], ["120"])
    assert SearchWatch.objects.get().count == 50


def test_nothing_is_asked_where_checks_are_turned_off(searched: Article, settings: Settings) -> None:
    assert settings.REFERENCE_CHECKS is False
    assert list(work.searches_to_ask()) == []


def test_another_database_is_only_kept(draft: Article, editor: Person, pubmed: Services) -> None:
    actions.keep_search(draft, by=editor, search=search(database="PubMed Central"))
    actions.keep_search(draft, by=editor, search=search(database="Embase"))

    assert list(work.searches_to_ask()) == []


def test_a_search_that_is_taken_out_is_asked_no_more(searched: Article, pubmed: Services, editor: Person) -> None:
    actions.drop_search(searched, by=editor, database="PubMed")

    assert list(work.searches_to_ask()) == []
    assert asked_again(searched) == []
    assert pubmed.asked == []


def test_a_new_strategy_is_asked_at_once(searched: Article, pubmed: Services, editor: Person) -> None:
    asked_again(searched)

    actions.keep_search(searched, by=editor, search=search(strategy="other"))

    assert list(work.searches_to_ask()) == [searched.pk]


@pytest.mark.django_db(transaction=True)
def test_what_was_found_for_a_search_that_was_changed_meanwhile_is_dropped(
    searched: Article, pubmed: Services, editor: Person
) -> None:
    def change() -> None:
        actions.keep_search(searched, by=editor, search=search(strategy="other"))
        connection.close()

    pubmed.meanwhile = change

    assert asked_again(searched) == []
    assert list(work.searches_to_ask()) == [searched.pk]


def test_twice_at_once_asks_once(searched: Article, pubmed: Services) -> None:
    asked_again(searched)

    assert actions.ask_search_again(searched.pk) == []
    assert len(pubmed.asked) == 2


def test_a_service_that_is_away_is_told_and_asked_again_later(searched: Article, pubmed: Services) -> None:
    pubmed.bad["esearch.fcgi"] = [Bad(403)]

    assert asked_again(searched) == []

    watch = SearchWatch.objects.get()
    assert (watch.asked_at, watch.failed, watch.failures) == (None, "it answers with an error (403).", 1)
    assert datetime.timedelta(minutes=50) < watch.due_at - timezone.now() < datetime.timedelta(minutes=70)
    assert asked_again(searched) == ["12", "13"]
    assert SearchWatch.objects.get().failed == ""


def test_never_more_than_three_requests(searched: Article, pubmed: Services) -> None:
    pubmed.bad["esearch.fcgi"] = [Bad(500)] * 2
    pubmed.bad["12,13"] = [Bad(500)] * 9

    assert asked_again(searched) == []
    assert len(pubmed.asked) == 3
    assert NewWork.objects.count() == 0


@pytest.fixture
def found(searched: Article, pubmed: Services) -> NewWork:
    asked_again(searched)
    return NewWork.objects.get(pmid="12")


def test_a_decision_is_a_row_and_an_event(found: NewWork, editor: Person) -> None:
    made = actions.decide_work(found, by=editor, choice="cite", words="It changes the dose.")

    event = Event.objects.filter(stream=found.article.stream).latest("sequence")
    assert (made.by, made.words, [row.pmid for row in actions.open_works()]) == (editor, "It changes the dose.", ["13"])
    assert event.kind == "work_decided"
    assert json.loads(event.body)["data"] == {"work": found.pk, "pmid": "12", "choice": "cite"}


def test_to_discuss_it_leaves_it_open(found: NewWork, editor: Person) -> None:
    actions.decide_work(found, by=editor, choice="discuss", words="On Monday.")
    before = found in actions.open_works()
    actions.decide_work(found, by=editor, choice="no-change", reason="says-the-same")

    assert (before, found in actions.open_works()) == (True, False)
    assert WorkDecision.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"choice": "sleep"}, "Choose what is to be done"),
        ({"choice": "no-change", "reason": "small"}, "Say why no change is needed"),
        ({"choice": "take-down", "words": " "}, "Say why, in a sentence"),
    ],
)
def test_a_decision_without_a_reason_is_refused(
    said: dict[str, str], sentence: str, found: NewWork, editor: Person
) -> None:
    with pytest.raises(Refusal, match=sentence):
        actions.decide_work(found, by=editor, **said)

    assert WorkDecision.objects.count() == 0


def test_what_was_decided_is_not_decided_again(found: NewWork, editor: Person) -> None:
    actions.decide_work(found, by=editor, choice="no-change", reason="cited")

    with pytest.raises(Refusal, match="decided already"):
        actions.decide_work(found, by=editor, choice="cite", words="Again.")


def test_whoever_may_not_draft_decides_nothing(found: NewWork, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.decide_work(found, by=auditor, choice="no-change", reason="too-weak")


def test_an_editor_has_what_concerns_their_articles_and_a_managing_editor_all(
    found: NewWork, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    waiting = [len(actions.works_for(person, manages=False)) for person in (editor, other_editor)]

    assert waiting == [2, 0]
    assert len(actions.works_for(managing_editor, manages=True)) == 2
