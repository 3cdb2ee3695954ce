"""The same key, the same answer: done once, whoever asks again, at the same instant or after a death in between."""

from __future__ import annotations

import datetime
import threading
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles.models import Article, KeptAnswer, Person, WorkToken
from tests.workflows.api.programs import Program, problem, program_of

SENT = {"title": "Gout", "audiences": ["patient"]}
KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324"


def post(program: Program, sent: object = SENT, key: str = KEY) -> Any:
    return program.post("/articles", sent, Idempotency_Key=key)


def count() -> int:
    return Article.objects.filter(title="Gout").count()


@pytest.mark.django_db
def test_same_key_and_body_give_the_same_answer_and_nothing_is_done_twice(editor: Person) -> None:
    program = program_of(editor)

    first, again, quoted = post(program), post(program), post(program, key=f'"{KEY}"')

    assert (first.status_code, count()) == (201, 1)
    assert {(one.status_code, one.content, one["Content-Type"]) for one in (again, quoted)} == {
        (201, first.content, first["Content-Type"])
    }
    assert ("Idempotency-Replayed" in first, again["Idempotency-Replayed"]) == (False, "true")


@pytest.mark.django_db
def test_refusal_is_kept_too(editor: Person) -> None:
    program = program_of(editor)
    wrong = {"title": "Gout", "audiences": []}

    first, again = post(program, wrong), post(program, wrong)

    assert (first.status_code, again.content) == (422, first.content)


@pytest.mark.django_db
def test_same_key_with_another_body_is_refused(editor: Person) -> None:
    program = program_of(editor)
    post(program)

    other = post(program, {**SENT, "question": "What helps?"})

    assert (other.status_code, count()) == (422, 1)
    assert problem(other)["detail"] == "This key was used for another request. Take another key."


@pytest.mark.django_db
def test_key_is_of_one_token_and_of_one_request(editor: Person, other_editor: Person) -> None:
    post(program_of(editor))
    post(program_of(editor))
    post(program_of(other_editor))
    post(program_of(other_editor), key="another")

    assert count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a b", "x" * 256, 'quo"te'])
def test_key_that_is_none_is_refused(key: str, editor: Person) -> None:
    assert (post(program_of(editor), key=key).status_code, count()) == (400, 0)


@pytest.mark.django_db
def test_while_the_first_is_being_worked_on_the_second_is_told_so(editor: Person) -> None:
    program = program_of(editor)
    post(program)
    KeptAnswer.objects.update(status=None)

    response = post(program)

    assert (response.status_code, response["Retry-After"], count()) == (409, "1", 1)


@pytest.mark.django_db
def test_what_a_dead_process_left_is_begun_again(editor: Person) -> None:
    program = program_of(editor)
    post(program)
    Article.objects.filter(title="Gout").update(title="Never there")
    KeptAnswer.objects.update(status=None, begun_at=timezone.now() - datetime.timedelta(minutes=11))

    assert (post(program).status_code, count()) == (201, 1)


@pytest.mark.django_db
def test_answer_is_kept_for_a_day_and_then_forgotten(editor: Person) -> None:
    program = program_of(editor)
    post(program)

    with time_machine.travel(timezone.now() + datetime.timedelta(hours=23, minutes=59), tick=False):
        again = post(program)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=24, seconds=1), tick=False):
        anew = post(program)

    assert (again["Idempotency-Replayed"], "Idempotency-Replayed" in anew, count()) == ("true", False, 2)


@pytest.mark.django_db
def test_reading_needs_no_key_and_keeps_nothing(draft: Article, editor: Person) -> None:
    program_of(editor).get(f"/articles/{draft.uuid}", Idempotency_Key=KEY)

    assert KeptAnswer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_instant_do_it_once(editor: Person) -> None:
    """On both databases: whoever is not first is told to wait, or gets the same answer."""
    program, start, found = program_of(editor), threading.Barrier(8), []
    token = WorkToken.objects.get()
    type(token).objects.filter(pk=token.pk).update(last_used_on=timezone.localdate())

    def ask() -> None:
        start.wait()
        try:
            response = post(program)
            found.append((response.status_code, response.content if response.status_code == 201 else b""))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    made = {content for status, content in found if status == 201}
    assert (len(found), count(), len(made)) == (8, 1, 1)
    assert {status for status, _content in found} <= {201, 409}
    assert post(program).content in made


@pytest.mark.django_db
def test_keys_do_not_keep_different_requests_apart_by_chance(editor: Person) -> None:
    program = program_of(editor)

    for _ in range(3):
        post(program, key=str(uuid.uuid4()))

    assert count() == 3
