"""What was built once: the second test has the rows and the objects of the first, and a stranger in between ends it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models, transaction

from articles import actions as desk
from articles.models import Article, DeskRole, Image, Person, Publication, Reference, Version
from tests import built_once, pictures
from tests.universe import PersonFactory
from workflows.models import Board, Review
from workflows.record.verification import CHECKS

TWICE = pytest.mark.parametrize("time", ["built", "put back"])


def columns(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def faults() -> list[str]:
    return [str(fault) for check in CHECKS.values() for fault in check(lambda _count: None)]


@TWICE
def test_the_record_of_what_is_put_back_is_whole(publication: Publication, time: str) -> None:
    assert faults() == []
    assert Publication.objects.live().get() == publication


@TWICE
def test_each_object_says_what_its_row_says(
    publication: Publication, draft: Article, board: Board, chair: Person, time: str
) -> None:
    version = Version.objects.get()

    assert columns(publication) == columns(Publication.objects.get())
    assert columns(board) == columns(Board.objects.get())
    assert columns(chair) == columns(Person.objects.get(pk=chair.pk))
    assert (version.article, version.digest) == (draft, publication.version.digest)


@TWICE
def test_what_one_test_changes_no_other_sees(review: Review, chair: Person, time: str) -> None:
    seen = (chair.printed_name, review.is_open)
    chair.printed_name, review.closed_at = "Somebody", review.opened_at
    chair.save()

    assert seen == ("Clara Chair", True)


@pytest.fixture
def stranger(make_person: object) -> None:
    """May have done anything."""


@TWICE
def test_after_another_fixture_each_is_built_anew(
    request: pytest.FixtureRequest, stranger: None, draft: Article, time: str
) -> None:
    assert request.node.stash[built_once._SO_FAR].names is None
    assert draft == Article.objects.get()


@pytest.mark.parametrize("name", ["Medical Advisory Board", "Renamed"])
def test_what_a_test_asks_for_as_it_runs_is_built_on_what_it_changed(
    request: pytest.FixtureRequest, board_being_set_up: Board, name: str
) -> None:
    board_being_set_up.name = name
    board_being_set_up.save()

    board = request.getfixturevalue("board")

    assert (board.name, Board.objects.get().name) == (name, name)


def taken_back(make_person: PersonFactory) -> Reference:
    """Writes something that does not stay, then an event that has another hash each time."""
    with transaction.atomic():
        make_person("Nobody")
        transaction.set_rollback(True)
    data = desk.ReferenceData(title="Splints", type="review", key="roe-2019")
    return desk.add_reference(data, by=make_person("Somebody", DeskRole.EDITOR))


taken_back_each_time = pytest.fixture(built_once.built_once(taken_back), name="taken_back")


@TWICE
def test_after_a_fixture_that_takes_something_back_each_is_built_anew(
    taken_back: Reference, reference: Reference, time: str
) -> None:
    assert faults() == []
    assert list(Reference.objects.order_by("pk")) == [taken_back, reference]


def picture(make_person: PersonFactory) -> Image:
    about = desk.AboutImage(alt="The nerves of the leg", credit="Drawn by us", licence="CC BY 4.0")
    return desk.add_image(pictures.png(), by=make_person("Somebody", DeskRole.EDITOR), about=about).image


picture_of_a_test = pytest.fixture(built_once.built_once(picture), name="picture")


@TWICE
def test_files_are_put_back_with_their_rows(picture: Image, time: str) -> None:
    files = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.png")]

    assert [hashlib.sha256(content).hexdigest() for content in files] == [picture.sha256]


def test_no_fixture_that_every_test_has_keeps_the_others_from_being_built_once(editor: Person) -> None:
    assert ("editor",) in {names for _day, _inside, names in built_once._BUILT}
