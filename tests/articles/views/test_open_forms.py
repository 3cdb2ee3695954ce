"""Forms without a token: only from a page of this site, not too often, not too long."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from articles.views.open_forms import LARGEST, open_form

pytestmark = pytest.mark.django_db


@open_form("test", per_minute=3)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def post(*, size: int = 1, address: str = "192.0.2.1", **headers: str) -> HttpResponse:
    request = RequestFactory(REMOTE_ADDR=address).post("/x/", {"words": "x" * size}, headers=headers)
    response = view(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin"}, {"origin": settings.SITE_URL}, {"origin": "http://testserver"}]
)
def test_a_page_of_this_site_may_send(headers: dict[str, str], client: object) -> None:
    assert post(**headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": "cross-site", "origin": settings.SITE_URL},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_nothing_else_may(headers: dict[str, str]) -> None:
    response = post(**headers)

    assert response.status_code == 403
    assert "send the form from there" in response.content.decode()


def test_too_much_is_refused_before_it_is_read() -> None:
    assert post(size=LARGEST, **{"sec-fetch-site": "same-origin"}).status_code == 413


def test_too_often_is_told_when_to_come_back() -> None:
    found = [post(address="192.0.2.9", **{"sec-fetch-site": "same-origin"}) for _ in range(4)]

    assert [response.status_code for response in found] == [200, 200, 200, 429]
    assert 0 < int(found[-1].headers["Retry-After"]) <= 60


def test_s17_nothing_of_it_is_cached_or_listed() -> None:
    headers = post(address="192.0.2.2", **{"sec-fetch-site": "same-origin"}).headers

    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_get_is_not_taken() -> None:
    assert view(RequestFactory().get("/x/")).status_code == 405
