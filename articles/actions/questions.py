"""Questions of readers that no text answered: taken without a name, closed by an editor, told once, forgotten in time."""

from __future__ import annotations

import datetime

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publisher, record
from articles.models import Article, Person, Publication, QuestionEnd, ReaderQuestion
from articles.permissions import Desk, require
from articles.refusals import Refusal
from articles.search import likeness
from articles.text.strangers_words import without_traces

log = structlog.get_logger(__name__)

LONGEST = 500
ATTEMPTS = 8


class AnswerNotLive(Refusal):
    """An article answers a question when readers can read it."""


def ask(words: str, *, audience: str, about: Article | None = None) -> ReaderQuestion:
    """Keep a question that nothing answered. Nobody is asked who they are, so there is no `by`."""
    kept = without_traces(words)[:LONGEST]
    return ReaderQuestion.objects.create(
        words=kept,
        likeness=likeness(kept, settings.LANGUAGE_CODE)[:LONGEST],
        audience=audience,
        about=about,
        asked_on=timezone.localdate(),
    )


def leave_address(question: ReaderQuestion, mail: str) -> None:
    """Where to tell when an article answers it. Raises `ValidationError` for what is no address; an answer needs none any more."""
    validate_email(mail)
    ReaderQuestion.objects.open().filter(pk=question.pk).update(mail=mail)


@transaction.atomic
def close_questions(
    questions: QuerySet[ReaderQuestion], *, by: Person, how: QuestionEnd, answer: Article | None = None
) -> int:
    """Close questions that are alike, and owe a mail to whoever left an address; how many were open still."""
    require(Desk.of(by).may_draft)
    if how == QuestionEnd.ANSWERED and not Publication.objects.live().filter(article=answer).exists():
        raise AnswerNotLive(_("Choose an article that readers can read now."))
    record.lock_head(record.SITE)
    is_answer = answer if how == QuestionEnd.ANSWERED else None
    now = timezone.now()
    still_open = ReaderQuestion.objects.open().filter(pk__in=questions.values("pk"))
    closed = still_open.update(closed_at=now, closed_by=by, ended_as=how, answer=is_answer, tell_after=now)
    if how == QuestionEnd.PERSONAL:
        ReaderQuestion.objects.filter(pk__in=questions.values("pk")).update(mail="")
    if closed:
        slug = is_answer.slug if is_answer else ""
        record.append(record.SITE, "questions_closed", by=by, count=closed, how=how.value, answer=slug)
    return closed


def tell(pk: int) -> None:
    """Mail whoever asked, once; then the address is gone. A failure is tried again later, and not for ever."""
    question = ReaderQuestion.objects.to_tell().select_related("answer").filter(pk=pk).first()
    if question is None:
        return
    wait = datetime.timedelta(minutes=2 ** (question.attempts + 1))
    claimed = ReaderQuestion.objects.to_tell().filter(pk=pk, attempts=question.attempts)
    if not claimed.update(attempts=question.attempts + 1, tell_after=timezone.now() + wait):
        return
    try:
        _mail(question).send()
    except OSError as error:  # smtplib's errors are OSErrors
        log.warning("a reader could not be told", question=pk, error=type(error).__name__)
        if question.attempts + 1 < ATTEMPTS:
            return
    ReaderQuestion.objects.filter(pk=pk).update(mail="")


def _mail(question: ReaderQuestion) -> EmailMessage:
    address = reverse("articles:choose", args=(question.answer.slug,)) if question.answer else ""
    context = {
        "question": question,
        "url": f"{settings.SITE_URL}{address}?audience={question.audience}" if address else "",
        "publisher_name": publisher.current().name,
        "emergency_number": publisher.current().emergency_number,
    }
    subject, body = render_to_string("articles/reader/question_answered.txt", context).strip().split("\n", 1)
    return EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [question.mail])
