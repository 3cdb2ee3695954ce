"""A copy has the words of an article and nothing of its versions; whoever wrote those words cannot sign them there either."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Publication, Version
from articles.refusals import Refusal
from articles.subject_codes import typed
from workflows import authorship
from workflows.actions import submit
from workflows.record.verification.agreement import history_faults


def texts(article: Article) -> list[tuple[str, str, str, str]]:
    return list(article.texts.order_by("audience").values_list("audience", "summary", "body", "description"))


def test_a_copy_has_the_texts_references_topic_and_byline(
    draft: Article, editor: Person, managing_editor: Person
) -> None:
    topic = actions.add_topic("Joints", by=managing_editor)
    actions.move_to_topic(draft, by=editor, topic=topic)
    actions.set_subject_codes(draft, by=editor, codes=typed("ICD-10 M10 Gout"))
    actions.set_type(draft, by=editor, type="condition")

    copy = actions.duplicate(draft, by=editor, title="  Another   pain ")

    draft.refresh_from_db()
    copy.refresh_from_db()
    assert (copy.title, copy.slug, copy.handling_editor, texts(copy)) == (
        "Another pain",
        "another-pain",
        editor,
        texts(draft),
    )
    names = (
        "topic",
        "type",
        "reference_keys",
        "subject_codes",
        "quotes",
        "terms",
        "population",
        "funding",
        "audiences",
    )
    assert [getattr(copy, name) for name in names] == [getattr(draft, name) for name in names]
    assert list(copy.contributors.values_list("name", "role", "position")) == list(
        draft.contributors.values_list("name", "role", "position")
    )


def test_it_says_where_it_came_from(draft: Article, editor: Person) -> None:
    copy = actions.duplicate(draft, by=editor, title="Another pain")

    event = Event.objects.get(stream=copy.stream, kind="copied")
    reasons = copy.history.order_by("revision").values_list("history_change_reason", flat=True)
    assert (copy.copied_from, copy.copied_at, json.loads(event.body)["data"]["from_revision"]) == (
        draft,
        draft.revision,
        draft.revision,
    )
    assert set(reasons) == {f"copy of “{draft.title}”, revision {draft.revision}"}


def test_nothing_of_versions_and_what_is_live_comes_along(publication: Publication, editor: Person) -> None:
    copy = actions.duplicate(publication.article, by=editor, title="Another pain")

    assert (copy.versions.count(), copy.publications.count(), copy.former_slugs.count()) == (0, 0, 0)
    assert (publication.article.versions.count(), copy.threads.count()) == (1, 0)


def test_whoever_wrote_the_words_cannot_sign_them_in_the_copy(
    draft: Article, editor: Person, other_editor: Person
) -> None:
    draft.contributors.update(person=None)
    copy = actions.duplicate(draft, by=other_editor, title="Another pain")
    second = actions.duplicate(copy, by=other_editor, title="A third pain")

    versions = [submit(article, by=other_editor, change_note="") for article in (copy, second)]

    assert [editor.pk in authorship.writers(version) for version in versions] == [True, True]
    assert [list(authorship.reasons_against(editor, version)) for version in versions] == [
        ["You wrote or changed words of this version, so you cannot sign it."]
    ] * 2


def test_what_was_written_in_the_source_later_is_not_in_the_copy(
    draft: Article, editor: Person, other_editor: Person, managing_editor: Person
) -> None:
    copy = actions.duplicate(draft, by=other_editor, title="Another pain")
    text = draft.texts.get(audience="patient")
    actions.save_text(
        text, by=managing_editor, summary=text.summary, body=text.body + "<p>More.</p>", description=text.description,
        base_revision=draft.revision,
    )  # fmt: skip

    version: Version = submit(copy, by=other_editor, change_note="")

    assert managing_editor.pk not in authorship.writers(version)


def test_the_title_is_another_one(draft: Article, editor: Person) -> None:
    for title in (draft.title.upper(), "  "):
        with pytest.raises(Refusal, match="title"):
            actions.duplicate(draft, by=editor, title=title)

    assert Article.objects.count() == 1


def test_twice_are_two_copies_with_addresses_of_their_own(draft: Article, editor: Person) -> None:
    slugs = [actions.duplicate(draft, by=editor, title="Another pain").slug for _time in range(2)]

    assert slugs == ["another-pain", "another-pain-2"]


def test_who_only_reads_copies_nothing(draft: Article, auditor: Person, outsider: Person) -> None:
    for person in (auditor, outsider):
        with pytest.raises(PermissionDenied):
            actions.duplicate(draft, by=person, title="Another pain")


def test_codes_are_set_with_an_event_and_no_revision_and_the_same_again_does_nothing(
    draft: Article, editor: Person
) -> None:
    revision = draft.revision
    for _time in range(2):
        actions.set_subject_codes(draft, by=editor, codes=typed("ICD-10 M10 Gout"))

    draft.refresh_from_db()
    assert draft.subject_codes == [{"scheme": "icd-10", "code": "M10", "label": "Gout"}]
    assert (draft.revision, Event.objects.filter(stream=draft.stream, kind="subject_codes_set").count()) == (
        revision,
        1,
    )


def test_who_only_reads_sets_no_codes(draft: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.set_subject_codes(draft, by=auditor, codes=[])


@pytest.mark.parametrize("stored", [[], ["x"], [{"scheme": "icd-10", "code": "M11", "label": "Gout"}]])
def test_verify_names_codes_that_no_event_tells_of(stored: list[object], draft: Article, editor: Person) -> None:
    actions.set_subject_codes(draft, by=editor, codes=typed("ICD-10 M10 Gout"))
    before = list(history_faults())

    Article.objects.filter(pk=draft.pk).update(subject_codes=stored)

    assert (before, [fault.record for fault in history_faults()]) == ([], [f"row {draft.pk} of articles_article"])
