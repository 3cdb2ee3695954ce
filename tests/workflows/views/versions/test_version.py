"""The page of a frozen version and what is done with it, each for a reason."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Basis, Ending, Person, Publication, Status, Version
from tests.universe import write
from workflows import actions
from workflows.models import Review, SignOff


def panels(client: Client, version: Version, person: Person) -> list[str]:
    client.force_login(person)
    response = client.get(f"/desk/versions/{version.pk}/")
    assert response.status_code == 200
    return [panel.name for panel in response.context["panels"]]


def test_page_shows_the_frozen_words_and_the_fingerprint(
    client: Client, submitted_version: Version, auditor: Person
) -> None:
    client.force_login(auditor)

    page = client.get(f"/desk/versions/{submitted_version.pk}/?text=clinician").content.decode()

    assert submitted_version.digest in page
    assert "Start gabapentin at 300\N{NO-BREAK SPACE}mg daily." in page
    assert "For prescribers" in page
    assert "A trial of walking" in page


def test_first_text_is_shown_unless_another_is_asked_for(
    client: Client, submitted_version: Version, editor: Person
) -> None:
    client.force_login(editor)

    def shown(query: str) -> str:
        return str(client.get(f"/desk/versions/{submitted_version.pk}/{query}").context["shown"].audience)

    assert [shown(query) for query in ("", "?text=clinician", "?text=student", "?text=<b>")] == [
        "patient",
        "clinician",
        "patient",
        "patient",
    ]


def test_member_and_outsider_are_turned_away(client: Client, review: Review, chair: Person, outsider: Person) -> None:
    statuses = []
    for person in (chair, outsider):
        client.force_login(person)
        statuses.append(client.get(f"/desk/versions/{review.version_id}/").status_code)

    assert statuses == [403, 404]


def test_editor_withdraws_with_a_reason(client: Client, submitted_version: Version, editor: Person) -> None:
    assert panels(client, submitted_version, editor) == ["withdraw"]

    response = client.post(f"/desk/versions/{submitted_version.pk}/withdraw/", {"reason": "Too early."})

    submitted_version.refresh_from_db()
    assert (response.status_code, submitted_version.status) == (302, Status.WITHDRAWN)


def test_withdrawing_without_a_reason_is_answered_at_the_field(
    client: Client, submitted_version: Version, editor: Person
) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/versions/{submitted_version.pk}/withdraw/", {"reason": " "})

    submitted_version.refresh_from_db()
    assert (response.status_code, submitted_version.status) == (422, Status.SUBMITTED)
    assert response.context["wrong"].errors == {"reason": ["Fill this in."]}


def test_refusal_is_shown_and_the_reason_kept(client: Client, withdrawn_version: Version, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/versions/{withdrawn_version.pk}/withdraw/", {"reason": "Once more."})

    assert response.status_code == 422
    assert response.context["wrong"].non_field_errors() == ["“Withdraw” is not possible now: the version is withdrawn."]
    assert "Once more.</textarea>" in response.content.decode()


def test_managing_editor_publishes_and_retires(
    client: Client, approved_version: Version, managing_editor: Person
) -> None:
    assert panels(client, approved_version, managing_editor) == ["publish"]
    client.post(f"/desk/versions/{approved_version.pk}/publish/", {"reason": "Now."})
    live = Publication.objects.live().get()

    assert panels(client, approved_version, managing_editor) == ["retire"]
    client.post(f"/desk/versions/{approved_version.pk}/retire/", {"reason": "Out of date."})

    live.refresh_from_db()
    assert (live.ended_as, live.end_reason) == (Ending.RETIRED, "Out of date.")


def test_editor_cannot_publish(client: Client, approved_version: Version, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(f"/desk/versions/{approved_version.pk}/publish/", {"reason": "Now."})

    assert (response.status_code, Publication.objects.live().count()) == (403, 0)


def test_pending_page_is_offered_only_where_it_is_allowed(
    client: Client, submitted_version: Version, managing_editor: Person, settings: Settings
) -> None:
    assert panels(client, submitted_version, managing_editor) == ["withdraw"]

    settings.PENDING_PAGES = True

    assert panels(client, submitted_version, managing_editor) == ["withdraw", "show_pending"]
    client.post(f"/desk/versions/{submitted_version.pk}/show_pending/", {"reason": "Urgent news."})
    assert Publication.objects.live().get().basis == Basis.PENDING


def test_unknown_deed_is_not_found(client: Client, submitted_version: Version, editor: Person) -> None:
    client.force_login(editor)

    assert client.post(f"/desk/versions/{submitted_version.pk}/delete/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["withdraw", "publish", "retire", "show_pending"])
def test_s29_following_a_link_does_nothing(
    client: Client, submitted_version: Version, managing_editor: Person, name: str
) -> None:
    client.force_login(managing_editor)

    response = client.get(f"/desk/versions/{submitted_version.pk}/{name}/", {"reason": "from a mail scanner"})

    submitted_version.refresh_from_db()
    assert (response.status_code, submitted_version.status) == (405, Status.SUBMITTED)


def test_desk_is_told_that_readers_are_told_of_a_sign_off_taken_back(
    client: Client, publication: Publication, editor: Person, chair: Person
) -> None:
    write(publication.article, "patient", "<p>Other words.</p>", by=editor)
    publication.article.refresh_from_db()
    actions.submit(publication.article, by=editor, change_note="other words")
    client.force_login(editor)
    url = f"/desk/versions/{publication.version_id}/"
    before = client.get(url).content.decode()

    actions.revoke(SignOff.objects.get(person=chair), by=chair, reason="An old label.")

    said = "that the board looks at it again"
    assert (said in before, said in client.get(url).content.decode()) == (False, True)
