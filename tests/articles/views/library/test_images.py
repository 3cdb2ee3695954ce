"""Pictures at their addresses: private until published; the desk's page of an article's pictures; adding one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import actions as desk
from articles.actions import AboutImage
from articles.imaging import LARGEST_FILE
from articles.models import Article, Image, Person, Publication, Version
from tests import pictures
from tests.articles.views.conftest import SignIn, address
from tests.universe import CLINICIAN, ask, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board
from workflows.record.verification import rows

ABOUT = AboutImage(alt="The nerves of the leg", credit="Drawn by us", licence="CC BY 4.0")


@pytest.fixture
def picture(editor: Person) -> Image:
    return desk.add_image(pictures.png(), by=editor, about=ABOUT).image


def figure(image: Image, alt: str = "Nerves, drawn") -> str:
    return f'<figure><img alt="{alt}" src="{image.address}"><figcaption>Where it hurts</figcaption></figure>'


@pytest.fixture
def illustrated(draft: Article, picture: Image, editor: Person) -> Article:
    """The draft, its text for health professionals with a picture."""
    write(draft, "clinician", f"{CLINICIAN}\n{figure(picture)}", by=editor)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def in_review(
    illustrated: Article, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Version:
    """Under review by the chair, who declared interests, and the pharmacist, who did not yet."""
    version = actions.submit(illustrated, by=editor, change_note="")
    review = ask(version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=chair, answer=Answer.NONE)
    return version


@pytest.fixture
def live(in_review: Version, chair: Person, pharmacist: Person) -> Publication:
    review = in_review.reviews.get()
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    for person in (chair, pharmacist):
        sign(review, person)
    return actions.publish_due(in_review.publications.get().pk)


def test_a_picture_of_a_draft_is_for_the_desk_alone(
    picture: Image, sign_in: SignIn, editor: Person, auditor: Person, outsider: Person, chair: Person, client: Client
) -> None:
    answers = [sign_in(person).get(picture.address).status_code for person in (editor, auditor, outsider, chair)]

    assert answers == [200, 200, 404, 404]
    assert client.get(picture.address).status_code == 404


def test_nobody_keeps_a_picture_that_is_not_published(picture: Image, at_desk: Client) -> None:
    response = at_desk.get(picture.address)

    assert response.content == picture.content()
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == f'inline; filename="{picture.sha256}.png"'


def test_a_member_sees_it_once_interests_are_declared(
    in_review: Version, picture: Image, sign_in: SignIn, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    answers = [sign_in(person).get(picture.address).status_code for person in (chair, pharmacist, lay_member)]

    assert answers == [200, 404, 404]


def test_a_member_sees_no_picture_of_another_article(
    in_review: Version, editor: Person, sign_in: SignIn, chair: Person
) -> None:
    other = desk.add_image(pictures.png(80, 80), by=editor, about=ABOUT).image

    response = sign_in(chair).get(other.address)

    assert response.status_code == 404


def test_a_published_picture_is_for_everybody_and_for_ever(live: Publication, picture: Image, client: Client) -> None:
    response = client.get(picture.address)

    assert response.content == picture.content()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in response.get("Vary", "")
    assert client.get(picture.address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.head(picture.address).status_code == 200


def test_a_published_picture_costs_two_queries(
    live: Publication, picture: Image, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(picture.address)


def test_a_picture_of_what_was_retired_stays(
    live: Publication, picture: Image, managing_editor: Person, client: Client
) -> None:
    actions.retire(live.version, by=managing_editor, reason="out of date")

    response = client.get(picture.address)

    assert response.status_code == 200


@pytest.mark.parametrize("name", ["{0}.gif", "{0}", "{1}.png", "{0}.png/"])
def test_another_address_is_not_found(name: str, live: Publication, picture: Image, client: Client) -> None:
    response = client.get("/images/" + name.format(picture.sha256, "0" * 64))

    assert response.status_code == 404


def test_s19_a_swapped_file_is_shown_to_nobody_and_verify_names_it(
    live: Publication, picture: Image, client: Client
) -> None:
    name = picture.file.name
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pictures.png(90, 90)))

    response = client.get(picture.address)

    assert response.status_code == 404
    assert [str(fault) for fault in rows.image_faults()] == [
        f"image {picture.sha256}: its file is gone or is another picture"
    ]


def test_s19_the_digest_of_a_version_changes_with_its_picture(illustrated: Article, editor: Person) -> None:
    first = actions.submit(illustrated, by=editor, change_note="")
    other = desk.add_image(pictures.png(80, 80), by=editor, about=ABOUT).image
    write(illustrated, "clinician", f"{CLINICIAN}\n{figure(other)}", by=editor)
    actions.withdraw(first, by=editor, reason="another picture")

    second = submit_again(illustrated, by=editor, change_note="another picture")

    assert [image.sha256 for image in second.content.images] == [other.sha256]
    assert [image.sha256 for image in first.content.images] != [other.sha256]
    assert second.digest != first.digest


def test_s19_an_address_never_gets_another_picture(picture: Image, editor: Person) -> None:
    before = picture.content()

    again = desk.add_image(pictures.png(), by=editor, about=replace(ABOUT, alt="Another")).image

    assert (again.address, again.content()) == (picture.address, before)


def test_the_readers_page_shows_the_picture_with_its_size_and_the_words_of_the_text(
    live: Publication, picture: Image, client: Client
) -> None:
    page = client.get(reverse("articles:read", args=[live.article.slug, "clinician"])).content.decode()

    start = page.index("<figure>")
    assert page[start : page.index("</figure>") + 9] == (
        f'<figure><img alt="Nerves, drawn" src="{picture.address}" width="60" height="40" loading="lazy" decoding="async">'
        '<figcaption>Where it hurts</figcaption><p class="rb-origin">Drawn by us. CC BY 4.0</p></figure>'
    )


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('alt="Nerves, drawn"', 'alt=""'), "an image says nothing to readers who do not see it."),
        ((".png", ".jpg"), "the image {0} is not in the library."),
    ],
)
def test_submission_is_refused_for_a_picture_that_cannot_be_shown(
    change: tuple[str, str], problem: str, illustrated: Article, picture: Image, editor: Person
) -> None:
    body = illustrated.texts.get(audience="clinician").body.replace(*change)
    write(illustrated, "clinician", body, by=editor)

    with pytest.raises(actions.NotReady) as refused:
        actions.submit(illustrated, by=editor, change_note="")

    expected = problem.format(picture.address.replace(".png", ".jpg"))
    assert list(refused.value.details) == [f"“Health professionals”: {expected}"]


def upload(content: bytes = pictures.png(70, 30), **fields: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("leg.png", content), "alt": "A leg", **fields}


def test_the_page_shows_what_is_used_where(illustrated: Article, picture: Image, at_desk: Client) -> None:
    response = at_desk.get(address("article_images", illustrated.pk))

    (row,) = response.context["rows"]
    assert (row.address, row.image) == (picture.address, picture)
    assert [(str(use.audience), use.alt) for use in row.uses] == [("Health professionals", "Nerves, drawn")]


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_with_many_pictures(
    count: int, draft: Article, editor: Person, at_desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    images = [desk.add_image(pictures.png(100 + number, 40), by=editor, about=ABOUT).image for number in range(count)]
    write(draft, "clinician", "\n".join(map(figure, images)), by=editor)

    with django_assert_num_queries(7):
        at_desk.get(address("article_images", draft.pk))


def test_a_picture_added_without_scripts_gives_the_code_to_paste(draft: Article, at_desk: Client) -> None:
    url = address("article_images", draft.pk)

    response = at_desk.post(url, upload(caption="A “leg” & more"), follow=True)

    (row,) = response.context["rows"]
    assert row.code == (
        f'<figure><img alt="A leg" src="{Image.objects.get().address}"><figcaption>A “leg” &amp; more</figcaption></figure>'
    )


def test_the_editor_gets_the_address(at_desk: Client) -> None:
    response = at_desk.post(address("image_add"), upload(pictures.moving(), caption="Legs"))

    assert (response.status_code, response.json()) == (
        201,
        {
            "address": Image.objects.get().address,
            "alt": "A leg",
            "caption": "Legs",
            "changes": ["Only the first frame of the moving picture is kept."],
        },
    )


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"alt": ""}, {"alt": ["Say in words what the picture shows, for readers who do not see it."]}),
        ({"file": ""}, {"file": ["Choose a picture."]}),
        (
            {"file": SimpleUploadedFile("a.svg", b"<svg/>")},
            {"file": ["An SVG picture is a program as much as a picture, so it cannot be taken. Save it as PNG."]},
        ),
        (
            {"shows_patient": "on"},
            {"consent": ["Say who consented to the picture of a patient, when, and where the signed form is kept."]},
        ),
    ],
    ids=["words", "file", "svg", "consent"],
)
def test_the_editor_hears_what_is_wrong_by_field(
    fields: dict[str, Any], errors: dict[str, list[str]], at_desk: Client
) -> None:
    response = at_desk.post(address("image_add"), upload(**fields))

    assert (response.status_code, response.json()) == (422, {"errors": errors})
    assert Image.objects.count() == 0


def test_a_request_that_is_too_large_is_answered(at_desk: Client) -> None:
    response = at_desk.post(address("image_add"), upload(bytes(LARGEST_FILE + 13 * 1024 * 1024)))

    assert response.json()["errors"] == {"file": ["This picture is larger than 25 MB. Make it smaller first."]}


def test_what_is_said_of_a_picture_is_changed_on_its_page(picture: Image, at_desk: Client) -> None:
    url = address("image_edit", picture.pk)

    response = at_desk.post(url, {"alt": "Nerves", "credit": "A. Artist", "licence": "CC0"})

    picture.refresh_from_db()
    assert response.status_code == 302
    assert (picture.alt, picture.credit, picture.licence) == ("Nerves", "A. Artist", "CC0")


def test_the_page_refuses_a_form_that_is_none(picture: Image, at_desk: Client) -> None:
    form = SimpleUploadedFile("form.txt", b"signed")

    response = at_desk.post(address("image_edit", picture.pk), {"alt": "Nerves", "consent_form": form})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["The signed form must be a PDF file or a picture."]


def test_a_signed_form_is_handed_to_the_desk_and_never_shown(
    editor: Person, sign_in: SignIn, auditor: Person, chair: Person, client: Client
) -> None:
    about = replace(ABOUT, shows_patient=True, consent="On file", consent_form=b"%PDF-1.7 signed")
    found = desk.add_image(pictures.png(), by=editor, about=about).image
    url = address("image_consent", found.pk)

    response = sign_in(auditor).get(url)

    assert b"".join(response.streaming_content) == b"%PDF-1.7 signed"  # type: ignore[attr-defined]  # a FileResponse
    assert response["Content-Disposition"] == f'attachment; filename="consent-{found.pk}.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert sign_in(chair).get(url).status_code == 403
    assert client.get(url).status_code == 302


def test_a_form_that_is_not_there_is_not_found(picture: Image, editor: Person, at_desk: Client) -> None:
    about = replace(ABOUT, shows_patient=True, consent="On file", consent_form=b"%PDF-1.7 signed")
    gone = desk.add_image(pictures.png(99, 99), by=editor, about=about).image
    default_storage.delete(gone.consent_document.name)

    answers = [at_desk.get(address("image_consent", image.pk)).status_code for image in (picture, gone)]

    assert answers == [404, 404]


@pytest.mark.parametrize("name", ["article_images", "image_edit"])
def test_an_auditor_looks_and_changes_nothing(
    name: str, illustrated: Article, picture: Image, auditor: Person, sign_in: Callable[[Person], Client]
) -> None:
    client = sign_in(auditor)
    url = address(name, illustrated.pk if name == "article_images" else picture.pk)

    assert client.get(url).status_code == 200
    assert client.post(url, upload()).status_code == 403
    assert client.post(address("image_add"), upload()).status_code == 403
    assert Image.objects.count() == 1
