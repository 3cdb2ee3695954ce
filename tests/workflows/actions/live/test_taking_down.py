"""Retire, remove, retract: three words for three things, each with its page and its notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles import actions as desk
from articles.models import Ending, Event, Notice, PageChange, Person, Publication
from articles.publishing.releases import ended_release, releases_for
from articles.refusals import Refusal
from workflows import actions

Act = Callable[..., Publication]
ACTS = {"retire": actions.retire, "remove": actions.remove, "retract": actions.retract}
TOLD = {"reason": "As we found.", "told": "What it said was wrong."}


@pytest.mark.parametrize(
    ("name", "ending", "kind"),
    [
        ("retire", Ending.RETIRED, "retired"),
        ("remove", Ending.REMOVED, "removed"),
        ("retract", Ending.RETRACTED, "retraction"),
    ],
)
def test_each_act_ends_the_page_with_its_own_word(
    name: str, ending: Ending, kind: str, publication: Publication, managing_editor: Person
) -> None:
    before = (Event.objects.count(), PageChange.objects.count())

    ended = ACTS[name](publication.version, by=managing_editor, **TOLD)

    assert (ended.ended_as, ended.end_reason) == (ending, "As we found.")
    notice = Notice.objects.get()
    assert (notice.kind, notice.sentence, notice.posted_by) == (kind, "What it said was wrong.", managing_editor)
    assert (Event.objects.count(), PageChange.objects.count()) == (before[0] + 1, before[1] + 1)
    assert Event.objects.latest("pk").kind == name


@pytest.mark.parametrize("name", ACTS)
def test_only_a_managing_editor_takes_down_for_good(
    name: str, publication: Publication, editor: Person, chair: Person, administrator: Person
) -> None:
    for person in (editor, chair, administrator):
        with pytest.raises(PermissionDenied):
            ACTS[name](publication.version, by=person, **TOLD)

    assert Publication.objects.live().get() == publication


@pytest.mark.parametrize("name", ACTS)
def test_second_time_there_is_nothing_to_take_down(
    name: str, publication: Publication, managing_editor: Person
) -> None:
    ACTS[name](publication.version, by=managing_editor, **TOLD)

    with pytest.raises(Refusal, match="not live"):
        ACTS[name](publication.version, by=managing_editor, **TOLD)

    assert Notice.objects.count() == 1


@pytest.mark.parametrize("name", ACTS)
def test_reason_is_needed(name: str, publication: Publication, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="Say why"):
        ACTS[name](publication.version, by=managing_editor, **(TOLD | {"reason": " "}))

    assert Publication.objects.live().exists()


def test_retraction_tells_readers_why(publication: Publication, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="Tell readers what was wrong"):
        actions.retract(publication.version, by=managing_editor, reason="Wrong.", told=" ")


@pytest.mark.parametrize(
    ("told", "said"),
    [("It said 300 mg, which is too much.", "Leave doses out"), ("Wrong. " * 80, "at most 500 characters")],
)
def test_s22_notice_holds_no_dose_and_is_short(
    told: str, said: str, publication: Publication, managing_editor: Person
) -> None:
    with pytest.raises(Refusal, match=said):
        actions.retract(publication.version, by=managing_editor, reason="Wrong.", told=told)

    assert (Notice.objects.count(), Publication.objects.live().count()) == (0, 1)


def test_article_does_not_replace_itself(publication: Publication, managing_editor: Person) -> None:
    with pytest.raises(Refusal, match="does not replace itself"):
        actions.retire(publication.version, by=managing_editor, reason="Old.", replaced_by=publication.article)


def test_s18_retracted_page_is_marked_on_every_text_and_stays(
    publication: Publication, managing_editor: Person, client: Client
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")

    release = releases_for(publication.article)["leg-pain"]
    pages = [client.get(f"/articles/leg-pain/{name}/") for name in ("patient", "clinician")]

    assert (release.status, list(release.pages), release.valid_until) == (200, ["patient", "clinician"], None)
    for page in pages:
        html = page.content.decode()
        assert (page.status_code, page.headers["X-Robots-Tag"]) == (200, "noindex")
        assert "RETRACTED: Leg pain" in html
        assert "The advice was wrong." in html
        assert '"creativeWorkStatus": "Retracted"' in html
        assert "rb-badge--approved" not in html
        assert "reviewedBy" not in html


def test_s18_retracted_article_is_found_at_its_address_and_in_no_list(
    publication: Publication, managing_editor: Person, client: Client
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")

    chosen = client.get("/articles/leg-pain/?audience=clinician")
    missing = client.get("/articles/leg-pain/student/")

    assert (chosen.status_code, chosen.headers["Location"]) == (302, "/articles/leg-pain/clinician/")
    assert (missing.status_code, missing.headers["Location"]) == (302, "/articles/leg-pain/patient/#_no-student")
    assert "Leg pain" not in client.get("/articles/").content.decode()


def test_s18_page_that_can_no_longer_be_made_gives_way_to_the_notice(
    publication: Publication, managing_editor: Person
) -> None:
    actions.retract(publication.version, by=managing_editor, reason="Wrong.", told="The advice was wrong.")
    publication.refresh_from_db()
    publication.audiences = ["student"]  # a text that the version does not have

    release = ended_release(publication)

    assert (release.status, list(release.pages)) == (410, ["any"])
    assert "RETRACTED: Leg pain" in release.pages["any"]
    assert "The advice was wrong." in release.pages["any"]


@pytest.mark.parametrize("name", ["retire", "remove"])
def test_s05_page_that_was_taken_down_answers_410_with_its_reason(
    name: str, publication: Publication, managing_editor: Person, client: Client
) -> None:
    ACTS[name](publication.version, by=managing_editor, **TOLD)

    answers = [client.get(f"/articles/leg-pain/{end}") for end in ("", "patient/", "clinician/")]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    for answer in answers:
        assert "What it said was wrong." in answer.content.decode()
        assert "6 weeks" not in answer.content.decode()


def test_retired_article_leads_to_the_one_that_replaced_it(
    publication: Publication, managing_editor: Person, editor: Person, client: Client
) -> None:
    details = desk.Details(title="Sore legs", audiences=["patient"], population=["adults"])
    other = desk.create_article(by=editor, details=details)
    actions.retire(publication.version, by=managing_editor, reason="Old.", replaced_by=other)

    page = client.get("/articles/leg-pain/patient/").content.decode()

    assert Notice.objects.get().replaced_by == other
    assert "Read instead" not in page  # nobody has approved it yet
