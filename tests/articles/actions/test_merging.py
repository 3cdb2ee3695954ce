"""Two records of one work, merged and parted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import (
    Article,
    Event,
    PageChange,
    Person,
    ProposedCitation,
    Publication,
    Reference,
    ReferenceMark,
    ReferenceMerge,
    Text,
    Version,
)
from articles.publishing.facts import ReferenceMark as Shown
from articles.publishing.releases import facts_for
from articles.references.works import Work
from articles.refusals import Refusal
from articles.text.citations import numbering
from tests.universe import write

WHY = "PubMed lists them as one."
NOTICE = "https://example.org/notice"


@pytest.fixture
def twin(editor: Person) -> Reference:
    """The work of the draft once more, as another source has it."""
    csl = {
        "author": [{"family": "Doe", "given": "Jane"}],
        "issued": {"date-parts": [["2020"]]},
        "volume": "7",
    }
    data = actions.ReferenceData(title="A trial of walking.", type="review", key="twin", csl=csl, pmid="77")
    return actions.add_reference(data, by=editor)


def merge(kept: Reference, gone: Reference, by: Person, reason: str = WHY) -> ReferenceMerge:
    return actions.merge_references(kept, gone=gone, by=by, reason=reason)


def part(merged: ReferenceMerge, by: Person, reason: str = "They are two.") -> ReferenceMerge:
    return actions.part_references(merged, by=by, reason=reason)


def cited(article: Article) -> dict[str, list[str]]:
    return {text.audience: list(numbering([text.summary, text.body])) for text in article.texts.all()}


def last_event() -> tuple[str, Any]:
    event = Event.objects.filter(stream="library").latest("sequence")
    return event.kind, json.loads(event.body)["data"]


def test_texts_lists_and_quotes_of_drafts_follow_in_one_revision(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    actions.keep_quote(draft, reference, by=editor, quote="Most were well.")
    before = Article.objects.get()

    merged = merge(twin, reference, editor)

    after = Article.objects.get()
    assert cited(draft) == {"patient": ["twin"], "clinician": ["twin"]}
    assert (after.reference_keys, after.quotes) == (["twin"], {"twin": [{"quote": "Most were well."}]})
    assert (after.revision, merged.revisions) == (before.revision + 1, {str(draft.pk): before.revision + 1})
    newest = after.history.latest("revision")
    assert newest.history_change_reason == f"“A trial of walking” merged into “A trial of walking.”: {WHY}"


def test_the_record_that_is_gone_points_at_the_kept_one_is_not_offered_and_its_key_resolves(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    merge(twin, reference, editor)

    gone = Reference.objects.get(key="doe-2020")
    kept = Reference.objects.get(key="twin")
    assert (gone.current, gone.doi, list(Reference.objects.matching("walking"))) == (kept, "10.1000/walk", [kept])
    assert actions.known_work("10.1000/walk") == kept
    assert gone.history.latest("history_id").history_change_reason == f"merged into “A trial of walking.”: {WHY}"


def test_what_the_kept_record_lacks_is_filled_and_nothing_written_over(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    work = Reference.objects.get(key="doe-2020")
    work.csl = {**work.csl, "page": "1-9", "volume": "8"}
    work.record(by=editor, reason="pages")

    merged = merge(twin, work, editor)

    kept = Reference.objects.get(key="twin")
    assert (kept.csl["page"], kept.csl["volume"]) == ("1-9", "7")
    assert (kept.doi, kept.pmid, kept.title, kept.type) == ("10.1000/walk", "77", "A trial of walking.", "review")
    assert merged.filled == {"doi": "10.1000/walk", "csl": {"page": "1-9"}}
    assert last_event() == ("reference.merged", {"reference": "doe-2020", "into": "twin", "merge": merged.pk})


def test_adding_or_importing_the_work_again_finds_the_kept_record(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    merge(twin, reference, editor)

    again = [
        actions.add_reference(actions.ReferenceData(title="Walking", type="book", **named), by=editor)
        for named in ({"doi": "10.1000/WALK"}, {"key": "doe-2020"}, {"pmid": "77"})
    ]

    actions.import_works(
        [Work(csl={"title": "Walking", "abstract": "Short."}, doi="10.1000/walk")], by=editor, source="a file"
    )

    assert [row.key for row in again] == ["twin", "twin", "twin"]
    abstracts = {row.key: row.csl.get("abstract", "") for row in Reference.objects.all()}
    assert abstracts == {"twin": "Short.", "doe-2020": ""}


def test_a_list_takes_the_kept_record_in_place_of_the_other(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    merge(twin, reference, editor)

    actions.list_reference(draft, Reference.objects.get(key="doe-2020"), by=editor)

    assert Article.objects.get().reference_keys == ["twin"]


def test_a_frozen_version_stays_as_it_is(
    submitted_version: Version, reference: Reference, twin: Reference, editor: Person
) -> None:
    before = (submitted_version.manifest, submitted_version.digest)

    merge(twin, reference, editor)

    row = Version.objects.get()
    assert (row.manifest, row.digest) == before


def test_a_citation_of_both_cites_the_kept_record_once(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    write(draft, "patient", '<h2>Rest</h2><p>Walk.<cite data-key="doe-2020 twin"></cite></p>', by=editor)

    merge(twin, reference, editor)

    text = draft.texts.get(audience="patient")
    assert text.body == '<h2>Rest</h2>\n<p>Walk.<cite data-key="twin"></cite></p>'


def test_s18_a_mark_set_after_a_merge_reaches_live_pages_that_cite_the_other_key(
    publication: Publication, reference: Reference, twin: Reference, editor: Person
) -> None:
    merge(twin, reference, editor)
    changes = PageChange.objects.count()

    actions.mark_reference(
        Reference.objects.get(key="twin"), by=editor, mark=ReferenceMark.RETRACTED, source=NOTICE, reason="Said there."
    )

    marks = facts_for(Publication.objects.live().get()).reference_marks
    assert marks == (Shown("doe-2020", "retracted", None),)
    assert PageChange.objects.count() == changes + 1


def test_s18_a_mark_of_the_kept_record_is_set_on_the_other_by_the_merge(
    publication: Publication, reference: Reference, twin: Reference, editor: Person
) -> None:
    actions.mark_reference(twin, by=editor, mark=ReferenceMark.CONCERN, source=NOTICE, reason="Said there.")

    merge(twin, reference, editor)

    marks = facts_for(Publication.objects.live().get()).reference_marks
    assert marks == (Shown("doe-2020", "concern", None),)


def test_s18_a_graver_mark_is_not_merged_away(reference: Reference, twin: Reference, editor: Person) -> None:
    actions.mark_reference(reference, by=editor, mark=ReferenceMark.RETRACTED, source=NOTICE, reason="Said there.")

    with pytest.raises(Refusal, match="bears the mark “Retracted”"):
        merge(twin, reference, editor)

    assert Reference.objects.kept().count() == 2


def test_a_mark_that_somebody_doubts_waits_before_the_merge(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    for row in (reference, twin):
        actions.mark_reference(row, by=editor, mark=ReferenceMark.RETRACTED, source=NOTICE, reason="Said there.")
    actions.doubt_mark(reference, by=editor, reason="Another paper.")

    with pytest.raises(Refusal, match="is a mistake"):
        merge(twin, reference, editor)


def test_who_may_not_draft_merges_and_parts_nothing(
    reference: Reference, twin: Reference, editor: Person, auditor: Person
) -> None:
    with pytest.raises(PermissionDenied):
        merge(twin, reference, auditor)
    merged = merge(twin, reference, editor)
    with pytest.raises(PermissionDenied):
        part(merged, auditor)

    assert [row.key for row in Reference.objects.kept()] == ["twin"]


def test_a_record_is_not_merged_with_itself_nor_without_a_reason(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    for kept, gone, reason in ((twin, twin, WHY), (twin, reference, " ")):
        with pytest.raises(Refusal):
            merge(kept, gone, editor, reason)

    assert ReferenceMerge.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceMerge.objects.create(kept=twin, gone=twin, reason=WHY, by=editor)


def test_sample_content_is_not_merged_with_a_work(reference: Reference, editor: Person) -> None:
    sample = actions.add_reference(actions.ReferenceData(title="Sample", type="book"), by=editor, is_sample=True)

    with pytest.raises(Refusal, match="sample content"):
        merge(sample, reference, editor)


def test_merging_twice_or_into_a_merged_record_is_refused(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    other = actions.add_reference(actions.ReferenceData(title="Other", type="book"), by=editor)
    merge(twin, reference, editor)

    for kept, gone in ((twin, reference), (other, reference), (reference, other)):
        with pytest.raises(actions.AlreadyMerged):
            merge(kept, gone, editor)

    assert ReferenceMerge.objects.count() == 1


def test_parting_gives_every_citation_back(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    actions.keep_quote(draft, reference, by=editor, quote="Most were well.")
    before = Article.objects.get()
    texts = list(Text.objects.order_by("pk").values_list("summary", "body"))
    records = [(row.doi, row.pmid, row.csl) for row in Reference.objects.order_by("key")]
    merged = merge(twin, reference, editor)

    parted = part(merged, editor)

    after = Article.objects.get()
    assert list(Text.objects.order_by("pk").values_list("summary", "body")) == texts
    assert (after.reference_keys, after.quotes) == (before.reference_keys, before.quotes)
    assert after.revision == before.revision + 2
    assert [(row.doi, row.pmid, row.csl) for row in Reference.objects.order_by("key")] == records
    assert [row.key for row in Reference.objects.kept()] == ["doe-2020", "twin"]
    assert (parted.parted_by, parted.part_reason) == (editor, "They are two.")
    assert last_event() == ("reference.parted", {"reference": "doe-2020", "into": "twin", "merge": merged.pk})


def test_parting_leaves_what_cited_the_kept_record_before_and_what_was_written_since(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    body = (
        '<h2>Rest</h2><p>Walk.<cite data-key="twin"></cite></p><p>Run.<cite data-key="doe-2020"></cite></p>'
        '<p>Swim.<cite data-key="doe-2020"></cite></p>'
    )
    write(draft, "patient", body, by=editor)
    merged = merge(twin, reference, editor)
    since = (
        '<h2>Rest</h2><p>Walk.<cite data-key="twin"></cite></p><p>Run.<cite data-key="twin"></cite></p>'
        '<p>Swim slowly.<cite data-key="twin"></cite></p><p>New.<cite data-key="twin"></cite></p>'
    )
    write(draft, "patient", since, by=editor)

    part(merged, editor)

    text = draft.texts.get(audience="patient")
    assert text.body.splitlines() == [
        "<h2>Rest</h2>",
        '<p>Walk.<cite data-key="twin"></cite></p>',
        '<p>Run.<cite data-key="doe-2020"></cite></p>',
        '<p>Swim slowly.<cite data-key="twin"></cite></p>',
        '<p>New.<cite data-key="twin"></cite></p>',
    ]
    assert Article.objects.get().reference_keys == ["twin", "doe-2020"]


def test_parting_leaves_a_text_that_the_merge_did_not_change(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    write(draft, "clinician", "<p>Nothing is cited.</p>", by=editor)
    merged = merge(twin, reference, editor)
    write(draft, "clinician", "<p>Nothing is cited here.</p>", by=editor)

    part(merged, editor)

    assert draft.texts.get(audience="clinician").body == "<p>Nothing is cited here.</p>"
    assert cited(draft) == {"patient": ["doe-2020"], "clinician": []}


def test_parting_leaves_a_list_on_which_the_record_is_again(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    """A text was restored from before the merge since: it cites the record that is gone, which is listed last."""
    before = Article.objects.get().revision
    merged = merge(twin, reference, editor)
    actions.restore(draft, by=editor, revision=before, audiences=["patient"], reason="It was better.")
    listed = Article.objects.get().reference_keys

    part(merged, editor)

    assert (listed, Article.objects.get().reference_keys) == (["twin", "doe-2020"], ["twin", "doe-2020"])


def test_parting_twice_or_below_a_later_merge_is_refused(reference: Reference, twin: Reference, editor: Person) -> None:
    third = actions.add_reference(actions.ReferenceData(title="Third", type="book", key="third"), by=editor)
    first = merge(twin, reference, editor)
    second = merge(third, twin, editor)

    with pytest.raises(actions.AlreadyMerged):
        part(first, editor)
    part(second, editor)
    part(first, editor)
    with pytest.raises(actions.AlreadyMerged):
        part(first, editor)

    assert Reference.objects.kept().count() == 3


def test_parting_asks_for_a_reason(reference: Reference, twin: Reference, editor: Person) -> None:
    merged = merge(twin, reference, editor)

    with pytest.raises(Refusal, match="Say why"):
        part(merged, editor, " ")

    assert ReferenceMerge.objects.get().parted_at is None


def test_a_record_can_be_merged_again_after_parting(reference: Reference, twin: Reference, editor: Person) -> None:
    part(merge(twin, reference, editor), editor)

    merge(reference, twin, editor)

    assert [row.key for row in Reference.objects.kept()] == ["doe-2020"]


def test_proposals_that_wait_follow_and_go_back(
    draft: Article, reference: Reference, twin: Reference, editor: Person
) -> None:
    waiting = ProposedCitation.objects.create(article=draft, audience="patient", label="1", reference=reference)

    merged = merge(twin, reference, editor)
    followed = ProposedCitation.objects.get().reference
    part(merged, editor)

    assert (merged.proposals, followed, ProposedCitation.objects.get().reference) == ([waiting.pk], twin, reference)


def test_other_drafts_are_left_alone(draft: Article, reference: Reference, twin: Reference, editor: Person) -> None:
    other = actions.create_article(by=editor, details=actions.Details(title="Arm pain", audiences=["patient"]))
    write(other, "patient", '<h2>Rest</h2><p>Walk.<cite data-key="twin"></cite></p>', by=editor)
    before = Article.objects.get(pk=other.pk).revision

    merged = merge(twin, reference, editor)

    assert (Article.objects.get(pk=other.pk).revision, list(merged.revisions)) == (before, [str(draft.pk)])


def test_what_somebody_judged_of_the_kept_record_stays_in_a_merge(
    reference: Reference, twin: Reference, editor: Person
) -> None:
    for row, level in ((twin, "moderate"), (reference, "low")):
        actions.rate_evidence(row, by=editor, scheme="grade", level=level, reason="Read it.")

    merge(twin, reference, editor)

    kept = Reference.objects.get(pk=twin.pk)
    assert (kept.evidence_scheme, kept.evidence_level) == ("grade", "moderate")
