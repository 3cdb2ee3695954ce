"""The pages of a sign-off that was given: its receipt, and taking it back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from articles.models import Person, Status, Version
from tests.universe import sign
from workflows.models import Review, Revocation
from workflows.record import receipts


@pytest.fixture
def signed(review: Review, chair: Person, client: Client) -> str:
    """The address of the review that the chair has signed."""
    sign(review, chair)
    client.force_login(chair)
    return f"/desk/reviews/{review.pk}/"


def test_review_page_leads_to_receipt_and_to_taking_it_back(client: Client, signed: str) -> None:
    page = client.get(signed).content.decode()

    assert f'href="{signed}receipt/"' in page
    assert f'href="{signed}revoke/"' in page


def test_receipt_is_handed_out(client: Client, signed: str) -> None:
    text = client.get(f"{signed}receipt/").content.decode()

    assert list(receipts.check(receipts.read(text))) == []


def test_taking_it_back_needs_a_reason_and_says_what_it_means(client: Client, signed: str) -> None:
    shown, empty = client.get(f"{signed}revoke/"), client.post(f"{signed}revoke/", {"reason": ""})

    assert (shown.status_code, empty.status_code) == (200, 422)
    assert "The approval rule is evaluated again at once." in shown.content.decode()
    assert not Revocation.objects.exists()


def test_taken_back_on_the_page(client: Client, signed: str) -> None:
    answer = client.post(f"{signed}revoke/", {"reason": "An old label."}, follow=True)

    assert "Your sign-off is taken back." in answer.content.decode()
    assert (Revocation.objects.get().reason, Version.objects.get().status) == ("An old label.", Status.UNDER_REVIEW)
    assert client.get(f"{signed}revoke/").status_code == 404


def test_what_the_board_sees_again_is_worked_out_when_it_is_taken_back(client: Client, signed: str) -> None:
    memory: Any = caches["versions"]
    memory.clear()

    client.post(f"{signed}revoke/", {"reason": "An old label."})

    worked_out = set(memory._cache)  # the memory of a test is this process
    client.get(Review.objects.latest("pk").get_absolute_url())
    assert worked_out
    assert set(memory._cache) == worked_out


@pytest.mark.parametrize("page", ["receipt", "revoke"])
def test_others_find_nothing_there(client: Client, signed: str, page: str, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    assert client.get(f"{signed}{page}/").status_code == 404


@pytest.mark.parametrize("page", ["receipt", "revoke"])
def test_stranger_is_asked_to_sign_in(client: Client, signed: str, page: str) -> None:
    client.logout()

    assert client.get(f"{signed}{page}/").status_code == 302
