"""A sweep finds every published sentence that names something, also where the index is behind."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import record
from articles.manifest import digest
from articles.models import Definition, Person, Publication, SearchEntry, UsedDefinition, Version
from articles.publishing.hiding import passages
from articles.search.sweeping import Found, Wanted, named, order, read
from articles.text.mentions import Names, Works
from tests.articles.search.corpus import Sample
from tests.articles.search.library import publish, put_live, work_off
from workflows import actions

pytestmark = pytest.mark.django_db

GABAPENTIN = Names(("gabapentin", "neurontin"), are_drugs=True)


@dataclass(frozen=True)
class Swept:
    published: tuple[Found, ...]
    by_index: int
    read: int


def sweep(wanted: Wanted) -> Swept:
    """Asked for and read to the end."""
    found = named(wanted)
    return Swept(tuple(read(found.articles, wanted)), found.by_index, found.read)


def told(found: tuple[Found, ...]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(one.title, [(p.audience, p.mention.kind, p.mention.words) for p in one.placed]) for one in found]


def sample(slug: str, body: str, **more: str) -> Sample:
    return Sample(slug, more.pop("title", slug), more.pop("question", ""), "<p>Rest.</p>", body, **more)


def test_every_text_of_an_article_is_read_with_its_title(editor: Person) -> None:
    body = "<p>Gabapentin may help. Walk.</p>"
    put_live([sample("a", body, title="Neurontin", clinician="<p>Start gabapentin.</p>")], by=editor)

    assert told(sweep(GABAPENTIN).published) == [
        (
            "Neurontin",
            [
                ("", "title", "Neurontin"),
                ("patient", "sentence", "Gabapentin may help."),
                ("clinician", "sentence", "Start gabapentin."),
            ],
        )
    ]


def test_texts_are_counted_whether_or_not_they_name_it(editor: Person) -> None:
    put_live([sample("a", "<p>Walk.</p>", clinician="<p>Walk.</p>"), sample("b", "<p>Rest.</p>")], by=editor)

    assert sweep(GABAPENTIN) == Swept((), by_index=3, read=0)


def test_s35_an_article_that_the_index_is_behind_with_is_read_itself_and_counted_apart(editor: Person) -> None:
    put_live([sample("a", "<p>Gabapentin.</p>")], by=editor)
    late = publish(sample("b", "<p>Neurontin.</p>"), by=editor)

    found = sweep(GABAPENTIN)

    assert [one.publication for one in found.published if one.title == "b"] == [late.pk]
    assert (len(found.published), found.by_index, found.read) == (2, 1, 1)
    work_off()
    assert (sweep(GABAPENTIN).by_index, sweep(GABAPENTIN).read) == (2, 0)


def test_s35_an_entry_by_former_rules_is_not_trusted(editor: Person) -> None:
    put_live([sample("a", "<p>Gabapentin.</p>")], by=editor)
    SearchEntry.objects.update(rules=0)

    assert (sweep(GABAPENTIN).by_index, sweep(GABAPENTIN).read, len(sweep(GABAPENTIN).published)) == (0, 1, 1)


def test_s10_a_name_is_never_another_name(editor: Person) -> None:
    put_live([sample("a", "<p>Pregabalin and gabapentinoids.</p>")], by=editor)

    assert sweep(GABAPENTIN).published == ()


def test_a_name_of_several_words_is_those_words_in_a_row(editor: Person) -> None:
    samples = [sample("a", "<p>Use glyceryl trinitrate.</p>"), sample("b", "<p>Trinitrate of glyceryl.</p>")]
    put_live(samples, by=editor)

    assert [one.title for one in sweep(Names(("glyceryl trinitrate",))).published] == ["a"]


def test_a_definition_that_a_text_explains_counts(editor: Person, glossary: None) -> None:
    found = put_live([sample("a", "<p>Walk.</p>")], by=editor)["a"]
    definition = Definition.objects.first()
    assert definition is not None
    wanted = Names((definition.words.definition("patient").rstrip("."),))
    term = {"audience": "patient", "definition": definition.words.definition("patient"), "places": []}
    term |= {"digest": "", "key": "k", "sense": "", "term": "t"}
    explained = json.dumps({**json.loads(found.version.manifest), "definitions": [term]})
    version = Version.objects.create(
        article=found.article,
        number=2,
        revision=2,
        manifest=explained,
        digest=digest(explained),
        title="a",
        submitted_by=editor,
        status="approved",
    )
    found.ended_as, found.ended_at = "replaced", found.live_from
    found.save()
    Publication.objects.create(
        article=found.article,
        version=version,
        basis="approved",
        audiences=["patient"],
        planned_by=editor,
        reason="next",
        due_at=found.due_at,
        live_from=found.live_from,
    )
    UsedDefinition.objects.create(version=version, definition=definition)
    record.page_change(found.article, reason="published")
    work_off()

    assert [one.placed[0].mention.kind for one in sweep(wanted).published] == ["definition"]


def test_a_work_is_found_where_live_versions_cite_it(publication: Publication) -> None:
    work_off()

    found = sweep(Works(("doe-2020",)))

    assert told(found.published) == [
        (
            "Leg pain",
            [
                ("patient", "sentence", "Most people get better in 6 weeks. [doe-2020]"),
                ("clinician", "sentence", "Start gabapentin at 300 mg daily. [doe-2020]"),
            ],
        )
    ]
    assert sweep(Works(("roe-2021",))).published == ()


def test_a_hidden_passage_is_read_though_the_index_does_not_have_it(publication: Publication, editor: Person) -> None:
    version = publication.version
    block = next(b.key for b in passages(version, "clinician") if "gabapentin" in b.text)
    actions.hide_passage(version, by=editor, audience="clinician", block=block, reason="Wrong.")
    work_off()

    assert len(sweep(GABAPENTIN).published) == 1


def test_what_was_taken_down_is_not_found(publication: Publication, managing_editor: Person) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Danger.")
    work_off()

    assert sweep(GABAPENTIN) == Swept((), by_index=0, read=0)


def test_as_many_queries_for_thirty_articles_as_for_one(editor: Person) -> None:
    counts = []
    for first, last in ((0, 1), (1, 30)):
        put_live([sample(f"a{number}", "<p>Gabapentin.</p>") for number in range(first, last)], by=editor)
        with CaptureQueriesContext(connection) as queries:
            found = sweep(GABAPENTIN)
        counts.append((len(queries), len(found.published)))

    assert counts == [(9, 1), (9, 30)]


@pytest.mark.parametrize("wanted", [GABAPENTIN, Names(("glyceryl trinitrate",)), Names(("walk",))])
def test_what_is_read_in_parts_is_all_that_names_it_by_title(wanted: Names, editor: Person) -> None:
    bodies = ("<p>Gabapentin.</p>", "<p>Use glyceryl trinitrate.</p>", "<p>Trinitrate of glyceryl. Walk.</p>")
    samples = [sample(f"s{n}", bodies[n % 3], title=f"{'aB'[n % 2]} {9 - n}") for n in range(9)]
    live = put_live(samples, by=editor)
    SearchEntry.objects.filter(article=live["s4"].article).update(rules=0)

    parts = [tuple(read([article], wanted)) for article in named(wanted).articles]

    every = read([publication.article_id for publication in live.values()], wanted)
    assert tuple(one for part in parts for one in part) == tuple(sorted(every, key=order))
    assert sweep(wanted).published == tuple(one for part in parts for one in part)
