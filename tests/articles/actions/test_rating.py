"""Rating a text: answers with name, day and words; kept once, never changed, of the words that were looked at."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import Article, Event, Person, Rating, Text, Version
from articles.plainness import newest_ratings
from articles.text.rating import INSTRUMENTS, Answer, InstrumentKey
from tests.universe import PATIENT, submit_again, write
from workflows.record.sentences import articles as sentences
from workflows.record.sentences.telling import Told

CDC = InstrumentKey.CDC
ALL_YES = {item.number: Answer.YES for item in INSTRUMENTS[CDC].items}


@pytest.fixture
def text(draft: Article) -> Text:
    return Text.objects.select_related("article").get(article=draft, audience="patient")


def said(event: Event) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(event.body)["data"]
    return data


def rate(text: Text, by: Person, answers: dict[int, Answer] | None = None, **more: object) -> Rating:
    posted = {"seen": text.revision, **more}
    return actions.rate_text(text, by=by, instrument=CDC, answers=answers or ALL_YES, **posted)  # type: ignore[arg-type]


def test_rating_keeps_who_answered_what_about_which_words(text: Text, editor: Person) -> None:
    rating = rate(text, editor, ALL_YES | {4: Answer.NO, 20: Answer.NOT_APPLICABLE}, note=" Needs a picture. ")

    assert (rating.article_id, rating.audience, rating.revision, rating.rated_by, rating.note) == (
        *(text.article_id, "patient", text.revision, editor, "Needs a picture."),
    )
    assert rating.answers["4"] == {"answer": "no", "machine": "no", "reason": "There is no picture."}
    assert rating.answers["1"] == {"answer": "yes"}
    assert rating.scores == {"whole": "95"}
    assert (str(rating), rating.is_good) == ("CDC Clear Communication Index: score 95 %", True)


def test_one_event_says_that_the_text_was_rated(text: Text, editor: Person) -> None:
    before = Event.objects.count()

    rating = rate(text, editor)

    event = Event.objects.latest("pk")
    assert (Event.objects.count(), event.kind, said(event)["rating"]) == (before + 1, "text_rated", rating.pk)
    assert sentences.KINDS["text_rated"].sentence(Told(said(event))) == (
        "“Patients, families and carers” rated by the CDC Clear Communication Index: 100 %"
    )


def test_event_of_an_instrument_that_is_not_known_any_more_is_told_all_the_same() -> None:
    told = Told({"audience": "patient", "instrument": "other"})

    assert sentences.KINDS["text_rated"].sentence(told) == "“Patients, families and carers” rated by the other: ?"


def test_same_answers_twice_are_kept_once_and_others_beside_them(
    text: Text, editor: Person, other_editor: Person
) -> None:
    first = rate(text, editor)

    again, other, by_other = rate(text, editor), rate(text, editor, ALL_YES | {1: Answer.NO}), rate(text, other_editor)

    assert again == first
    assert [one.pk for one in Rating.objects.all()] == [first.pk, other.pk, by_other.pk]


def test_item_without_an_answer_is_named(text: Text, editor: Person) -> None:
    answers = {number: answer for number, answer in ALL_YES.items() if number not in (3, 8)}

    with pytest.raises(actions.RatingIncomplete, match=r"3, 8"):
        rate(text, editor, answers)

    assert not Rating.objects.exists()


def test_text_that_was_saved_meanwhile_is_looked_at_again(text: Text, editor: Person) -> None:
    write(text.article, "patient", f"{PATIENT}\n<p>More.</p>", by=editor)

    with pytest.raises(actions.RatedTextChanged):
        rate(text, editor)

    assert not Rating.objects.exists()


def test_only_who_drafts_rates(text: Text, auditor: Person, chair: Person) -> None:
    for person in (auditor, chair):
        with pytest.raises(PermissionDenied):
            rate(text, person)


def test_rating_is_never_changed_or_deleted(text: Text, editor: Person) -> None:
    rating = rate(text, editor)
    rating.note = "Other"

    with pytest.raises(IntegrityError), transaction.atomic():
        rating.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        rating.delete()


def test_rating_says_whether_the_text_still_has_its_words(text: Text, editor: Person) -> None:
    rate(text, editor)
    before = [one.is_of_now for one in Rating.objects.with_text()]

    write(text.article, "patient", f"{PATIENT}\n<p>More.</p>", by=editor)

    assert (before, [one.is_of_now for one in Rating.objects.with_text()]) == ([True], [False])


def test_rating_is_one_of_a_version_that_has_its_words(text: Text, editor: Person) -> None:
    of_these = rate(text, editor)
    version = submit_again(text.article, by=editor, change_note="")
    write(text.article, "patient", f"{PATIENT}\n<p>More.</p>", by=editor)
    later = Text.objects.select_related("article").get(pk=text.pk)
    rate(later, editor)

    assert list(Rating.objects.of_version(Version.objects.get(pk=version.pk))) == [of_these]


def test_newest_of_each_text_and_instrument_is_shown(text: Text, editor: Person) -> None:
    rate(text, editor)
    newest = rate(text, editor, ALL_YES | {1: Answer.NO})

    assert newest_ratings(text.article) == [newest]


def test_nothing_that_applies_gives_no_score(text: Text, editor: Person) -> None:
    rating = Rating(instrument=CDC, scores={"whole": ""})

    assert (rating.in_words, rating.is_good) == ("score does not apply", False)
    assert Rating(instrument=InstrumentKey.PEMAT, scores={}).is_good is None
