"""One text started from another, and words replaced in all texts as one revision."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.models import Article, Event, Person, Reference, Text
from articles.refusals import Refusal
from articles.text.searching import Sought
from tests.universe import CLINICIAN, PATIENT, SUMMARY, write


@pytest.fixture
def started(editor: Person, reference: Reference) -> Article:
    """An article whose text for health professionals alone has words."""
    details = actions.Details(title="Leg pain", audiences=["patient", "student", "clinician"])
    article = actions.create_article(by=editor, details=details)
    write(article, "clinician", CLINICIAN, by=editor)
    return article


def text_of(article: Article, audience: str) -> Text:
    return Text.objects.select_related("article").get(article=article, audience=audience)


def start(article: Article, audience: str, source: str, by: Person, reason: str = "", **changes: int) -> Text:
    text = text_of(article, audience)
    posted = {"base_revision": text.revision, **changes}
    return actions.start_text_from(text, by=by, source=text_of(article, source), reason=reason, **posted)


def replace(
    article: Article, by: Person, old: str, new: str, chosen: dict[tuple[str, str], set[int]], note: str = ""
) -> int:
    revisions = dict(article.texts.values_list("audience", "revision"))
    replacement = actions.Replacement(Sought(old), new, note)
    return actions.replace_in_texts(article, by=by, replacement=replacement, chosen=chosen, revisions=revisions)


def test_an_empty_text_is_started_from_another(started: Article, editor: Person) -> None:
    text = start(started, "patient", "clinician", editor)

    started.refresh_from_db()
    last = text.history.latest("history_date")
    assert (text.summary, text.body, text.description) == (SUMMARY, CLINICIAN, "About leg pain, clinician.")
    assert (started.revision, text.revision) == (3, 3)
    assert last.history_user == editor
    assert last.history_change_reason == "patient text started from the health professionals' text, revision 2"


def test_starting_a_text_leaves_one_event_and_the_source_as_it_was(started: Article, editor: Person) -> None:
    before = Event.objects.count()

    start(started, "patient", "clinician", editor)

    assert Event.objects.count() == before + 1
    assert text_of(started, "clinician").revision == 2


def test_a_text_with_words_gives_them_up_for_a_reason_only(draft: Article, editor: Person) -> None:
    with pytest.raises(Refusal, match="Say why"):
        start(draft, "patient", "clinician", editor, reason="  ")

    assert text_of(draft, "patient").body == PATIENT


def test_a_text_with_words_is_replaced_with_the_reason_on_record(draft: Article, editor: Person) -> None:
    text = start(draft, "patient", "clinician", editor, reason="Written anew.")

    reason = "patient text started from the health professionals' text, revision 3. Written anew."
    assert text.body == CLINICIAN
    assert text.history.latest("history_date").history_change_reason == reason


def test_a_text_that_somebody_saved_meanwhile_is_not_replaced(draft: Article, editor: Person) -> None:
    with pytest.raises(actions.TextsChanged):
        start(draft, "patient", "clinician", editor, reason="Anew.", base_revision=1)

    assert text_of(draft, "patient").body == PATIENT


@pytest.mark.parametrize(
    ("audience", "source", "sentence"),
    [
        ("patient", "student", "is empty"),
        ("clinician", "clinician", "Choose another text"),
    ],
)
def test_a_text_is_not_started_from_nothing_or_itself(
    started: Article, editor: Person, audience: str, source: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        start(started, audience, source, editor, reason="Anew.")


def test_starting_a_text_twice_is_refused(started: Article, editor: Person) -> None:
    start(started, "patient", "clinician", editor)

    with pytest.raises(Refusal, match="the same already"):
        start(started, "patient", "clinician", editor, reason="Again.")


def test_a_text_of_another_article_is_no_source(started: Article, draft: Article, editor: Person) -> None:
    text, source = text_of(started, "patient"), text_of(draft, "clinician")

    with pytest.raises(Refusal, match="Choose another text"):
        actions.start_text_from(text, by=editor, source=source, base_revision=text.revision)


def test_who_may_not_draft_starts_no_text(started: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        start(started, "patient", "clinician", auditor)


def test_words_are_replaced_in_all_texts_as_one_revision(draft: Article, editor: Person) -> None:
    body, summary = {("patient", "body"): {0}, ("clinician", "body"): {0}}, {("patient", "summary"): {0}}
    rest = {("clinician", "summary"): {0}, ("clinician", "description"): {0}}
    write(draft, "clinician", CLINICIAN.replace("gabapentin", "gabapentin for leg pain"), by=editor)
    write(draft, "patient", PATIENT.replace("Most people", "Leg pain: most people"), by=editor)
    draft.refresh_from_db()
    before, events = draft.revision, Event.objects.count()

    count = replace(draft, editor, "leg", "limb", {**body, **summary, **rest}, note="Preferred by the board.")

    draft.refresh_from_db()
    texts = [text_of(draft, audience) for audience in ("patient", "clinician")]
    assert count == 5
    assert draft.revision == before + 1
    assert [text.revision for text in texts] == [draft.revision, draft.revision]
    assert Event.objects.count() == events + 1
    assert [text.summary for text in texts] == ["<p>Rest the limb and keep moving.</p>"] * 2
    assert texts[0].body == PATIENT.replace("Most people", "Limb pain: most people")
    assert texts[1].description == "About limb pain, clinician."
    assert texts[0].description == "About leg pain, patient."
    assert texts[1].history.latest("history_date").history_change_reason == (
        "replaced “leg” by “limb” in 2 texts: 5 places. Preferred by the board."
    )


def test_only_the_chosen_texts_get_a_revision(draft: Article, editor: Person) -> None:
    before = text_of(draft, "clinician").revision

    replace(draft, editor, "6 weeks", "8 weeks", {("patient", "body"): {0}})

    assert text_of(draft, "patient").body == PATIENT.replace("6 weeks", "8 weeks")
    assert text_of(draft, "clinician").revision == before
    assert text_of(draft, "patient").history.latest("history_date").history_change_reason == (
        "replaced “6 weeks” by “8 weeks” in 1 text: 1 place"
    )


def test_nothing_is_replaced_in_a_text_that_changed_since(draft: Article, editor: Person) -> None:
    replacement = actions.Replacement(Sought("people"), "patients")
    revisions = {"patient": text_of(draft, "patient").revision - 1}

    with pytest.raises(actions.TextsChanged):
        actions.replace_in_texts(
            draft, by=editor, replacement=replacement, chosen={("patient", "body"): {0}}, revisions=revisions
        )

    assert text_of(draft, "patient").body == PATIENT


@pytest.mark.parametrize(
    "chosen",
    [{("patient", "body"): {7}}, {("patient", "revision"): {0}}, {("student", "body"): {0}}],
)
def test_places_that_are_not_there_are_refused(
    draft: Article, editor: Person, chosen: dict[tuple[str, str], set[int]]
) -> None:
    with pytest.raises(actions.TextsChanged):
        replace(draft, editor, "people", "patients", chosen)


@pytest.mark.parametrize(
    ("old", "new", "chosen", "sentence"),
    [
        ("", "patients", {("patient", "body"): {0}}, "which words"),
        ("people", " ", {("patient", "body"): {0}}, "which words"),
        ("people", "people ", {("patient", "body"): {0}}, "the same"),
        ("people", "patients", {}, "at least one"),
        ("people", "patients", {("patient", "body"): set()}, "at least one"),
        ("most", "Most", {("patient", "body"): {0}}, "Nothing would change"),
        ("leg pain", "pain " * 60, {("patient", "description"): {0}}, "longer than 300"),
    ],
)
def test_a_replacement_that_makes_no_sense_is_refused(
    draft: Article, editor: Person, old: str, new: str, chosen: dict[tuple[str, str], set[int]], sentence: str
) -> None:
    before = draft.revision

    with pytest.raises(Refusal, match=sentence):
        replace(draft, editor, old, new, chosen)

    draft.refresh_from_db()
    assert draft.revision == before


def delete(article: Article, by: Person, words: str, chosen: dict[tuple[str, str], set[int]], by_what: str = "") -> int:
    revisions = dict(article.texts.values_list("audience", "revision"))
    replacement = actions.Replacement(Sought(words), by_what, deletes=True)
    return actions.replace_in_texts(article, by=by, replacement=replacement, chosen=chosen, revisions=revisions)


def test_words_are_deleted_as_one_revision_that_says_so(draft: Article, editor: Person) -> None:
    events = Event.objects.count()

    count = delete(draft, editor, "about", {("patient", "description"): {0}, ("clinician", "description"): {0}})

    texts = [text_of(draft, audience) for audience in ("patient", "clinician")]
    assert count == 2
    assert [text.description for text in texts] == ["leg pain, patient.", "leg pain, clinician."]
    assert Event.objects.count() == events + 1
    assert texts[0].history.latest("history_date").history_change_reason == "deleted “about” in 2 texts: 2 places"


def test_deleting_twice_finds_nothing_the_second_time(draft: Article, editor: Person) -> None:
    delete(draft, editor, "about", {("patient", "description"): {0}})

    with pytest.raises(actions.TextsChanged):
        delete(draft, editor, "about", {("patient", "description"): {0}})


@pytest.mark.parametrize(
    ("words", "by_what", "sentence"),
    [
        ("about leg pain, patient", "", "Nothing would be left of “About leg pain, patient.”"),
        ("about", "on", "which words"),
        ("", "", "which words"),
    ],
)
def test_a_deletion_that_leaves_nothing_or_is_none_is_refused(
    draft: Article, editor: Person, words: str, by_what: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        delete(draft, editor, words, {("patient", "description"): {0}}, by_what)

    assert text_of(draft, "patient").description == "About leg pain, patient."


def test_who_may_not_draft_deletes_nothing(draft: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        delete(draft, auditor, "about", {("patient", "description"): {0}})


def test_replacing_twice_finds_nothing_the_second_time(draft: Article, editor: Person) -> None:
    replace(draft, editor, "people", "patients", {("patient", "body"): {0}})

    with pytest.raises(actions.TextsChanged):
        replace(draft, editor, "people", "patients", {("patient", "body"): {0}})


def test_who_may_not_draft_replaces_nothing(draft: Article, auditor: Person) -> None:
    with pytest.raises(PermissionDenied):
        replace(draft, auditor, "people", "patients", {("patient", "body"): {0}})

    assert text_of(draft, "patient").body == PATIENT
