"""A safety sweep as pages: search, choice, notice, confirmation, progress."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import owed
from articles.models import Emergency, Person, Publication, Version
from tests.articles.search.corpus import Sample
from tests.articles.search.library import put_live
from tests.universe import PASSWORD
from tests.workflows.actions.sweeps.sweeping import announcement, confirmed, posted, started, written
from workflows import actions
from workflows.actions.sweeps import reading
from workflows.actions.sweeps.confirming import seen
from workflows.models import Sweep, SweepNotice

pytestmark = pytest.mark.django_db

ALERT = {"alert_from": "Medicines agency, bulletin 7", "alert_at": "2026-11-01T09:30"}


def many(count: int, by: Person) -> None:
    """So many more articles that name it."""
    first = Publication.objects.count()
    body = "<p>Gabapentin may help.</p>"
    put_live([Sample(f"a{first}-{n}", f"Article {n}", "", "<p>Rest.</p>", body) for n in range(count)], by=by)


def test_an_editor_searches_and_finds_the_sentence_in_its_place(
    client: Client, publication: Publication, editor: Person
) -> None:
    client.force_login(editor)

    response = client.post("/desk/sweeps/", {"kind": "medicine", "sought": "Neurontin", **ALERT})

    row = Sweep.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/desk/sweeps/{row.pk}/")
    assert (row.alert_from, timezone.localtime(row.alert_at).isoformat()[:16]) == (
        ALERT["alert_from"],
        ALERT["alert_at"],
    )
    (one,) = client.get(row.get_absolute_url()).context["found"]
    (text,) = one.texts
    (said,) = text.said
    assert (one.finding.title, text.label, said.heading, said.warning) == (
        "Leg pain",
        "Health professionals",
        "Treatment",
        "Loss of bladder control: refer at once.",
    )
    assert [(piece.words, piece.is_name) for piece in said.pieces] == [
        ("Start ", False),
        ("gabapentin", True),
        (" at 300 mg daily.", False),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sought": "…"}, "sought"),
        ({"kind": "work", "sought": "10.1000/none"}, "sought"),
        ({"alert_from": ""}, "alert_from"),
        ({"alert_at": "2999-01-01T00:00"}, "alert_at"),
    ],
)
def test_what_is_wrong_stands_at_its_field_with_what_was_typed(
    changes: dict[str, str], field: str, client: Client, editor: Person
) -> None:
    client.force_login(editor)

    response = client.post("/desk/sweeps/", {"kind": "medicine", "sought": "Neurontin", **ALERT, **changes})

    form = response.context["form"]
    assert (response.status_code, list(form.errors), form["alert_from"].value()) == (
        422,
        [field],
        changes.get("alert_from", ALERT["alert_from"]),
    )
    assert Sweep.objects.count() == 0


def test_everything_that_is_wrong_is_said_at_once(client: Client, editor: Person) -> None:
    client.force_login(editor)

    typed = {"kind": "medicine", "sought": "…", "alert_from": "", "alert_at": "2999-01-01T00:00"}
    response = client.post("/desk/sweeps/", typed)

    assert list(response.context["form"].errors) == ["sought", "alert_from", "alert_at"]


def test_s35_the_page_says_what_was_searched_where_nothing_names_it(
    client: Client, publication: Publication, editor: Person
) -> None:
    row = started(editor, "naproxen")
    Sweep.objects.filter(pk=row.pk).update(texts_by_index=1, texts_read=1)
    client.force_login(editor)

    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())

    assert "No published text names it" in page
    assert "All 2 texts were searched under the names above." in page
    assert "1 of them was read itself, because the index of the search is behind" in page


def test_who_sees_the_pages(
    client: Client,
    publication: Publication,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    auditor: Person,
    pharmacist: Person,
    outsider: Person,
) -> None:
    row = written(editor)
    pages = ("", f"{row.pk}/", f"{row.pk}/notice/", f"{row.pk}/confirm/")
    found = {}
    for person in (editor, managing_editor, chair, auditor, pharmacist, outsider):
        client.force_login(person)
        found[person] = [client.get(f"/desk/sweeps/{page}").status_code for page in pages]
    client.logout()

    assert found == {
        editor: [200] * 4,
        managing_editor: [200] * 4,
        chair: [200] * 4,
        auditor: [200, 200, 403, 403],
        pharmacist: [403] * 4,
        outsider: [403] * 4,
    }
    assert client.get("/desk/sweeps/").status_code == 302


def test_an_auditor_is_offered_no_act(
    client: Client, publication: Publication, editor: Person, auditor: Person
) -> None:
    row = started(editor)
    client.force_login(auditor)

    assert client.get("/desk/sweeps/").context["form"] is None
    page = client.get(row.get_absolute_url())
    assert (page.context["names"], page.context["may"]) == (None, False)
    assert client.post(f"{row.get_absolute_url()}choose/", {"act": "none"}).status_code == 403
    assert client.post(f"{row.get_absolute_url()}names/", {"names": ["gabapentin"]}).status_code == 403


def test_drafts_are_shown_apart_to_whoever_reads_drafts(
    client: Client, version_under_review: Version, editor: Person, chair: Person
) -> None:
    row = started(editor)
    shown = {}
    for person in (editor, chair):
        client.force_login(person)
        shown[person] = [one.finding.version for one in client.get(row.get_absolute_url()).context["apart"]]

    assert shown == {editor: [version_under_review], chair: []}


def test_names_are_taken_off_and_added(client: Client, publication: Publication, editor: Person) -> None:
    row = started(editor)
    client.force_login(editor)

    response = client.post(f"{row.get_absolute_url()}names/", {"names": ["neurontin"], "added": "bladder control\n"})

    row.refresh_from_db()
    assert (response.status_code, row.names_sought) == (302, ("neurontin", "bladder control"))
    response = client.post(f"{row.get_absolute_url()}names/", {"added": ""})
    assert (response.status_code, response.context["wrong"].non_field_errors()) == (422, ["Keep at least one name."])


def test_the_choice_of_a_page_is_kept_whichever_button_is_pressed(client: Client, editor: Person) -> None:
    many(30, editor)
    row = started(editor)
    client.force_login(editor)
    first, second = row.findings.all()[:2]
    shown = [finding.pk for finding in row.findings.all()[:25]]
    url = f"{row.get_absolute_url()}choose/"

    to_next = client.post(url, {"shown": shown, "chosen": [second.pk], "act": "page-2"})

    assert (to_next["Location"], row.findings.chosen().count()) == (f"{row.get_absolute_url()}?page=2", 6)
    client.post(url, {"act": "all"})
    assert row.findings.chosen().count() == 30
    client.post(url, {"act": "none"})
    assert row.findings.chosen().count() == 0
    to_notice = client.post(url, {"shown": [first.pk], "chosen": [first.pk], "act": "notice"})
    assert (to_notice["Location"], row.findings.chosen().get()) == (f"{row.get_absolute_url()}notice/", first)
    for_none = client.post(url, {"shown": [first.pk], "act": "notice"}, follow=True)
    assert for_none.redirect_chain == [(row.get_absolute_url(), 302)]
    assert [str(message) for message in for_none.context["messages"]][-1] == "Choose at least one article."


def test_what_is_read_later_is_said_and_shown_when_it_is_asked_for(
    client: Client, editor: Person, auditor: Person
) -> None:
    many(reading.AT_FIRST + 3, editor)
    row = started(editor)
    first = row.findings.all()[0]
    actions.write_notice(row, by=editor, announcement=announcement())
    client.force_login(editor)

    for page in ("", "notice/", "confirm/"):
        assert "3 more articles may name it" in client.get(f"{row.get_absolute_url()}{page}").content.decode()
    answer = client.post(f"{row.get_absolute_url()}choose/", {"shown": [first.pk], "act": "read-2"})

    assert answer["Location"] == f"{row.get_absolute_url()}?page=2"
    page = client.get(answer["Location"])
    assert (page.context["counts"]["articles"], page.context["counts"]["chosen"]) == (53, 52)
    assert "may name it" not in page.content.decode()


def test_s29_following_a_link_changes_nothing(client: Client, publication: Publication, editor: Person) -> None:
    row = started(editor)
    client.force_login(editor)

    assert client.get(f"{row.get_absolute_url()}choose/", {"act": "none"}).status_code == 405
    assert client.get(f"{row.get_absolute_url()}names/").status_code == 405
    assert row.findings.chosen().count() == 1


def test_s22_an_editor_is_asked_for_a_warning_alone(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    row = started(editor)
    asked = {}
    for person in (editor, managing_editor):
        client.force_login(person)
        asked[person] = list(client.get(f"{row.get_absolute_url()}notice/").context["form"].fields)

    assert asked == {
        editor: ["warning", "reason", "reviews_due_on"],
        managing_editor: ["notice_kind", "warning", "sentence", "reason", "reviews_due_on"],
    }


def test_what_depends_on_the_kind_is_not_called_optional(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    row = started(editor)
    for person in (editor, managing_editor):
        client.force_login(person)

        page = client.get(f"{row.get_absolute_url()}notice/").content.decode()

        assert "(optional)" not in page


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"notice_kind": "warning"}, "warning"),
        ({"notice_kind": "concern"}, "sentence"),
        ({"notice_kind": "concern", "sentence": "Take 300 mg."}, "sentence"),
    ],
)
def test_a_notice_that_is_not_whole_is_shown_again(
    typed: dict[str, str], wrong: str, client: Client, publication: Publication, managing_editor: Person
) -> None:
    row = started(managing_editor)
    client.force_login(managing_editor)
    more = {"reason": "A bulletin.", "reviews_due_on": timezone.localdate().isoformat()}

    response = client.post(f"{row.get_absolute_url()}notice/", {**typed, **more})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [wrong])
    assert response.context["form"]["reason"].value() == "A bulletin."


def test_a_notice_is_written_seen_and_confirmed_once(client: Client, publication: Publication, editor: Person) -> None:
    row = started(editor)
    client.force_login(editor)
    due = timezone.localdate() + datetime.timedelta(days=3)
    told = {"warning": "medicine", "reason": "A bulletin.", "reviews_due_on": due.isoformat()}
    confirm = f"{row.get_absolute_url()}confirm/"

    assert client.post(f"{row.get_absolute_url()}notice/", told)["Location"] == confirm
    page = client.get(confirm)
    assert str(page.context["notice_text"]).startswith("There is new safety information about a medicine")
    proof = {"email": editor.email, "password": PASSWORD, "seen": page.context["seen"]}
    response = client.post(confirm, proof)

    assert (response.status_code, response["Location"]) == (302, row.get_absolute_url())
    assert owed.sweep("sweep notices") == 1
    assert Emergency.objects.get().warning == "medicine"
    again = client.post(confirm, proof, follow=True)
    assert [str(message) for message in again.context["messages"]][-1:] == [
        "Edith Editor has confirmed the notice of this sweep already."
    ]
    assert SweepNotice.objects.count() == 1


def test_a_wrong_credential_loses_nothing(client: Client, publication: Publication, editor: Person) -> None:
    row = written(editor)
    client.force_login(editor)
    confirm = f"{row.get_absolute_url()}confirm/"

    response = client.post(confirm, {"email": editor.email, "password": "wrong", "seen": seen(row)})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["password"])
    assert response.context["form"]["email"].value() == editor.email
    assert b"wrong" not in response.content.split(b'name="password"')[1][:200]
    row.refresh_from_db()
    assert (row.reason, row.warning, row.is_confirmed) == ("The agency warned of it.", "medicine", False)
    right = client.post(confirm, {"email": editor.email, "password": PASSWORD, "seen": response.context["seen"]})
    assert (right.status_code, SweepNotice.objects.count()) == (302, 1)


def test_what_another_changed_meanwhile_is_shown_before_it_is_confirmed(
    client: Client, publication: Publication, editor: Person, other_editor: Person
) -> None:
    row = written(editor)
    client.force_login(editor)
    confirm = f"{row.get_absolute_url()}confirm/"
    before = client.get(confirm).context["seen"]
    actions.write_notice(row, by=other_editor, announcement=announcement(warning="doses"))

    response = client.post(confirm, {"email": editor.email, "password": PASSWORD, "seen": before})

    assert (response.status_code, SweepNotice.objects.count()) == (422, 0)
    assert str(response.context["notice_text"]).startswith("Do not rely on the doses")
    assert response.context["seen"] != before


def test_the_way_leads_from_the_notice_to_the_confirmation(
    client: Client, publication: Publication, editor: Person
) -> None:
    bare, done = started(editor), confirmed(editor)
    client.force_login(editor)

    assert client.get(f"{bare.get_absolute_url()}confirm/")["Location"] == f"{bare.get_absolute_url()}notice/"
    assert client.get(f"{done.get_absolute_url()}notice/")["Location"] == done.get_absolute_url()
    late = client.post(f"{done.get_absolute_url()}choose/", {"act": "none"}, follow=True)
    assert [str(message) for message in late.context["messages"]] == [
        "Edith Editor has confirmed the notice of this sweep already."
    ]


def test_progress_says_who_has_it_and_how_long_it_took(
    client: Client, publication: Publication, managing_editor: Person, chair: Person
) -> None:
    row = posted(managing_editor).sweep
    client.force_login(managing_editor)

    page = client.get(row.get_absolute_url())

    (one,) = page.context["rows"]
    assert (page.context["open"], page.context["total"], one.stage, one.who) == (
        1,
        1,
        "stands",
        "Medical Advisory Board: Clara Chair, Paul Pharmacist, Laura Lay",
    )
    assert [(bar.label, bar.value) for bar in page.context["picture"].bars] == [
        ("Still to be posted", "0"),
        ("Stands, not reviewed yet", "1"),
        ("Reviewed, still stands", "0"),
        ("Lifted or replaced", "0"),
        ("Not posted", "0"),
    ]
    assert page.context["times"].to_last.startswith("30\xa0minutes")


def test_each_stage_names_who_has_it(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    waits = confirmed(editor)
    client.force_login(managing_editor)
    told = [client.get(waits.get_absolute_url()).context["rows"][0]]
    owed.sweep("sweep notices")
    owed.sweep("sweep reviews")
    told.append(client.get(waits.get_absolute_url()).context["rows"][0])
    refused = confirmed(editor)
    owed.sweep("sweep notices")
    told.append(client.get(refused.get_absolute_url()).context["rows"][0])
    actions.remove(publication.version, by=managing_editor, reason="Danger.")
    told.append(client.get(waits.get_absolute_url()).context["rows"][0])

    assert [(one.stage, one.who) for one in told] == [
        ("waiting", "The system"),
        ("stands", "Managing editors: open a review"),
        ("refused", "Managing editors: look at it by hand"),
        ("over", ""),
    ]


def test_a_managing_editor_finds_it_in_my_work_until_it_is_over(
    client: Client, publication: Publication, editor: Person, managing_editor: Person
) -> None:
    row = posted(editor).sweep
    client.force_login(managing_editor)

    before = sweeps_in_my_work(client)
    actions.remove(publication.version, by=managing_editor, reason="Danger.")
    owed.sweep("sweeps over")

    assert (before, sweeps_in_my_work(client)) == ([row.get_absolute_url()], [])


def sweeps_in_my_work(client: Client) -> list[str]:
    sections = client.get("/desk/").context["sections"]
    return [task.url for section in sections for task in section.tasks if "sweeps" in task.url]


def test_reports_tell_minutes_from_alert_to_notice(
    client: Client, publication: Publication, managing_editor: Person
) -> None:
    posted(managing_editor)
    client.force_login(managing_editor)

    (one,) = client.get("/desk/reports/").context["sweeps"]

    assert (one.to_confirmed, one.to_last, one.articles, one.open) == (31, 31, 1, 1)


@pytest.mark.parametrize("which", ["list", "found", "progress"])
def test_as_many_queries_for_thirty_as_for_one(which: str, client: Client, editor: Person) -> None:
    client.force_login(editor)
    counts = []
    for number in (1, 29):
        many(number, editor)
        row = started(editor) if which != "progress" else confirmed(editor)
        owed.sweep("sweep notices")
        owed.sweep("sweep reviews")
        url = "/desk/sweeps/" if which == "list" else row.get_absolute_url()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
