"""The publisher's texts: proposed by one, confirmed by another, in force from then on, and never lost."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import publisher_texts
from articles.actions import TextRefused
from articles.models import Delivery, Event, Person, Publication, PublisherText, TextKind
from articles.publishing import pages
from articles.publishing.checking import NotRenderable, check
from articles.publishing.releases import facts_for
from workflows import actions
from workflows.actions import OutOfDate, SecondPersonNeeded
from workflows.models import BoardChange

WORDS = "Ask your doctor before you act on this page."


def propose(by: Person, words: str = WORDS, kind: str = "disclaimer_patient", language: str = "en") -> BoardChange:
    data = {"kind": kind, "language": language, "words": words}
    return actions.propose_change(None, by=by, kind="publisher_text", data=data, reason="The lawyers asked for it")


def put(by: Person, second: Person, words: str = WORDS, kind: str = "disclaimer_patient", language: str = "en") -> None:
    actions.confirm_change(propose(by, words, kind, language), by=second)


def test_proposed_text_is_not_in_force_and_the_others_are_told(
    managing_editor: Person, administrator: Person, second_administrator: Person
) -> None:
    propose(managing_editor)

    assert publisher_texts.in_force("disclaimer_patient", "en") is None
    told = Delivery.objects.filter(kind="board_change").values_list("person", flat=True)
    assert set(told) == {administrator.pk, second_administrator.pk}


def test_confirmed_text_is_in_force_with_both_people_on_record(managing_editor: Person, administrator: Person) -> None:
    put(managing_editor, administrator)

    text = publisher_texts.in_force("disclaimer_patient", "en-gb")
    event = Event.objects.filter(stream="site").latest("sequence")
    data = json.loads(event.body)["data"]
    assert text is not None
    assert (text.words, text.number) == (WORDS, 1)
    assert (event.kind, event.actor, data["proposed_by"]) == ("publisher.text", administrator, managing_editor.pk)
    assert (data["text"], data["language"], data["number"]) == ("disclaimer_patient", "en", 1)


def test_managing_editor_confirms_what_an_administrator_proposed(
    managing_editor: Person, administrator: Person
) -> None:
    put(administrator, managing_editor)

    assert PublisherText.objects.count() == 1


def test_nobody_confirms_their_own_text(administrator: Person) -> None:
    proposed = propose(administrator)

    with pytest.raises(SecondPersonNeeded):
        actions.confirm_change(proposed, by=administrator)

    assert PublisherText.objects.exists() is False


@pytest.mark.parametrize("who", ["editor", "chair", "outsider"])
def test_others_neither_propose_nor_confirm(who: str, administrator: Person, request: pytest.FixtureRequest) -> None:
    other, proposed = request.getfixturevalue(who), propose(administrator)

    with pytest.raises(PermissionDenied):
        propose(other)
    with pytest.raises(PermissionDenied):
        actions.confirm_change(proposed, by=other)


def test_managing_editor_has_no_part_in_other_changes(managing_editor: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.propose_change(
            None, by=managing_editor, kind="key_added", data={"public_key": "A" * 43 + "="}, reason="yearly"
        )


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [("imprint", "en", "x"), ("policy", "xx", "x"), ("policy", "en", "  "), ("disclaimer_patient", "en", "x" * 1001)],
)
def test_what_is_no_text_is_refused(administrator: Person, kind: str, language: str, words: str) -> None:
    with pytest.raises(TextRefused):
        propose(administrator, words, kind, language)


def test_the_words_in_force_are_no_change(administrator: Person, managing_editor: Person) -> None:
    put(administrator, managing_editor)

    with pytest.raises(TextRefused, match="in force already"):
        propose(administrator, f"  {WORDS} ")


def test_text_that_was_changed_since_is_not_confirmed(administrator: Person, managing_editor: Person) -> None:
    first, second = propose(administrator, "One."), propose(administrator, "Two.")
    actions.confirm_change(first, by=managing_editor)

    with pytest.raises(OutOfDate):
        actions.confirm_change(second, by=managing_editor)


def test_a_version_of_a_text_is_never_changed(administrator: Person, managing_editor: Person) -> None:
    put(administrator, managing_editor)

    with pytest.raises(IntegrityError), transaction.atomic():
        PublisherText.objects.update(words="Other words")
    with pytest.raises(IntegrityError), transaction.atomic():
        PublisherText.objects.all().delete()


def test_a_page_of_the_publisher_is_markdown_without_markup_of_its_own(
    administrator: Person, managing_editor: Person
) -> None:
    put(administrator, managing_editor, "# How\n\nWe <script>write</script> *well*.\n\n- One", "policy")

    assert PublisherText.objects.get().html == (
        "<h2>How</h2>\n<p>We &lt;script&gt;write&lt;/script&gt; <em>well</em>.</p>\n<ul>\n<li>One</li>\n</ul>"
    )


def test_every_page_has_the_new_disclaimer(
    publication: Publication, administrator: Person, managing_editor: Person
) -> None:
    pages.apply(pages.REBUILD)

    put(administrator, managing_editor)

    assert list(pages.due())[:1] == [pages.REBUILD]
    assert WORDS in pages.live_release(publication).pages["patient"]
    assert WORDS not in pages.live_release(publication).pages["clinician"]


def test_page_leads_to_the_policy_of_its_publication(
    administrator: Person, managing_editor: Person, request: pytest.FixtureRequest
) -> None:
    put(administrator, managing_editor, "The first.", "policy")
    publication = request.getfixturevalue("publication")
    before = facts_for(publication).publisher.policy_url
    with time_machine.travel(timezone.now() + datetime.timedelta(days=9), tick=False):
        put(administrator, managing_editor, "The second.", "policy")
        after = facts_for(publication).publisher.policy_url

    assert (before, after) == ("/editorial-policy/en/1/", "/editorial-policy/en/1/")


def test_page_from_before_the_first_policy_leads_to_the_words_of_then(
    publication: Publication, administrator: Person, managing_editor: Person
) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=9), tick=False):
        put(administrator, managing_editor, "The first.", "policy")

    assert facts_for(publication).publisher.policy_url == "/editorial-policy/en/0/"


def test_pages_name_about_and_privacy_once_they_are_written(
    publication: Publication, administrator: Person, managing_editor: Person
) -> None:
    put(administrator, managing_editor, "We are a publisher.", "about")

    told = facts_for(publication).publisher
    assert (told.about_url, told.privacy_url) == ("/about/", "")


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [("disclaimers", "no disclaimer for “patient” in “en”"), ("policy_url", "no editorial policy in “en”")],
)
def test_s15_a_missing_text_of_the_publisher_stops_publication_and_says_what_to_do(
    publication: Publication, missing: str, sentence: str
) -> None:
    facts, manifest = facts_for(publication), publication.version.content
    empty = {"disclaimers": {}, "policy_url": ""}[missing]
    without = replace(facts, publisher=replace(facts.publisher, **{missing: empty}))

    with pytest.raises(NotRenderable) as refused:
        check(manifest, without, "patient")

    assert sentence in str(refused.value)
    assert "Propose one at the desk, under Boards, Texts of the publisher" in str(refused.value)


def test_s15_no_text_stands_in_for_another_language(administrator: Person, managing_editor: Person) -> None:
    put(administrator, managing_editor)
    put(administrator, managing_editor, "We write.", "policy")

    assert publisher_texts.disclaimer("patient", "ar", brought="Brought words") == ""
    assert publisher_texts.policy_url("ar", timezone.now()) == ""
    assert publisher_texts.page_url(TextKind.ABOUT, "en") == ""
