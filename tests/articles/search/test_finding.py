"""A search over what is live: what it says of itself, what it never finds, and what it costs."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Ending, Person, Publication, SearchEntry, SearchOwed, Topic
from articles.search import Filters, Results, search
from tests.articles.search.corpus import LIBRARY, Sample
from tests.articles.search.library import make_version, publish, put_live, work_off

pytestmark = pytest.mark.django_db


def found(typed: str, audience: str = "patient", **more: object) -> Results:
    return search(typed, audience, language="en", **more)  # type: ignore[arg-type]


def slugs(results: Results) -> list[str]:
    return [hit.publication.article.slug for hit in results.hits]


def test_marks_show_what_was_searched_in_words_as_signed(library: dict[str, Publication]) -> None:
    (hit,) = found("colchicine").hits

    assert [(piece.text, piece.is_marked) for piece in hit.passages[0].pieces] == [
        ("Colchicine", True),
        (" or prednisolone ends an attack within days. Allopurinol prevents the next one.", False),
    ]


def test_a_text_is_found_for_its_own_audience(library: dict[str, Publication]) -> None:
    assert slugs(found("naproxen", "clinician")) == ["back-pain"]
    assert slugs(found("naproxen", "patient")) == []


def test_who_has_no_text_of_their_own_finds_the_next_easier_one(library: dict[str, Publication]) -> None:
    (hit,) = found("colchicine", "clinician").hits

    assert hit.shown == "patient"


def test_s10_a_drug_is_not_offered_for_another(library: dict[str, Publication]) -> None:
    results = found("hydroxychloroquine")

    assert (slugs(results), results.suggestions) == ([], ())


def test_s10_every_drug_that_a_mistyped_word_may_be_is_offered_and_none_is_searched(
    library: dict[str, Publication],
) -> None:
    results = found("hydralizine")

    (offered,) = results.suggestions
    assert (slugs(results), offered.words, offered.drugs) == ([], ("hydralazine",), ("hydralazine",))


def test_a_mistyped_word_is_offered_and_the_rest_is_found(library: dict[str, Publication]) -> None:
    results = found("migrane sleep")

    assert [(one.typed, one.words, one.queries) for one in results.suggestions] == [
        ("migrane", ("migraine",), ("migraine sleep",))
    ]
    assert results.is_partial
    assert results.hits[0].lacks == ("migrane",)


def test_other_names_are_said(library: dict[str, Publication], glossary: None) -> None:
    (part,) = found("heart attack").query.parts

    assert part.also == ("myocardial infarction",)


def test_s20_a_name_with_two_senses_stands_for_none(library: dict[str, Publication], glossary: None) -> None:
    (part,) = found("MS").query.parts

    assert part.also == ()


def test_nothing_to_search_finds_nothing(library: dict[str, Publication]) -> None:
    results = [found(typed) for typed in ("", "   ", '"', "***", "?!", "\x00")]

    assert [(one.count, one.query.parts) for one in results] == [(0, ())] * 6


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_signs_of_a_query_language_are_words_or_nothing(library: dict[str, Publication], audience: str) -> None:
    typed = [
        '"; drop table',
        "NEAR(",
        "a AND",
        "NOT",
        "title:x",
        "' OR 1=1 --",
        "pain & !doctor",
        "x" * 10_000,
        "\\",
        "(" * 50,
        "😀",
    ]

    counts = {one: found(one, audience).count for one in typed if found(one, audience).count}
    assert set(counts) <= {"pain & !doctor", "a AND", "NOT", "' OR 1=1 --"}


def test_a_page_beyond_the_last_is_the_last(library: dict[str, Publication]) -> None:
    results = found("doctor", page=99)

    assert (results.page, len(results.hits)) == (results.pages, results.count - 10 * (results.pages - 1))


def test_pages_together_are_all_hits_once(library: dict[str, Publication]) -> None:
    first = found("treatment")
    everything = [slug for page in range(1, first.pages + 1) for slug in slugs(found("treatment", page=page))]

    assert len(everything) == len(set(everything)) == first.count


def test_filters_narrow(library: dict[str, Publication]) -> None:
    last = max(one.last_reviewed for one in library.values() if one.last_reviewed)
    topic = Topic.objects.create(name="Joints", slug="joints")
    Article.objects.filter(slug="gout").update(topic=topic)

    assert slugs(found("pain", filters=Filters(topics=(topic.pk,)))) == ["gout"]
    assert slugs(found("blood", filters=Filters(since=last))) == ["cell-counts"]
    assert slugs(found("blood", filters=Filters(since=last + datetime.timedelta(days=1)))) == []


def test_what_ended_is_not_found_even_before_the_index_knows(library: dict[str, Publication]) -> None:
    gout = library["gout"]
    gout.ended_at, gout.ended_as, gout.end_reason = timezone.now(), Ending.REMOVED, "wrong"
    gout.save(update_fields=["ended_at", "ended_as", "end_reason"])

    assert slugs(found("gout")) == []


def test_what_ended_leaves_the_index(library: dict[str, Publication]) -> None:
    gout = library["gout"]
    gout.ended_at, gout.ended_as, gout.end_reason = timezone.now(), Ending.REMOVED, "wrong"
    gout.save(update_fields=["ended_at", "ended_as", "end_reason"])
    SearchOwed.objects.create(article=gout.article, serial=1)
    work_off()

    assert not SearchEntry.objects.filter(article=gout.article).exists()
    assert found("gout").count == 0


def test_a_draft_is_not_found(library: dict[str, Publication], editor: Person) -> None:
    sample = Sample("canary", "Canary", "", "<p>Canarybird.</p>", "<p>Canarybird.</p>")
    gout = library["gout"].article
    make_version(gout, sample, {"patient": sample.body}, by=editor, number=2)
    SearchOwed.objects.create(article=gout, serial=1)
    work_off()

    assert found("canarybird").count == 0


def test_indexing_twice_changes_nothing(library: dict[str, Publication]) -> None:
    before = [slugs(found(typed)) for typed in ("pain", "gout", "days")]
    for publication in library.values():
        SearchOwed.objects.create(article=publication.article, serial=1)
    work_off()

    assert [slugs(found(typed)) for typed in ("pain", "gout", "days")] == before
    assert SearchEntry.objects.count() == 3 * len(library)


@pytest.mark.parametrize("typed", ["pain", "heart attack treatment", '"blood sugar"'])
def test_queries_do_not_grow_with_the_hits(editor: Person, typed: str) -> None:
    put_live(LIBRARY[:4], by=editor)
    found(typed)
    with CaptureQueriesContext(connection) as few:
        found(typed)
    for number, sample in enumerate(LIBRARY[4:]):
        publish(sample, by=editor, day=number)
    work_off()
    with CaptureQueriesContext(connection) as many:
        found(typed)

    assert len(many) <= max(len(few), 7)


def test_no_hit_costs_the_reading_of_a_whole_version(library: dict[str, Publication]) -> None:
    with CaptureQueriesContext(connection) as captured:
        hits = found("pain").hits
        titles = [hit.publication.version.title for hit in hits]

    assert titles
    assert [query["sql"] for query in captured if "manifest" in query["sql"]] == []
