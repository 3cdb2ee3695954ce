"""What is worked out of frozen words once: for whom it is the same, when it is made anew, and that a started review has it ready."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from articles.models import Person, Publication, Version, WrittenReference
from tests.universe import PATIENT, sign, submit_again, write
from workflows import actions
from workflows.models import Answer, Board, Review
from workflows.views.reviews.remembered import remembered


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    caches["versions"].clear()
    yield
    caches["versions"].clear()


def kept() -> set[str]:
    """What is worked out of versions. Works as a style writes them lie in the same memory, and what publishing wrote with them."""
    memory: Any = caches["versions"]
    return {key for key in memory._cache if ":reference:" not in key}  # the memory of a test is this process


def test_the_same_words_are_worked_out_once() -> None:
    made = count(1)

    assert [remembered("doses", "digest", make=lambda: next(made)) for _time in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("name", "of"),
    [("warnings", ("digest",)), ("doses", ("another",)), ("doses", ("digest", "patient")), ("doses", ())],
)
def test_other_words_and_other_questions_are_worked_out_anew(name: str, of: tuple[str, ...]) -> None:
    remembered("doses", "digest", make=lambda: 1)

    assert remembered(name, *of, make=lambda: 2) == 2


def test_each_language_has_its_own() -> None:
    remembered("doses", "digest", make=lambda: "dose")

    with translation.override("de"):
        assert remembered("doses", "digest", make=lambda: "Dosis") == "Dosis"


def test_a_changed_text_of_the_publisher_is_no_longer_the_same_build(settings: Settings) -> None:
    remembered("doses", "digest", make=lambda: 1)
    settings.EMERGENCY_NUMBER = "0000"

    assert remembered("doses", "digest", make=lambda: 2) == 2


def test_nothing_is_remembered_while_code_is_written(settings: Settings) -> None:
    settings.DEBUG = True
    made = count(1)

    assert [remembered("doses", "digest", make=lambda: next(made)) for _time in range(2)] == [1, 2]
    assert kept() == set()


def test_a_review_that_started_has_ready_what_its_members_see(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    due = timezone.localdate().isoformat()
    members = {"members": [chair.pk, pharmacist.pk], "due_on": due}
    assert client.post(f"/desk/versions/{submitted_version.pk}/start-review/", members).status_code == 302
    ready = kept()
    review = Review.objects.get()
    actions.disclose(review, by=pharmacist, answer=Answer.NONE)
    client.force_login(pharmacist)

    shown = [client.get(f"/desk/reviews/{review.pk}/?text={text}").status_code for text in ("patient", "clinician")]

    assert (shown, kept() - ready) == ([200, 200], set())
    assert len(ready) == 4


def test_members_who_signed_an_earlier_version_have_their_difference_ready(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    lay_member: Person,
) -> None:
    article = publication.version.article
    write(article, "patient", PATIENT.replace("people get", "people will get"), by=editor)
    second = submit_again(article, by=editor, change_note="A word was missing.")
    client.force_login(managing_editor)
    started = {"members": [chair.pk, pharmacist.pk, lay_member.pk], "due_on": timezone.localdate().isoformat()}
    assert client.post(f"/desk/versions/{second.pk}/start-review/", started).status_code == 302
    ready, review = kept(), second.reviews.get()

    pages = [read(client, review, member) for member in (chair, pharmacist, lay_member)]

    assert ['id="_resigning"' in page for page in pages] == [True, True, False]
    assert kept() - ready == set()

    caches["versions"].clear()
    read(client, review, chair)

    names = {key.split(":")[2] for key in kept()}
    assert names == {
        "sheet",
        "doses",
        "words",
        "brief",
        "resigning",
    }  # not "changed", which this page does not show


def test_a_review_that_started_has_its_works_written_for_a_page_that_remembers_nothing(
    client: Client, submitted_version: Version, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> None:
    client.force_login(managing_editor)
    started = {"members": [chair.pk, pharmacist.pk], "due_on": timezone.localdate().isoformat()}
    assert client.post(f"/desk/versions/{submitted_version.pk}/start-review/", started).status_code == 302
    caches["versions"].clear()
    WrittenReference.objects.update(html="As it was kept.")

    page = read(client, Review.objects.get(), pharmacist)

    assert page.count("As it was kept.") == 2  # new in this version, and in the list of its text


@pytest.mark.parametrize("way", ["reopen", "renew"])
def test_a_review_of_a_live_version_has_ready_what_its_members_see(
    client: Client,
    publication: Publication,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    way: str,
) -> None:
    client.force_login(managing_editor)
    today = timezone.localdate().isoformat()
    asked = {"members": [chair.pk, pharmacist.pk], "due_on": today, "reason": "A year has passed."}
    search = {"databases": "PubMed", "strategy": "leg pain", "searched_on": today, "found": 1, "read": 1}
    posted = asked | search | {"conclusion": "Nothing new."}
    assert client.post(f"/desk/versions/{publication.version_id}/{way}/", posted).status_code == 302
    ready, review = kept(), Review.objects.latest("pk")

    read(client, review, pharmacist)

    assert len(ready) == 4
    assert kept() - ready == set()


def read(client: Client, review: Review, member: Person) -> str:
    """The page of the review, by a member who has nothing to declare."""
    actions.disclose(review, by=member, answer=Answer.NONE)
    client.force_login(member)
    return client.get(f"/desk/reviews/{review.pk}/").content.decode()


def test_a_page_from_memory_is_the_page_that_was_worked_out(
    client: Client, review: Review, chair: Person, pharmacist: Person
) -> None:
    sign(review, chair)
    client.force_login(pharmacist)

    def words() -> str:
        page = client.get(f"/desk/reviews/{review.pk}/").content.decode()
        shown = page.partition('id="_sheet"')[2].partition('id="threads"')[0]
        return re.sub(r'value="\w{64}"', "", shown)  # the token of a form is another each time

    first = words()

    assert first
    assert words() == first
