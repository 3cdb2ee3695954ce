"""S20: a definition attaches only where an editor confirmed the sense, and stands in the version word for word."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions as desk
from articles.draft import manifest_of, problems
from articles.explaining import Glossary
from articles.manifest import ExplainedTerm, Manifest, TermPlace
from articles.models import Article, Definition, Person, UsedDefinition
from articles.refusals import Refusal
from articles.text.blocks import blocks
from articles.text.terms import Wording
from tests.glossary import STROKE, add, signed
from tests.universe import SUMMARY, write
from workflows import actions
from workflows.models import Board
from workflows.reviews.fitting import is_minor

BODY = (
    '<h2>Stroke</h2>\n<p>A stroke is sudden.<cite data-key="doe-2020"></cite> A CVA is one too.</p>\n'
    "<h2>Care</h2>\n<p>After a stroke, rest.</p>"
)
FIRST, CARE = "body/Stroke", "body/Care"


@pytest.fixture
def definition(draft: Article, editor: Person, board: Board, chair: Person) -> Definition:
    """A signed one, and a patient text in which its word stands."""
    write(draft, "patient", BODY, by=editor)
    return signed(add(STROKE, by=editor), by=chair)


def confirm(article: Article, by: Person, *sections: str, key: str = "stroke", audience: str = "patient") -> Article:
    seen = article.texts.get(audience=audience).revision
    return desk.confirm_terms(article, by=by, audience=audience, sections={key: sections}, seen=seen)


def frozen(article: Article) -> Manifest:
    return manifest_of(article, number=1, change_note="", previous_approved="")


def test_s20_nothing_is_explained_that_nobody_confirmed(draft: Article, definition: Definition) -> None:
    assert frozen(draft).definitions == ()


def test_s20_a_definition_attaches_where_its_sense_was_confirmed(
    draft: Article, editor: Person, definition: Definition
) -> None:
    article = confirm(draft, editor, CARE)

    block = blocks(BODY)[-1].key
    place = TermPlace("body", block, len("After a "), "stroke")
    assert frozen(article).definitions == (
        ExplainedTerm("patient", "stroke", "stroke", "", STROKE.patient, definition.digest, (place,)),
    )


def test_confirming_is_a_revision_with_who_and_why(draft: Article, editor: Person, definition: Definition) -> None:
    before = Article.objects.get(pk=draft.pk).revision

    article = confirm(draft, editor, FIRST, CARE)
    again = confirm(draft, editor, FIRST, CARE)

    row = article.history.latest("revision")
    assert article.terms == {"patient": {"stroke": [FIRST, CARE]}}
    assert (row.history_change_reason, row.history_user) == ("patient text, terms explained: stroke", editor)
    assert (article.revision, again.revision) == (before + 1, before + 1)


def test_taking_a_term_off_is_a_revision_too(draft: Article, editor: Person, definition: Definition) -> None:
    confirm(draft, editor, CARE)

    article = confirm(draft, editor)

    assert article.terms == {"patient": {}}
    assert article.history.latest("revision").history_change_reason == "patient text, terms explained: none"


def test_a_revision_names_the_first_eight_terms(draft: Article, editor: Person, board: Board, chair: Person) -> None:
    names = ("ague", "boil", "chill", "dropsy", "eczema", "fever", "gout", "hives", "itch")
    write(draft, "patient", f"<h2>Ills</h2>\n<p>They are {', '.join(names)}.</p>", by=editor)
    for name in names:
        signed(add(Wording(name, patient=f"What {name} is."), by=editor), by=chair)
    seen = draft.texts.get(audience="patient").revision

    reasons = []
    for many in (9, 8):
        sections = {name: ["body/Ills"] for name in names[:many]}
        article = desk.confirm_terms(draft, by=editor, audience="patient", sections=sections, seen=seen)
        reasons.append(article.history.latest("revision").history_change_reason)

    first = "patient text, terms explained: ague, boil, chill, dropsy, eczema, fever, gout, hives"
    assert reasons == [f"{first}, …", first]


@pytest.mark.parametrize("role", ["outsider", "auditor", "chair"])
def test_who_does_not_draft_confirms_nothing(
    role: str, draft: Article, definition: Definition, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        confirm(draft, request.getfixturevalue(role), CARE)


@pytest.mark.parametrize(
    ("key", "section", "audience"),
    [("stroke", "body/Elsewhere", "patient"), ("rash", CARE, "patient"), ("stroke", CARE, "clinician")],
)
def test_what_does_not_stand_there_is_not_confirmed(
    key: str, section: str, audience: str, draft: Article, editor: Person, definition: Definition
) -> None:
    with pytest.raises(Refusal, match="does not stand there"):
        confirm(draft, editor, section, key=key, audience=audience)


def test_an_unsigned_definition_is_offered_to_nobody(draft: Article, editor: Person) -> None:
    write(draft, "patient", BODY, by=editor)
    add(STROKE, by=editor)

    assert Glossary.of("en").entries == {}
    with pytest.raises(Refusal):
        confirm(draft, editor, CARE)


def test_a_text_that_was_saved_since_is_shown_again(draft: Article, editor: Person, definition: Definition) -> None:
    with pytest.raises(Refusal, match="in the meantime"):
        desk.confirm_terms(draft, by=editor, audience="patient", sections={"stroke": [CARE]}, seen=1)


def test_one_word_means_one_thing_in_a_section(
    draft: Article, editor: Person, chair: Person, definition: Definition
) -> None:
    signed(add(Wording("stroke", sense="swimming", patient="One move."), by=editor), by=chair)
    seen = draft.texts.get(audience="patient").revision

    with pytest.raises(Refusal, match="one sense"):
        desk.confirm_terms(
            draft, by=editor, audience="patient", sections={"stroke": [CARE], "stroke-swimming": [CARE]}, seen=seen
        )
    article = desk.confirm_terms(
        draft, by=editor, audience="patient", sections={"stroke": [FIRST], "stroke-swimming": [CARE]}, seen=seen
    )

    assert [(term.key, len(term.places)) for term in frozen(article).definitions] == [
        ("stroke", 1), ("stroke-swimming", 1),
    ]  # fmt: skip


def test_a_definition_that_was_taken_back_keeps_the_article_from_submission(
    draft: Article, editor: Person, chair: Person, definition: Definition
) -> None:
    article = confirm(draft, editor, CARE)
    actions.revoke_definition(definition, by=chair, reason="wrong")

    assert problems(article) == [
        "“Patients, families and carers”: the term “stroke” has no signed definition now; look at the terms of this text."
    ]
    assert problems(confirm(draft, editor)) == []


def test_a_later_change_of_a_definition_changes_no_version(
    draft: Article, editor: Person, pharmacist: Person, definition: Definition
) -> None:
    confirm(draft, editor, CARE)
    version = actions.submit(draft, by=editor, change_note="")
    desk.change_term(
        definition.term, by=editor, wording=Wording("stroke", patient="New."), reason="x", seen=definition.digest
    )
    newer = signed(definition.term, by=pharmacist)

    version.refresh_from_db()
    assert [term.definition for term in version.content.definitions] == [STROKE.patient]
    assert [use.definition for use in UsedDefinition.objects.filter(version=version)] == [definition]
    assert newer.words.patient == "New."


def test_another_definition_is_no_small_correction_but_another_place_is(
    draft: Article, editor: Person, pharmacist: Person, definition: Definition
) -> None:
    article = confirm(draft, editor, CARE)
    old = frozen(article)
    write(draft, "patient", BODY.replace("After a", "Soon after a"), by=editor, summary=SUMMARY)
    article.refresh_from_db()
    moved = frozen(article)
    desk.change_term(
        definition.term, by=editor, wording=Wording("stroke", patient="New."), reason="x", seen=definition.digest
    )
    signed(definition.term, by=pharmacist)

    assert old.definitions != moved.definitions
    assert (is_minor(old, moved), is_minor(old, frozen(article))) == (True, False)


def test_s20_no_term_is_explained_in_a_text_that_the_article_does_not_declare(
    draft: Article, editor: Person, definition: Definition
) -> None:
    with pytest.raises(Refusal, match="The article has no text for this audience"):
        desk.confirm_terms(draft, by=editor, audience="student", sections={"stroke": [FIRST]}, seen=1)

    assert Article.objects.get(pk=draft.pk).terms == {}
