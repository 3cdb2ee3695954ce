"""Whoever signs in at their organisation has no password here: they sign with one that a mailed link lets them choose."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from articles.models import Person
from tests.universe import PASSWORD, sign
from workflows.actions import WrongPassword
from workflows.models import Review, SignOff

CHOSEN = "chosen by a link, not by a session"


@pytest.fixture
def without_password(chair: Person) -> Person:
    cache.clear()
    chair.set_unusable_password()
    chair.save()
    return chair


@pytest.mark.parametrize("given", ["", "!", PASSWORD])
def test_no_word_is_their_password(given: str, review: Review, without_password: Person) -> None:
    with pytest.raises(WrongPassword):
        sign(review, without_password, password=given)

    assert not SignOff.objects.exists()


def test_a_session_alone_sets_none_and_the_page_says_how_to_get_one(client: Client, without_password: Person) -> None:
    client.force_login(without_password)

    answers = [client.get("/accounts/password/set/"), client.post("/accounts/password/set/", {"password1": CHOSEN})]

    assert [answer["Location"] for answer in answers] == ["/accounts/password/reset/"] * 2
    assert "You need a password to sign" in client.get("/desk/signing/").content.decode()
    assert not Person.objects.get(pk=without_password.pk).has_usable_password()


def test_with_a_password_by_mail_they_sign(client: Client, review: Review, without_password: Person) -> None:
    client.post("/accounts/password/reset/", {"email": without_password.email})
    link = re.search(r"https?://[^/]+(/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": CHOSEN, "password2": CHOSEN})

    signed = sign(review, Person.objects.get(pk=without_password.pk), password=CHOSEN)

    assert (signed.person, signed.signed["method"]) == (without_password, "email+password")
