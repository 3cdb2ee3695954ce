"""Works into the library: taken, merged or refused, each by itself, and what is there is never written over."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import actions
from articles.actions import reference_import
from articles.actions.reference_import import Counts, Outcome
from articles.draft import manifest_of
from articles.models import Article, Event, ImportOutcome, Person, Reference, ReferenceStanding
from articles.references.works import RANDOMISED_TRIAL, Record, Refused, Typed, Wanted, Work
from articles.refusals import Refusal

TAKEN, MERGED, REFUSED = ImportOutcome.TAKEN, ImportOutcome.MERGED, ImportOutcome.REFUSED


def work(title: str = "Tea before bed in adults", line: int = 1, **fields: Any) -> Work:
    csl = {
        "type": "article-journal",
        "title": title,
        "author": [{"family": "Doe", "given": "A"}],
        "issued": {"date-parts": [["2020"]]},
    }
    return Work({**csl, **fields.pop("csl", {})}, line=line, **fields)


def run(*records: Record, by: Person) -> list[Outcome]:
    told: list[Outcome] = []
    actions.import_works(records, by=by, source="list.ris", told=told.append)
    return told


def test_a_new_work_is_taken_as_stated(editor: Person) -> None:
    told = run(work(doi="10.5555/tea", type=RANDOMISED_TRIAL, label="Randomized Controlled Trial"), by=editor)

    reference = Reference.objects.get()
    assert told == [Outcome(1, "Tea before bed in adults", TAKEN)]
    assert (reference.key, reference.doi, reference.type) == (
        "doe-2020-tea-before-bed-in",
        "10.5555/tea",
        RANDOMISED_TRIAL,
    )
    assert (reference.standing, reference.label) == (ReferenceStanding.AS_STATED, "Randomized Controlled Trial")
    assert reference.history.get().history_change_reason == "imported from list.ris, line 1"
    assert reference.history.get().history_user == editor


def test_one_event_says_what_became_of_all(editor: Person) -> None:
    run(work(), work(line=9), Refused(20, "No title."), by=editor)

    event = Event.objects.filter(stream="library").get()
    assert (event.kind, '"merged":1,"refused":1,"taken":1' in event.body) == ("references.imported", True)


def test_taken_merged_and_refused_are_counted(editor: Person) -> None:
    counts = actions.import_works(
        [work(), work(line=9), work("Coffee"), Refused(20, "No title.")], by=editor, source="x"
    )

    assert (counts, counts.all) == (Counts(taken=2, merged=1, refused=1), 4)


def test_an_import_of_nothing_leaves_no_event(editor: Person) -> None:
    run(Refused(1, "No title."), by=editor)

    assert not Event.objects.filter(stream="library").exists()


def test_the_same_file_twice_changes_nothing(editor: Person) -> None:
    run(work(doi="10.5555/tea"), work("Coffee", line=5), by=editor)

    told = run(work(doi="10.5555/tea"), work("Coffee", line=5), by=editor)

    assert [(outcome.outcome, outcome.says) for outcome in told] == [(MERGED, "nothing new"), (MERGED, "nothing new")]
    assert [reference.history.count() for reference in Reference.objects.all()] == [1, 1]


def test_whoever_may_not_draft_imports_nothing(outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        run(work(), by=outsider)

    assert not Reference.objects.exists()


def test_a_known_work_gains_what_it_lacks_and_keeps_what_it_has(editor: Person) -> None:
    run(work(doi="10.5555/tea", csl={"volume": "1", "container-title": "J Tea"}), by=editor)

    told = run(
        work(line=7, doi="10.5555/tea", pmid="77", csl={"volume": "2", "page": "5-9", "container-title": "J. Tea"}),
        by=editor,
    )

    reference = Reference.objects.get()
    assert told[0].says == "adds: PMID, pages; differs and stays as it is: volume (here “1”, there “2”)"
    assert (reference.pmid, reference.csl["volume"], reference.csl["page"]) == ("77", "1", "5-9")
    assert reference.history.latest("history_date").history_change_reason == "merged with list.ris, line 7"


def test_a_stronger_type_is_taken_where_nobody_confirmed_another(editor: Person) -> None:
    run(work(), by=editor)

    told = run(work(type=RANDOMISED_TRIAL, label="RCT"), by=editor)

    assert (told[0].says, Reference.objects.get().type) == ("adds: type", RANDOMISED_TRIAL)


def test_a_confirmed_work_keeps_its_type(editor: Person) -> None:
    data = actions.ReferenceData(
        title="Tea before bed in adults",
        type="other-research",
        standing=ReferenceStanding.CONFIRMED,
        csl=dict(work().csl),
    )
    actions.add_reference(data, by=editor)

    told = run(work(type=RANDOMISED_TRIAL), by=editor)

    assert Reference.objects.get().type == "other-research"
    assert told[0].says == "differs and stays as it is: type (here “Other research”, there “Randomised trial”)"


def test_a_record_with_the_identifiers_of_two_works_is_refused(editor: Person) -> None:
    run(work("Tea", doi="10.5555/tea"), work("Coffee", pmid="77"), by=editor)
    of_both = work("Tea", doi="10.5555/tea", pmid="77")

    planned = list(actions.plan_works([of_both]))
    told = run(of_both, by=editor)

    says = "Its identifiers are those of different works in the library: “Tea” · “Coffee”"
    assert planned == told == [Outcome(1, "Tea", REFUSED, says)]


def test_a_preprint_and_its_paper_are_two_works(editor: Person) -> None:
    told = run(work(doi="10.5555/preprint"), work(doi="10.5555/paper", line=8), by=editor)

    assert [outcome.outcome for outcome in told] == [TAKEN, TAKEN]
    assert sorted(Reference.objects.values_list("key", flat=True)) == [
        "doe-2020-tea-before-bed-in",
        "doe-2020-tea-before-bed-in-2",
    ]


def test_keys_go_on_where_the_library_is(editor: Person) -> None:
    run(*(work(doi=f"10.5555/{number}") for number in range(3)), by=editor)

    run(work(doi="10.5555/9"), by=editor)

    assert Reference.objects.get(doi="10.5555/9").key == "doe-2020-tea-before-bed-in-4"


def test_an_identifier_alone_is_known_or_left_out(editor: Person) -> None:
    run(work(doi="10.5555/tea"), by=editor)

    told = run(Wanted("doi", "10.5555/tea", 1), Wanted("pmid", "5", 2), Typed("Words.", 3), by=editor)

    assert [(outcome.line, outcome.outcome, outcome.says) for outcome in told] == [
        (1, MERGED, "DOI 10.5555/tea is in the library already"),
        (2, REFUSED, "The library has no work with this identifier."),
        (3, REFUSED, "This is no reference that can be told."),
    ]


def test_a_plan_says_what_the_import_then_does(editor: Person) -> None:
    run(work(doi="10.5555/tea"), by=editor)
    records = [
        work(doi="10.5555/tea", pmid="7"),
        work("Coffee", line=3, doi="10.5555/coffee"),
        work("Coffee", line=5),
        work("Coffee", line=6, doi="10.5555/COFFEE".lower()),
        Refused(9, "No title."),
    ]

    planned = list(actions.plan_works(records))
    before = Reference.objects.count()
    told = run(*records, by=editor)

    assert [outcome.outcome for outcome in planned] == [outcome.outcome for outcome in told]
    assert [outcome.says for outcome in planned] == [
        "adds: PMID", "", "the same work as in line 3", "the same work as in line 3", "No title.",
    ]  # fmt: skip
    assert before == 1


def test_works_without_a_year_are_the_same_by_an_identifier_alone(editor: Person) -> None:
    """A title that two works have is no sign."""
    first = work("Tea", csl={"issued": {}})
    others = [
        dataclasses.replace(first, line=line, doi=doi)
        for line, doi in ((2, ""), (3, "10.5555/tea"), (4, "10.5555/tea"))
    ]

    planned = list(actions.plan_works([first, *others]))
    told = run(first, *others, by=editor)

    assert [outcome.outcome for outcome in planned] == [TAKEN, TAKEN, TAKEN, MERGED]
    assert [outcome.outcome for outcome in told] == [TAKEN, TAKEN, TAKEN, MERGED]


def test_what_the_source_says_beside_the_fields_is_told(editor: Person) -> None:
    noted = dataclasses.replace(work(), notes=("PubMed says: retracted in X",))

    assert run(noted, noted, by=editor) == [
        Outcome(1, "Tea before bed in adults", TAKEN, "PubMed says: retracted in X"),
        Outcome(1, "Tea before bed in adults", MERGED, "nothing new; PubMed says: retracted in X"),
    ]


def test_an_interrupted_import_has_whole_records_and_says_so(editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_import, "RECORDS_AT_ONCE", 2)

    def broken() -> Any:
        yield from (work(f"Tea number {number} for adults", line=number) for number in range(1, 4))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        actions.import_works(broken(), by=editor, source="list.ris")

    assert Reference.objects.count() == 2
    assert '"taken":2' in Event.objects.get(stream="library").body


def test_queries_grow_with_the_works_that_are_written_alone(editor: Person) -> None:
    def asked(*records: Record) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert isinstance(actions.import_works(records, by=editor, source="x"), Counts)
        return len(queries)

    first = asked(work("Known work of one author", doi="10.5555/0"))
    one = asked(work("Known work of one author", doi="10.5555/0"))
    thirty = asked(*[work("Known work of one author", doi="10.5555/0")] * 30)

    assert (one, first > one) == (thirty, True)


def test_adding_by_hand_finds_what_an_import_brought(editor: Person) -> None:
    run(work(doi="10.5555/tea"), by=editor)

    found = actions.add_reference(actions.ReferenceData(title="Tea", type="review", doi="10.5555/TEA"), by=editor)

    assert found == Reference.objects.get()


def test_an_abstract_stays_with_the_editors(draft: Article, reference: Reference, editor: Person) -> None:
    run(
        work("A trial of walking", doi="10.1000/walk", csl={"abstract": "Words of its publisher.", "volume": "3"}),
        by=editor,
    )

    cited = manifest_of(draft, number=1, change_note="", previous_approved="").references[0]

    reference.refresh_from_db()
    assert reference.csl["abstract"] == "Words of its publisher."
    assert ("abstract" in cited.csl, cited.csl["volume"]) == (False, "3")


def test_a_work_without_a_title_is_not_added(editor: Person) -> None:
    with pytest.raises(Refusal, match="Give the reference a title"):
        actions.add_reference(actions.ReferenceData(title=" ", type="review", doi="10.5555/tea"), by=editor)

    assert not Reference.objects.exists()


def test_what_differs_between_two_records_of_a_work_is_told_but_for_what_says_nothing(editor: Person) -> None:
    run(work(doi="10.5555/tea", pmid="1", url="https://a.example/"), by=editor)

    (told,) = run(
        work(doi="10.5555/tea", pmid="2", url="https://b.example/", csl={"issued": {"date-parts": [["2021"]]}}),
        by=editor,
    )

    assert told.says == ("differs and stays as it is: PMID (here “1”, there “2”), date (here “2020”, there “2021”)")
    row = Reference.objects.get()
    assert (row.pmid, row.url, row.year) == ("1", "https://a.example/", "2020")
