"""Pictures that the library has are found by the editor, and by hand on the page of an article's images."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.actions import AboutImage
from articles.models import Article, Image, Person
from articles.views.library.image_library import MOST_SHOWN
from tests import pictures
from tests.articles.views.conftest import SignIn, address


@pytest.fixture
def nerves(editor: Person) -> Image:
    about = AboutImage(
        alt="The nerves of the leg", caption="Where it hurts", credit="Drawn by Ärzte", licence="CC BY 4.0"
    )
    return desk.add_image(pictures.png(), by=editor, about=about).image


@pytest.fixture
def knee(editor: Person) -> Image:
    about = AboutImage(alt="A knee", shows_patient=True, consent="On file")
    return desk.add_image(pictures.png(80, 80), by=editor, about=about).image


def many(editor: Person, number: int) -> None:
    shared = {"media_type": "image/png", "width": 9, "height": 9, "size": 9, "alt": "A hand", "added_by": editor}
    Image.objects.bulk_create(
        Image(sha256=f"{count:064x}", file=f"images/{count:064x}.png", **shared) for count in range(number)
    )


def found(client: Client, searched: str) -> list[str]:
    return [one["alt"] for one in client.get(address("image_library"), {"q": searched}).json()["results"]]


def test_the_newest_come_first_with_all_that_is_said_of_them(at_desk: Client, nerves: Image, knee: Image) -> None:
    answer = at_desk.get(address("image_library")).json()

    assert answer["more"] is False
    assert [one["alt"] for one in answer["results"]] == ["A knee", "The nerves of the leg"]
    assert answer["results"][1] == {
        "address": nerves.address,
        "alt": "The nerves of the leg",
        "caption": "Where it hurts",
        "origin": "Drawn by Ärzte. CC BY 4.0",
        "size": f"60 × 40 pixels, {nerves.size}\u00a0bytes",
        "patient": "",
    }
    assert answer["results"][0]["patient"] == "A patient can be recognised."


@pytest.mark.parametrize(
    ("searched", "expected"),
    [
        ("NERVES leg", ["The nerves of the leg"]),
        ("hurts cc by", ["The nerves of the leg"]),
        ("drawn", ["The nerves of the leg"]),
        ("knee", ["A knee"]),
        ("knee nerves", []),
        ("%", []),
    ],
)
def test_every_word_must_stand_somewhere(
    at_desk: Client, nerves: Image, knee: Image, searched: str, expected: list[str]
) -> None:
    assert found(at_desk, searched) == expected


def test_a_long_list_is_cut_and_says_so(at_desk: Client, editor: Person) -> None:
    many(editor, MOST_SHOWN + 1)

    answer = at_desk.get(address("image_library")).json()

    assert (len(answer["results"]), answer["more"]) == (MOST_SHOWN, True)


def test_only_who_drafts_may_use_them(
    sign_in: SignIn, client: Client, auditor: Person, chair: Person, nerves: Image
) -> None:
    answers = [sign_in(person).get(address("image_library")).status_code for person in (auditor, chair)]

    assert answers == [403, 403]
    assert client.get(address("image_library")).status_code == 302


@pytest.mark.parametrize("number", [1, 30])
def test_the_editor_asks_once_however_many_there_are(
    at_desk: Client, editor: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(editor, number)

    with django_assert_num_queries(4):  # session, person, roles, pictures
        at_desk.get(address("image_library"), {"q": "hand"})


def test_the_page_lists_the_library_when_asked_with_the_code_to_copy(
    at_desk: Client, draft: Article, nerves: Image, knee: Image
) -> None:
    usual = at_desk.get(address("article_images", draft.pk))
    asked = at_desk.get(address("article_images", draft.pk), {"q": "nerves"})

    assert "library" not in usual.context
    code = f'<figure><img alt="The nerves of the leg" src="{nerves.address}"><figcaption>Where it hurts</figcaption></figure>'
    assert [(row.image, row.code) for row in asked.context["library"]] == [(nerves, code)]


def test_the_page_says_when_nothing_fits(at_desk: Client, draft: Article, nerves: Image) -> None:
    html = at_desk.get(address("article_images", draft.pk), {"q": "ear"}).content.decode()

    assert "No picture of the library fits “ear”." in html


def test_the_pages_of_the_library_keep_that_all_is_asked_for(at_desk: Client, draft: Article, editor: Person) -> None:
    many(editor, MOST_SHOWN + 1)

    first = at_desk.get(address("article_images", draft.pk), {"q": ""})
    second = at_desk.get(address("article_images", draft.pk), {"q": "", "page": "2"})

    assert (len(first.context["library"]), len(second.context["library"])) == (MOST_SHOWN, 1)
    assert 'href="?page=2&amp;q="' in first.content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_asks_as_often_however_many_there_are(
    at_desk: Client, draft: Article, editor: Person, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(editor, number)

    with django_assert_num_queries(9):
        at_desk.get(address("article_images", draft.pk), {"q": "hand"})
