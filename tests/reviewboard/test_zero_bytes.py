from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from articles.models import Person
from reviewboard.zero_bytes import NoZeroBytes


@pytest.mark.parametrize("query", ["q=leg%00pain&a=1%00", "q=leg%%0000pain&a=1", "q=legpain&a=1"])
def test_zero_byte_is_left_aside(query: str) -> None:
    def shown(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.GET.urlencode())

    response = NoZeroBytes(shown)(RequestFactory().get("/", QUERY_STRING=query))

    assert response.getvalue() == b"q=legpain&a=1"


def test_a_server_may_leave_an_empty_query_out() -> None:
    request = RequestFactory().get("/")
    del request.META["QUERY_STRING"]

    assert NoZeroBytes(lambda _request: HttpResponse("there"))(request).getvalue() == b"there"


@pytest.mark.parametrize("path", ["articles/", "references/", "glossary/", "questions/"])
def test_list_is_searched_for_the_rest(client: Client, managing_editor: Person, path: str) -> None:
    client.force_login(managing_editor)

    response = client.get(f"/desk/{path}?q=%00leg")

    assert response.status_code == 200


def test_what_was_posted_with_one_is_no_good_request() -> None:
    with pytest.raises(BadRequest):
        asked().process_exception(RequestFactory().post("/", {"a": ["leg", "pa\x00in"]}), DataError())


@pytest.mark.parametrize(
    ("typed", "exception"), [("pa\x00in", ValueError()), ("pain", DataError())], ids=["another error", "without one"]
)
def test_every_other_error_stays_one(typed: str, exception: Exception) -> None:
    assert asked().process_exception(RequestFactory().post("/", {"a": typed}), exception) is None


def asked() -> NoZeroBytes:
    return NoZeroBytes(lambda _request: HttpResponse())
