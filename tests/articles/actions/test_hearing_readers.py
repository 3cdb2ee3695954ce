"""What readers say: kept without who they are; a warning goes to people at once and is closed with a decision (S33)."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles import actions, owed
from articles.models import Delivery, Event, Feedback, HarmReport, Person, Publication
from articles.refusals import Refusal
from workflows import actions as judging

WORDS = "The dose is ten times too high."


@pytest.fixture
def harm_report(publication: Publication, managing_editor: Person) -> HarmReport:
    return actions.report_harm(publication, audience="patient", words=WORDS)


def test_answer_is_kept_without_words(publication: Publication) -> None:
    actions.note_feedback(publication, audience="patient", is_helpful=False)

    assert list(Feedback.objects.values_list("audience", "is_helpful", "words")) == [("patient", False, "")]


def test_words_follow_once(publication: Publication) -> None:
    row = actions.note_feedback(publication, audience="patient", is_helpful=True)

    actions.add_words(row, words="  Clear. Write to me@example.org \x00 ")

    assert Feedback.objects.get().words == "Clear. Write to […]"
    with pytest.raises(Refusal):
        actions.add_words(row, words="More.")


def test_words_that_come_too_late_are_not_taken(publication: Publication) -> None:
    row = actions.note_feedback(publication, audience="patient", is_helpful=True)

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)), pytest.raises(Refusal):
        actions.add_words(row, words="Late.")


def test_words_are_forgotten_after_half_a_year_and_the_answer_stays(publication: Publication) -> None:
    actions.add_words(actions.note_feedback(publication, audience="patient", is_helpful=True), words="Clear.")
    assert owed.sweep("retention") == 0

    with time_machine.travel(timezone.now() + datetime.timedelta(days=181)):
        assert [owed.sweep("retention") for _twice in range(2)] == [1, 0]

    assert list(Feedback.objects.values_list("is_helpful", "words")) == [(True, "")]


def test_s33_report_goes_to_handling_editor_and_managing_editors_at_once(
    harm_report: HarmReport, editor: Person, managing_editor: Person
) -> None:
    told = Delivery.objects.filter(kind="harm_report").order_by("person")

    assert {row.person for row in told} == {editor, managing_editor}
    assert WORDS not in str([row.data for row in told])
    event = Event.objects.filter(kind="harm_reported").get()
    assert event.stream == harm_report.article.stream


def test_s33_report_waits_for_both_until_it_is_decided(
    harm_report: HarmReport, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    def waiting() -> list[int]:
        return [
            len(actions.harm_reports_for(person, manages=person == managing_editor))
            for person in (editor, other_editor, managing_editor)
        ]

    assert waiting() == [1, 0, 1]
    actions.decide_harm_report(harm_report, by=editor, decision="no_mistake", reason="The dose is right.")
    assert waiting() == [0, 0, 0]


def test_s33_report_is_closed_with_a_decision_on_record(harm_report: HarmReport, managing_editor: Person) -> None:
    row = actions.decide_harm_report(harm_report, by=managing_editor, decision="acted", reason="Hidden at once.")

    assert (row.decided_by, row.decision, row.decision_reason) == (managing_editor, "acted", "Hidden at once.")
    assert Event.objects.filter(kind="harm_report_decided", actor=managing_editor).count() == 1


@pytest.mark.parametrize(("decision", "reason"), [("acted", " "), ("", "Why."), ("whatever", "Why.")])
def test_decision_says_what_and_why(
    harm_report: HarmReport, managing_editor: Person, decision: str, reason: str
) -> None:
    with pytest.raises(Refusal):
        actions.decide_harm_report(harm_report, by=managing_editor, decision=decision, reason=reason)


def test_report_is_decided_once(harm_report: HarmReport, managing_editor: Person) -> None:
    actions.decide_harm_report(harm_report, by=managing_editor, decision="acted", reason="Done.")

    with pytest.raises(Refusal):
        actions.decide_harm_report(harm_report, by=managing_editor, decision="no_mistake", reason="No.")


def test_others_do_not_decide(harm_report: HarmReport, other_editor: Person, outsider: Person) -> None:
    for person in (other_editor, outsider):
        with pytest.raises(PermissionDenied):
            actions.decide_harm_report(harm_report, by=person, decision="acted", reason="Done.")


@pytest.mark.parametrize("words", ["", "  ", "\x00"])
def test_empty_report_is_none(publication: Publication, words: str) -> None:
    with pytest.raises(Refusal):
        actions.report_harm(publication, audience="patient", words=words)


def test_page_that_was_taken_down_takes_nothing_more(publication: Publication, managing_editor: Person) -> None:
    judging.remove(publication.version, by=managing_editor, reason="Danger.")
    gone = Publication.objects.get(pk=publication.pk)

    with pytest.raises(Refusal):
        actions.report_harm(gone, audience="patient", words=WORDS)
    with pytest.raises(Refusal):
        actions.note_feedback(gone, audience="patient", is_helpful=True)


def test_report_is_never_changed_or_deleted(harm_report: HarmReport) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        HarmReport.objects.filter(pk=harm_report.pk).update(words="Nothing.")
    with pytest.raises(DatabaseError), transaction.atomic():
        harm_report.delete()
