"""Who sees a picture before readers do: whoever reads drafts or the library, and nobody who has no account in force."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from articles import actions
from articles.models import Image, Person
from articles.permissions import may_see_unpublished
from tests.pictures import png


@pytest.fixture
def picture(editor: Person) -> Image:
    return actions.add_image(png(), by=editor, about=actions.AboutImage(alt="The nerves of the leg")).image


@pytest.mark.parametrize(
    ("who", "sees"),
    [("editor", True), ("managing_editor", True), ("auditor", True), ("outsider", False), ("administrator", False)],
)
def test_whoever_reads_drafts_sees_a_picture(
    who: str, sees: bool, picture: Image, request: pytest.FixtureRequest
) -> None:
    assert may_see_unpublished(picture, request.getfixturevalue(who)) is sees


def test_a_librarian_sees_pictures_and_reads_no_drafts(picture: Image, make_person: object) -> None:
    librarian = make_person("Lib Rarian", "librarian")  # type: ignore[operator]

    assert may_see_unpublished(picture, librarian)


def test_nobody_sees_one_without_an_account_in_force(picture: Image, editor: Person) -> None:
    editor.is_active = False

    assert [may_see_unpublished(picture, person) for person in (AnonymousUser(), editor)] == [False, False]
