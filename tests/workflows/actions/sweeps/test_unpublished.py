"""What names something without being published."""

from __future__ import annotations

import pytest

from articles.models import Article, Person, Publication, Version
from articles.search.sweeping import named
from articles.text.mentions import Names, Works
from articles.text.reading import canonical
from tests.universe import write
from workflows import actions
from workflows.actions.sweeps.unpublished import unpublished

pytestmark = pytest.mark.django_db

GABAPENTIN = Names(("gabapentin", "neurontin"), are_drugs=True)


def test_a_version_with_the_board_is_told_instead_of_its_draft(version_under_review: Version) -> None:
    found = unpublished(GABAPENTIN)

    assert [(one.version, one.publication, one.placed[0].mention.words) for one in found] == [
        (version_under_review.pk, None, "Start gabapentin at 300 mg daily.")
    ]


def test_an_approved_version_that_waits_for_its_date_is_told(approved_version: Version) -> None:
    assert [one.version for one in unpublished(GABAPENTIN)] == [approved_version.pk]


def test_a_draft_is_told_once_it_says_something_else_than_what_is_live(
    publication: Publication, editor: Person
) -> None:
    before = unpublished(GABAPENTIN)
    write(publication.article, "patient", canonical("<p>Neurontin may help.</p>"), by=editor)

    after = unpublished(GABAPENTIN)

    assert (before, [(one.version, one.placed[0].mention.words) for one in after]) == (
        (),
        [(None, "Neurontin may help.")],
    )
    assert len(named(GABAPENTIN).articles) == 1


def test_the_draft_of_what_was_taken_down_is_told(publication: Publication, managing_editor: Person) -> None:
    actions.remove(publication.version, by=managing_editor, reason="Danger.")

    assert [one.version for one in unpublished(GABAPENTIN)] == [None]


def test_a_work_is_told_where_a_draft_cites_it(draft: Article) -> None:
    assert [len(one.placed) for one in unpublished(Works(("doe-2020",)))] == [2]
    assert unpublished(Works(("roe-2021",))) == ()


@pytest.mark.parametrize("word", ["Ménière", "6"])
def test_words_that_databases_compare_in_their_own_way_are_found(word: str, draft: Article, editor: Person) -> None:
    write(draft, "patient", canonical("<p>M\u00e9ni\u00e8re lasts 6 weeks.</p>"), by=editor)

    assert [one.placed[0].mention.words for one in unpublished(Names((word,)))] == ["Ménière lasts 6 weeks."]


def test_a_title_is_enough(draft: Article) -> None:
    assert [one.placed[0].mention.kind for one in unpublished(Names(("leg pain",)))] == ["title"]


def test_what_does_not_name_it_is_not_told(submitted_version: Version) -> None:
    assert unpublished(Names(("warfarin",), are_drugs=True)) == ()


def test_a_text_that_the_article_no_longer_declares_is_not_told(draft: Article, editor: Person) -> None:
    Article.objects.filter(pk=draft.pk).update(audiences=["patient"])

    assert unpublished(GABAPENTIN) == ()
