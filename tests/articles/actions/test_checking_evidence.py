"""Weak evidence as flags of the draft: noticed at its words, answered by name until the passage or the work changes."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from articles import actions
from articles.models import Article, Flag, Person, Reference, Severity
from tests.articles.views.conftest import address
from tests.universe import CLINICIAN, PATIENT, write
from workflows.actions import NotReady, submit

WHY = "The text says that it was retracted."
BARE = "<h2>Rest</h2>\n<p>Rest makes most back pain worse.</p>"


def flags(draft: Article, *kinds: str) -> list[Flag]:
    actions.check_draft(draft.pk)
    return list(draft.flags.standing().filter(kind__in=kinds).order_by("audience", "pk"))


def shown(found: list[Flag]) -> list[tuple[str, str, str]]:
    return [(flag.audience, flag.severity, flag.data["left"]["quote"]) for flag in found]


def retract(reference: Reference, by: Person) -> None:
    actions.mark_reference(reference, by=by, mark="retracted", source="PMID 1", reason="Said there.")


def test_a_retracted_work_is_one_flag_in_each_text_at_the_words_that_cite_it(
    draft: Article, reference: Reference, editor: Person
) -> None:
    retract(reference, editor)

    found = flags(draft, "retracted")

    assert shown(found) == [
        ("clinician", Severity.MUST_ANSWER, "Start gabapentin at 300 mg daily."),
        ("patient", Severity.MUST_ANSWER, "Most people get better in 6 weeks."),
    ]
    assert [flag.data["left"]["section"] for flag in found] == ["Treatment", "What helps"]


def test_a_mark_makes_the_checks_look_again_though_no_word_changed(
    draft: Article, reference: Reference, editor: Person
) -> None:
    actions.check_draft(draft.pk)
    before = list(actions.checks_due())

    retract(reference, editor)

    assert (before, list(actions.checks_due())) == ([], [draft])


@pytest.mark.parametrize("change", ["type", "publisher"])
def test_what_a_person_says_of_a_work_makes_them_look_again(
    draft: Article, reference: Reference, editor: Person, change: str
) -> None:
    actions.check_draft(draft.pk)

    if change == "type":
        actions.confirm_type(reference, by=editor, type="guideline", reason="Read it.", issuing_body="NICE")
    else:
        actions.say_who_published(reference, by=editor, published_by="author", reason="Read it.")

    assert list(actions.checks_due()) == [draft]


def test_a_newer_edition_that_comes_into_the_library_makes_them_look_again(
    draft: Article, reference: Reference, editor: Person
) -> None:
    body = {"author": [{"literal": "NICE"}]}
    old = {"csl": {**body, "issued": {"date-parts": [["2016"]]}}, "key": "old"}
    actions.add_reference(actions.ReferenceData("Sciatica", "guideline", guideline="NG59", **old), by=editor)
    write(draft, "patient", PATIENT.replace("doe-2020", "old"), by=editor)
    actions.check_draft(draft.pk)

    new = {"csl": {**body, "issued": {"date-parts": [["2026"]]}}, "key": "new"}
    actions.add_reference(actions.ReferenceData("Sciatica", "guideline", guideline="NG59", **new), by=editor)

    assert list(actions.checks_due()) == [draft]
    assert shown(flags(draft, "superseded")) == [
        ("patient", Severity.WORTH_A_LOOK, "Most people get better in 6 weeks.")
    ]


def test_a_retracted_work_keeps_the_draft_until_somebody_says_why_it_is_cited(
    draft: Article, reference: Reference, editor: Person
) -> None:
    retract(reference, editor)
    waiting = flags(draft, "retracted")

    with pytest.raises(NotReady) as refused:
        submit(draft, by=editor, change_note="")
    actions.answer_flags(draft, by=editor, flags=[flag.pk for flag in waiting], reason=WHY)
    version = submit(draft, by=editor, change_note="")

    assert len(refused.value.details) == 2
    assert [flag["answer"]["reason"] for flag in frozen(version.frozen_flags.content, "retracted")] == [WHY, WHY]


def frozen(content: str, kind: str) -> list[dict[str, dict[str, str]]]:
    return [flag for flag in json.loads(content)["flags"] if flag["kind"] == kind]


def test_an_answer_holds_through_other_edits_and_ends_with_its_passage(
    draft: Article, reference: Reference, editor: Person
) -> None:
    (flag,) = flags(draft, "single-source-dose")
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="There is no other.")

    write(draft, "clinician", f"{CLINICIAN}\n<p>Ask about sleep.</p>", by=editor)
    held = flags(draft, "single-source-dose")
    write(draft, "clinician", CLINICIAN.replace("Start", "Begin"), by=editor)
    changed = flags(draft, "single-source-dose")

    assert [one.answer for one in held] == ["There is no other."]
    assert [one.answer for one in changed] == [""]


def test_an_answer_ends_when_the_work_changes(draft: Article, reference: Reference, editor: Person) -> None:
    Reference.objects.filter(pk=reference.pk).update(csl={"issued": {"date-parts": [["2001"]]}})
    waiting = flags(draft, "old")
    actions.answer_flags(draft, by=editor, flags=[flag.pk for flag in waiting], reason="Still holds.")

    Reference.objects.filter(pk=reference.pk).update(csl={"issued": {"date-parts": [["2003"]]}})

    assert [flag.answer for flag in flags(draft, "old")] == ["", ""]


def test_a_section_that_cites_nothing_is_a_note_at_its_first_statement(draft: Article, editor: Person) -> None:
    write(draft, "patient", f"{PATIENT}\n{BARE}", by=editor)

    assert shown(flags(draft, "uncited-section")) == [
        ("patient", Severity.NOTE, "Rest makes most back pain worse."),
    ]


def test_what_is_never_cited_is_no_flag_of_a_text(draft: Article, editor: Person) -> None:
    other = actions.add_reference(actions.ReferenceData(title="Unused", type="review"), by=editor)
    actions.list_reference(draft, other, by=editor)

    actions.check_draft(draft.pk)

    assert [flag for flag in draft.flags.all() if "Unused" in str(flag.data)] == []


def test_the_panel_beside_the_text_shows_it_with_its_words_and_leads_to_the_answer(
    client: Client, draft: Article, editor: Person
) -> None:
    (flag,) = flags(draft, "single-source-dose")
    client.force_login(editor)

    page = client.get(address("article_checks", draft.pk, "clinician")).content.decode()

    assert 'data-quote="Start gabapentin at 300 mg daily."' in page
    assert "It rests on “A trial of walking” alone" in page
    assert f"?flag={flag.pk}#flag-{flag.pk}" in page


def test_words_that_are_typed_are_looked_at_before_they_are_saved(
    client: Client, draft: Article, reference: Reference, editor: Person
) -> None:
    write(draft, "patient", "<h2>Rest</h2>\n<p>Some people rest.</p>", by=editor)
    retract(reference, editor)
    client.force_login(editor)
    text = draft.texts.get(audience="patient")

    before = client.get(address("article_checks", draft.pk, "patient")).context["lines"]
    text.working_copies.create(person=editor, summary=text.summary, body=PATIENT, base_revision=text.revision)
    after = client.get(address("article_checks", draft.pk, "patient")).context["lines"]

    kinds = [
        [line.seen.kind.value for line in lines if line.seen.kind.value == "retracted"] for lines in (before, after)
    ]
    assert kinds == [[], ["retracted"]]


def test_the_page_of_citations_leads_to_the_flag_and_tells_the_answer(
    client: Client, draft: Article, editor: Person
) -> None:
    (flag,) = flags(draft, "single-source-dose")
    client.force_login(editor)
    url = address("article_citations", draft.pk)

    before = " ".join(client.get(url).content.decode().split())
    actions.answer_flags(draft, by=editor, flags=[flag.pk], reason="There is no other.")
    after = " ".join(client.get(url).content.decode().split())

    assert f'{address("article_flags", draft.pk)}?flag={flag.pk}#flag-{flag.pk}">Answer' in before
    assert "Health professionals: answered by Edith Editor: There is no other." in after
