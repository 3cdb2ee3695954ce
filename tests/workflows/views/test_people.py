"""The page about people: who may open it, and what it offers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from articles.actions import grant_role
from articles.models import Person
from tests.universe import PersonFactory
from workflows import actions
from workflows.models import Review


def test_administrator_finds_people_by_name_and_address(client: Client, administrator: Person, chair: Person) -> None:
    client.force_login(administrator)

    found = [
        [row.printed_name for row in client.get("/desk/people/", {"q": typed}).context["page"]]
        for typed in ("", "clara", "chair@example.org", "nobody")
    ]

    assert found == [["Adam Administrator", "Clara Chair"], ["Clara Chair"], ["Clara Chair"], []]
    assert 'href="/desk/people/"' in client.get("/desk/boards/").content.decode()


@pytest.mark.parametrize("who", ["editor", "chair", "auditor"])
def test_others_do_not_open_it(client: Client, who: str, outsider: Person, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(who))

    urls = ("/desk/people/", f"/desk/people/{outsider.pk}/")
    codes = [client.get(url).status_code for url in urls]
    codes.append(client.post(f"/desk/people/{outsider.pk}/deactivate/", {"reason": "x"}).status_code)

    assert codes == [403, 403, 403]


def test_managing_editor_reads_it_and_is_offered_no_deed(
    client: Client, managing_editor: Person, outsider: Person
) -> None:
    client.force_login(managing_editor)
    url = f"/desk/people/{outsider.pk}/"

    shown = client.get(url)

    assert (client.get("/desk/people/").status_code, shown.status_code, shown.context["panels"]) == (200, 200, [])
    assert client.post(f"{url}deactivate/", {"reason": "x"}).status_code == 403
    assert 'href="/desk/people/"' in client.get("/desk/boards/").content.decode()


def test_strangers_are_asked_to_sign_in(client: Client, outsider: Person) -> None:
    assert client.get("/desk/people/").status_code == 302
    assert client.post(f"/desk/people/{outsider.pk}/deactivate/", {"reason": "x"}).status_code == 302


def test_account_is_closed_opened_again_closed_and_erased(
    client: Client, review: Review, administrator: Person, chair: Person
) -> None:
    client.force_login(administrator)
    url = f"/desk/people/{chair.pk}/"

    def offered() -> list[str]:
        return [name for name, _deed, _form in client.get(url).context["panels"]]

    def do(name: str) -> tuple[int, list[str]]:
        return client.post(f"{url}{name}/", {"reason": "She asked for it."}).status_code, offered()

    first = client.get(url)
    steps = [do(name) for name in ("deactivate", "reactivate", "deactivate", "erase")]

    assert [str(seat.review.version) for seat in first.context["seats"]] == ["Leg pain, version 1"]
    assert steps == [
        (302, ["reactivate", "erase"]),
        (302, ["end_log_ins", "deactivate"]),
        (302, ["reactivate", "erase"]),
        (302, []),
    ]
    assert "contact data erased" in client.get("/desk/people/").content.decode()


def test_reason_is_asked_for_at_its_field(client: Client, administrator: Person, chair: Person) -> None:
    client.force_login(administrator)

    response = client.post(f"/desk/people/{chair.pk}/deactivate/", {"reason": ""})

    assert (response.status_code, Person.objects.get(pk=chair.pk).is_active) == (422, True)


def test_own_account_and_the_systems_are_not_offered(client: Client, administrator: Person) -> None:
    client.force_login(administrator)
    system = Person.objects.system()

    own = client.get(f"/desk/people/{administrator.pk}/")

    assert own.context["panels"] == []
    assert client.get(f"/desk/people/{system.pk}/").status_code == 404
    assert client.post(f"/desk/people/{administrator.pk}/nonsense/", {"reason": "x"}).status_code == 404


def test_closed_account_stands_on_no_public_page_of_a_board(
    client: Client, review: Review, administrator: Person, chair: Person
) -> None:
    url = f"/board/{review.board.slug}/"
    before = "Clara Chair" in client.get(url).content.decode()

    actions.deactivate_person(chair, by=administrator, reason="left")

    assert (before, "Clara Chair" in client.get(url).content.decode()) == (True, False)


def test_list_says_what_each_may(client: Client, review: Review, administrator: Person, chair: Person) -> None:
    client.force_login(administrator)

    rows = client.get("/desk/people/").context["rows"]
    told = {each.printed_name: [(str(right.role), right.where) for right in rights] for each, rights in rows}

    assert told["Adam Administrator"] == [("Administrator", "")]
    assert told["Clara Chair"] == [("Chair", review.board.name)]
    assert f"Chair, {review.board.name}" in client.get("/desk/people/", {"q": "clara"}).content.decode()


@pytest.mark.parametrize("issuer", ["", "https://login.example.org"])
def test_whoever_erases_is_told_that_the_organisation_may_let_them_in_again(
    client: Client, settings: Settings, review: Review, administrator: Person, chair: Person, issuer: str
) -> None:
    settings.OIDC_ISSUER = issuer
    settings.OIDC_ROLES = {"editors": "editor"}
    actions.deactivate_person(chair, by=administrator, reason="left")
    client.force_login(administrator)

    shown = client.get(f"/desk/people/{chair.pk}/").content.decode()

    assert ("take them out of its groups first" in shown) == bool(issuer)


@pytest.mark.parametrize("more", [1, 30])
def test_queries_of_the_list_stay(client: Client, administrator: Person, make_person: PersonFactory, more: int) -> None:
    for number in range(more):
        grant_role(make_person(f"Person {number}"), by=administrator, role="editor", reason="drafts")
    client.force_login(administrator)

    with CaptureQueriesContext(connection) as captured:
        client.get("/desk/people/")

    assert len(captured) == 9
