"""Signing on the page: the line first, then the password, and nothing lost on the way."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from articles.models import Event, Person, Publication, Status, Version
from articles.publishing.pages import page_for
from tests.universe import PASSWORD, ask, sign, write
from workflows import actions
from workflows.models import Answer, Board, Review, SignOff
from workflows.reviews.dose_sheet import dose_sheet

VERDICT = {
    "verdict": "approve_with_comment",
    "scope": ["clinical_accuracy", "doses"],
    "audiences": ["clinician"],
    "comment": "Mention driving.",
}


def post(client: Client, review: Review, step: str, **changes: object) -> tuple[int, str]:
    email = Person.objects.get(pk=client.session["_auth_user_id"]).email
    posted = {"digest": review.version.digest, **VERDICT, "step": step, "email": email, "rows_open": "on", **changes}
    response = client.post(f"/desk/reviews/{review.pk}/sign/", posted)
    return response.status_code, response.content.decode()


def line_of(page: str) -> str:
    """The hidden field that says which line was shown."""
    found = re.search(r'name="line" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def typed_values(page: str) -> list[tuple[str, str]]:
    """Names and values of the hidden fields that carry what was typed."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return [(name, html.unescape(value)) for name, value in fields if name not in ("csrfmiddlewaretoken", "line")]


def test_first_step_shows_the_line_and_signs_nothing(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    status, page = post(client, review, "show")

    assert (status, SignOff.objects.count()) == (200, 0)
    assert "<strong>Paul Pharmacist</strong>, PharmD" in page
    assert 'autocomplete="current-password"' in page
    assert "I reviewed this version within the scope named here and approve it for publication, with a comment." in page


def test_first_step_carries_everything_that_was_typed(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    _status, page = post(client, review, "show")

    assert typed_values(page) == [
        ("verdict", "approve_with_comment"),
        ("scope", "clinical_accuracy"),
        ("scope", "doses"),
        ("audiences", "clinician"),
        ("comment", "Mention driving."),
        ("digest", review.version.digest),
    ]


def test_second_step_signs(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")

    status, _page = post(client, review, "sign", password=PASSWORD, line=line_of(page))

    signed = SignOff.objects.get()
    assert (status, signed.person, signed.verdict, signed.comment) == (
        302,
        pharmacist,
        "approve_with_comment",
        "Mention driving.",
    )
    assert (signed.signed["scope"], signed.signed["audiences"]) == (["clinical_accuracy", "doses"], ["clinician"])


def test_who_signs_for_doses_is_told_how_many_rows_are_ticked(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)
    row = dose_sheet(review.version.content).doses[0]
    actions.tick_dose(review, by=pharmacist, row=row.key)

    _status, page = post(client, review, "show")
    _status, other = post(client, review, "show", scope=["clinical_accuracy"])

    assert "1 of 2 rows ticked by you (doses: 1 of 1)." in page
    assert ("rows ticked" in other, 'name="rows_open"' in other) == (False, False)


def test_open_rows_ask_to_be_confirmed_and_gate_nothing(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")

    status, again = post(client, review, "sign", password=PASSWORD, line=line_of(page), rows_open="")

    assert (status, SignOff.objects.count()) == (422, 0)
    assert "Say that you sign although rows are not ticked, or go back and tick them." in again
    assert post(client, review, "sign", password=PASSWORD, line=line_of(page))[0] == 302


def test_nothing_is_asked_where_every_row_is_ticked(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    for row in dose_sheet(review.version.content).rows:
        actions.tick_dose(review, by=pharmacist, row=row.key)
    _status, page = post(client, review, "show")

    status, _page = post(client, review, "sign", password=PASSWORD, line=line_of(page), rows_open="")

    assert ('name="rows_open"' in page, status) == (False, 302)


def test_s34_readers_see_word_for_word_the_line_that_was_shown(
    client: Client, review: Review, pharmacist: Person, chair: Person
) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")
    shown = re.search(r'<li class="rb-signer.*?</li>', page, re.DOTALL)
    post(client, review, "sign", password=PASSWORD, line=line_of(page))
    sign(review, chair)
    publication = actions.publish_due(Publication.objects.get().pk)

    published = page_for(publication, "patient").html

    assert shown
    assert published.count(shown[0]) == 1


def test_wrong_password_keeps_everything_but_the_password(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")

    status, again = post(client, review, "sign", password="wrong horse", line=line_of(page))

    assert (status, SignOff.objects.count()) == (422, 0)
    assert typed_values(again) == typed_values(page)
    assert "This does not fit, or the code was used already. Nothing was signed." in again
    assert "wrong horse" not in again
    assert Event.objects.filter(kind="credential_failed").count() == 1


def test_empty_password_is_answered_at_the_field(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")

    status, again = post(client, review, "sign", password="", line=line_of(page))

    assert (status, "Fill this in." in again, SignOff.objects.count()) == (422, True, 0)


def test_line_that_changed_since_it_was_shown_is_shown_again(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")
    pharmacist.credentials = "PharmD, PhD"
    pharmacist.save()

    status, again = post(client, review, "sign", password=PASSWORD, line=line_of(page))

    assert (status, SignOff.objects.count()) == (200, 0)
    assert "<strong>Paul Pharmacist</strong>, PharmD, PhD" in again


def test_posting_a_password_at_once_shows_the_line_first(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    status, _page = post(client, review, "sign", password=PASSWORD)

    assert (status, SignOff.objects.count()) == (200, 0)


def test_going_back_keeps_what_was_typed(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    status, page = post(client, review, "edit")

    assert status == 200
    assert "Mention driving.</textarea>" in page
    assert page.count("checked") == 4


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"verdict": ""}, {"verdict": ["Choose one of them."]}),
        ({"comment": " "}, {"comment": ["Say in a few words what you mean; the editor and the record need it."]}),
        ({"scope": []}, {"scope": ["Tick at least one kind of check."]}),
        ({"audiences": []}, {"audiences": ["Tick at least one text."]}),
        (
            {"audiences": ["student"]},
            {"audiences": ["Select a valid choice. student is not one of the available choices."]},
        ),
    ],
)
def test_incomplete_verdict_is_answered_at_the_field(
    client: Client, review: Review, pharmacist: Person, changes: dict[str, object], errors: dict[str, list[str]]
) -> None:
    client.force_login(pharmacist)

    response = client.post(
        f"/desk/reviews/{review.pk}/sign/", {"digest": review.version.digest, **VERDICT, "step": "show", **changes}
    )

    assert (response.status_code, response.context["sign_form"].errors) == (422, errors)


def test_who_chose_nothing_is_not_asked_about_a_dissent(client: Client, review: Review, pharmacist: Person) -> None:
    """A browser sends nothing for radio buttons of which none is chosen."""
    client.force_login(pharmacist)

    response = client.post(f"/desk/reviews/{review.pk}/sign/", {"digest": review.version.digest, "step": "show"})

    assert (response.status_code, set(response.context["sign_form"].errors)) == (422, {"verdict", "scope", "audiences"})


def test_abstaining_needs_neither_scope_nor_text_nor_words(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    status, page = post(client, review, "show", verdict="abstain", scope=[], audiences=[], comment="")

    assert (status, "I abstain from judging this version." in page) == (200, True)


def test_digest_of_another_text_is_refused_and_recorded(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show", digest="0" * 64)

    status, again = post(client, review, "sign", digest="0" * 64, password=PASSWORD, line=line_of(page))

    assert (status, SignOff.objects.count()) == (422, 0)
    assert "You were shown another text than the one under review." in again
    assert "Mention driving.</textarea>" in again
    assert Event.objects.filter(kind="refused").count() == 1


def test_author_is_refused_and_the_attempt_recorded(client: Client, review: Review, editor: Person) -> None:
    client.force_login(editor)

    status, page = post(client, review, "sign", password=PASSWORD, line="")

    assert (status, SignOff.objects.count()) == (422, 0)
    assert "You wrote or changed words of this version, so you cannot sign it." in html.unescape(page)
    assert Event.objects.filter(kind="refused", actor=editor).count() == 1


def test_outsider_does_not_learn_of_the_review(client: Client, review: Review, outsider: Person) -> None:
    client.force_login(outsider)

    assert [post(client, review, step)[0] for step in ("show", "edit", "sign")] == [404, 404, 404]


def test_member_who_has_not_declared_interests_is_refused_without_seeing_the_text(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    review = ask(submitted_version, managing_editor, board, chair, pharmacist)
    client.force_login(pharmacist)

    status, page = post(client, review, "sign", password=PASSWORD, line="")

    assert (status, "Declare your interests first." in page, "Most people get better" in page) == (422, True, False)
    assert Event.objects.filter(kind="refused", actor=pharmacist).count() == 1


def test_second_signature_is_refused(client: Client, review: Review, pharmacist: Person) -> None:
    sign(review, pharmacist)
    client.force_login(pharmacist)

    status, page = post(client, review, "show")

    assert (status, "You have signed this version already." in page, SignOff.objects.count()) == (422, True, 1)


def test_review_that_ended_meanwhile_keeps_the_comment(
    client: Client, review: Review, pharmacist: Person, chair: Person, lay_member: Person
) -> None:
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")
    sign(review, chair, "changes_required", "The dose is too high.")

    status, again = post(client, review, "sign", password=PASSWORD, line=line_of(page))

    assert (status, "Mention driving.</textarea>" in again, SignOff.objects.count()) == (422, True, 1)


@pytest.mark.parametrize(
    ("verdict", "status", "sentence"),
    [
        ("approve", Status.APPROVED, "Signed. With your signature the version is approved."),
        ("changes_required", Status.CHANGES_REQUESTED, "Signed. The version goes back to the editors."),
        ("abstain", Status.UNDER_REVIEW, "Signed. Thank you."),
    ],
)
def test_signature_says_what_it_led_to(
    client: Client, review: Review, pharmacist: Person, chair: Person, verdict: str, status: str, sentence: str
) -> None:
    sign(review, chair)
    client.force_login(pharmacist)
    _status, page = post(client, review, "show", verdict=verdict)
    posted = {"digest": review.version.digest, **VERDICT, "verdict": verdict, "line": line_of(page)}

    url = f"/desk/reviews/{review.pk}/sign/"
    response = client.post(
        url, {**posted, "step": "sign", "password": PASSWORD, "email": pharmacist.email, "rows_open": "on"}, follow=True
    )

    assert Version.objects.get(pk=review.version_id).status == status
    assert sentence in response.content.decode()


def test_undecided_interest_keeps_from_signing(client: Client, review: Review, pharmacist: Person) -> None:
    actions.disclose(review, by=pharmacist, answer=Answer.YES, details="Shares.")
    client.force_login(pharmacist)

    status, page = post(client, review, "show")

    assert (status, "the chair has not decided yet" in page) == (422, True)


def test_s29_a_link_signs_nothing(client: Client, review: Review, pharmacist: Person) -> None:
    client.force_login(pharmacist)

    assert client.get(f"/desk/reviews/{review.pk}/sign/", {**VERDICT, "step": "sign"}).status_code == 405


def test_stranger_is_asked_to_sign_in(client: Client, review: Review) -> None:
    assert client.post(f"/desk/reviews/{review.pk}/sign/", VERDICT).status_code == 302


def test_draft_that_moved_on_does_not_change_what_is_signed(
    client: Client, review: Review, pharmacist: Person, editor: Person
) -> None:
    write(review.version.article, "patient", "<p>Changed.</p>", by=editor)
    client.force_login(pharmacist)
    _status, page = post(client, review, "show")

    post(client, review, "sign", password=PASSWORD, line=line_of(page))

    assert SignOff.objects.get().digest == review.version.digest


def test_dissent_is_asked_whether_it_is_published_and_shows_the_words_only_then(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)
    said = {"verdict": "dissent", "comment": "Too early."}

    asked = post(client, review, "show", **said)
    shown = [post(client, review, "show", **said, published=answer) for answer in ("yes", "no")]

    lines = [re.search(r'<li class="rb-signer.*?</li>', page, re.DOTALL) for _status, page in shown]
    assert (asked[0], "Say whether readers may see the words of your dissent." in asked[1]) == (422, True)
    assert [bool(line and "Too early." in line[0]) for line in lines] == [True, False]


def test_the_choice_that_was_shown_is_the_one_that_is_signed(
    client: Client, review: Review, pharmacist: Person
) -> None:
    client.force_login(pharmacist)
    said = {"verdict": "dissent", "comment": "Too early."}
    _status, page = post(client, review, "show", **said, published="no")

    changed, _page = post(client, review, "sign", **said, published="yes", password=PASSWORD, line=line_of(page))
    signed, _page = post(client, review, "sign", **said, published="no", password=PASSWORD, line=line_of(page))

    assert (changed, signed, SignOff.objects.get().signed["published"]) == (200, 302, False)


def test_board_sees_the_words_of_a_dissent_that_is_not_published(
    client: Client, review: Review, pharmacist: Person, chair: Person
) -> None:
    sign(review, pharmacist, "dissent", "Too early.", published=False)
    client.force_login(chair)

    page = client.get(f"/desk/reviews/{review.pk}/").content.decode()

    assert ("Too early." in page, "(not published)" in page) == (True, True)
