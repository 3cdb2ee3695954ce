"""A statement of another kind in a member's row, put there by the database's owner: pages say so, and it counts for nothing."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import Article, Person, Publication, Status, Version
from articles.text.plain import plain
from tests.articles.test_record import tamper
from tests.universe import PASSWORD, PATIENT, ask, sign, submit_again, write
from tests.workflows.api.programs import program_of
from tests.workflows.record.test_auditing import audit
from tests.workflows.views.signing.test_signing import line_of, post
from workflows import actions
from workflows.actions.live.rechecking import DigestMismatch, recheck
from workflows.models import Answer, Board, Review, SignOff
from workflows.quorum import Standing
from workflows.record.inspection import as_html
from workflows.record.verification import rows
from workflows.reviews.standing import standing_of

Replaced = Callable[[SignOff], SignOff]


@pytest.fixture(params=["of an auditor", "of another shape", "a list", "no JSON"])
def replaced(request: pytest.FixtureRequest, auditor: Person) -> Replaced:
    """Puts other words in the place of a member's statement; an auditor's are signed by our own key."""

    def other(sign_off: SignOff) -> SignOff:
        statement, signature = {
            "of another shape": (sign_off.statement.replace('"interests":{', '"interests":"none","more":{'), "AAAA"),
            "a list": ("[]", "AAAA"),
            "no JSON": ("Approved.", "AAAA"),
        }.get(request.param, ("", ""))
        if not statement:
            signed = audit(sign_off.version.article, auditor, result="faults", findings="Between us: look at row 7.")
            statement, signature = signed.statement, signed.signature
        sql = "UPDATE workflows_signoff SET statement = %s, signature = %s WHERE id = %s"
        tamper(sql, statement, signature, sign_off.pk)
        sign_off.refresh_from_db()
        return sign_off

    return other


def sentence(row: SignOff) -> str:
    return (
        f"The statement that stands as sign-off {row.pk}, of version {row.version.number}, is not one of a member about "
        'a review. It counts as no signature, and "manage.py verify" names it: tell the operator.'
    )


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(plain(response.content.decode()))


def test_review_page_says_so_and_counts_no_signature(
    client: Client, review: Review, chair: Person, managing_editor: Person, replaced: Replaced
) -> None:
    before, row = standing_of(review), replaced(sign(review, chair))
    client.force_login(managing_editor)

    page = words(client, f"/desk/reviews/{review.pk}/")

    assert page.count(sentence(row)) == 1
    assert "Sign-offs: 0 of 3 members" in page
    assert "chair: No signature of this member" in page.replace("Chair", "chair")
    assert "Between us" not in page
    assert standing_of(review) == before
    assert [str(fault).partition(":")[0] for fault in rows.sign_off_faults()] == [f"sign-off {row.pk}"]


def test_programs_are_told_of_no_signature(
    review: Review, chair: Person, pharmacist: Person, editor: Person, replaced: Replaced
) -> None:
    address, program = f"/articles/{review.version.article.uuid}/reports/reviews", program_of(editor)
    sign(review, pharmacist)
    replaced(sign(review, chair))

    (told,) = program.get(address).json()["reviews"]

    assert (told["asked"], told["signed"]) == (3, 1)


def test_article_page_says_whose_signature_is_not_there(
    client: Client, review: Review, chair: Person, editor: Person, replaced: Replaced
) -> None:
    replaced(sign(review, chair))
    client.force_login(editor)

    assert "No signature of this member" in words(client, f"/desk/articles/{review.version.article_id}/")


def test_its_member_is_handed_no_receipt_and_may_take_it_back(
    client: Client, review: Review, chair: Person, replaced: Replaced
) -> None:
    row = replaced(sign(review, chair))
    client.force_login(chair)

    page, receipt = client.get(f"/desk/reviews/{review.pk}/"), client.get(f"/desk/reviews/{review.pk}/receipt/")

    assert (receipt.status_code, b"receipt/" in page.content, b"revoke/" in page.content) == (404, False, True)
    assert sentence(row) in words(client, f"/desk/reviews/{review.pk}/revoke/")


@pytest.fixture
def again(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    """Version 2 under review; the chair, who signed version 1, has nothing to declare."""
    write(publication.article, "patient", PATIENT.replace("people get", "people will get"), by=editor)
    version = submit_again(publication.article, by=editor, change_note="A word was missing.")
    review = ask(version, managing_editor, board, chair, pharmacist)
    actions.disclose(review, by=chair, answer=Answer.NONE)
    return review


def test_nothing_is_taken_over_from_it_when_its_member_signs_again(
    client: Client, again: Review, publication: Publication, chair: Person, replaced: Replaced
) -> None:
    row = replaced(SignOff.objects.get(person=chair, version=publication.version))
    client.force_login(chair)

    page = words(client, f"/desk/reviews/{again.pk}/")
    status, preview = post(client, again, "show")
    signed, _page = post(client, again, "sign", password=PASSWORD, line=line_of(preview))

    assert page.count(sentence(row)) == 1
    assert (status, html.unescape(plain(preview)).count(sentence(row)), signed) == (200, 1, 302)
    assert "Changed since you signed" not in page + preview
    assert SignOff.objects.filter(review=again, person=chair).count() == 1


def test_the_others_may_approve_and_nothing_goes_live_with_it(
    review: Review, chair: Person, pharmacist: Person, lay_member: Person, replaced: Replaced
) -> None:
    row = replaced(sign(review, lay_member))

    sign(review, chair)
    sign(review, pharmacist)

    version = Version.objects.get()
    told = Publication.objects.get()
    assert (version.status, standing_of(review).standing) == (Status.APPROVED, Standing.MET)
    assert [signer["name"] for signer in told.review_statement["signers"]] == ["Clara Chair", "Paul Pharmacist"]
    with pytest.raises(DigestMismatch) as refused:
        recheck(told)
    assert list(refused.value.details) == [str(row.pk)]


def test_inspection_file_holds_it_and_says_so(publication: Publication, auditor: Person, replaced: Replaced) -> None:
    row = replaced(SignOff.objects.select_related("person").earliest("pk"))

    file = html.unescape(plain(as_html(actions.inspect(Article.objects.get(), by=auditor))))

    assert file.count(sentence(row)) == 1
    assert f"{row.person.printed_name}: {row.get_verdict_display()}" in file
