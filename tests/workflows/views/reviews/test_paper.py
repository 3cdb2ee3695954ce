"""Reviews on paper: the form of the managing editor, what the review page and the timeline say, and the scan."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Event, Person
from workflows import actions
from workflows.actions import OnPaper
from workflows.models import PaperReview, Review
from workflows.views.record.timeline import timeline

PDF = b"%PDF-1.7 a scan"


def posted(person: Person, content: bytes = PDF) -> dict[str, object]:
    scan = SimpleUploadedFile("scan.pdf", content, "application/pdf")
    return {"person": person.pk, "given_on": timezone.localdate(), "said": "The dose is right.", "scan": scan}


def entered(review: Review, by: Person, person: Person) -> PaperReview:
    paper = OnPaper(datetime.date(2026, 5, 9), "The dose is right.", PDF)
    return actions.enter_paper_review(review, by=by, person=person, paper=paper)


def test_managing_editor_enters_one(
    client: Client, review: Review, managing_editor: Person, lay_member: Person
) -> None:
    client.force_login(managing_editor)
    assert f'href="/desk/reviews/{review.pk}/paper/"' in client.get(f"/desk/reviews/{review.pk}/").content.decode()

    response = client.post(f"/desk/reviews/{review.pk}/paper/", posted(lay_member), follow=True)

    page = response.content.decode()
    assert response.redirect_chain == [(f"/desk/reviews/{review.pk}/", 302)]
    assert "Entered by Mary Managing for Laura Lay, scan attached" in page
    assert "None of them is a signature, and no rule counts them." in page


def test_wrong_file_is_said_at_its_field(
    client: Client, review: Review, managing_editor: Person, lay_member: Person
) -> None:
    client.force_login(managing_editor)

    response = client.post(f"/desk/reviews/{review.pk}/paper/", posted(lay_member, b"PK"))

    assert (response.status_code, response.context["form"].errors) == (
        422,
        {"scan": ["The scan must be a PDF, PNG or JPEG file."]},
    )
    assert "The dose is right.</textarea>" in response.content.decode()


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("chair", 403), ("auditor", 403), ("outsider", 404)])
def test_others_cannot(
    who: str, status: int, client: Client, review: Review, lay_member: Person, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/desk/reviews/{review.pk}/paper/").status_code == status
    assert client.post(f"/desk/reviews/{review.pk}/paper/", posted(lay_member)).status_code == status
    assert (PaperReview.objects.count(), "/paper/" in client.get(f"/desk/reviews/{review.pk}/").content.decode()) == (
        0,
        False,
    )


def test_scan_is_given_to_keep_to_whoever_reads_the_review(
    client: Client, review: Review, managing_editor: Person, lay_member: Person, chair: Person
) -> None:
    paper = entered(review, managing_editor, lay_member)
    client.force_login(chair)

    response = client.get(f"/desk/paper-reviews/{paper.pk}/scan/")

    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == f'attachment; filename="paper-review-{paper.pk}.pdf"'
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_scan_is_kept_from_others(
    client: Client, review: Review, managing_editor: Person, lay_member: Person, outsider: Person
) -> None:
    paper = entered(review, managing_editor, lay_member)

    assert client.get(f"/desk/paper-reviews/{paper.pk}/scan/").status_code == 302
    client.force_login(outsider)
    assert client.get(f"/desk/paper-reviews/{paper.pk}/scan/").status_code == 404


def test_scan_whose_file_is_gone_is_not_found(
    client: Client, review: Review, managing_editor: Person, lay_member: Person
) -> None:
    paper = entered(review, managing_editor, lay_member)
    paper.scan.storage.delete(str(paper.scan.name))
    client.force_login(managing_editor)

    assert client.get(f"/desk/paper-reviews/{paper.pk}/scan/").status_code == 404


def test_timeline_tells_for_whom(review: Review, managing_editor: Person, lay_member: Person) -> None:
    entered(review, managing_editor, lay_member)

    newest = timeline(review.version.article)[0][0]

    assert (newest.title, newest.who) == (
        "Entered a review of version 1 that Laura Lay gave on paper, with its scan",
        "Mary Managing",
    )
    assert Event.objects.filter(kind="paper_review").count() == 1
