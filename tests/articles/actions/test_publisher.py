"""What administrators say of the publisher: who may, what is refused, what it leaves behind, and that every page follows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from pytest_django.fixtures import Settings

from articles import actions, flagging, publisher
from articles.flagging.noticing import VERSION
from articles.imaging import NotAPicture
from articles.logos import logo_of
from articles.models import Event, Person, Publication, PublisherDetails
from articles.publishing import pages
from articles.publishing.build import build
from articles.refusals import FilesAway
from tests import file_stores
from tests.articles.test_logos import DRAWN
from tests.pictures import png

ENTRY = actions.PublisherEntry(name="Heron Press", colour="#0a5c36", country="DE", logo=DRAWN)


def settings_say(settings: Settings) -> None:
    settings.PUBLISHER_NAME, settings.COUNTRY, settings.EMERGENCY_NUMBER = "The Review Board", "GB", "999"


def test_without_an_entry_the_settings_speak(settings: Settings) -> None:
    settings_say(settings)

    assert publisher.current() == publisher.PublisherNow("The Review Board", "GB", "999")


def test_administrator_sets_name_logo_colour_and_country(settings: Settings, administrator: Person) -> None:
    settings_say(settings)

    row = actions.set_publisher(ENTRY, by=administrator)

    now = publisher.current()
    assert (now.name, now.country, now.emergency_number) == ("Heron Press", "DE", "112")
    assert (now.logo.url, now.logo.width, now.logo.height) == (f"/publisher/{row.logo.name[6:]}", 1000, 250)  # type: ignore[union-attr]
    assert "--brand: #0a5c36;" in now.look
    assert default_storage.exists(row.logo.name)


def test_change_of_the_publisher_stands_in_the_record(administrator: Person) -> None:
    row = actions.set_publisher(ENTRY, by=administrator)

    event = Event.objects.filter(stream="site").latest("sequence")
    assert (event.kind, event.actor, json.loads(event.body)["data"]) == (
        "publisher.changed",
        administrator,
        {"details": row.pk, "changed": "name, logo, colour, country, emergency_number"},
    )


def test_the_same_again_changes_nothing(administrator: Person) -> None:
    row = actions.set_publisher(ENTRY, by=administrator)

    again = actions.set_publisher(ENTRY, by=administrator)

    assert (again, PublisherDetails.objects.count()) == (row, 1)
    assert Event.objects.filter(kind="publisher.changed").count() == 1


@pytest.mark.parametrize("who", ["editor", "managing_editor", "chair"])
def test_nobody_but_administrators_changes_the_publisher(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_publisher(ENTRY, by=request.getfixturevalue(who))

    assert PublisherDetails.objects.exists() is False


def test_logo_stays_until_another_is_given_or_it_is_taken_off(administrator: Person) -> None:
    first = actions.set_publisher(ENTRY, by=administrator)

    renamed = actions.set_publisher(actions.PublisherEntry(name="Egret Press"), by=administrator)
    other = actions.set_publisher(actions.PublisherEntry(name="Egret Press", logo=png(40, 10)), by=administrator)
    none = actions.set_publisher(actions.PublisherEntry(name="Egret Press", without_logo=True), by=administrator)

    assert renamed.logo == first.logo
    assert (other.logo.name.endswith(".png"), other.logo_width, other.logo_height) == (True, 40, 10)
    assert (bool(none.logo), publisher.current().logo) == (False, None)
    assert default_storage.exists(first.logo.name)


def test_a_logo_that_two_keep_at_the_same_instant_is_one_file(administrator: Person, settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": file_stores.CONTESTED}

    row = actions.set_publisher(ENTRY, by=administrator)

    assert default_storage.listdir("logos") == ([], [row.logo.name.removeprefix("logos/")])
    assert Path(default_storage.path(row.logo.name)).read_bytes() == logo_of(DRAWN).content


def test_a_logo_that_is_there_is_taken_while_nothing_can_be_stored(administrator: Person, settings: Settings) -> None:
    row = actions.set_publisher(ENTRY, by=administrator)
    actions.set_publisher(actions.PublisherEntry(without_logo=True), by=administrator)
    settings.STORAGES = {**settings.STORAGES, "default": file_stores.FULL}

    again = actions.set_publisher(ENTRY, by=administrator)
    with pytest.raises(FilesAway):
        actions.set_publisher(actions.PublisherEntry(logo=png(40, 10)), by=administrator)

    assert (again.logo, publisher.current().name) == (row.logo, "Heron Press")


def test_a_file_that_is_no_logo_changes_nothing(administrator: Person) -> None:
    with pytest.raises(NotAPicture):
        actions.set_publisher(actions.PublisherEntry(name="Heron Press", logo=b"<svg onload="), by=administrator)

    assert PublisherDetails.objects.exists() is False


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (
            "colour",
            "#ff9933",
            (
                "Many people could not read words in this colour: its contrast is 1.7 to 1, and 4.5 is needed. "
                "The nearest that passes is #a45200."
            ),
        ),
        (
            "dark_colour",
            "#512a60",
            (
                "Many people could not read words in this colour: its contrast is 1.3 to 1, and 4.5 is needed. "
                "The nearest that passes is #b079c4."
            ),
        ),
        ("colour", "teal", "Write a colour with six hexadecimal digits, such as #512a60."),
    ],
)
def test_a_colour_that_is_hard_to_read_is_refused_and_the_nearest_offered(
    administrator: Person, field: str, typed: str, sentence: str
) -> None:
    with pytest.raises(actions.ColourRefused) as refused:
        actions.set_publisher(actions.PublisherEntry(**{field: typed}), by=administrator)

    assert (refused.value.field, str(refused.value)) == (field, sentence)


def test_colour_for_light_alone_has_a_shade_for_dark(administrator: Person) -> None:
    actions.set_publisher(actions.PublisherEntry(colour="#0a5c36"), by=administrator)

    light, dark = publisher.current().look.split("@media")
    assert "--brand: #0a5c36;" in light
    assert "--brand: #0a5c36;" not in dark


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        ({"country": "de"}, "112"),
        ({"country": "CH", "emergency_number": "144"}, "144"),
        ({"country": "CH", "emergency_number": "144, 112"}, "144 / 112"),
        ({"country": "ZZ", "emergency_number": "110 220"}, "110 220"),
        ({"emergency_number": "112"}, "112"),
    ],
)
def test_s16_emergency_number_is_that_of_the_country(administrator: Person, entry: dict[str, Any], number: str) -> None:
    actions.set_publisher(actions.PublisherEntry(**entry), by=administrator)

    assert publisher.current().emergency_number == number


@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        ({"country": "ZZ"}, actions.CountryRefused),
        ({"country": "D1"}, actions.CountryRefused),
        ({"emergency_number": "call us"}, actions.NumberRefused),
        ({"emergency_number": "112, nobody"}, actions.NumberRefused),
    ],
)
def test_s16_a_country_without_a_number_is_refused(
    administrator: Person, entry: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.set_publisher(actions.PublisherEntry(**entry), by=administrator)


def test_s16_texts_are_looked_at_again_for_the_number_of_the_new_country(
    settings: Settings, administrator: Person
) -> None:
    settings_say(settings)
    before = flagging.rules()

    actions.set_publisher(actions.PublisherEntry(country="US"), by=administrator)

    assert (before, flagging.rules()) == (f"{VERSION}-GB-999", f"{VERSION}-US-911")


def test_every_page_is_written_anew(publication: Publication, administrator: Person) -> None:
    pages.apply(pages.REBUILD)
    before = (build(), list(pages.due()))

    actions.set_publisher(ENTRY, by=administrator)
    owed = list(pages.due())
    pages.apply(pages.REBUILD)

    html = pages.live_release(publication).pages["patient"]
    assert (before[1], owed[0]) == ([], pages.REBUILD)
    assert before[0] != build()
    assert "Heron Press" in html
    assert f'href="{publisher.current().look_url}"' in html
    assert pages.differences() == ()
