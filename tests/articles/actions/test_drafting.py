"""Changing a draft: one revision each, by somebody, with a reason, and nobody's words lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, FormerSlug, PageChange, Person, Text
from articles.refusals import Refusal
from tests.universe import PATIENT, SUMMARY, write

OTHER = '<h2>What helps</h2>\n<p>Most people get better in 8 weeks.<cite data-key="doe-2020"></cite></p>'


def revisions(article: Article) -> list[tuple[int, str, str]]:
    rows = article.history.order_by("revision").select_related("history_user")
    return [(row.revision, row.history_user.printed_name, row.history_change_reason) for row in rows]


def save(text: Text, by: Person, body: str, base: int) -> Text:
    return actions.save_text(text, by=by, summary=SUMMARY, body=body, description=text.description, base_revision=base)


def test_saving_makes_a_revision_whose_reason_the_system_writes(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="patient")

    save(text, editor, OTHER, text.revision)

    draft.refresh_from_db()
    reason = "patient text, What helps: 1 word"
    assert revisions(draft)[-1] == (draft.revision, "Edith Editor", reason)
    assert draft.texts.get(audience="patient").history.latest("history_date").history_change_reason == reason


def test_saving_without_a_change_changes_nothing(draft: Article, editor: Person) -> None:
    text, before = draft.texts.get(audience="patient"), revisions(draft)
    events = Event.objects.count()

    save(text, editor, PATIENT, text.revision)

    assert revisions(draft) == before
    assert Event.objects.count() == events


def test_edits_of_different_texts_do_not_collide(draft: Article, editor: Person, other_editor: Person) -> None:
    patient, clinician = draft.texts.get(audience="patient"), draft.texts.get(audience="clinician")

    save(patient, editor, OTHER, patient.revision)
    save(clinician, other_editor, "<p>Other.</p>", clinician.revision)

    assert [text.body for text in draft.texts.order_by("audience")] == ["<p>Other.</p>", OTHER]


def test_whoever_has_no_desk_role_changes_nothing(
    draft: Article, outsider: Person, administrator: Person, auditor: Person
) -> None:
    text = draft.texts.get(audience="patient")

    for person in (outsider, administrator, auditor):
        with pytest.raises(PermissionDenied):
            save(text, person, OTHER, text.revision)

    assert draft.texts.get(audience="patient").body == PATIENT


def test_scripts_never_reach_the_database(draft: Article, editor: Person) -> None:
    write(draft, "patient", '<p onclick="x()">Safe.</p><script>alert(1)</script>', by=editor)

    assert draft.texts.get(audience="patient").body == "<p>Safe.</p>"


def test_changed_address_leaves_the_former_one_and_owes_its_pages(draft: Article, editor: Person) -> None:
    details = actions.Details(title="Leg pain", slug="pain-in-the-leg", audiences=["patient", "clinician"])

    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    assert FormerSlug.objects.get().slug == "leg-pain"
    assert PageChange.objects.count() == 1


def test_address_that_an_article_once_had_is_never_given_again(draft: Article, editor: Person) -> None:
    details = actions.Details(title="Leg pain", slug="pain-in-the-leg", audiences=["patient", "clinician"])
    actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    second = actions.create_article(by=editor, details=actions.Details(title="Leg pain", audiences=["patient"]))

    assert second.slug == "leg-pain-2"


def test_article_without_a_title_is_refused(editor: Person) -> None:
    with pytest.raises(Refusal, match="title"):
        actions.create_article(by=editor, details=actions.Details(title=" ", audiences=["patient"]))

    assert not Article.objects.exists()


def test_what_there_is_none_of_is_not_filled_from_the_account(draft: Article, editor: Person, chair: Person) -> None:
    chair.interests = "Shares."
    chair.save()
    entries = [actions.Byline(role="author", person=chair, none_of=["credentials", "software"], software=" Spelling. ")]

    actions.set_byline(draft, by=editor, byline=entries)

    row = draft.contributors.get()
    assert (row.credentials, row.interests, row.software, row.none_of) == ("", "Shares.", "Spelling.", ["credentials"])


def test_an_orcid_is_kept_in_its_usual_spelling_or_refused(draft: Article, editor: Person) -> None:
    entry = actions.Byline(role="author", name="Ann Other", orcid="https://orcid.org/0000-0002-1694-233x")
    actions.set_byline(draft, by=editor, byline=[entry])

    with pytest.raises(Refusal, match="does not fit the others"):
        actions.set_byline(draft, by=editor, byline=[replace(entry, orcid="0000-0002-1694-2331")])
    assert draft.contributors.get().orcid == "0000-0002-1694-233X"


def test_another_order_is_a_revision(draft: Article, editor: Person) -> None:
    entries = [actions.Byline(role="author", name=name) for name in ("Ann Other", "Bob Other")]
    actions.set_byline(draft, by=editor, byline=entries)
    before = Article.objects.get(pk=draft.pk).revision

    actions.set_byline(draft, by=editor, byline=entries[::-1])

    assert Article.objects.get(pk=draft.pk).revision == before + 1
    assert [row.name for row in draft.contributors.all()] == ["Bob Other", "Ann Other"]


def test_byline_change_is_a_revision_that_says_who(draft: Article, editor: Person, chair: Person) -> None:
    entries = [actions.Byline(role="author", person=chair), actions.Byline(role="editor", name="Jo Free")]

    actions.set_byline(draft, by=editor, byline=entries)

    draft.refresh_from_db()
    assert revisions(draft)[-1][2] == "written by: Clara Chair (Author); Jo Free (Editor)"
    assert list(draft.contributors.values_list("name", "credentials")) == [("Clara Chair", "MD"), ("Jo Free", "")]


def test_the_same_byline_again_changes_nothing(draft: Article, editor: Person) -> None:
    entries = [actions.Byline(role="author", name="Ann Other")]
    actions.set_byline(draft, by=editor, byline=entries)
    before = (revisions(draft), Event.objects.count(), draft.contributors.get().pk)

    again = actions.set_byline(draft, by=editor, byline=entries)

    assert (revisions(again), Event.objects.count(), again.contributors.get().pk) == before


def test_two_idle_saves_leave_no_history(draft: Article) -> None:
    before = draft.history.count()

    assert not draft.record(by=draft.handling_editor, reason="nothing")

    assert draft.history.count() == before


def test_a_revision_says_what_it_changed_in_which_text(draft: Article, editor: Person) -> None:
    text = draft.texts.get(audience="clinician")

    write(draft, "clinician", text.body.replace("300 mg daily", "600 mg twice daily"), by=editor)

    draft.refresh_from_db()
    assert draft.change == {"clinician": {"added": 2, "removed": 2, "number": True, "dose": True}}
    assert draft.history.get(revision=draft.revision).change == draft.change


def test_a_revision_beside_the_texts_changes_no_text(draft: Article, editor: Person) -> None:
    actions.set_byline(draft, by=editor, byline=[actions.Byline(role="author", name="Ann Other")])

    draft.refresh_from_db()
    assert draft.change == {}


def test_details_without_a_title_are_refused_and_change_nothing(draft: Article, editor: Person) -> None:
    details = actions.Details(title=" ", question="Why?", audiences=["patient", "clinician"])

    with pytest.raises(Refusal, match="Give the article a title"):
        actions.save_details(draft, by=editor, details=details, base_revision=draft.revision)

    stored = Article.objects.get(pk=draft.pk)
    assert (stored.title, stored.question, stored.revision) == ("Leg pain", "What helps?", draft.revision)
