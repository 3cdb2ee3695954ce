"""The page on which a draft is submitted."""

from __future__ import annotations

from django.test import Client

from articles import actions as desk
from articles.models import Article, Event, Person, Status, Version
from tests.universe import PATIENT, answer_flags, answer_points, write
from workflows.models import OpenPoint


def test_page_shows_what_will_be_frozen(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(f"/desk/articles/{draft.pk}/submit/")

    assert response.status_code == 200
    assert [text.audience for text in response.context["texts"]] == ["patient", "clinician"]
    assert [reference.key for reference in response.context["references"]] == ["doe-2020"]
    assert (response.context["number"], response.context["problems"]) == (1, [])


def test_submitting_freezes_and_leads_to_the_overview(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/articles/{draft.pk}/submit/", {"change_note": "First version."})

    version = Version.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/articles/{draft.pk}/")
    assert (version.status, version.change_note) == (Status.SUBMITTED, "First version.")


def test_incomplete_draft_is_refused_with_the_list_and_the_note_is_kept(client: Client, editor: Person) -> None:
    article = desk.create_article(by=editor, details=desk.Details(title="New", audiences=["patient"]))
    client.force_login(editor)

    response = client.post(f"/desk/articles/{article.pk}/submit/", {"change_note": "My note."})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "The article cannot be submitted yet:",
        "The text for “Patients, families and carers” is empty.",
        "No text cites a reference.",
        "The article has no author. Add one under Details, “Written by”.",
    ]
    assert "My note.</textarea>" in response.content.decode()
    assert not Version.objects.exists()


def test_later_version_needs_to_say_what_changed(client: Client, returned_version: Version, editor: Person) -> None:
    write(returned_version.article, "patient", PATIENT.replace("6", "8"), by=editor)
    answer_points(returned_version.article, by=editor)
    answer_flags(returned_version.article, by=editor)
    client.force_login(editor)

    response = client.post(f"/desk/articles/{returned_version.article_id}/submit/", {"change_note": " "})

    assert response.status_code == 422
    assert list(response.context["form"].non_field_errors())[1:] == ["Say what changed since the last version."]


def test_unanswered_points_are_listed_and_keep_the_next_version(
    client: Client, returned_version: Version, editor: Person
) -> None:
    url = f"/desk/articles/{returned_version.article_id}/submit/"
    write(returned_version.article, "patient", PATIENT.replace("6", "8"), by=editor)
    answer_flags(returned_version.article, by=editor)
    client.force_login(editor)

    page = client.get(url).content.decode()
    response = client.post(url, {"change_note": "Eight weeks."})

    point = OpenPoint.objects.get()
    assert f'href="/desk/articles/{returned_version.article_id}/points/#point-{point.pk}"' in page
    assert (response.status_code, Version.objects.count()) == (422, 1)
    assert response.context["form"].non_field_errors() == [
        "The article cannot be submitted yet:",
        "Answer what Clara Chair asked for in version 1: The dose is too high.",
    ]


def test_page_says_that_a_version_is_with_the_board(client: Client, submitted_version: Version, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(f"/desk/articles/{submitted_version.article_id}/submit/")

    assert "Version 1 is with the board." in response.content.decode()
    assert "Freeze and submit" not in response.content.decode()


def test_page_says_that_nothing_has_changed(client: Client, returned_version: Version, editor: Person) -> None:
    client.force_login(editor)

    response = client.get(f"/desk/articles/{returned_version.article_id}/submit/")

    assert "Nothing has changed since version 1." in response.content.decode()


def test_auditor_may_look_but_not_submit(client: Client, draft: Article, auditor: Person) -> None:
    client.force_login(auditor)

    assert client.get(f"/desk/articles/{draft.pk}/submit/").status_code == 403
    assert client.post(f"/desk/articles/{draft.pk}/submit/", {"change_note": ""}).status_code == 403
    assert not Version.objects.exists()
    assert Event.objects.filter(stream=draft.stream, kind="refused").count() == 1


def test_outsider_does_not_learn_of_it(client: Client, draft: Article, outsider: Person) -> None:
    client.force_login(outsider)

    assert client.get(f"/desk/articles/{draft.pk}/submit/").status_code == 404


def test_s29_reading_the_page_submits_nothing(client: Client, draft: Article, editor: Person) -> None:
    client.force_login(editor)

    client.get(f"/desk/articles/{draft.pk}/submit/", {"change_note": "from a link"})

    assert not Version.objects.exists()
