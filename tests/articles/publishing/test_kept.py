"""Works as the style writes them: written once, kept over every cache, and part of what readers get under our seal alone."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions, owed
from articles.manifest import CitedReference
from articles.models import Article, Person, Publication, Reference, WrittenReference
from articles.publishing import kept
from articles.publishing.making import make
from articles.publishing.releases import live_release, releases_for
from articles.references.formatting import Style

pytestmark = pytest.mark.django_db


def works(count: int) -> list[CitedReference]:
    return [
        CitedReference(f"w{number}", "book", "confirmed", csl={"type": "book", "title": f"Title {number}"})
        for number in range(count)
    ]


def change_what_is_kept() -> None:
    """Whoever reads it afterwards shows what was kept; whoever writes anew does not."""
    caches["versions"].clear()
    WrittenReference.objects.update(html="As it was kept.")


@pytest.mark.parametrize("count", [1, 100])
def test_a_list_is_written_once_and_kept_over_a_fresh_cache(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    listed = works(count)
    kept.keep(listed, "en")
    change_what_is_kept()

    with django_assert_num_queries(1):
        found = kept.in_style(listed, "en")

    assert found == {work.key: "As it was kept." for work in listed}


def test_keeping_twice_keeps_once_and_writes_what_is_new_alone() -> None:
    kept.keep(works(2), "en")
    change_what_is_kept()

    kept.keep(works(3), "en")

    assert kept.in_style(works(3), "en") == {"w0": "As it was kept.", "w1": "As it was kept.", "w2": "Title 2."}
    assert WrittenReference.objects.count() == 3


def test_reading_writes_nothing_down_and_gives_the_same_words() -> None:
    before = kept.in_style(works(2), "en")

    assert (before, WrittenReference.objects.count()) == ({"w0": "Title 0.", "w1": "Title 1."}, 0)
    kept.keep(works(2), "en")
    assert kept.in_style(works(2), "en") == before


def test_another_style_and_another_language_are_written_anew(settings: Settings) -> None:
    kept.keep(works(1), "en")
    change_what_is_kept()

    assert kept.in_style(works(1), "en-GB") == {"w0": "As it was kept."}
    assert kept.in_style(works(1), "de") == {"w0": "Title 0."}
    settings.REFERENCE_STYLE = "apa"
    assert kept.in_style(works(1), "en") == {"w0": "<i>Title 0</i>. (n.d.)."}


def test_two_keys_of_one_work_and_a_work_without_words_are_kept() -> None:
    twin = CitedReference("twin", "book", "confirmed", csl={"type": "book", "title": "Title 0"})
    empty = CitedReference("empty", "book", "confirmed")

    kept.keep([*works(1), twin, empty], "en")

    assert kept.in_style([*works(1), twin, empty], "en") == {"w0": "Title 0.", "twin": "Title 0.", "empty": ""}
    assert WrittenReference.objects.count() == 2


def test_a_work_that_is_saved_is_written_before_a_page_asks(reference: Reference) -> None:
    assert kept.references_unwritten() == [reference.pk]

    done = owed.sweep("reference_writing")

    assert (done, kept.references_unwritten()) == (1, [])
    change_what_is_kept()
    assert kept.in_style([reference], "en") == {"doe-2020": "As it was kept."}


@pytest.mark.parametrize(
    ("changed", "is_due"),
    [
        ({"volume": "12"}, True),
        ({"author": [{"family": "Poe"}]}, True),
        ({"abstract": "We walked."}, False),
        ({"note": "Ask Jane."}, False),
    ],
)
def test_a_changed_work_is_written_again_if_a_style_would_show_it(
    changed: dict[str, Any], is_due: bool, reference: Reference, editor: Person
) -> None:
    owed.sweep("reference_writing")

    reference.csl = {**reference.csl, **changed}
    reference.record(by=editor, reason="as the journal prints it")

    assert kept.references_unwritten() == ([reference.pk] if is_due else [])


def test_an_identifier_that_is_added_is_a_change(reference: Reference, editor: Person) -> None:
    owed.sweep("reference_writing")

    reference.pmid = "123"
    reference.record(by=editor, reason="found")

    assert kept.references_unwritten() == [reference.pk]


def test_a_language_in_which_an_article_is_written_counts(reference: Reference, draft: Article) -> None:
    owed.sweep("reference_writing")
    Article.objects.filter(pk=draft.pk).update(language="de")

    assert kept.references_unwritten() == [reference.pk]
    owed.sweep("reference_writing")
    assert kept.references_unwritten() == []


def test_a_version_finds_what_was_written_of_the_library(publication: Publication) -> None:
    owed.sweep("reference_writing")
    change_what_is_kept()

    found = kept.in_style(publication.version.content.references, "en")

    assert found == {"doe-2020": "As it was kept."}


def test_merged_works_are_written_as_they_are_now(reference: Reference, editor: Person) -> None:
    owed.sweep("reference_writing")
    csl = {"container-title": "Walks", "volume": "12"}
    data = actions.ReferenceData(title="Walking, a trial", type="randomised-trial", csl=csl)
    gone = actions.add_reference(data, by=editor)

    actions.merge_references(reference, gone=gone, by=editor, reason="One paper.")

    assert kept.references_unwritten() == [gone.pk, reference.pk]
    owed.sweep("reference_writing")
    reference.refresh_from_db()
    words = kept.in_style([reference], "en")["doe-2020"]
    assert words == "Doe J. A trial of walking. Walks. 2020;12. doi:10.1000/walk"


def test_a_digest_of_a_former_release_is_not_due_for_ever(reference: Reference) -> None:
    Reference.objects.filter(pk=reference.pk).update(content="0" * 64)

    owed.sweep("reference_writing")

    assert kept.references_unwritten() == []
    change_what_is_kept()
    assert kept.in_style([reference], "en") == {"doe-2020": "As it was kept."}


def test_a_page_that_is_compared_with_the_stored_one_is_made_without_what_is_kept(publication: Publication) -> None:
    owed.sweep("reference_writing")
    before = live_release(publication)

    change_what_is_kept()

    assert live_release(publication) == before
    WrittenReference.objects.all().delete()
    assert live_release(publication) == before


def test_making_pages_keeps_what_a_style_wrote_and_takes_it_the_next_time(publication: Publication) -> None:
    make([publication.article_id])
    caches["versions"].clear()
    for row in WrittenReference.objects.all():
        row.html = "As we kept it."
        row.seal = row.worked_out_seal()
        row.save()

    made = releases_for(publication.article, write=kept.sealed_in_style)["leg-pain"].pages["patient"]

    of_the_work, of_the_page = 1, 1
    assert made.count("As we kept it.") == of_the_work + of_the_page


@pytest.mark.parametrize("changed", [{"html": "As it was kept."}, {"seal": ""}, {"seal": "0" * 64}])
def test_a_row_that_somebody_changed_is_no_part_of_a_page_and_is_made_good(
    changed: dict[str, str], publication: Publication
) -> None:
    made = releases_for(publication.article, write=kept.sealed_in_style)
    rows = list(WrittenReference.objects.order_by("pk").values())
    caches["versions"].clear()
    WrittenReference.objects.update(**changed)

    again = releases_for(publication.article, write=kept.sealed_in_style)

    assert again == made
    assert list(WrittenReference.objects.order_by("pk").values()) == rows


@pytest.mark.parametrize("count", [1, 30])
def test_a_sealed_list_is_read_in_one_query(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    before = kept.sealed_in_style(works(count), Style.VANCOUVER, "en")
    caches["versions"].clear()

    with django_assert_num_queries(1):
        found = kept.sealed_in_style(works(count), Style.VANCOUVER, "en")

    assert found == before == kept.in_style(works(count), "en")


def test_a_list_of_nothing_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert kept.sealed_in_style([], Style.VANCOUVER, "en") == {}


def test_what_another_style_wrote_is_forgotten_after_a_month(reference: Reference, settings: Settings) -> None:
    owed.sweep("reference_writing")
    settings.REFERENCE_STYLE = "ama"
    owed.sweep("reference_writing")
    month = timezone.now() + kept.KEPT_AFTER_ANOTHER

    assert owed.sweep("reference_writing_over") == 0
    with time_machine.travel(month + datetime.timedelta(minutes=1), tick=False):
        assert [owed.sweep("reference_writing_over") for _time in range(2)] == [1, 0]

    assert WrittenReference.objects.count() == 1
    assert kept.references_unwritten() == []
