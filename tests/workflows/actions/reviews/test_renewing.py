"""Reviewed, no change needed: the whole live version, its full rule, a search for new evidence."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from time_machine import TimeMachineFixture

from articles.models import Event, Person, Publication, Status, Version
from articles.publishing.releases import facts_for, releases_for
from articles.refusals import Refusal
from tests.universe import sign
from workflows import actions
from workflows.models import Answer, EvidenceSearch, Review, SignOff

YEAR = datetime.timedelta(days=350)


def search(**changes: object) -> actions.Search:
    made = actions.Search(
        "PubMed, Cochrane Library", "leg pain AND walking", timezone.localdate(), 12, 3, "Nothing new."
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def renew(version: Version, by: Person, *members: Person, **changes: object) -> Review:
    due = timezone.localdate() + datetime.timedelta(days=14)
    return actions.renew(
        version, by=by, members=members, due_on=due, search=search(**changes), reason="A year has passed."
    )


def signed_again(review: Review, *members: Person) -> Publication:
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)
    return actions.publish_due(review.version.publications.planned().get().pk)


def test_last_reviewed_moves_when_the_rule_is_met_and_last_updated_does_not(
    publication: Publication,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    time_machine: TimeMachineFixture,
) -> None:
    written = timezone.localdate()
    time_machine.move_to(timezone.now() + YEAR)
    review = renew(publication.version, managing_editor, chair, pharmacist)
    assert facts_for(Publication.objects.live().get()).last_reviewed == written

    renewed = signed_again(review, chair, pharmacist)

    facts, today = facts_for(renewed), timezone.localdate()
    assert (facts.last_reviewed, facts.last_updated, facts.published_on) == (today, written, written)
    assert facts.review_due == today + datetime.timedelta(days=365)
    assert [live.pk for live in Publication.objects.live()] == [renewed.pk]


def test_page_says_that_no_change_was_needed_and_on_what_evidence(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    renewed = signed_again(renew(publication.version, managing_editor, chair, pharmacist), chair, pharmacist)

    page = releases_for(renewed.article)["leg-pain"].pages["patient"]
    assert "no change was needed. We searched for new evidence from" in page
    assert "(PubMed, Cochrane Library)" in page


def test_every_sign_off_names_the_search_that_the_signer_was_shown(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    review = renew(publication.version, managing_editor, chair, pharmacist)
    signed_again(review, chair, pharmacist)

    named = {sign_off.signed["evidence_search"] for sign_off in SignOff.objects.filter(review=review)}
    assert named == {EvidenceSearch.objects.get().digest}
    assert "evidence_search" not in SignOff.objects.exclude(review=review).earliest("pk").signed


def test_search_covers_the_time_since_the_last_review_and_is_on_record(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    review = renew(publication.version, managing_editor, chair, pharmacist)

    row = EvidenceSearch.objects.get()
    assert (row.review, row.covers_from, row.recorded_by) == (review, publication.last_reviewed, managing_editor)
    event = json.loads(Event.objects.filter(kind="evidence_searched").get().body)["data"]
    assert event == {"version": 1, "review": review.pk, "search": row.pk, "digest": row.digest}
    assert Version.objects.get().status == Status.UNDER_REVIEW


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"databases": " "}, "Say where and how"),
        ({"conclusion": ""}, "what it means"),
        ({"read": 13}, "More works were read than found"),
        ({"searched_on": datetime.date(2020, 1, 1)}, "after the last review"),
        ({"searched_on": datetime.date(2999, 1, 1)}, "not in the future"),
    ],
)
def test_search_that_lacks_something_starts_no_review(
    changes: dict[str, object],
    said: str,
    publication: Publication,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
) -> None:
    with pytest.raises(Refusal, match=said):
        renew(publication.version, managing_editor, chair, pharmacist, **changes)

    assert (Review.objects.count(), Version.objects.get().status) == (1, Status.APPROVED)


def test_only_what_is_live_is_reviewed_as_it_stands(
    approved_version: Version, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    with pytest.raises(Refusal, match="Only what is live"):
        renew(approved_version, managing_editor, chair, pharmacist)


def test_chair_asks_too_and_an_editor_does_not(
    publication: Publication, editor: Person, chair: Person, pharmacist: Person, lay_member: Person
) -> None:
    with pytest.raises(PermissionDenied):
        renew(publication.version, editor, chair, pharmacist)

    assert renew(publication.version, chair, pharmacist, lay_member).is_open


def test_twice_at_once_is_refused(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    renew(publication.version, managing_editor, chair, pharmacist)

    with pytest.raises(Refusal):
        renew(publication.version, managing_editor, chair, pharmacist)

    assert EvidenceSearch.objects.count() == 1
