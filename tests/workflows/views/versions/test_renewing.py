"""The page on which a live version is sent to its board again as it stands."""

from __future__ import annotations

import datetime

from django.test import Client
from django.utils import timezone

from articles.models import Person, Publication, Status, Version
from workflows.models import EvidenceSearch, Review


def typed(*members: Person, **changes: object) -> dict[str, object]:
    made: dict[str, object] = {
        "databases": "PubMed",
        "strategy": "leg pain AND walking",
        "searched_on": timezone.localdate().isoformat(),
        "found": "12",
        "read": "3",
        "conclusion": "Nothing new.",
        "members": [member.pk for member in members],
        "due_on": (timezone.localdate() + datetime.timedelta(days=14)).isoformat(),
        "reason": "A year has passed.",
    }
    return made | changes


def test_managing_editor_asks_the_board_and_members_see_the_search(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    page = client.get(f"/desk/versions/{publication.version_id}/renew/")

    response = client.post(f"/desk/versions/{publication.version_id}/renew/", typed(chair, pharmacist))

    review = Review.objects.latest("pk")
    assert (page.status_code, response.status_code) == (200, 302)
    assert response["Location"] == review.get_absolute_url()
    assert EvidenceSearch.objects.get().review == review
    assert "Nothing new." in client.get(review.get_absolute_url()).content.decode()


def test_answer_is_hoped_for_by_the_day_that_was_typed_and_members_are_proposed(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    url, soon = f"/desk/versions/{publication.version_id}/renew/", timezone.localdate() + datetime.timedelta(days=3)

    proposed = client.post(url, {"databases": "PubMed", "due_on": typed()["due_on"], "propose": "1"})
    client.post(url, typed(chair, pharmacist, answer_by=soon.isoformat()))

    assert (proposed.status_code, proposed.context["form"]["databases"].value()) == (200, "PubMed")
    assert len(proposed.context["form"]["members"].value()) > 1
    assert set(Review.objects.latest("pk").assignments.values_list("answer_by", flat=True)) == {soon}


def test_search_that_found_more_than_a_column_holds_is_answered_in_words(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    many = typed(chair, pharmacist, found="2147483648", read="9" * 25)

    response = client.post(f"/desk/versions/{publication.version_id}/renew/", many)

    too_large = ["Ensure this value is less than or equal to 2147483647."]
    assert response.context["form"].errors == {"found": too_large, "read": too_large}


def test_wrong_search_is_answered_in_words(
    client: Client, publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)

    response = client.post(f"/desk/versions/{publication.version_id}/renew/", typed(chair, pharmacist, read="13"))

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["More works were read than found."]
    assert Version.objects.get().status == Status.APPROVED


def test_editor_may_not_ask(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)

    assert client.get(f"/desk/versions/{publication.version_id}/renew/").status_code == 403


def test_version_that_no_board_has_reviewed_cannot_be_renewed(
    client: Client, submitted_version: Version, managing_editor: Person
) -> None:
    client.force_login(managing_editor)

    assert client.get(f"/desk/versions/{submitted_version.pk}/renew/").status_code == 403
