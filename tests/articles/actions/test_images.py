"""Adding and describing pictures: once by content, never overwritten, with a consent for every patient."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image as Pillow
from pytest_django.fixtures import Settings

from articles import actions
from articles.actions import AboutImage
from articles.imaging import NotAPicture, written_anew
from articles.models import Event, Image, Person
from articles.refusals import Refusal
from tests import file_stores, pictures

NERVES = AboutImage(alt="The nerves of the leg", caption="Drawing", credit="Drawn by us", licence="CC BY 4.0")
PATIENT = AboutImage(alt="A face", shows_patient=True, consent="Signed on 1 May 2026, archive 12")


def add(by: Person, content: bytes = pictures.png(), about: AboutImage = NERVES) -> Image:
    return actions.add_image(content, by=by, about=about).image


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="image.").order_by("pk").values_list("kind", flat=True))


def test_a_picture_is_kept_at_the_address_of_its_content(editor: Person) -> None:
    image = add(editor)

    expected = written_anew(pictures.png())
    assert (image.address, image.content()) == (f"/images/{expected.sha256}.png", expected.content)
    assert (image.width, image.height, image.size) == (60, 40, len(expected.content))
    assert (image.alt, image.caption, image.credit, image.licence) == (
        "The nerves of the leg", "Drawing", "Drawn by us", "CC BY 4.0",
    )  # fmt: skip
    assert kinds() == ["image.added"]


def test_what_was_changed_in_a_picture_is_answered(editor: Person) -> None:
    added = actions.add_image(pictures.moving(), by=editor, about=NERVES)

    assert [str(change) for change in added.changes] == ["Only the first frame of the moving picture is kept."]


def test_the_same_picture_twice_is_one_row_with_its_first_words(editor: Person, other_editor: Person) -> None:
    first = add(editor)

    again = add(other_editor, about=AboutImage(alt="Other words"))

    assert again == first
    assert Image.objects.get().alt == "The nerves of the leg"
    assert kinds() == ["image.added"]


def test_s19_a_file_that_is_there_is_never_overwritten(editor: Person) -> None:
    image = add(editor)
    path = Path(default_storage.path(image.file.name))
    default_storage.delete(image.file.name)
    default_storage.save(image.file.name, ContentFile(b"another picture"))

    with pytest.raises(Refusal) as refused:
        add(editor)

    assert str(refused.value) == "The file of this picture was changed on the server. An operator must look."
    assert path.read_bytes() == b"another picture"
    assert image.content() is None


def test_the_rest_of_an_upload_that_broke_off_does_not_stay(editor: Person) -> None:
    expected = written_anew(pictures.png())
    default_storage.save(expected.name, ContentFile(expected.content[:20]))

    image = add(editor)

    assert image.content() == expected.content
    assert default_storage.listdir("images") == ([], [expected.name.removeprefix("images/")])


def test_a_picture_that_two_add_at_the_same_instant_is_one_file(editor: Person, settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": file_stores.CONTESTED}

    image = add(editor)

    assert default_storage.listdir("images") == ([], [image.file.name.removeprefix("images/")])
    assert image.content() == written_anew(pictures.png()).content


def test_a_picture_without_words_is_refused(editor: Person) -> None:
    with pytest.raises(Refusal) as refused:
        add(editor, about=AboutImage(alt="  "))

    assert str(refused.value) == "Say in words what the picture shows, for readers who do not see it."
    assert not default_storage.exists("images")


def test_a_patient_without_consent_is_refused_by_the_action_and_by_the_database(editor: Person) -> None:
    with pytest.raises(Refusal) as refused:
        add(editor, about=AboutImage(alt="A face", shows_patient=True, consent=" "))
    image = add(editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(shows_patient=True)

    assert str(refused.value) == (
        "Say who consented to the picture of a patient, when, and where the signed form is kept."
    )


def test_a_signed_form_is_kept_as_pdf_or_as_a_picture_written_anew(editor: Person) -> None:
    forms = [b"%PDF-1.7 signed", pictures.photo_with_place()]
    kept = []
    for number, form in enumerate(forms, 1):
        about = AboutImage(alt="A face", shows_patient=True, consent="On file", consent_form=form)
        document = add(editor, pictures.png(60 + number, 40), about).consent_document
        with default_storage.open(document.name) as stored:
            kept.append((document.name.rpartition(".")[2], stored.read()))

    assert kept[0] == ("pdf", b"%PDF-1.7 signed")
    assert kept[1][0] == "jpg"
    assert b"Secret" not in kept[1][1]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (b"<html>", "The signed form must be a PDF file or a picture."),
        (b"%PDF-" + bytes(10 * 1024 * 1024), "The signed form is larger than 10 MB."),
    ],
    ids=["html", "large"],
)
def test_a_form_that_is_none_is_refused(form: bytes, sentence: str, editor: Person) -> None:
    about = AboutImage(alt="A face", shows_patient=True, consent="On file", consent_form=form)

    with pytest.raises(Refusal) as refused:
        add(editor, about=about)

    assert str(refused.value) == sentence
    assert Image.objects.count() == 0


def test_a_patient_whom_only_the_second_person_recognises_is_noted(editor: Person, other_editor: Person) -> None:
    add(editor)

    image = add(other_editor, about=PATIENT)

    assert (image.shows_patient, image.consent) == (True, "Signed on 1 May 2026, archive 12")
    assert image.alt == "The nerves of the leg"
    assert kinds() == ["image.added", "image.described"]


def test_describing_changes_the_words_and_leaves_an_event(editor: Person) -> None:
    image = add(editor)

    described = actions.describe_image(image, by=editor, about=AboutImage(alt="Nerves", credit="A. Artist"))

    assert (described.alt, described.caption, described.credit) == ("Nerves", "", "A. Artist")
    assert kinds() == ["image.added", "image.described"]


def test_describing_without_a_change_changes_nothing(editor: Person) -> None:
    image = add(editor)

    actions.describe_image(image, by=editor, about=NERVES)

    assert kinds() == ["image.added"]


def test_a_consent_on_file_stays(editor: Person) -> None:
    image = add(editor, about=PATIENT)

    described = actions.describe_image(
        image, by=editor, about=AboutImage(alt="A face", shows_patient=True, consent="Another")
    )

    assert described.consent == "Signed on 1 May 2026, archive 12"


def test_only_whoever_may_draft_adds_and_describes(editor: Person, auditor: Person, chair: Person) -> None:
    image = add(editor)

    for person in (auditor, chair):
        with pytest.raises(PermissionDenied):
            add(person)
        with pytest.raises(PermissionDenied):
            actions.describe_image(image, by=person, about=PATIENT)

    assert kinds() == ["image.added"]


def test_what_is_no_picture_leaves_nothing_behind(editor: Person) -> None:
    with pytest.raises(NotAPicture):
        add(editor, b"<svg/>")

    assert Image.objects.count() == 0
    assert not default_storage.exists("images")


def test_what_was_added_is_a_picture(editor: Person) -> None:
    content = add(editor).content()

    assert content is not None
    assert Pillow.open(io.BytesIO(content)).size == (60, 40)
