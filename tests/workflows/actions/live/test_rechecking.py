"""What is checked again when an approved version goes live, and what becomes of one that fails."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from articles import actions as desk
from articles import guards
from articles.models import Article, Basis, Delivery, Event, PageChange, Person, Publication, Reference, Version
from articles.refusals import Refusal
from tests.articles.test_record import tamper
from tests.meanwhile import meanwhile
from tests.universe import ask, sign
from workflows import actions
from workflows.actions.live.publishing import cancel_planned
from workflows.actions.live.rechecking import NotDisclosed, require_disclosed
from workflows.actions.reviews.reviewing import freeze
from workflows.models import Answer, Board, Revocation, SignOff
from workflows.work import publications_due

SOURCE = "https://example.org/notice"


@pytest.fixture
def planned(approved_version: Version) -> Publication:
    return approved_version.publications.get()


def retract_reference(reference: Reference, editor: Person) -> None:
    desk.mark_reference(reference, by=editor, mark="retracted", source=SOURCE, reason="PubMed says so.")


def revoke_one(version: Version) -> None:
    sign_off = SignOff.objects.filter(version=version).earliest("pk")
    Revocation.objects.create(sign_off=sign_off, by=sign_off.person, reason="I was wrong.")


def changed_in_the_database(sql: str, *values: object) -> None:
    """As somebody who owns the database could."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    guards.install(connection)


def last_event(publication: Publication) -> dict[str, object]:
    event = Event.objects.filter(stream=publication.article.stream).latest("sequence")
    return {"kind": event.kind, **json.loads(event.body)["data"]}


def test_version_whose_rule_is_no_longer_met_is_held(
    planned: Publication, approved_version: Version, managing_editor: Person, editor: Person
) -> None:
    revoke_one(approved_version)

    held = actions.publish_due(planned.pk)

    said = "The sign-offs that stand do not fulfil the approval rule: 1 more approval is needed."
    assert (held.is_live, held.held_why) == (False, said)
    assert last_event(held) == {"kind": "held", "version": 1, "publication": held.pk, "held": "RuleNotMet"}
    told = Delivery.objects.filter(kind="held").values_list("person", flat=True)
    assert set(told) == {managing_editor.pk, editor.pk}
    assert PageChange.objects.count() == 0


def test_held_version_is_not_tried_again_by_the_clock(planned: Publication, approved_version: Version) -> None:
    revoke_one(approved_version)
    actions.publish_due(planned.pk)
    events = Event.objects.count()

    actions.publish_due(planned.pk)

    assert list(publications_due()) == []
    assert list(Publication.objects.held()) == [planned]
    assert Event.objects.count() == events


def test_held_version_goes_live_by_a_person_once_its_rule_is_met(
    planned: Publication, approved_version: Version, managing_editor: Person, lay_member: Person
) -> None:
    revoke_one(approved_version)
    actions.publish_due(planned.pk)
    with pytest.raises(actions.RuleNotMet):
        actions.publish(approved_version, by=managing_editor, reason="Now.")

    members = [Person.objects.get(printed_name=name) for name in ("Clara Chair", "Paul Pharmacist", "Laura Lay")]
    due = timezone.localdate() + datetime.timedelta(days=7)
    again = actions.reopen(approved_version, by=managing_editor, members=members, due_on=due, reason="One revoked.")
    for member in members[:2]:
        actions.disclose(again, by=member, answer=Answer.NONE)
        sign(again, member)
    live = actions.publish_due(approved_version.publications.planned().get().pk)

    assert live.is_live


@pytest.mark.django_db(transaction=True)
def test_version_whose_words_were_changed_is_held(planned: Publication, approved_version: Version) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL refuses a manifest that its fingerprint does not fit")
    changed = approved_version.manifest.replace("300 mg", "900 mg")
    changed_in_the_database("UPDATE articles_version SET manifest = %s", changed)

    held = actions.publish_due(planned.pk)

    assert (held.is_live, held.held_why) == (
        False,
        "The stored version is not the one that was signed. It is not published.",
    )


@pytest.mark.django_db(transaction=True)
def test_version_with_a_sign_off_that_was_changed_is_held(planned: Publication, approved_version: Version) -> None:
    changed_in_the_database("UPDATE workflows_signoff SET comment = 'really'")

    held = actions.publish_due(planned.pk)

    numbers = " ".join(str(pk) for pk in SignOff.objects.order_by("signed_at", "pk").values_list("pk", flat=True))
    said = f"A sign-off is not as it was signed. The version is not published. {numbers}"
    assert (held.is_live, held.held_why) == (False, said)


def test_s18_version_that_cites_a_retracted_work_is_held(
    planned: Publication, reference: Reference, editor: Person
) -> None:
    retract_reference(reference, editor)

    held = actions.publish_due(planned.pk)

    said = "The version cites a work that was retracted: A trial of walking (doe-2020)"
    assert (held.is_live, held.held_why) == (False, said)


def test_s18_retracted_work_is_cited_for_a_reason_by_name(
    planned: Publication, approved_version: Version, reference: Reference, editor: Person, managing_editor: Person
) -> None:
    retract_reference(reference, editor)
    actions.publish_due(planned.pk)

    live = actions.publish(
        approved_version, by=managing_editor, reason="Go.", cited_as_retracted="The text is about the retraction."
    )

    event = last_event(live)
    assert (event["kind"], event["cited"]) == ("publish", ["doe-2020"])
    assert event["cited_why"] == "The text is about the retraction."


def test_work_that_was_only_corrected_holds_nothing(planned: Publication, reference: Reference, editor: Person) -> None:
    desk.mark_reference(reference, by=editor, mark="corrected", source=SOURCE, reason="A typing error.")

    assert actions.publish_due(planned.pk).is_live


def test_what_was_removed_needs_the_board_again(
    publication: Publication, managing_editor: Person, board: object, chair: Person, pharmacist: Person
) -> None:
    version = publication.version
    actions.remove(version, by=managing_editor, reason="A court said so.")
    with pytest.raises(actions.NotApprovedSince, match="removed"):
        actions.publish(version, by=managing_editor, reason="Again.")

    due = timezone.localdate() + datetime.timedelta(days=7)
    again = actions.reopen(version, by=managing_editor, members=[chair, pharmacist], due_on=due, reason="Lawful now.")
    for member in (chair, pharmacist):
        actions.disclose(again, by=member, answer=Answer.NONE)
        sign(again, member)
    actions.publish_due(version.publications.planned().get().pk)

    assert [live.version for live in Publication.objects.live()] == [version]


def test_what_was_retracted_never_comes_back(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")
    members, due = [chair, pharmacist], timezone.localdate() + datetime.timedelta(days=7)
    with pytest.raises(Refusal, match="Submit a new version"):
        actions.reopen(publication.version, by=managing_editor, members=members, due_on=due, reason="Again.")

    with pytest.raises(actions.NotApprovedSince, match="Submit a new version"):
        actions.publish(publication.version, by=managing_editor, reason="Again.")

    assert not Publication.objects.live().exists()


def test_marking_a_work_needs_a_source_and_a_reason(reference: Reference, editor: Person, outsider: Person) -> None:
    for wrong in ({"mark": "odd"}, {"source": " "}, {"reason": ""}):
        with pytest.raises(Refusal):
            desk.mark_reference(
                reference, by=editor, **{"mark": "retracted", "source": SOURCE, "reason": "why", **wrong}
            )
    with pytest.raises(PermissionDenied):
        desk.mark_reference(reference, by=outsider, mark="retracted", source=SOURCE, reason="why")

    assert Reference.objects.get().mark == ""


def test_marking_twice_changes_nothing_the_second_time(
    publication: Publication, reference: Reference, editor: Person
) -> None:
    retract_reference(reference, editor)
    changes = (PageChange.objects.count(), Event.objects.count())

    retract_reference(reference, editor)

    assert (PageChange.objects.count(), Event.objects.count()) == changes


def undisclosed(article: Article, editor: Person) -> Version:
    """Submitted by a release that did not ask for disclosures."""
    desk.set_byline(article, by=editor, byline=[desk.Byline(role="author", person=editor)])
    locked = Article.objects.get(pk=article.pk)
    return freeze(locked, None, editor, "")


def test_a_version_with_a_missing_disclosure_is_held_and_says_where_to_add_it(
    draft: Article,
    editor: Person,
    managing_editor: Person,
    board: Board,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    review = ask(undisclosed(draft, editor), managing_editor, board, chair, pharmacist, lay_member)
    for member in (chair, pharmacist):
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)

    held = actions.publish_due(review.version.publications.get().pk)

    assert held.held_why == (
        "Not everything about its contributors is stated. Complete it and submit the article again: "
        "Edith Editor: not stated yet: interests, funding, use of software (AI). "
        "Add it under Details, “Written by”, or tick that there is none."
    )


def test_a_version_that_readers_had_before_may_go_back_to_them(publication: Publication) -> None:
    version = publication.version
    silent = replace(version.content, contributors=())
    again = Publication(article=version.article, version=version, basis=Basis.APPROVED)
    version.__dict__["content"] = silent

    assert require_disclosed(again) is None


def test_the_record_of_a_former_process_counts_for_its_page(version_under_review: Version) -> None:
    version_under_review.__dict__["content"] = replace(version_under_review.content, contributors=())
    earlier = Publication(version=version_under_review, basis=Basis.APPROVED_EARLIER)

    assert require_disclosed(earlier) is None
    with pytest.raises(NotDisclosed, match="The article has no author"):
        require_disclosed(Publication(version=version_under_review, basis=Basis.APPROVED))


def test_what_somebody_takes_back_while_it_is_being_held_is_not_held(
    planned: Publication, approved_version: Version
) -> None:
    """It failed; before that is noted, a newer version takes its place."""
    revoke_one(approved_version)
    events = Event.objects.count()

    with meanwhile("ROLLBACK TO SAVEPOINT", lambda: cancel_planned(approved_version, reason="version 2 is approved")):
        kept = actions.publish_due(planned.pk)

    assert (kept.ended_as, kept.held_at, kept.held_why) == ("cancelled", None, "")
    assert (Event.objects.count(), Delivery.objects.filter(kind="held").count()) == (events, 0)


def test_an_approval_that_is_not_on_record_puts_nothing_live(planned: Publication) -> None:
    tamper("UPDATE workflows_review SET outcome = 'withdrawn'")

    held = actions.publish_due(planned.pk)

    assert (held.is_live, held.held_why) == (False, "The board's approval of this version is not on record here.")


def approve_again(version: Version, by: Person, *members: Person) -> None:
    due = timezone.localdate() + datetime.timedelta(days=7)
    again = actions.reopen(version, by=by, members=members, due_on=due, reason="Lawful now.")
    for member in members:
        actions.disclose(again, by=member, answer=Answer.NONE)
        sign(again, member)
    actions.publish_due(version.publications.planned().get().pk)


def test_what_was_removed_twice_needs_the_board_twice(
    publication: Publication, managing_editor: Person, chair: Person, pharmacist: Person
) -> None:
    version = publication.version
    actions.remove(version, by=managing_editor, reason="A court said so.")
    approve_again(version, managing_editor, chair, pharmacist)
    version = Version.objects.get()
    actions.remove(version, by=managing_editor, reason="Another court said so.")
    with pytest.raises(actions.NotApprovedSince, match="removed"):
        actions.publish(version, by=managing_editor, reason="Again.")

    approve_again(version, managing_editor, chair, pharmacist)

    assert Publication.objects.live().count() == 1


def test_a_removal_whose_event_is_gone_is_not_taken_for_one_before_the_approval(
    publication: Publication, managing_editor: Person
) -> None:
    version = publication.version
    actions.remove(version, by=managing_editor, reason="A court said so.")
    tamper("DELETE FROM articles_event WHERE kind = 'remove'")

    with pytest.raises(actions.NotApprovedSince, match="removed"):
        actions.publish(version, by=managing_editor, reason="Again.")
