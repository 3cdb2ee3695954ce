"""Full texts on the page of a work: attached, handed out to the desk alone, removed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Person, Reference, ReferenceFile
from tests.articles.views.conftest import SignIn, address

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def typed(content: bytes = PDF, name: str = "paper.pdf", **more: str) -> dict[str, Any]:
    form = {"because": "open-licence", "licence": "CC BY 4.0", "words": "Stated on page 1."} | more
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf"), **form}


def attach(client: Client, reference: Reference, **form: Any) -> Any:
    return client.post(address("reference_file_add", reference.pk), typed(**form))


@pytest.fixture
def file(reference: Reference, editor: Person) -> ReferenceFile:
    keeping = actions.Keeping("own-work", "Written here.")
    return actions.attach_file(reference, by=editor, content=PDF, keeping=keeping)


def test_a_pdf_is_attached_and_told_with_its_reason(at_desk: Client, reference: Reference) -> None:
    answer = attach(at_desk, reference)

    page = at_desk.get(address("reference", reference.pk))
    (kept,) = page.context["files"]
    shown = " ".join(page.content.decode().split())
    assert answer["Location"] == address("reference", reference.pk)
    assert f'href="{address("reference_file", kept.uuid)}" download>doe-2020.pdf</a>' in shown
    assert "Open licence: CC BY 4.0 · Stated on page 1." in shown


def test_it_is_handed_out_to_keep_and_never_shown_inside_the_site(at_desk: Client, file: ReferenceFile) -> None:
    answer = at_desk.get(address("reference_file", file.uuid))

    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert {name: answer[name] for name in (
        "Content-Disposition", "Content-Type", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control"
    )} == {
        "Content-Disposition": 'attachment; filename="doe-2020.pdf"',
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }  # fmt: skip


def status_of(client: Client, url: str) -> int:
    answer = client.get(url)
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


def test_only_who_reads_drafts_gets_it(
    file: ReferenceFile,
    auditor: Person,
    outsider: Person,
    chair: Person,
    client: Client,
    sign_in: SignIn,
) -> None:
    url = address("reference_file", file.uuid)

    stranger = client.get(url)
    others = [status_of(sign_in(person), url) for person in (auditor, outsider, chair)]

    assert (stranger.status_code, "/log-in" in stranger["Location"] or "login" in stranger["Location"]) == (302, True)
    assert others == [200, 403, 403]
    assert client.get(f"/media/{file.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"content": b"<script>"}, "__all__", "This is not a PDF file."),
        ({"content": b""}, "__all__", "The file is empty."),
        ({"because": ""}, "because", "Say why the file may be kept. Without a reason there is no file."),
        ({"licence": ""}, "__all__", "Name the open licence, such as CC BY 4.0."),
        ({"words": ""}, "words", "Fill this in."),
    ],
)
def test_what_may_not_be_kept_is_refused_with_its_sentence(
    at_desk: Client, reference: Reference, form: dict[str, Any], field: str, said: str
) -> None:
    answer = attach(at_desk, reference, **form)

    assert (answer.status_code, answer.context["file_form"].errors) == (422, {field: [said]})
    assert ReferenceFile.objects.count() == 0


def test_a_file_that_is_too_large_says_so(at_desk: Client, reference: Reference, settings: Settings) -> None:
    settings.FULL_TEXTS_LARGEST_FILE = 1024 * 1024

    kept = attach(at_desk, reference, content=PDF + b"x" * 1024 * 1024)
    skipped = attach(at_desk, reference, content=PDF + b"x" * 14 * 1024 * 1024)

    assert [answer.context["file_form"].errors for answer in (kept, skipped)] == [
        {"__all__": ["The file is larger than 1 MB."]},
        {"file": ["The file is larger than 1 MB."]},
    ]


def test_a_file_is_removed_with_a_reason_that_stays(at_desk: Client, file: ReferenceFile) -> None:
    url = address("reference_file_remove", file.uuid)

    silent = at_desk.post(url, {"reason": ""})
    answer = at_desk.post(url, {"reason": "The licence ended."})

    shown = " ".join(at_desk.get(address("reference", file.reference_id)).content.decode().split())
    assert (silent.status_code, list(silent.context["removal_form"].errors)) == (422, ["reason"])
    assert answer["Location"] == address("reference", file.reference_id)
    assert ("<s>doe-2020.pdf</s>" in shown, ": The licence ended." in shown) == (True, True)
    assert [at_desk.get(address("reference_file", file.uuid)).status_code, at_desk.post(url).status_code] == [404, 404]


def test_one_that_the_storage_lost_is_not_found(at_desk: Client, file: ReferenceFile) -> None:
    default_storage.delete(str(file.file.name))

    assert at_desk.get(address("reference_file", file.uuid)).status_code == 404


def test_who_only_reads_attaches_and_removes_nothing(file: ReferenceFile, auditor: Person, sign_in: SignIn) -> None:
    reads = sign_in(auditor)

    answers = [attach(reads, file.reference), reads.post(address("reference_file_remove", file.uuid), {"reason": "x"})]

    page = reads.get(address("reference", file.reference_id)).content.decode()
    assert [answer.status_code for answer in answers] == [403, 403]
    assert ("Attach a PDF" in page, "Remove the file" in page, "doe-2020.pdf" in page) == (False, False, True)


def test_a_file_that_is_not_there_is_not_found(at_desk: Client) -> None:
    assert at_desk.get(address("reference_file", uuid4())).status_code == 404
