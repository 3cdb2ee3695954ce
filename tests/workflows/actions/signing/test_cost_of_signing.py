"""What a signature costs: one lock, few queries, and the password is checked while nothing is locked."""

from __future__ import annotations

import time
from typing import ClassVar

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from articles.models import Person
from tests.universe import PASSWORD, sign
from workflows import signing
from workflows.actions import WrongPassword
from workflows.models import Review, SignOff

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 30
SECRET = generate_totp_secret()
LOCKS = ("BEGIN IMMEDIATE", "FOR UPDATE", "FOR NO KEY UPDATE", "PG_ADVISORY_XACT_LOCK(")


class WatchedHasher(MD5PasswordHasher):
    """Notes whether a transaction was open while it worked."""

    seen: ClassVar[list[bool]] = []

    def verify(self, password: str, encoded: str) -> bool:
        self.seen.append(connection.in_atomic_block)
        return super().verify(password, encoded)


@pytest.fixture
def opened(review: Review) -> Review:
    """The review as its page has loaded it, on a server that has signed before."""
    signing.current_key()
    return Review.objects.select_related("version__article", "board").get(pk=review.pk)


def queries(review: Review, person: Person, code: str = "") -> list[str]:
    with CaptureQueriesContext(connection) as done:
        sign(review, person, code=code)
    return [query["sql"] for query in done if not query["sql"].startswith('SELECT "articles_version"."id"')]


def test_a_signature_that_decides_nothing_and_one_that_approves_stay_under_thirty_queries(
    opened: Review, chair: Person, pharmacist: Person
) -> None:
    first, last = queries(opened, chair), queries(opened, pharmacist)

    assert (len(first), len(last)) == (23, 29)
    assert max(len(first), len(last)) <= MOST


def test_an_approving_signature_with_a_code_of_an_app_stays_at_thirty_queries(
    opened: Review, chair: Person, pharmacist: Person
) -> None:
    TOTP.activate(pharmacist, SECRET)
    sign(opened, chair)

    last = queries(opened, pharmacist, format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))

    assert len(last) == MOST
    assert SignOff.objects.get(person=pharmacist).signed["method"] == "email+password+totp"


def test_a_signature_takes_one_lock(opened: Review, chair: Person) -> None:
    """The statement that numbers the attempt holds the person's row for itself alone, before the credential is checked."""
    done = [sql for sql in queries(opened, chair) if not sql.startswith("INSERT INTO workflows_signingattempt")]

    assert sum(any(lock in sql.upper() for lock in LOCKS) for sql in done) == 1


@pytest.mark.parametrize("password", [PASSWORD, "guess"])
def test_the_password_is_checked_while_nothing_is_locked(
    opened: Review, chair: Person, settings: Settings, password: str
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.WatchedHasher"]
    WatchedHasher.seen.clear()

    try:
        sign(opened, chair, password=password)
    except WrongPassword:
        assert password == "guess"

    assert WatchedHasher.seen == [False]
    assert SignOff.objects.exists() == (password == PASSWORD)
