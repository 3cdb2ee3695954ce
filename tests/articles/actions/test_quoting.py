"""Words of a work that support the texts of an article: kept, taken out, frozen with the version."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.draft import manifest_of
from articles.models import Article, Person, Reference
from articles.refusals import Refusal


@pytest.fixture
def work(draft: Article) -> Reference:
    return Reference.objects.get(key=draft.reference_keys[0])


def quotes(article: Article) -> object:
    article.refresh_from_db()
    return article.quotes


def test_quote_is_a_revision_with_who_and_why(draft: Article, work: Reference, editor: Person) -> None:
    before = draft.revision

    actions.keep_quote(draft, work, by=editor, quote="  “It helped\n 14 of 100.” ", where=" p.  4 ")

    assert quotes(draft) == {work.key: [{"quote": "It helped 14 of 100.", "where": "p. 4"}]}
    row = draft.history.latest("history_date")
    assert (draft.revision, row.history_user, row.history_change_reason) == (
        before + 1,
        editor,
        f"quote of “{work.title}” added",
    )


def test_the_same_quote_twice_is_kept_once(draft: Article, work: Reference, editor: Person) -> None:
    for _time in range(2):
        actions.keep_quote(draft, work, by=editor, quote="It helped.")
    once = Article.objects.get(pk=draft.pk).revision
    actions.keep_quote(draft, work, by=editor, quote="It helped.", where="p. 5")

    assert quotes(draft) == {work.key: [{"quote": "It helped.", "where": "p. 5"}]}
    assert draft.revision == once + 1


@pytest.mark.parametrize(("quote", "where"), [("", ""), (" \n ", ""), ("x" * 401, ""), ("x", "y" * 81)])
def test_empty_and_long_quotes_are_refused(
    draft: Article, work: Reference, editor: Person, quote: str, where: str
) -> None:
    with pytest.raises(Refusal):
        actions.keep_quote(draft, work, by=editor, quote=quote, where=where)

    assert quotes(draft) == {}


def test_work_that_the_article_does_not_list_is_refused(draft: Article, editor: Person) -> None:
    other = actions.add_reference(actions.ReferenceData(title="Another", type="review"), by=editor)

    with pytest.raises(Refusal, match="not on the reference list"):
        actions.keep_quote(draft, other, by=editor, quote="It helped.")


def test_only_who_drafts_may_quote(draft: Article, work: Reference, chair: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.keep_quote(draft, work, by=chair, quote="It helped.")
    with pytest.raises(PermissionDenied):
        actions.drop_quote(draft, work, by=chair, quote="It helped.")


def test_taken_out_quote_is_gone_and_twice_changes_nothing(draft: Article, work: Reference, editor: Person) -> None:
    actions.keep_quote(draft, work, by=editor, quote="It helped.")
    actions.keep_quote(draft, work, by=editor, quote="It did not.")

    actions.drop_quote(draft, work, by=editor, quote="It helped.")
    after = Article.objects.get(pk=draft.pk).revision
    actions.drop_quote(draft, work, by=editor, quote="It helped.")

    assert quotes(draft) == {work.key: [{"quote": "It did not."}]}
    assert draft.revision == after


def test_quotes_are_frozen_with_the_works_that_the_texts_cite(draft: Article, work: Reference, editor: Person) -> None:
    actions.keep_quote(draft, work, by=editor, quote="It helped.", where="p. 4")
    draft.refresh_from_db()

    manifest = manifest_of(draft, number=1, change_note="", previous_approved="")

    assert [(one.key, one.quotes) for one in manifest.references] == [
        (work.key, ({"quote": "It helped.", "where": "p. 4"},))
    ]
