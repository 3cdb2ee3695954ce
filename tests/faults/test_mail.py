"""A mail server that is away, refuses, or is cut off: the decision stands, and each message arrives once, under one Message-ID."""

from __future__ import annotations

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles import owed
from articles.models import Delivery, Person, Status, Version
from tests import tiers
from tests.faults.mail_server import MailServer
from tests.servers import PATIENCE, StartProcess, wait_until
from tests.universe import sign
from workflows.models import Review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mail(settings: Settings) -> MailServer:
    """The server that this installation sends by; not running yet."""
    server = MailServer(tiers.free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    return server


@pytest.fixture
def message(db: None, editor: Person) -> Delivery:
    words = {"title": "Leg pain", "version": "1"}
    return Delivery.objects.create(person=editor, kind="submitted", message_id="<one@example.org>", data=words)


def later(**time: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(**time))


def test_a_board_decides_while_no_mail_leaves(
    mail: MailServer, review: Review, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair)
    sign(review, pharmacist)
    sent = owed.sweep("deliver")

    assert Version.objects.get().status == Status.APPROVED
    assert sent == Delivery.objects.count()
    assert set(Delivery.objects.values_list("sent_at", "attempts", "last_error")) == {
        (None, 1, "ConnectionRefusedError")
    }


def test_a_message_is_sent_once_when_the_server_is_back(mail: MailServer, message: Delivery) -> None:
    owed.sweep("deliver")

    with mail.running():
        owed.sweep("deliver")
        too_early = list(mail.ids)
        with later(minutes=3):
            owed.sweep("deliver")
            owed.sweep("deliver")

    message.refresh_from_db()
    assert too_early == []
    assert mail.ids == ["<one@example.org>"]
    assert (message.sent_at is not None, message.attempts, message.last_error) == (True, 2, "")


def test_a_server_that_refuses_is_asked_again_after_longer_and_longer_waits(
    mail: MailServer, message: Delivery
) -> None:
    mail.refuses = True
    waits = []

    with mail.running():
        for _ in range(3):
            message.refresh_from_db()
            with time_machine.travel(message.due_at + datetime.timedelta(seconds=1), tick=False):
                owed.sweep("deliver")
                message.refresh_from_db()
                waits.append(message.due_at - timezone.now())
        mail.refuses = False
        with time_machine.travel(message.due_at + datetime.timedelta(seconds=1)):
            owed.sweep("deliver")

    assert waits == [datetime.timedelta(minutes=minutes) for minutes in (2, 4, 8)]
    assert mail.ids == ["<one@example.org>"]


def test_workers_at_once_send_one_message(mail: MailServer, message: Delivery) -> None:
    def work() -> None:
        owed.do("deliver", message.pk)
        connection.close()

    with mail.running():
        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(PATIENCE)

    assert mail.ids == ["<one@example.org>"]


def test_a_worker_killed_before_it_noted_the_answer_sends_again_under_the_same_id(
    mail: MailServer, message: Delivery, start_process: StartProcess
) -> None:
    address = f"smtp://127.0.0.1:{mail.port}"

    with mail.running():
        worker = start_process("manage.py", "work", "--only", "deliver", EMAIL_URL=address, REDIS_URL="")
        mail.meanwhile = worker.kill
        wait_until(lambda: worker.poll() is not None)
        mail.meanwhile = lambda: None
        owed.sweep("deliver")
        while_leased = len(mail.ids)
        with later(minutes=11):
            owed.sweep("deliver")

    message.refresh_from_db()
    assert while_leased == 1
    assert mail.ids == ["<one@example.org>"] * 2
    assert message.sent_at is not None
