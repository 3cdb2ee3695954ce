"""The administrators' page about the publisher, and the logo and the colours that pages load."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from articles import actions, publisher
from articles.models import Person, PublisherDetails
from tests.articles.test_logos import DRAWN
from tests.articles.views.conftest import SignIn

PAGE = "/desk/publisher/"


@pytest.fixture
def at_publisher(sign_in: SignIn, administrator: Person) -> Client:
    return sign_in(administrator)


def set_heron(by: Person) -> PublisherDetails:
    return actions.set_publisher(actions.PublisherEntry(name="Heron Press", colour="#0a5c36", logo=DRAWN), by=by)


def test_administrator_sets_the_publisher_and_every_page_names_it(at_publisher: Client) -> None:
    logo = SimpleUploadedFile("logo.svg", DRAWN, content_type="image/svg+xml")

    response = at_publisher.post(PAGE, {"name": "Heron Press", "colour": "#0a5c36", "logo": logo}, follow=True)

    home = Client().get("/").content.decode()
    assert response.redirect_chain == [(PAGE, 302)]
    assert '<img class="rb-header__logo" src="/publisher/' in home
    assert 'alt="Heron Press" width="1000" height="250">' in home
    assert "Published by Heron Press." in home


def test_what_is_set_stands_in_the_form(at_publisher: Client, administrator: Person) -> None:
    set_heron(administrator)

    page = at_publisher.get(PAGE).content.decode()

    assert 'name="name" value="Heron Press"' in page
    assert 'name="colour" value="#0a5c36"' in page


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"colour": "#ffeecc"}, "colour"),
        ({"dark_colour": "#000000"}, "dark_colour"),
        ({"country": "QQ"}, "country"),
        ({"emergency_number": "help"}, "emergency_number"),
        ({"logo": SimpleUploadedFile("logo.svg", b"<svg")}, "logo"),
    ],
)
def test_what_is_wrong_stands_at_its_field(at_publisher: Client, posted: dict[str, object], field: str) -> None:
    response = at_publisher.post(PAGE, posted)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


@pytest.mark.parametrize("who", ["editor", "managing_editor", "chair"])
def test_page_is_for_administrators(sign_in: SignIn, who: str, request: pytest.FixtureRequest) -> None:
    client = sign_in(request.getfixturevalue(who))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"name": "Ours"}).status_code == 403


def test_page_asks_strangers_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 302


def test_logo_is_kept_for_ever_and_runs_nothing(client: Client, administrator: Person) -> None:
    set_heron(administrator)
    logo = publisher.current().logo
    assert logo is not None

    response = client.get(logo.url)

    assert (response.status_code, response.content, response["Content-Type"]) == (200, DRAWN, "image/svg+xml")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_former_logo_can_still_be_loaded(client: Client, administrator: Person) -> None:
    former = set_heron(administrator)
    actions.set_publisher(actions.PublisherEntry(without_logo=True), by=administrator)

    assert client.get(f"/publisher/{former.logo.name[6:]}").status_code == 200


@pytest.mark.parametrize("name", [f"{'0' * 64}.svg", f"{'0' * 64}.html", "..%2fsecret.svg"])
def test_no_other_file_is_a_logo(client: Client, db: None, name: str) -> None:
    assert client.get(f"/publisher/{name}").status_code == 404


def test_colours_in_force_are_kept_for_ever_and_others_briefly(client: Client, administrator: Person) -> None:
    set_heron(administrator)

    current = client.get(publisher.current().look_url)
    former = client.get("/publisher/look-0123456789abcdef.css")

    assert (current["Content-Type"], current.content.decode()) == ("text/css", publisher.current().look)
    assert current["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (former.status_code, former["Cache-Control"]) == (200, "public, max-age=60")


def test_without_colours_there_is_no_style_sheet_of_them(client: Client, db: None) -> None:
    assert client.get("/publisher/look-0123456789abcdef.css").status_code == 404


def test_pages_ask_once_for_the_publisher(
    client: Client, administrator: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    set_heron(administrator)

    with django_assert_num_queries(2):
        publisher.current()
        publisher.current()
