"""The page of one work: its record, where it is cited, its history, and its type."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import actions
from articles.models import Article, EvidenceFlag, Person, Reference, ReferenceCheck, Version
from tests.articles.views.conftest import SignIn, address
from tests.universe import SUMMARY, submit_again, write

TYPED = {"type": "review", "reason": "Read the methods section."}


def page_of(client: Client, reference: Reference) -> Any:
    return client.get(address("reference", reference.pk))


def use_of(client: Client, reference: Reference) -> Any:
    return page_of(client, reference).context["use"]


def add(by: Person, title: str = "Back pain", **data: Any) -> Reference:
    return actions.add_reference(actions.ReferenceData(title=title, type="other-research", **data), by=by)


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_leads_to_the_page_of_each_work(at_desk: Client, reference: Reference) -> None:
    listed = at_desk.get(address("reference_list")).content.decode()

    assert f'href="{address("reference", reference.pk)}">A trial of walking</a>' in listed


def test_the_record_is_shown_with_its_identifiers_as_links(at_desk: Client, editor: Person) -> None:
    csl = {
        "author": [{"given": "Jane", "family": "Doe"}, {"literal": "WHO"}],
        "issued": {"date-parts": [["2020"]]},
        "container-title": "Legs",
        "page": "1-9",
    }
    work = add(
        editor, csl=csl, doi="10.1000/b", pmid="12", pmcid="PMC7", isbn="9780000000002", url="https://b.example/"
    )

    context = page_of(at_desk, work).context

    assert [(str(fact.label), fact.words) for fact in context["facts"]] == [
        ("Authors", "Jane Doe, WHO"),
        ("Year", "2020"),
        ("Journal, publisher or site", "Legs"),
        ("Pages", "1-9"),
    ]
    assert [(str(fact.label), fact.url) for fact in context["identifiers"]] == [
        ("DOI", "https://doi.org/10.1000/b"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/12"),
        ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC7"),
        ("ISBN", ""),
        ("Web address", "https://b.example/"),
    ]


def test_an_address_that_no_page_may_link_is_shown_as_words(at_desk: Client, editor: Person) -> None:
    work = add(editor, title="<b>Bold</b>", url="javascript:alert(1)")

    response = page_of(at_desk, work)

    assert [fact.url for fact in response.context["identifiers"]] == [""]
    assert "<b>Bold" not in response.content.decode()


def test_of_many_authors_the_first_twenty_are_named(at_desk: Client, editor: Person) -> None:
    work = add(editor, csl={"author": [{"family": f"Doe{number}"} for number in range(400)]})

    (authors,) = page_of(at_desk, work).context["facts"]

    assert authors.words == ", ".join(f"Doe{number}" for number in range(20)) + " and 380 others"


def test_drafts_and_versions_are_named_with_their_texts_and_sections(
    at_desk: Client, submitted_version: Version, reference: Reference
) -> None:
    (entry,) = use_of(at_desk, reference).articles

    expected = [
        ("Patients, families and carers", ["What helps"]),
        ("Health professionals", ["Treatment"]),
    ]
    assert (entry.article, entry.is_listed) == (submitted_version.article, True)
    assert [(str(place.label), list(place.sections)) for place in entry.draft] == expected
    assert [
        (cited.version.number, [(str(place.label), list(place.sections)) for place in cited.places])
        for cited in entry.versions
    ] == [(1, expected)]


def test_bottom_line_and_what_stands_above_the_headings_are_named(
    at_desk: Client, draft: Article, reference: Reference, editor: Person
) -> None:
    cite = '<cite data-key="doe-2020"></cite>'
    summary = SUMMARY.replace("</p>", f"{cite}</p>")
    write(draft, "patient", f"<p>Walk.{cite}</p><h2>Rest</h2><p>No.</p>", by=editor, summary=summary)

    (entry,) = use_of(at_desk, reference).articles

    assert [str(section) for section in entry.draft[0].sections] == ["Bottom line", "Above the first heading"]


def test_a_work_that_is_only_on_a_list_and_one_that_is_nowhere_say_so(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    listed, nowhere = add(editor, title="Listed"), add(editor, title="Nowhere")
    actions.list_reference(draft, listed, by=editor)

    pages = [words(page_of(at_desk, work)) for work in (listed, nowhere)]

    assert "On the list of the draft; no text cites it." in pages[0]
    assert "In no draft and in no version." in pages[1]


def test_a_key_that_begins_another_key_is_not_taken_for_it(
    at_desk: Client, draft: Article, editor: Person, reference: Reference
) -> None:
    shorter = add(editor, key="doe")

    assert use_of(at_desk, shorter).articles == ()


def test_history_says_who_when_why_and_what(at_desk: Client, reference: Reference, editor: Person) -> None:
    actions.confirm_type(reference, by=editor, **TYPED)

    entries = page_of(at_desk, reference).context["entries"]

    assert [(entry["title"], entry["who"], entry["why"]) for entry in entries] == [
        ("Read the methods section.", editor, "changed: type, standing"),
        ("added to the library", editor, ""),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_the_same_queries_however_much_there_is(
    count: int,
    at_desk: Client,
    draft: Article,
    reference: Reference,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    submit_again(draft, by=editor, change_note="")
    for number in range(count):
        other = actions.create_article(by=editor, details=actions.Details(title=f"Leg {number}", audiences=["patient"]))
        write(other, "patient", f'<h2>Rest {number}</h2><p>a<cite data-key="doe-2020"></cite></p>', by=editor)
        ReferenceCheck.objects.create(reference=reference, source="link", outcome="clean")
        EvidenceFlag.objects.create(reference=reference, kind="corrected", notice=str(number))
        actions.note_reference(reference, by=editor, words=f"Note {number}")
        actions.confirm_type(reference, by=editor, type=("review", "book")[number % 2], reason=str(number))

    # session, person, roles, work, merged records, lists, texts, versions, merges, notes, files, checks, flags, history, sample
    with django_assert_num_queries(15):
        response = page_of(at_desk, reference)

    context = response.context
    assert (len(context["use"].articles), len(context["flags"])) == (count + 1, count)
    assert len(context["entries"]) == count + 1


def test_the_type_is_confirmed_on_the_page(at_desk: Client, reference: Reference) -> None:
    response = at_desk.post(address("reference_type", reference.pk), TYPED)

    assert response["Location"] == address("reference", reference.pk)
    assert "Type confirmed" in words(page_of(at_desk, reference))


def test_what_a_guideline_lacks_is_said_at_its_fields_and_kept_once_typed(at_desk: Client, editor: Person) -> None:
    work = add(editor)
    url = address("reference_type", work.pk)

    refused = at_desk.post(url, TYPED | {"type": "guideline"})
    typed = {"type": "guideline", "issuing_body": "NICE", "year": "2020", "guideline": "NG59"}
    accepted = at_desk.post(url, TYPED | typed)

    assert refused.status_code == 422
    assert refused.context["form"].errors == {
        "issuing_body": ["A guideline needs the body that issued it."],
        "year": ["A guideline needs its year."],
        "url": ["A guideline needs its number, another identifier or a web address."],
    }
    assert (accepted.status_code, Reference.objects.get(pk=work.pk).type) == (302, "guideline")


def test_what_the_record_has_is_not_asked_for(at_desk: Client, reference: Reference) -> None:
    assert list(page_of(at_desk, reference).context["form"].fields) == ["type", "issuing_body", "reason"]


def test_the_level_of_evidence_is_given_on_the_page_and_told_in_the_library(
    at_desk: Client, reference: Reference, editor: Person
) -> None:
    form = {"level": "grade very-low", "reason": "As stated."}

    response = at_desk.post(address("reference_evidence", reference.pk), form)

    assert response["Location"] == address("reference", reference.pk)
    page = page_of(at_desk, reference)
    assert "Evidence: very low certainty (GRADE)" in words(page)
    assert page.context["evidence_form"].initial == {"level": "grade very-low"}
    assert (page.context["entries"][0]["who"], page.context["entries"][0]["title"]) == (editor, "As stated.")
    assert "Very low certainty (GRADE)" in words(at_desk.get(address("reference_list")))


def test_a_level_without_a_reason_or_of_no_scheme_is_asked_for_again(at_desk: Client, reference: Reference) -> None:
    url = address("reference_evidence", reference.pk)

    silent, unknown = (at_desk.post(url, form) for form in ({"level": "grade low"}, {"level": "low", "reason": "x"}))

    assert [(page.status_code, list(page.context["evidence_form"].errors)) for page in (silent, unknown)] == [
        (422, ["reason"]),
        (422, ["level"]),
    ]


def test_who_published_it_is_said_on_the_page_and_marked_in_the_library(at_desk: Client, reference: Reference) -> None:
    url = address("reference_publisher", reference.pk)

    silent = at_desk.post(url, {"published_by": "author"})
    answer = at_desk.post(url, {"published_by": "author", "reason": "Read the imprint."})

    assert (silent.status_code, list(silent.context["published_form"].errors)) == (422, ["reason"])
    assert answer["Location"] == address("reference", reference.pk)
    shown = words(page_of(at_desk, reference))
    assert ">Self-published</strong>" in shown
    assert "It counts as self-published: no dose may rest on it alone." in shown
    assert "Self-published" in words(at_desk.get(address("reference_list")))


def test_notes_are_added_shown_as_plain_text_and_taken_out(
    at_desk: Client, reference: Reference, editor: Person
) -> None:
    at_desk.post(address("reference_note", reference.pk), {"words": "Ask <b>her</b>"})
    shown = page_of(at_desk, reference)
    (note,) = shown.context["notes"]

    answer = at_desk.post(address("reference_note_take_out", note.pk))

    assert ("Ask &lt;b&gt;her&lt;/b&gt;" in words(shown), note.by) == (True, editor)
    assert (answer["Location"], page_of(at_desk, reference).context["notes"]) == (
        address("reference", reference.pk),
        [],
    )
    assert at_desk.post(address("reference_note_take_out", note.pk)).status_code == 404


def test_notes_of_a_record_that_was_merged_stand_with_those_of_the_kept_one(
    at_desk: Client, reference: Reference, editor: Person
) -> None:
    gone = add(editor)
    actions.note_reference(gone, by=editor, words="Of the other record.")
    actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")

    assert [note.words for note in page_of(at_desk, reference).context["notes"]] == ["Of the other record."]


def test_tags_lead_to_the_works_that_have_them(at_desk: Client, reference: Reference) -> None:
    answer = at_desk.post(address("reference_tags", reference.pk), {"tags": "To replace, doses"})

    page = page_of(at_desk, reference)
    assert answer.status_code == 302
    assert f'href="{address("reference_list")}?tag=to%20replace">to replace</a>' in page.content.decode()
    assert page.context["tags_form"].initial == {"tags": "doses, to replace"}


@pytest.mark.parametrize(
    ("name", "form", "field"),
    [("reference_note", {"words": " "}, "words"), ("reference_tags", {"tags": "x" * 41}, "__all__")],
)
def test_an_empty_note_or_a_long_tag_is_asked_for_again(
    at_desk: Client, reference: Reference, name: str, form: dict[str, str], field: str
) -> None:
    response = at_desk.post(address(name, reference.pk), form)

    (typed,) = response.context["typed"]
    assert (response.status_code, list(typed.errors)) == (422, [field])


def test_who_only_reads_sees_notes_and_adds_none(
    reference: Reference, editor: Person, auditor: Person, sign_in: SignIn
) -> None:
    note = actions.note_reference(reference, by=editor, words="Ask her.")
    reads = sign_in(auditor)

    posted = [
        reads.post(address("reference_note", reference.pk), {"words": "x"}),
        reads.post(address("reference_tags", reference.pk), {"tags": "x"}),
        reads.post(address("reference_note_take_out", note.pk)),
    ]

    page = words(page_of(reads, reference))
    assert [answer.status_code for answer in posted] == [403, 403, 403]
    assert ("Ask her." in page, "Add the note" in page, "Take out" in page) == (True, False, False)


def test_who_only_reads_gives_no_level(reference: Reference, auditor: Person, sign_in: SignIn) -> None:
    reads, form = sign_in(auditor), {"level": "grade low", "reason": "x"}

    answers = [reads.post(address("reference_evidence", reference.pk), form), page_of(reads, reference)]

    assert [answer.status_code for answer in answers] == [403, 200]
    assert "Level of evidence" not in words(answers[1])


@pytest.mark.parametrize(
    ("typed", "field"), [({"reason": ""}, "reason"), ({"type": ""}, "type"), ({"url": "ftp://b.example/"}, "url")]
)
def test_what_is_typed_wrong_is_asked_for_again(
    at_desk: Client, editor: Person, typed: dict[str, str], field: str
) -> None:
    work = add(editor)

    response = at_desk.post(address("reference_type", work.pk), TYPED | typed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_who_reads_and_who_may_not(
    reference: Reference, auditor: Person, outsider: Person, client: Client, sign_in: SignIn
) -> None:
    page, form = address("reference", reference.pk), address("reference_type", reference.pk)
    reads, strange = sign_in(auditor), sign_in(outsider)

    read = reads.get(page)

    assert (read.status_code, read.context["form"], "Confirm the type" in words(read)) == (200, None, False)
    assert (reads.post(form, TYPED).status_code, reads.get(form).status_code) == (403, 403)
    assert (strange.get(page).status_code, strange.post(form, TYPED).status_code) == (403, 403)
    assert client.get(page).status_code == 302
    assert Reference.objects.get().standing == "as-stated"


def test_a_work_that_is_not_there_is_not_found(at_desk: Client) -> None:
    assert at_desk.get(address("reference", 99)).status_code == 404
