"""The inspection file holds everything of the record and nothing that people may erase."""

from __future__ import annotations

import json
import re
import zlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from articles import guards
from articles.models import Article, Event, Person, Publication, Text, WorkingCopy
from tests.articles.test_record import tamper
from tests.universe import PATIENT, ask, submit_again, write
from tests.workflows.record.test_verification import change, drop
from workflows import actions
from workflows.models import Board, Review, SignOff
from workflows.record.inspection import as_html, as_json, as_pdf, belonging, document, drawn


@pytest.fixture
def second_version(
    publication: Publication, editor: Person, managing_editor: Person, board: Board, chair: Person, pharmacist: Person
) -> Review:
    article = publication.article
    write(article, "patient", PATIENT.replace("6 weeks", "8 weeks"), by=editor)
    article.refresh_from_db()
    version = submit_again(article, by=editor, change_note="Longer course.")
    return ask(version, managing_editor, board, chair, pharmacist)


def data(article: Article, by: Person) -> dict[str, Any]:
    return json.loads(as_json(actions.inspect(article, by=by)))


def test_versions_signatures_events_and_rules_are_in_it_byte_for_byte(
    publication: Publication, auditor: Person
) -> None:
    found = data(publication.article, auditor)

    assert [version["manifest"] for version in found["versions"]] == [publication.version.manifest]
    assert [one["statement"] for one in found["sign_offs"]] == [row.statement for row in SignOff.objects.order_by("pk")]
    assert [one["holds"] for one in found["sign_offs"]] == [True, True]
    events = Event.objects.filter(stream=publication.article.stream).order_by("sequence")
    assert [event["hash"] for event in found["events"]] == list(events.values_list("hash", flat=True))
    assert [review["frozen_rule"] for review in found["reviews"]] == [publication.version.reviews.get().frozen_rule]
    assert found["faults"] == []


def test_events_are_told_in_words_too(publication: Publication, auditor: Person) -> None:
    found = actions.inspect(publication.article, by=auditor)

    asked = "Review of version 1 by Medical Advisory Board started, asked: Clara Chair, Paul Pharmacist, Laura Lay"
    written = json.loads(as_json(found))
    assert asked in [event["in_words"] for event in written["events"]]
    assert "Clara Chair joined the board: chair" in [event["in_words"] for event in written["events_of_boards"]]
    assert f"<td>{asked}</td>" in as_html(found)


def test_what_changed_between_versions_is_in_it(second_version: Review, auditor: Person) -> None:
    found = data(second_version.version.article, auditor)

    changed = [one for one in found["comparisons"] if one["changes"]]
    assert [(one["from"], one["to"], one["audience"], one["part"]) for one in changed] == [(1, 2, "patient", "body")]


def test_every_guarded_table_of_the_article_is_in_it(second_version: Review, auditor: Person) -> None:
    found = data(second_version.version.article, auditor)

    wanted = {table.name for table in belonging.tables()}
    guarded = {guard.table for guard in guards.registered()}
    assert found["records"].keys() == wanted
    assert {"articles_publication", "workflows_assignment", "workflows_openpoint"} <= wanted <= guarded
    assert found["records"]["workflows_assignment"] != []


def test_what_people_may_erase_stays_out(publication: Publication, editor: Person, auditor: Person) -> None:
    text = Text.objects.filter(article=publication.article).first()
    WorkingCopy.objects.create(text=text, person=editor, body="<p>My private thought.</p>", base_revision=1)

    written = as_json(actions.inspect(publication.article, by=auditor))

    assert "My private thought" not in written
    assert editor.email not in written
    assert not re.search(r"argon2|md5\$", written)


def test_taking_it_is_an_event(publication: Publication, auditor: Person) -> None:
    found = actions.inspect(publication.article, by=auditor)

    last = Event.objects.filter(stream=publication.article.stream).latest("sequence")
    assert (last.kind, last.actor) == ("inspected", auditor)
    assert found.events[-1] == last


@pytest.mark.parametrize("who", ["editor", "chair", "administrator", "outsider"])
def test_who_neither_audits_nor_manages_gets_none(
    publication: Publication, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        actions.inspect(publication.article, by=request.getfixturevalue(who))

    assert not Event.objects.filter(kind="inspected").exists()


def test_pages_say_whose_copy_it_is_and_hold_each_signature(publication: Publication, auditor: Person) -> None:
    html = as_html(actions.inspect(publication.article, by=auditor))

    assert "Confidential. For Audrey Auditor" in html
    for sign_off in SignOff.objects.all():
        assert sign_off.signature in html


def test_pages_of_an_article_without_a_version_are_made(draft: Article, auditor: Person) -> None:
    html = as_html(actions.inspect(draft, by=auditor))

    assert "No version was submitted yet." in html


@pytest.mark.pdf
def test_pdf_is_tagged_and_says_that_it_is_ua(publication: Publication, auditor: Person) -> None:
    made = as_pdf(actions.inspect(publication.article, by=auditor))

    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in unpacked(made)
    assert b"/StructTreeRoot" in unpacked(made)


def unpacked(pdf: bytes) -> bytes:
    """With its compressed streams spelled out."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")


def test_pdf_that_takes_too_long_is_refused_and_json_offered(
    client: Client, publication: Publication, auditor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "PATIENCE", 0.01)
    client.force_login(auditor)

    response = client.post(reverse("desk:article_inspection", args=[publication.article_id, "pdf"]), follow=True)

    assert "Take the JSON; it holds everything." in response.content.decode()


def test_button_gives_the_file(client: Client, publication: Publication, auditor: Person) -> None:
    client.force_login(auditor)
    address = reverse("desk:article_inspection", args=[publication.article_id, "json"])

    page = client.get(reverse("desk:article", args=[publication.article_id])).content.decode()
    response = client.post(address)

    assert address in page
    assert response["Content-Disposition"] == 'attachment; filename="leg-pain-inspection.json"'
    assert json.loads(response.content)["article"]["address"] == "leg-pain"


def test_button_is_not_offered_to_who_may_not(client: Client, publication: Publication, editor: Person) -> None:
    client.force_login(editor)
    address = reverse("desk:article_inspection", args=[publication.article_id, "json"])

    assert address not in client.get(reverse("desk:article", args=[publication.article_id])).content.decode()
    assert client.post(address).status_code == 403
    assert client.get(address).status_code == 405


def test_command_writes_the_files_and_says_which(publication: Publication, tmp_path: Path) -> None:
    output = StringIO()

    call_command("inspection_file", "leg-pain", "--format", "json", "--output", str(tmp_path), "--json", stdout=output)

    written = str(tmp_path / "leg-pain-inspection.json")
    assert json.loads(output.getvalue()) == {"written": [written]}
    assert json.loads(Path(written).read_text())["made_for"] == str(Person.objects.system().uuid)


def test_command_wants_an_article_or_a_sample(publication: Publication) -> None:
    for arguments in ([], ["leg-pain", "--sample", "3"], ["no-such"]):
        with pytest.raises(CommandError):
            call_command("inspection_file", *arguments)


def test_sample_is_the_same_for_the_same_seed(publication: Publication) -> None:
    assert [drawn(25, seed) for seed in (7, 7, 8)] == [[publication.article]] * 3
    assert drawn(0, 7) == []


def test_pages_say_what_changed_between_versions(second_version: Review, auditor: Person) -> None:
    html = as_html(actions.inspect(second_version.version.article, by=auditor))

    changes = html.partition('<section id="_changes">')[2].partition("</section>")[0]
    told = [" ".join(re.sub("<[^>]+>", "", line).split()) for line in changes.splitlines()]
    assert [line for line in told if line.startswith(("Version", "Before", "After"))] == [
        "Version 1 to version 2: Patients, families and carers",
        "Before: Most people get better in 6 weeks.",
        "After: Most people get better in 8 weeks.",
    ]


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        (
            "UPDATE articles_event SET body = REPLACE(body, '\"review\"', '\"Review\"') WHERE kind = 'start_review'",
            ["event {number} of “leg-pain”: does not continue the chain"],
        ),
        (
            "UPDATE workflows_signoff SET comment = 'x' WHERE id = (SELECT MIN(id) FROM workflows_signoff)",
            ["sign-off {sign_off}: its signature does not hold"],
        ),
    ],
    ids=["event", "sign-off"],
)
def test_what_was_changed_past_the_application_stands_in_it(
    publication: Publication, auditor: Person, statement: str, faults: list[str]
) -> None:
    number = Event.objects.get(kind="start_review").sequence
    sign_off = SignOff.objects.earliest("pk").pk
    tamper(statement)

    found = actions.inspect(publication.article, by=auditor)

    said = [fault.format(number=number, sign_off=sign_off) for fault in faults]
    assert [f"{one['record']}: {one['what']}" for one in json.loads(as_json(found))["faults"]] == said
    assert all(f"<li>{fault}</li>" in as_html(found) for fault in said)


def test_a_version_whose_text_was_changed_stands_in_it(publication: Publication, auditor: Person) -> None:
    drop("articles_version")
    change("UPDATE articles_version SET manifest = REPLACE(manifest, '300 mg', '900 mg')")

    found = data(publication.article, auditor)

    assert found["faults"] == [{"record": "version 1", "what": "its fingerprint does not fit its manifest"}]
