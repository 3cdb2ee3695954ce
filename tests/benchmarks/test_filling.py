"""The filled database is one that the actions could have written."""

import pytest
from django.test import Client

from articles import actions, chains
from articles.models import Article, Event, Person, Text, Version
from articles.text.dialect import is_canonical
from benchmarks.filling import Filling, revisions_of


@pytest.fixture
def filled(db: None) -> int:
    return Filling(articles=4, revisions=60).run()


def test_all_together_have_as_many_revisions_as_wanted() -> None:
    assert sum(revisions_of(number, 20_000, 1_000_000) for number in range(20_000)) in range(980_000, 1_000_001)


def test_every_revision_stands_in_the_history_with_its_event(filled: int) -> None:
    assert filled == Article.history.count() == Event.objects.count()
    assert sum(Article.objects.values_list("revision", flat=True)) == filled


def test_the_record_of_a_filled_database_is_whole(filled: int) -> None:
    assert list(chains.chain_faults()) == []


def test_the_texts_are_canonical_and_the_newest_of_their_history(filled: int) -> None:
    texts = list(Text.objects.all())

    newest = [
        Text.history.filter(id=text.pk).order_by("-revision").values_list("body", "revision").first() for text in texts
    ]

    assert [is_canonical(text.body) for text in texts] == [True] * 8
    assert newest == [(text.body, text.revision) for text in texts]


def test_versions_hold_the_texts_as_they_are(filled: int) -> None:
    version = Version.objects.get(article=1)

    assert version.content.texts["patient"].body == Text.objects.get(article=1, audience="patient").body


def test_a_filled_article_goes_on_as_any_other(filled: int, client: Client) -> None:
    editor, text = Person.objects.get(email="editor0@example.org"), Text.objects.get(article=2, audience="patient")
    before = text.article.revision

    saved = actions.save_text(
        text, by=editor, summary=text.summary, body="<p>New.</p>", description="", base_revision=text.revision
    )

    assert saved.revision == before + 1
    assert list(chains.chain_faults()) == []
