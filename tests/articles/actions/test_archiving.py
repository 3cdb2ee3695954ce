"""Putting an article away, bringing it back, moving it to another topic: an event each, no revision."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.actions.archiving import CannotArchive
from articles.draft import problems
from articles.models import Article, Event, PageChange, Person, Publication, Topic, Version
from articles.refusals import Refusal
from articles.subject_codes import SubjectCode
from workflows.actions import NotReady, submit

WHY = "Another article says it now."


def events(article: Article, kind: str) -> int:
    return Event.objects.filter(stream=article.stream, kind=kind).count()


def test_an_archived_article_leaves_an_event_and_no_revision(draft: Article, editor: Person) -> None:
    revision = draft.revision

    archived = actions.archive(draft, by=editor, reason=WHY)

    draft.refresh_from_db()
    assert (archived.archived_at, draft.revision, events(draft, "archived")) == (draft.archived_at, revision, 1)
    assert draft.archived_at is not None
    assert draft.history.count() == Article.history.filter(id=draft.pk, revision__lte=revision).count()


def test_twice_is_refused_and_leaves_one_event(draft: Article, editor: Person) -> None:
    actions.archive(draft, by=editor, reason=WHY)

    with pytest.raises(Refusal, match="archived already"):
        actions.archive(draft, by=editor, reason=WHY)

    assert events(draft, "archived") == 1


@pytest.mark.parametrize("action", [actions.archive, actions.bring_back])
def test_a_reason_is_wanted(action: object, draft: Article, editor: Person) -> None:
    if action is actions.bring_back:
        actions.archive(draft, by=editor, reason=WHY)

    with pytest.raises(Refusal, match="Say why it is"):
        action(draft, by=editor, reason="  ")  # type: ignore[operator]


@pytest.mark.parametrize("action", ["archive", "bring_back"])
def test_who_reads_alone_puts_nothing_away(action: str, draft: Article, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            getattr(actions, action)(draft, by=person, reason=WHY)

    assert (events(draft, "archived"), events(draft, "brought_back")) == (0, 0)


def test_what_is_submitted_stays(submitted_version: Version, editor: Person) -> None:
    with pytest.raises(CannotArchive, match="submitted or under review"):
        actions.archive(submitted_version.article, by=editor, reason=WHY)


def test_what_is_under_review_stays(version_under_review: Version, editor: Person) -> None:
    with pytest.raises(CannotArchive, match="submitted or under review"):
        actions.archive(version_under_review.article, by=editor, reason=WHY)


def test_what_readers_read_stays(publication: Publication, editor: Person) -> None:
    with pytest.raises(CannotArchive, match="Readers read it"):
        actions.archive(publication.article, by=editor, reason=WHY)


def test_what_is_about_to_be_published_stays(publication: Publication, editor: Person) -> None:
    planned = Publication(
        article=actions.create_article(by=editor, details=actions.Details(title="Gout", audiences=["patient"])),
        version=publication.version, basis="approved", planned_by=editor, reason="planned", due_at=publication.due_at,
    )  # fmt: skip
    planned.save()

    with pytest.raises(CannotArchive, match="about to be published"):
        actions.archive(planned.article, by=editor, reason=WHY)


def test_an_archived_article_is_not_submitted(draft: Article, editor: Person) -> None:
    archived = actions.archive(draft, by=editor, reason=WHY)

    with pytest.raises(NotReady) as refused:
        submit(draft, by=editor, change_note="")

    assert ("The article is archived. Bring it back first." in refused.value.details, problems(archived)[0]) == (
        True,
        "The article is archived. Bring it back first.",
    )


def test_what_is_brought_back_can_be_submitted_as_before(draft: Article, editor: Person) -> None:
    actions.archive(draft, by=editor, reason=WHY)

    back = actions.bring_back(draft, by=editor, reason="It is wanted again.")

    assert (back.archived_at, submit(back, by=editor, change_note="").number, events(draft, "brought_back")) == (
        None,
        1,
        1,
    )


def test_what_is_not_archived_is_not_brought_back(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="not archived"):
        actions.bring_back(draft, by=editor, reason=WHY)


def test_another_topic_leaves_an_event_and_no_revision(draft: Article, editor: Person, managing_editor: Person) -> None:
    topic, revision = actions.add_topic("Joints", by=managing_editor), draft.revision

    moved = actions.move_to_topic(draft, by=editor, topic=topic)

    draft.refresh_from_db()
    assert (draft.topic, moved.revision, draft.revision, events(draft, "moved_to_topic")) == (
        topic,
        revision,
        revision,
        1,
    )


def test_the_same_topic_again_is_refused_and_none_is_a_place(
    draft: Article, editor: Person, managing_editor: Person
) -> None:
    topic = actions.add_topic("Joints", by=managing_editor)
    actions.move_to_topic(draft, by=editor, topic=topic)

    with pytest.raises(Refusal, match="stands there already"):
        actions.move_to_topic(draft, by=editor, topic=topic)
    out = actions.move_to_topic(draft, by=editor, topic=None)

    assert (out.topic, events(draft, "moved_to_topic")) == (None, 2)


def test_pages_that_are_live_are_made_again_after_a_move(publication: Publication, editor: Person) -> None:
    topic = Topic.objects.create(name="Joints", slug="joints")

    actions.move_to_topic(publication.article, by=editor, topic=topic)

    changes = PageChange.objects.filter(article=publication.article).order_by("-serial")
    assert changes.values_list("reason", flat=True)[0] == "topic changed"


def test_who_reads_alone_moves_nothing(draft: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.move_to_topic(draft, by=auditor, topic=None)


GOUT = SubjectCode("icd-10", "M10.9", "Gout")


def test_subject_codes_leave_an_event_and_no_revision(draft: Article, editor: Person) -> None:
    revision = draft.revision

    actions.set_subject_codes(draft, by=editor, codes=[GOUT])
    actions.set_subject_codes(draft, by=editor, codes=[GOUT])

    draft.refresh_from_db()
    assert (draft.subject_codes, draft.revision) == ([GOUT.as_data()], revision)
    assert (events(draft, "subject_codes_set"), PageChange.objects.filter(article=draft).exists()) == (1, False)


def test_pages_that_are_live_are_made_again_with_their_subject_codes(publication: Publication, editor: Person) -> None:
    actions.set_subject_codes(publication.article, by=editor, codes=[GOUT])

    changes = PageChange.objects.filter(article=publication.article).order_by("-serial")
    assert changes.values_list("reason", flat=True)[0] == "subject codes changed"


def test_who_reads_alone_sets_no_subject_codes(draft: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_subject_codes(draft, by=auditor, codes=[GOUT])
