"""The page of notices and take-downs."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Ending, Notice, Person, Publication, Version
from workflows import actions

CONCERN = {"kind": "concern", "sentence": "We are checking the advice on rest.", "reason": "A reader wrote."}


def url(version: Version, name: str = "") -> str:
    return f"/desk/versions/{version.pk}/notices/" + (f"{name}/" if name else "")


def offered(client: Client, version: Version, person: Person) -> list[str]:
    client.force_login(person)
    return [panel.name for panel in client.get(url(version)).context["panels"]]


def test_live_page_can_have_a_notice_or_end_in_three_ways(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    assert offered(client, publication.version, managing_editor) == ["post_notice", "retire", "remove", "retract"]

    actions.retire(publication.version, by=managing_editor, reason="Old.")

    assert offered(client, publication.version, managing_editor) == []


def test_page_is_for_the_managing_editor_alone(
    client: Client, publication: Publication, editor: Person, auditor: Person, outsider: Person
) -> None:
    found = []
    for person in (editor, auditor, outsider):
        client.force_login(person)
        found.append((client.get(url(publication.version)).status_code, _posts(client, publication.version)))

    assert found == [(403, 403), (403, 403), (404, 404)]
    assert client.logout() is None
    assert client.get(url(publication.version)).status_code == 302
    assert Notice.objects.count() == 0


def _posts(client: Client, version: Version) -> int:
    return client.post(url(version, "post_notice"), CONCERN).status_code


@pytest.mark.parametrize(
    ("name", "typed", "ending"),
    [
        ("retire", {"reason": "Old."}, Ending.RETIRED),
        ("remove", {"reason": "A court said so.", "told": "We may not show it."}, Ending.REMOVED),
        ("retract", {"reason": "Wrong.", "told": "The advice was wrong."}, Ending.RETRACTED),
    ],
)
def test_each_way_to_end_is_taken(
    name: str,
    typed: dict[str, str],
    ending: Ending,
    client: Client,
    publication: Publication,
    managing_editor: Person,
) -> None:
    client.force_login(managing_editor)

    response = client.post(url(publication.version, name), typed)

    publication.refresh_from_db()
    assert (response.status_code, publication.ended_as) == (302, ending)


def test_retirement_names_what_to_read_instead(
    client: Client, publication: Publication, managing_editor: Person, draft: Article
) -> None:
    client.force_login(managing_editor)

    unknown = client.post(url(publication.version, "retire"), {"reason": "Old.", "replaced_by": "no-such"})
    itself = client.post(url(publication.version, "retire"), {"reason": "Old.", "replaced_by": "leg-pain"})

    assert unknown.context["wrong"].errors == {"replaced_by": ["There is no article with this address."]}
    assert itself.context["wrong"].non_field_errors() == ["An article does not replace itself."]
    assert (unknown.status_code, itself.status_code) == (422, 422)


def test_what_was_typed_stays_when_it_is_refused(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    response = client.post(url(publication.version, "retract"), {"reason": "Wrong.", "told": "It said 5 mg daily."})

    assert response.status_code == 422
    assert "It said 5 mg daily.</textarea>" in response.content.decode()
    assert Publication.objects.live().exists()


def test_concern_is_posted_listed_and_ends_only_after_the_board(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    client.force_login(managing_editor)
    client.post(url(publication.version, "post_notice"), CONCERN)
    notice = Notice.objects.get()

    refused = client.post(f"/desk/notices/{notice.pk}/end/", {"reason": "All well."})

    assert [row for row, _form in refused.context["notices"]] == [notice]
    assert refused.context["wrong"].non_field_errors() == [
        "The board must review the version again before the notice can end."
    ]


def test_unknown_act_is_not_found(client: Client, publication: Publication, managing_editor: Person) -> None:
    client.force_login(managing_editor)

    assert client.post(url(publication.version, "delete"), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["post_notice", "retire", "remove", "retract"])
def test_s29_following_a_link_does_nothing(
    name: str, client: Client, publication: Publication, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    assert client.get(url(publication.version, name), CONCERN).status_code == 405
    assert Publication.objects.live().get() == publication


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_notices(
    count: int, client: Client, publication: Publication, managing_editor: Person
) -> None:
    client.force_login(managing_editor)
    for number in range(count):
        actions.post_notice(
            publication.version, by=managing_editor, **(CONCERN | {"sentence": f"We are checking part {number} of it."})
        )

    with CaptureQueriesContext(connection) as done:
        client.get(url(publication.version))

    assert len(done) == 9
