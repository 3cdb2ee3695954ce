"""Keeping watch over cited works: what is asked, what is noticed, who is told, what is decided."""

from __future__ import annotations

import datetime
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django.fixtures import Settings
from time_machine import TimeMachineFixture

from articles import actions, work
from articles.actions import asking_sources
from articles.models import (
    Article,
    Delivery,
    Disposition,
    Event,
    EvidenceFlag,
    PageChange,
    Person,
    Publication,
    Reference,
    ReferenceCheck,
    ReferenceWatch,
    ServicePace,
)
from articles.refusals import Refusal
from tests.evidence_servers import MOST_IN_A_SECOND, Bad, Services, crossref_work, pubmed_work, retraction
from tests.link_server import link_server

DOI = "10.1000/walk"
NOTICE = {"refsource": "J Legs. 2024 May 6. doi: 10.5555/legs.r.", "reftype": "Retraction in", "pmid": 125, "note": ""}


@pytest.fixture
def checked(settings: Settings, services: Services) -> Services:
    """Services that know the cited work and say nothing against it."""
    settings.REFERENCE_CHECKS = True
    services.works[DOI] = crossref_work(DOI, "A trial of walking")
    return services


@pytest.fixture
def site() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    with link_server() as started:
        yield started


def set_link(reference: Reference, editor: Person, url: str, doi: str = "") -> Reference:
    reference.url, reference.doi = url, doi
    reference.record(by=editor, reason="test")
    return reference


def check(reference: Reference) -> list[EvidenceFlag]:
    ReferenceWatch.objects.make_due(reference.pk)
    return actions.check_reference(reference.pk)


def checks(reference: Reference) -> list[tuple[str, str]]:
    return [(row.source, row.outcome) for row in reference.checks.order_by("pk")]


def test_a_work_that_nothing_is_said_against_is_checked_and_that_is_all(
    reference: Reference, checked: Services
) -> None:
    assert check(reference) == []

    watch = ReferenceWatch.objects.get()
    assert checks(reference) == [("crossref", "clean")]
    assert (watch.sources, watch.failed, watch.is_old) == ("Crossref", "", False)
    assert datetime.timedelta(days=24) < watch.due_at - timezone.now() < datetime.timedelta(days=26)


def test_what_is_due_is_checked_by_the_clock(reference: Reference, checked: Services) -> None:
    assert list(work.references_to_check()) == [reference.pk]

    work.look_after_reference(reference.pk)

    assert list(work.references_to_check()) == []


def test_nothing_is_due_where_checks_are_turned_off(reference: Reference, settings: Settings) -> None:
    assert settings.REFERENCE_CHECKS is False
    assert list(work.references_to_check()) == []


def test_a_work_is_due_again_before_thirty_days_are_over(
    reference: Reference, checked: Services, time_machine: TimeMachineFixture
) -> None:
    check(reference)

    time_machine.move_to(timezone.now() + datetime.timedelta(days=26))

    assert list(work.references_to_check()) == [reference.pk]
    assert ReferenceWatch.objects.get().is_old is False


def test_a_check_that_is_older_than_thirty_days_is_none(
    reference: Reference, checked: Services, time_machine: TimeMachineFixture
) -> None:
    check(reference)

    time_machine.move_to(timezone.now() + datetime.timedelta(days=31))

    assert ReferenceWatch.objects.get().is_old is True
    assert list(actions.unchecked_references()) == [reference]


def test_twice_at_once_asks_once(reference: Reference, checked: Services) -> None:
    check(reference)

    assert actions.check_reference(reference.pk) == []
    assert len(checked.asked) == 1


def test_a_check_that_failed_is_none_and_tried_again(reference: Reference, checked: Services) -> None:
    checked.bad[DOI] = [Bad(403)]

    check(reference)

    watch = ReferenceWatch.objects.get()
    assert (watch.checked_at, watch.failed, watch.is_old) == (None, "Crossref", True)
    assert checks(reference) == [("crossref", "failed")]
    assert watch.due_at - timezone.now() < datetime.timedelta(hours=2)


def test_waits_after_failures_grow_to_a_day(reference: Reference, checked: Services) -> None:
    checked.bad[DOI] = [Bad(403)] * 7
    for _time in range(7):
        check(reference)

    watch = ReferenceWatch.objects.get()
    assert watch.failures == 7
    assert datetime.timedelta(hours=23) < watch.due_at - timezone.now() <= datetime.timedelta(days=1)


def test_no_more_than_three_requests_for_a_work(reference: Reference, checked: Services, editor: Person) -> None:
    reference.pmid = "123"
    reference.record(by=editor, reason="test")
    checked.bad[DOI] = [Bad(500)] * 9
    checked.bad["123"] = [Bad(500)] * 9

    check(reference)

    assert len(checked.asked) == 3


def test_a_retraction_is_flagged_and_told_at_once(
    publication: Publication, reference: Reference, checked: Services, managing_editor: Person
) -> None:
    checked.works[DOI]["updated-by"] = [retraction()]

    (flag,) = check(reference)

    article = publication.article
    assert (flag.kind, flag.notice) == ("retracted", "10.5555/legs.r")
    assert flag.said == [
        {
            "kind": "retracted",
            "by": "Crossref (publisher)",
            "notice": "10.5555/legs.r",
            "on": "2024-05-06",
            "words": "Retraction",
        }
    ]
    told = Delivery.objects.filter(kind="evidence").order_by("person__email")
    assert [row.person for row in told] == sorted([article.handling_editor, managing_editor], key=lambda p: p.email)
    event = Event.objects.filter(stream="library").latest("sequence")
    assert (event.kind, event.actor) == ("reference.flagged", Person.objects.system())
    reference.refresh_from_db()
    assert reference.mark == ""  # a person marks it


def test_readers_of_pages_that_cite_a_work_are_told_that_it_was_checked(
    publication: Publication, reference: Reference, checked: Services
) -> None:
    changes = PageChange.objects.filter(article=publication.article).count()

    check(reference)
    check(reference)

    assert PageChange.objects.filter(article=publication.article).count() == changes + 1


def test_what_was_noticed_is_noticed_once(reference: Reference, checked: Services) -> None:
    checked.works[DOI]["updated-by"] = [retraction()]

    check(reference)

    assert check(reference) == []
    assert EvidenceFlag.objects.count() == 1


def test_a_correction_wakes_nobody(draft: Article, reference: Reference, checked: Services) -> None:
    checked.works[DOI]["updated-by"] = [retraction(kind="correction")]

    (flag,) = check(reference)

    assert flag.kind == "corrected"
    assert Delivery.objects.filter(kind="evidence").count() == 0


def test_sources_that_disagree_about_a_notice_are_both_kept(
    reference: Reference, checked: Services, editor: Person
) -> None:
    reference.pmid = "123"
    reference.record(by=editor, reason="test")
    checked.works[DOI]["updated-by"] = [retraction(kind="correction")]
    checked.papers["123"] = pubmed_work("123", references=[NOTICE])

    (flag,) = check(reference)

    assert (flag.kind, flag.sources_disagree) == ("retracted", True)
    assert [(one["by"], one["kind"]) for one in flag.said] == [
        ("Crossref (publisher)", "corrected"),
        ("PubMed", "retracted"),
    ]


@pytest.mark.parametrize(
    ("known", "notice", "by"),
    [
        (None, "", ["PubMed"]),
        (retraction(kind="correction"), "", ["PubMed"]),
        (retraction(), "10.5555/legs.r", ["Crossref (publisher)", "PubMed"]),
    ],
    ids=["alone", "beside a correction", "beside a retraction"],
)
def test_a_retraction_without_a_notice_goes_with_the_one_that_another_source_names(
    reference: Reference,
    checked: Services,
    editor: Person,
    known: dict[str, Any] | None,
    notice: str,
    by: list[str],
) -> None:
    reference.pmid = "123"
    reference.record(by=editor, reason="test")
    checked.works[DOI]["updated-by"] = [known] if known else []
    checked.papers["123"] = pubmed_work("123", pubtype=["Retracted Publication"])

    check(reference)

    flag = EvidenceFlag.objects.get(kind="retracted")
    assert (flag.notice, [one["by"] for one in flag.said]) == (notice, by)


def test_a_notice_that_turns_graver_is_news_again(reference: Reference, checked: Services, editor: Person) -> None:
    checked.works[DOI]["updated-by"] = [retraction(kind="correction")]
    (flag,) = check(reference)
    actions.decide_evidence(flag, by=editor, choice="no-change", reason="small")
    checked.works[DOI]["updated-by"] = [retraction()]

    (graver,) = check(reference)

    assert graver.kind == "retracted"
    assert list(actions.open_evidence()) == [graver]


def test_an_open_flag_turns_graver_in_its_place(reference: Reference, checked: Services) -> None:
    checked.works[DOI]["updated-by"] = [retraction(kind="correction")]
    check(reference)
    checked.works[DOI]["updated-by"] = [retraction()]

    (flag,) = check(reference)

    assert (flag.kind, EvidenceFlag.objects.count()) == ("retracted", 1)


def test_a_work_that_another_agency_registered_is_unknown_and_no_fault(
    reference: Reference, services: Services
) -> None:
    assert check(reference) == []
    assert checks(reference) == [("crossref", "unknown")]


def days_of_checks(reference: Reference, time_machine: TimeMachineFixture, days: int) -> list[list[str]]:
    """What is new on each of so many days."""
    began = timezone.now()
    found = []
    for day in range(days):
        time_machine.move_to(began + datetime.timedelta(days=day))
        found.append([flag.kind for flag in check(reference)])
    return found


def test_a_record_that_vanished_is_flagged_on_the_third_day(
    reference: Reference, checked: Services, time_machine: TimeMachineFixture
) -> None:
    check(reference)
    checked.works.clear()

    assert days_of_checks(reference, time_machine, 4) == [[], [], ["vanished"], []]


def test_a_day_on_which_the_service_was_away_ends_no_row_of_bad_days_and_is_none_itself(
    reference: Reference, checked: Services, time_machine: TimeMachineFixture
) -> None:
    check(reference)
    checked.works.clear()
    began, found = timezone.now(), []

    for day in range(4):
        time_machine.move_to(began + datetime.timedelta(days=day))
        checked.bad[DOI] = [Bad(403)] if day == 1 else []
        found.append([flag.kind for flag in check(reference)])

    assert found == [[], [], [], ["vanished"]]


def test_a_number_that_pubmed_does_not_know_is_no_fault(
    reference: Reference, services: Services, editor: Person
) -> None:
    reference.doi, reference.pmid = "", "99999"
    reference.record(by=editor, reason="test")

    assert (check(reference), checks(reference)) == ([], [("pubmed", "unknown")])


def test_a_record_that_is_of_another_work_by_now_is_flagged_on_the_third_day(
    reference: Reference, checked: Services, time_machine: TimeMachineFixture
) -> None:
    check(reference)
    checked.works[DOI] = crossref_work(DOI, "A trial of swimming")

    assert days_of_checks(reference, time_machine, 4) == [[], [], ["changed"], []]
    (said,) = EvidenceFlag.objects.get().said
    assert said["words"] == "The title was “A trial of walking” and is “A trial of swimming”."


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/missing", "link-dead"),
        ("/broken", "link-dead"),
        ("/silent", "link-dead"),
        ("/round", "link-dead"),
        ("/inside", "link-dead"),
        ("/nowhere", "link-dead"),
        ("/old", "link-moved"),
    ],
)
def test_a_link_that_is_wrong_bothers_nobody_before_the_third_day(
    path: str,
    kind: str,
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
    time_machine: TimeMachineFixture,
) -> None:
    set_link(reference, editor, f"{site[0]}{path}")

    assert days_of_checks(reference, time_machine, 4) == [[], [], [kind], []]


def test_a_link_that_works_in_between_begins_anew(
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
    time_machine: TimeMachineFixture,
) -> None:
    set_link(reference, editor, f"{site[0]}/missing")
    days_of_checks(reference, time_machine, 2)
    set_link(reference, editor, f"{site[0]}/new")
    check(reference)
    set_link(reference, editor, f"{site[0]}/missing")

    assert days_of_checks(reference, time_machine, 2) == [[], []]


def test_a_link_that_shows_another_kind_of_file_is_flagged_on_the_third_day(
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
    time_machine: TimeMachineFixture,
) -> None:
    set_link(reference, editor, f"{site[0]}/turned")
    check(reference)

    assert days_of_checks(reference, time_machine, 4) == [[], [], ["content-type"], []]
    (said,) = EvidenceFlag.objects.get().said
    assert said["words"] == "It showed text/html and shows application/pdf."


def test_another_address_is_not_compared_with_what_the_former_one_showed(
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
    time_machine: TimeMachineFixture,
) -> None:
    set_link(reference, editor, f"{site[0]}/turned")
    check(reference)
    set_link(reference, editor, f"{site[0]}/paper")

    assert days_of_checks(reference, time_machine, 4) == [[]] * 4
    assert {row.outcome for row in reference.checks.filter(source="link")} == {"clean"}


def test_days_on_which_the_former_address_was_dead_do_not_count(
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
    time_machine: TimeMachineFixture,
) -> None:
    set_link(reference, editor, f"{site[0]}/missing")
    days_of_checks(reference, time_machine, 2)
    set_link(reference, editor, f"{site[0]}/gone")

    assert days_of_checks(reference, time_machine, 3) == [[], [], ["link-dead"]]


def test_a_corrected_doi_is_not_compared_with_the_record_of_the_wrong_one(
    reference: Reference, checked: Services, editor: Person, time_machine: TimeMachineFixture
) -> None:
    checked.works["10.5555/other"] = crossref_work("10.5555/other", "A trial of swimming")
    check(reference)
    set_link(reference, editor, "", doi="10.5555/other")

    assert days_of_checks(reference, time_machine, 4) == [[]] * 4
    assert "wrong" not in {row.outcome for row in reference.checks.all()}


def test_a_link_whose_turn_does_not_come_was_not_asked(
    reference: Reference, checked: Services, editor: Person, site: tuple[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others ask the same site for longer than this check waits."""
    monkeypatch.setattr(asking_sources, "PATIENCE", 0.05)
    ServicePace.objects.create(service="host:127.0.0.1", free_at=timezone.now() + datetime.timedelta(hours=1))
    set_link(reference, editor, f"{site[0]}/new")

    check(reference)

    assert [(row.outcome, row.words) for row in reference.checks.all()] == [("failed", "It was not its turn.")]
    assert site[1] == []


def test_one_bad_day_is_one_however_often_it_is_asked(
    reference: Reference, checked: Services, editor: Person, site: tuple[str, Any]
) -> None:
    set_link(reference, editor, f"{site[0]}/missing")

    assert [check(reference) for _time in range(4)] == [[]] * 4


@pytest.mark.parametrize(
    ("path", "outcome", "location", "asked"),
    [
        ("/today", "clean", "", ["/today", "/new"]),
        ("/shifting", "clean", "", ["/shifting", "/old", "/new"]),
        ("/old", "wrong", "/new", ["/old", "/new"]),
        ("/older", "wrong", "/new", ["/older", "/old", "/new"]),
        ("/oldest", "wrong", "/new", ["/oldest", "/older", "/old"]),
        ("/settled", "wrong", "/today", ["/settled", "/today", "/new"]),
    ],
)
def test_a_link_is_followed_and_only_what_moved_for_good_has_moved(
    path: str,
    outcome: str,
    location: str,
    asked: list[str],
    reference: Reference,
    checked: Services,
    editor: Person,
    site: tuple[str, Any],
) -> None:
    set_link(reference, editor, f"{site[0]}{path}")

    check(reference)

    found = reference.checks.get()
    assert (found.outcome, found.raw["location"].removeprefix(site[0])) == (outcome, location)
    assert [path for _method, path, _host in site[1]] == asked


def test_a_link_beside_other_sources_has_what_is_left_of_three_requests(
    reference: Reference, checked: Services, editor: Person, site: tuple[str, Any]
) -> None:
    checked.papers["123"] = pubmed_work("123", "A trial of walking.")
    reference.pmid = "123"
    set_link(reference, editor, f"{site[0]}/older", doi=DOI)

    check(reference)

    assert checks(reference) == [("crossref", "clean"), ("pubmed", "clean"), ("link", "wrong")]
    assert [path for _method, path, _host in site[1]] == ["/older"]
    assert len(checked.asked) == 2


def test_flags_of_a_link_that_is_well_again_are_closed(
    reference: Reference, checked: Services, editor: Person, site: tuple[str, Any], time_machine: TimeMachineFixture
) -> None:
    set_link(reference, editor, f"{site[0]}/missing")
    days_of_checks(reference, time_machine, 3)
    waiting = [flag.kind for flag in actions.open_evidence()]

    set_link(reference, editor, f"{site[0]}/new")
    check(reference)

    closed = Disposition.objects.get()
    assert (waiting, list(actions.open_evidence())) == (["link-dead"], [])
    assert (closed.by, closed.choice, closed.reason) == (Person.objects.system(), "no-change", "well-again")
    event = Event.objects.filter(stream="library").latest("sequence")
    assert (event.kind, event.actor) == ("reference.evidence_decided", Person.objects.system())


def test_a_link_that_is_well_again_closes_no_retraction(
    reference: Reference, checked: Services, editor: Person, site: tuple[str, Any]
) -> None:
    checked.works[DOI]["updated-by"] = [retraction()]
    set_link(reference, editor, f"{site[0]}/new", doi=DOI)

    (flag,) = check(reference)
    check(reference)

    assert list(actions.open_evidence()) == [flag]


@pytest.mark.parametrize(
    ("mark", "kind", "flagged"),
    [
        ("retracted", "retraction", []),
        ("retracted", "correction", []),
        ("concern", "retraction", ["retracted"]),
        ("corrected", "correction", []),
        ("", "correction", ["corrected"]),
    ],
)
def test_what_a_work_is_marked_as_already_is_no_news(
    mark: str, kind: str, flagged: list[str], reference: Reference, checked: Services, editor: Person
) -> None:
    if mark:
        actions.mark_reference(reference, by=editor, mark=mark, source="PubMed", reason="It says so.")
        reference.refresh_from_db()
    checked.works[DOI]["updated-by"] = [retraction(kind=kind)]

    assert [flag.kind for flag in check(reference)] == flagged
    assert checks(reference) == [("crossref", "said")]


def test_a_link_into_this_network_is_never_asked(reference: Reference, editor: Person, settings: Settings) -> None:
    settings.LINK_CHECK_LOOPBACK = False
    with link_server() as (address, asked):
        set_link(reference, editor, f"{address}/new")
        check(reference)

    assert (checks(reference), asked) == ([("link", "wrong")], [])


def test_many_works_are_asked_about_slowly_enough_and_cheaply(
    db: None, checked: Services, politely: None, editor: Person
) -> None:
    for number in range(6):
        doi = f"10.5555/many.{number}"
        actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book", doi=doi), by=editor)
        checked.works[doi] = crossref_work(doi)
    began = time.thread_time()
    while due := list(work.references_to_check()):
        work.look_after_reference(due[0])
    spent = time.thread_time() - began

    assert len(checked.asked) == 6
    assert checked.most_in_a_second("crossref") <= MOST_IN_A_SECOND
    assert spent / 6 < 0.06  # 20 ms each where nobody else works; threefold for a busy machine


def test_a_run_that_was_interrupted_goes_on(db: None, checked: Services, editor: Person) -> None:
    for number in range(3):
        doi = f"10.5555/many.{number}"
        actions.add_reference(actions.ReferenceData(title=f"Work {number}", type="book", doi=doi), by=editor)
    first = list(work.references_to_check())
    work.look_after_reference(first[0])

    rest = [pk for pk in Reference.objects.values_list("pk", flat=True) if pk != first[0]]

    assert list(actions.references_due(10)) == rest


@pytest.fixture
def flag(reference: Reference, checked: Services) -> EvidenceFlag:
    checked.works[DOI]["updated-by"] = [retraction()]
    return check(reference)[0]


def test_a_decision_is_a_row_and_an_event(flag: EvidenceFlag, editor: Person) -> None:
    made = actions.decide_evidence(flag, by=editor, choice="revise", words="Take the claim out.")

    event = Event.objects.filter(stream="library").latest("sequence")
    assert (made.by, made.words, list(actions.open_evidence())) == (editor, "Take the claim out.", [])
    assert (event.kind, json.loads(event.body)["data"]["choice"]) == ("reference.evidence_decided", "revise")


def test_to_discuss_it_leaves_it_open(flag: EvidenceFlag, editor: Person, other_editor: Person) -> None:
    actions.decide_evidence(flag, by=editor, choice="discuss", words="On Monday.")

    assert list(actions.open_evidence()) == [flag]
    actions.decide_evidence(flag, by=other_editor, choice="take-down", words="Dangerous.")
    assert list(actions.open_evidence()) == []
    assert Disposition.objects.count() == 2


@pytest.mark.parametrize(("hours", "days"), [(0, 0), (23, 0), (24, 1), (71, 2)])
def test_days_that_a_decision_has_waited_are_whole(
    hours: int, days: int, flag: EvidenceFlag, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(flag.noticed_at + datetime.timedelta(hours=hours), tick=False)

    assert actions.waits_days(flag) == days


def test_what_was_decided_is_not_decided_again(flag: EvidenceFlag, editor: Person) -> None:
    actions.decide_evidence(flag, by=editor, choice="cite", words="As retracted.")

    with pytest.raises(Refusal, match="decided already"):
        actions.decide_evidence(flag, by=editor, choice="revise", words="Again.")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"choice": "sleep"}, "Choose what is to be done"),
        ({"choice": "no-change"}, "Say why no change is needed"),
        ({"choice": "no-change", "reason": "none"}, "Say why no change is needed"),
        ({"choice": "revise", "words": " "}, "Say why, in a sentence"),
    ],
)
def test_a_decision_without_a_reason_is_refused(
    said: dict[str, str], sentence: str, flag: EvidenceFlag, editor: Person
) -> None:
    with pytest.raises(Refusal, match=sentence):
        actions.decide_evidence(flag, by=editor, **said)

    assert Disposition.objects.count() == 0


def test_whoever_may_not_draft_decides_nothing(flag: EvidenceFlag, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.decide_evidence(flag, by=auditor, choice="no-change", reason="small")


def test_an_editor_has_what_concerns_their_articles_and_a_managing_editor_all(
    draft: Article, flag: EvidenceFlag, other_editor: Person, managing_editor: Person
) -> None:
    handler = draft.handling_editor

    assert [actions.evidence_for(person, manages=False) for person in (handler, other_editor)] == [[flag], []]
    assert actions.evidence_for(managing_editor, manages=True) == [flag]


@pytest.mark.shared_data
def test_a_paper_that_two_sources_see_differently(reference: Reference, checked: Services, editor: Person) -> None:
    folder = Path(os.environ["SHARED_DATA"]) / "data" / "references"
    record = json.loads((folder / "wakefield-crossref-work.trimmed.json").read_text())["message"]
    summary = json.loads((folder / "wakefield-ncbi-esummary.trimmed.json").read_text())["result"]["9500320"]
    reference.doi, reference.pmid = record["DOI"].lower(), "9500320"
    reference.record(by=editor, reason="test")
    checked.works[reference.doi], checked.papers["9500320"] = record, summary

    flags = check(reference)

    found = [(flag.kind, flag.sources_disagree, flag.notice) for flag in flags]
    assert found == [
        ("retracted", True, "10.1016/s0140-6736(04)15715-2"),
        ("retracted", False, "10.1016/s0140-6736(10)60175-4"),
        ("concern", False, "10.1097/meg.0b013e328349d184"),
    ]


def test_checks_of_one_day_are_rows_of_their_own(reference: Reference, checked: Services) -> None:
    check(reference)
    check(reference)

    assert ReferenceCheck.objects.count() == 2


def test_a_work_that_nothing_knows_by_a_name_was_not_checked(
    reference: Reference, checked: Services, editor: Person
) -> None:
    """Without a DOI, a PMID or an address there is nobody to ask: no result is not a good result."""
    set_link(reference, editor, "")

    assert (check(reference), checks(reference)) == ([], [])
    assert ReferenceWatch.objects.get().checked_at is None
