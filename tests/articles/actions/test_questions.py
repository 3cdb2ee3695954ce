"""Questions of readers: without a name, closed by an editor, told once, forgotten in time."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import actions, owed
from articles.models import Event, Person, Publication, QuestionEnd, ReaderQuestion
from articles.record import SITE
from tests.meanwhile import meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> ReaderQuestion:
    return actions.ask_question("Can I drive after a stroke? Mail jo@example.org", audience="patient")


def every(*questions: ReaderQuestion) -> object:
    return ReaderQuestion.objects.filter(pk__in=[one.pk for one in questions])


def test_s17_a_question_is_kept_without_traces(question: ReaderQuestion) -> None:
    assert (question.words, question.likeness) == ("Can I drive after a stroke? Mail […]", "after drive mail stroke")


def test_whoever_left_an_address_is_told_once_and_the_address_goes(
    question: ReaderQuestion, publication: Publication, editor: Person
) -> None:
    actions.leave_address(question, "jo@example.org")
    actions.close_questions(every(question), by=editor, how=QuestionEnd.ANSWERED, answer=publication.article)  # type: ignore[arg-type]
    actions.tell_reader(question.pk)
    actions.tell_reader(question.pk)

    (message,) = mail.outbox
    question.refresh_from_db()
    assert (message.to, question.mail) == (["jo@example.org"], "")
    assert f"/articles/{publication.article.slug}/?audience=patient" in str(message.body)


def test_a_mail_server_that_is_away_is_tried_again(
    question: ReaderQuestion, publication: Publication, editor: Person, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    actions.leave_address(question, "jo@example.org")
    actions.close_questions(every(question), by=editor, how=QuestionEnd.ANSWERED, answer=publication.article)  # type: ignore[arg-type]
    actions.tell_reader(question.pk)

    question.refresh_from_db()
    assert (question.mail, question.attempts) == ("jo@example.org", 1)
    assert question.tell_after > timezone.now()


def test_an_article_that_nobody_can_read_answers_nothing(
    question: ReaderQuestion, draft: object, editor: Person
) -> None:
    with pytest.raises(actions.AnswerNotLive):
        actions.close_questions(every(question), by=editor, how=QuestionEnd.ANSWERED, answer=draft)  # type: ignore[arg-type]


def test_a_question_about_an_own_case_is_closed_without_a_mail(question: ReaderQuestion, editor: Person) -> None:
    actions.leave_address(question, "jo@example.org")
    actions.close_questions(every(question), by=editor, how=QuestionEnd.PERSONAL)  # type: ignore[arg-type]
    actions.tell_reader(question.pk)

    question.refresh_from_db()
    assert (mail.outbox, question.mail) == ([], "")


def test_closing_twice_counts_once_and_leaves_one_event(question: ReaderQuestion, editor: Person) -> None:
    counts = [actions.close_questions(every(question), by=editor, how=QuestionEnd.NOT_FOR_US) for _ in range(2)]  # type: ignore[arg-type]

    assert counts == [1, 0]
    assert Event.objects.filter(stream=SITE, kind="questions_closed").count() == 1


def test_who_may_not_draft_closes_nothing(question: ReaderQuestion, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.close_questions(every(question), by=auditor, how=QuestionEnd.NOT_FOR_US)  # type: ignore[arg-type]


def test_what_is_no_address_is_refused(question: ReaderQuestion) -> None:
    with pytest.raises(ValidationError):
        actions.leave_address(question, "jo")


def test_questions_are_forgotten_after_the_time_of_the_publisher(question: ReaderQuestion, settings: object) -> None:
    settings.QUESTIONS_KEPT = 30  # type: ignore[attr-defined]
    assert owed.sweep("retention") == 0

    ReaderQuestion.objects.update(asked_on=timezone.localdate() - datetime.timedelta(days=31))
    assert owed.sweep("retention") == 1
    assert not ReaderQuestion.objects.exists()


def test_a_mail_server_that_stays_away_is_given_up_and_the_address_goes(
    question: ReaderQuestion, publication: Publication, editor: Person, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    actions.leave_address(question, "jo@example.org")
    actions.close_questions(every(question), by=editor, how=QuestionEnd.ANSWERED, answer=publication.article)  # type: ignore[arg-type]
    kept = []

    for _attempt in range(8):
        ReaderQuestion.objects.update(tell_after=timezone.now())
        actions.tell_reader(question.pk)
        question.refresh_from_db()
        kept.append(question.mail)

    assert kept == ["jo@example.org"] * 7 + [""]


def test_of_two_workers_at_one_question_one_writes(
    question: ReaderQuestion, publication: Publication, editor: Person
) -> None:
    actions.leave_address(question, "jo@example.org")
    actions.close_questions(every(question), by=editor, how=QuestionEnd.ANSWERED, answer=publication.article)  # type: ignore[arg-type]

    with meanwhile("SELECT", lambda: actions.tell_reader(question.pk)):
        actions.tell_reader(question.pk)

    assert [message.to for message in mail.outbox] == [["jo@example.org"]]
