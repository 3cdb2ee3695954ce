"""Templates: an article begins with one, is not submitted while a prompt is left; the publisher's own are kept by managing editors."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.actions import Details, TemplateNotWhole
from articles.draft import problems
from articles.models import Article, ArticleTemplate, Event, Person
from articles.refusals import Refusal
from articles.text.prompts import prompt
from articles.text.skeletons import SKELETONS, ArticleType, Section, body
from tests.universe import SUMMARY, write
from workflows.actions import NotReady, submit
from workflows.actions.live.approved_earlier import publish_approved_earlier

SECTIONS = [Section("Symptoms", "What people notice.")]


def test_every_text_of_a_new_article_begins_with_the_template(editor: Person) -> None:
    made = body(SKELETONS[ArticleType.TEST])

    article = actions.create_article(
        by=editor, details=Details(title="X-ray", audiences=["patient", "clinician"]), body=made
    )

    assert set(article.texts.values_list("body", "revision")) == {(made, 1)}


def test_an_article_with_a_prompt_is_not_submitted_and_says_where(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    write(draft, "patient", text.body + prompt("Say when to call a doctor."), by=editor)

    with pytest.raises(NotReady) as refused:
        submit(draft, by=editor, change_note="")

    sentence = (
        "“Patients, families and carers”: a prompt of the template is still there, “Say when to call a doctor.” "
        "Write what it asks for, or take it out."
    )
    assert sentence in refused.value.details
    assert draft.versions.count() == 0


def test_a_prompt_in_the_bottom_line_keeps_it_back_too_and_several_are_counted(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")
    write(draft, "patient", text.body + prompt("One.") + prompt("Two."), by=editor, summary=SUMMARY + prompt("Three."))

    (sentence,) = (one for one in problems(draft) if "prompts of the template" in one)
    assert sentence == (
        "“Patients, families and carers”: 3 prompts of the template are still there, the first is “Three.” "
        "Write what they ask for, or take them out."
    )


def test_a_former_approval_brings_no_prompt_to_readers(editor: Person, managing_editor: Person) -> None:
    article = actions.create_article(
        by=editor, details=Details(title="Gout", audiences=["patient"]), body=prompt("Say.")
    )
    due = article.created_at.date()

    with pytest.raises(Refusal, match="a prompt of the template is still there"):
        publish_approved_earlier(
            article, by=managing_editor, approval={"by": "A board", "on": "2026-01-02"}, review_due=due, reason="Moved."
        )

    assert article.publications.count() == 0


def test_a_template_is_saved_changed_and_removed_with_an_event_each(managing_editor: Person) -> None:
    row = actions.save_template(by=managing_editor, name=" Our   page ", sections=SECTIONS)
    actions.save_template(by=managing_editor, name="Our page", sections=SECTIONS, template=row)
    changed = actions.save_template(
        by=managing_editor, name="Our page", sections=[*SECTIONS, Section("Causes", "Why.")], template=row
    )
    actions.remove_template(row, by=managing_editor)
    actions.remove_template(row, by=managing_editor)

    kinds = list(Event.objects.filter(kind__startswith="template").order_by("pk").values_list("kind", flat=True))
    assert (row.name, len(changed.sections), ArticleTemplate.objects.count()) == ("Our page", 2, 0)
    assert kinds == ["template_saved", "template_saved", "template_removed"]


@pytest.mark.parametrize(
    ("name", "sections", "sentence"),
    [
        ("", SECTIONS, "a name of at most 80 letters"),
        ("x" * 81, SECTIONS, "a name of at most 80 letters"),
        ("Ours", [], "between one and 60 sections"),
        ("Ours", SECTIONS * 61, "between one and 60 sections"),
        ("Ours", [Section("", "Why.")], "a heading of at most 120 letters"),
        ("Ours", [Section("Causes", " ")], "“Causes”: say what belongs in this section"),
    ],
)
def test_what_is_not_whole_is_refused(
    name: str, sections: list[Section], sentence: str, managing_editor: Person
) -> None:
    with pytest.raises(TemplateNotWhole, match=sentence):
        actions.save_template(by=managing_editor, name=name, sections=sections)


def test_a_name_is_given_once(managing_editor: Person) -> None:
    actions.save_template(by=managing_editor, name="Ours", sections=SECTIONS)

    with pytest.raises(TemplateNotWhole, match="There is a template of this name"):
        actions.save_template(by=managing_editor, name="OURS", sections=SECTIONS)


def test_only_managing_editors_keep_templates(editor: Person, auditor: Person, managing_editor: Person) -> None:
    row = actions.save_template(by=managing_editor, name="Ours", sections=SECTIONS)

    for person in (editor, auditor):
        with pytest.raises(PermissionDenied):
            actions.save_template(by=person, name="Mine", sections=SECTIONS)
        with pytest.raises(PermissionDenied):
            actions.remove_template(row, by=person)


def test_a_type_is_one_of_the_list_or_none(managing_editor: Person) -> None:
    with pytest.raises(TemplateNotWhole, match="Choose a type of the list, or none"):
        actions.save_template(by=managing_editor, name="Ours", sections=SECTIONS, type="sonnet")
    row = actions.save_template(by=managing_editor, name="Ours", sections=SECTIONS, type=ArticleType.TEST)

    assert list(ArticleTemplate.objects.values_list("pk", "type")) == [(row.pk, "test")]
