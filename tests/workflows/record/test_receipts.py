"""Receipts: what a signer is mailed, and what it shows when the record was changed since."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from articles import notifications, record
from articles.models import Delivery, Event, Person
from tests.articles.test_record import tamper
from tests.universe import sign
from workflows.models import Review, SignOff
from workflows.record import receipts


@pytest.fixture
def sign_off(review: Review, chair: Person) -> SignOff:
    made = sign(review, chair, "approve_with_comment", "Mention “driving” – and CO₂.")
    record.checkpoint()
    return made


@pytest.fixture
def receipt(sign_off: SignOff) -> dict[str, Any]:
    return receipts.read(receipts.write(receipts.make(sign_off)))


def faults(receipt: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in receipts.check(receipt)]


def test_receipt_names_what_was_signed(receipt: dict[str, Any], sign_off: SignOff) -> None:
    assert (receipt["digest"], receipt["statement"]) == (sign_off.version.digest, sign_off.signed)
    assert receipt["key"]["public"] == sign_off.key.public_key
    assert sign_off.version.article.stream in receipt["heads"]


def test_receipt_of_an_untouched_record_has_no_fault(receipt: dict[str, Any]) -> None:
    assert faults(receipt) == []


def test_receipt_stays_good_while_the_record_grows(receipt: dict[str, Any], review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)
    record.checkpoint()

    assert faults(receipt) == []


def test_signer_is_mailed_the_receipt(sign_off: SignOff, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    notifications.deliver(Delivery.objects.get(kind="receipt").pk)

    (message,) = mail.outbox
    assert message.to == [sign_off.person.email]
    assert faults(receipts.read(message.body)) == []


def test_changed_statement_in_the_receipt_is_named(receipt: dict[str, Any]) -> None:
    receipt["statement"]["verdict"] = "dissent"

    first = faults(receipt)[0]
    assert first == "receipt: its signature does not fit its statement"


def test_removed_sign_off_is_named(receipt: dict[str, Any], sign_off: SignOff) -> None:
    tamper("DELETE FROM workflows_openpoint")
    tamper("DELETE FROM workflows_signoff WHERE id = %s", sign_off.pk)

    assert faults(receipt) == ["receipt: no sign-off here has its signature: it was removed, or was never made here"]


def test_changed_statement_in_the_record_is_named(receipt: dict[str, Any], sign_off: SignOff) -> None:
    said = json.dumps({**sign_off.signed, "comment": "Fine."})
    tamper("UPDATE workflows_signoff SET statement = %s WHERE id = %s", said, sign_off.pk)

    assert faults(receipt) == [f"sign-off {sign_off.pk}: says something else than the receipt"]


def test_cut_tail_of_the_chain_is_named(receipt: dict[str, Any], sign_off: SignOff) -> None:
    stream = sign_off.version.article.stream
    last = Event.objects.filter(stream=stream).order_by("-sequence").first()
    assert last
    tamper("DELETE FROM articles_event WHERE id = %s", last.pk)

    assert faults(receipt) == [f"event {stream} {last.sequence}: is gone or changed since the receipt was made"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"receipt": "1"}', "hello", '{"receipt": "2", "statement": {}}'])
def test_what_is_no_receipt_is_refused(text: str) -> None:
    with pytest.raises(receipts.NoReceipt):
        receipts.read(text)


def test_sign_off_that_hangs_on_another_text_is_named(receipt: dict[str, Any], sign_off: SignOff) -> None:
    tamper("UPDATE workflows_signoff SET digest = %s WHERE id = %s", "0" * 64, sign_off.pk)

    assert faults(receipt) == [f"sign-off {sign_off.pk}: hangs on another version than the receipt names"]


def test_key_that_was_changed_under_the_same_name_is_named(receipt: dict[str, Any], sign_off: SignOff) -> None:
    tamper("UPDATE workflows_signingkey SET public_key = 'AAAA' WHERE id = %s", sign_off.key_id)

    assert faults(receipt) == [f"sign-off {sign_off.pk}: is under another key than the receipt names"]
