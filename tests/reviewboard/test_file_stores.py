"""Files in an object store, private and never under another name; a store that is away or full is told, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions import AboutImage
from articles.models import Article, Event, Image, Person
from articles.refusals import FilesAway
from tests import pictures
from tests.object_store import ObjectStore

pytestmark = pytest.mark.django_db

LEG = AboutImage(alt="A leg")
NOT_KEPT = "The file cannot be kept at the moment, so nothing was changed."


def test_a_picture_goes_into_the_bucket_and_people_get_it_from_here(
    object_store: ObjectStore, editor: Person, client: Client
) -> None:
    image = actions.add_image(pictures.png(), by=editor, about=LEG).image
    client.force_login(editor)

    response = client.get(image.address)

    (kept,) = object_store.kept.items()
    assert kept == (f"site/{image.file.name}", image.content())
    assert (response.status_code, response.getvalue()) == (200, image.content())


def test_what_lies_there_is_private_and_signed_for(object_store: ObjectStore, editor: Person) -> None:
    actions.add_image(pictures.png(), by=editor, about=LEG)

    (asked,) = object_store.asked
    assert asked["x-amz-acl"] == "private"
    assert asked["authorization"].startswith("AWS4-HMAC-SHA256 Credential=key-of-the-test/")
    assert "secret-of-the-test" not in str(asked)


def test_a_name_that_is_taken_is_never_written_over(object_store: ObjectStore) -> None:
    first = default_storage.save("consents/form.pdf", ContentFile(b"first"))

    second = default_storage.save("consents/form.pdf", ContentFile(b"second"))

    assert (object_store.kept[f"site/{first}"], object_store.kept[f"site/{second}"]) == (b"first", b"second")


def test_a_store_that_is_away_is_told_where_the_file_was_chosen(
    object_store: ObjectStore, editor: Person, draft: Article, client: Client
) -> None:
    object_store.is_away = True
    client.force_login(editor)
    file = SimpleUploadedFile("leg.png", pictures.png())

    response = client.post(reverse("desk:article_images", args=[draft.pk]), {"file": file, "alt": "A leg, drawn"})

    page = response.content.decode()
    assert response.status_code == 422
    assert NOT_KEPT in page or "The file cannot be read at the moment." in page
    assert "A leg, drawn" in page
    assert (Image.objects.count(), Event.objects.filter(kind="image.added").count()) == (0, 0)


def test_a_file_out_of_reach_is_answered_as_what_passes(
    object_store: ObjectStore, editor: Person, client: Client
) -> None:
    image = actions.add_image(pictures.png(), by=editor, about=LEG).image
    object_store.is_away = True
    client.force_login(editor)
    client.raise_request_exception = False

    response = client.get(image.address)

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "10", "no-store")


def test_what_is_missing_is_missing_and_not_away(object_store: ObjectStore) -> None:
    assert not default_storage.exists("images/none.png")
    with pytest.raises(FileNotFoundError):
        default_storage.open("images/none.png").read()


def test_a_folder_that_takes_nothing_is_told_too(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file where the folder should be")
    settings.MEDIA_ROOT = tmp_path / "media"

    with pytest.raises(FilesAway, match=NOT_KEPT):
        default_storage.save("images/leg.png", ContentFile(b"leg"))
