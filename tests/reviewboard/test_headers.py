"""What every answer of Django carries, and that nobody signs up."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_is_safe_by_its_headers(client: Client) -> None:
    answer = client.get("/accounts/login/")

    directives = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert directives["script-src"].startswith("'self'")
    assert (directives["style-src"], directives["object-src"], directives["frame-ancestors"]) == (
        "'self'",
        "'none'",
        "'none'",
    )
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_a_cookie_of_the_desk_is_out_of_reach_for_scripts_and_other_sites(client: Client) -> None:
    client.get("/accounts/login/")

    cookie = client.cookies["csrf"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


def test_nobody_signs_up(client: Client) -> None:
    form = {"email": "mallory@example.org", "password1": "correct horse battery", "password2": "correct horse battery"}

    client.post("/accounts/signup/", form)

    assert client.login(email="mallory@example.org", password="correct horse battery") is False
