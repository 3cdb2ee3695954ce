"""Acting at once, and looking at it afterwards, as pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Emergency, EmergencyKind, Person, Publication, Version
from articles.publishing.hiding import passages
from workflows import actions

TITLES = {"warn": {"warning": "doses"}, "take_down": {}}


def url(version: Version, name: str = "") -> str:
    return f"/desk/versions/{version.pk}/emergency/" + (f"{name}/" if name else "")


def dose(version: Version) -> str:
    return next(found.key for found in passages(version, "clinician") if found.text.startswith("Start gabapentin"))


def warned(publication: Publication, by: Person) -> Emergency:
    return actions.warn(publication.version, by=by, warning="doses", reason="It may be wrong.")


@pytest.mark.parametrize("name", TITLES)
def test_editor_acts_at_once(name: str, client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(url(publication.version, name), {"reason": "It may be wrong.", **TITLES[name]})

    row = Emergency.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/emergencies/{row.pk}/")
    assert (row.kind, row.by) == (name, editor)


def test_passage_is_chosen_in_its_text_and_warnings_are_not_offered(
    client: Client, publication: Publication, editor: Person
) -> None:
    client.force_login(editor)
    page = client.get(f"{url(publication.version)}?text=clinician")
    offered = [label for _key, label in page.context["hide"].fields["block"].choices]

    response = client.post(
        f"{url(publication.version, 'hide')}?text=clinician", {"block": dose(publication.version), "reason": "Wrong."}
    )

    assert [label[:16] for label in offered] == ["Rest the leg and", "Start gabapentin"]
    assert [found.text for found in page.context["closed"]] == ["Loss of bladder control: refer at once."]
    assert (response.status_code, Emergency.objects.get().audience) == (302, "clinician")


def test_chair_acts_too_and_sees_nothing_else_of_the_desk(
    client: Client, publication: Publication, chair: Person, pharmacist: Person, outsider: Person
) -> None:
    found = []
    for person in (chair, pharmacist, outsider):
        client.force_login(person)
        found.append(client.get(url(publication.version)).status_code)

    assert found == [200, 403, 404]


def test_chair_finds_the_way_on_the_page_of_the_ended_review(
    client: Client, publication: Publication, chair: Person, pharmacist: Person
) -> None:
    review = publication.version.reviews.get()
    found = {}
    for person in (chair, pharmacist):
        client.force_login(person)
        found[person] = [str(offer.label) for offer in client.get(review.get_absolute_url()).context["for_live"]]

    assert found == {chair: ["Review again as it stands", "Emergency"], pharmacist: []}


def test_reason_is_asked_for_where_it_is_missing(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    response = client.post(url(publication.version, "take_down"), {"reason": " "})

    assert (response.status_code, response.context["wrong"].errors) == (422, {"reason": ["Fill this in."]})
    assert Publication.objects.live().exists()


@pytest.mark.parametrize("name", ["hide", "warn", "take_down"])
def test_s29_following_a_link_does_nothing(name: str, client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    assert client.get(url(publication.version, name), {"reason": "x", "warning": "doses"}).status_code == 405
    assert Emergency.objects.count() == 0


def test_unknown_act_is_not_found(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    assert client.post(url(publication.version, "rewrite"), {"reason": "x"}).status_code == 404


def test_another_looks_at_it_from_my_work(
    client: Client, publication: Publication, editor: Person, managing_editor: Person, chair: Person
) -> None:
    row = warned(publication, managing_editor)
    waiting = {}
    for person in (editor, managing_editor, chair):
        client.force_login(person)
        sections = client.get("/desk/").context["sections"]
        waiting[person] = [task.url for section in sections for task in section.tasks if "emergencies" in task.url]

    assert waiting == {editor: [], managing_editor: [], chair: [row.get_absolute_url()]}
    response = client.post(f"{row.get_absolute_url()}review/", {"was_right": "yes", "note": "It was wrong indeed."})
    row.refresh_from_db()
    assert (response.status_code, row.reviewed_by, row.was_right) == (302, chair, True)


def test_whoever_did_it_is_offered_no_review(client: Client, publication: Publication, managing_editor: Person) -> None:
    row = warned(publication, managing_editor)
    client.force_login(managing_editor)

    page = client.get(row.get_absolute_url())
    refused = client.post(f"{row.get_absolute_url()}review/", {"was_right": "yes", "note": "I was right."})

    assert (page.status_code, page.context["review_form"], refused.status_code) == (200, None, 403)


def test_lifting_before_the_board_signed_is_refused_in_words(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    row = warned(publication, editor)
    actions.review_emergency(row, by=managing_editor, was_right=False, note="The dose is right.")
    client.force_login(managing_editor)

    response = client.post(f"{row.get_absolute_url()}lift/", {"reason": "The dose is right."})

    assert response.status_code == 422
    assert response.context["wrong"].non_field_errors() == [
        "The board must approve the version again before this can be lifted."
    ]


def test_emergency_is_known_to_the_desk_and_to_the_chair(
    client: Client, publication: Publication, editor: Person, chair: Person, pharmacist: Person, auditor: Person
) -> None:
    row = warned(publication, editor)
    found = []
    for person in (editor, auditor, chair, pharmacist):
        client.force_login(person)
        found.append((client.get(row.get_absolute_url()).status_code, _listed(client)))

    assert found == [(200, 1), (200, 1), (200, 1), (404, 0)]


def _listed(client: Client) -> int:
    return len(client.get("/desk/emergencies/").context["page"].object_list)


def test_s22_site_counts_its_emergencies_for_everyone(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    row = warned(publication, editor)
    actions.review_emergency(row, by=managing_editor, was_right=True, note="Yes.")

    page = client.get("/editorial-policy/").content.decode()

    said = "this happened once (passages hidden: 0, warnings: 1, pages taken down: 0). Looked at by somebody else since: 1."
    assert said in " ".join(page.split())


@pytest.mark.parametrize("count", [1, 25])
def test_queries_of_the_list_do_not_grow(count: int, client: Client, publication: Publication, editor: Person) -> None:
    rows = [
        Emergency(
            article=publication.article,
            version=publication.version,
            publication=publication,
            kind=EmergencyKind.TAKE_DOWN,
            reason="test",
            by=editor,
            at=timezone.now(),
        )
        for _number in range(count)
    ]
    Emergency.objects.bulk_create(rows)
    client.force_login(editor)

    with CaptureQueriesContext(connection) as done:
        client.get("/desk/emergencies/")

    assert len(done) == 9
