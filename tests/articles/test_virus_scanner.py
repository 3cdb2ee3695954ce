"""Files go by the virus scanner before anything opens them; clamd is a server on loopback that answers as the real one does."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from pytest_django.fixtures import Settings

from articles import virus_scanner
from articles.forms import base
from articles.models import Person, Reference, ReferenceFile
from reviewboard import checks

WORM = b"a worm from a test"


@dataclass
class Clamd:
    """`most`: its StreamMaxLength, in bytes."""

    most: int = 1_000_000
    looked_through: list[bytes] = field(default_factory=list)
    instead: bytes | None = None

    def answer(self, command: bytes, stream: Iterator[bytes]) -> bytes:
        if self.instead is not None:
            return self.instead
        if command == b"zPING":
            return b"PONG\0"
        assert command == b"zINSTREAM"
        body = b""
        for part in stream:
            body += part
            if len(body) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.looked_through.append(body)
        return b"stream: Test.Worm FOUND\0" if WORM in body else b"stream: OK\0"


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class _TCPServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True


@pytest.fixture(params=["tcp", "socket"])
def clamd(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Clamd]:
    clamd = Clamd()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            command = b""
            while not command.endswith(b"\0"):
                command += self.rfile.read(1)
            self.wfile.write(clamd.answer(command[:-1], self.parts()))

        def parts(self) -> Iterator[bytes]:
            while length := struct.unpack(">I", self.rfile.read(4))[0]:
                yield self.rfile.read(length)

    server: socketserver.BaseServer
    if request.param == "tcp":
        server = _TCPServer(("127.0.0.1", 0), Handler)
        settings.VIRUS_SCANNER = f"clamd://127.0.0.1:{server.server_address[1]}"
    else:
        server = _Server(str(tmp_path / "clamd.ctl"), Handler)
        settings.VIRUS_SCANNER = f"clamd://{tmp_path / 'clamd.ctl'}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield clamd
    server.shutdown()
    thread.join()
    server.server_close()


class OneFile(base.Form):
    file = forms.FileField(allow_empty_file=True)


def said_of(content: bytes) -> tuple[list[str], bytes | None]:
    """What the form says, and what is left to read of the file where it is taken."""
    form = OneFile({}, {"file": SimpleUploadedFile("paper.pdf", content)})
    taken = form.cleaned_data["file"].read() if form.is_valid() else None
    return form.errors.get("file", []), taken


def test_what_is_clean_is_taken_whole_and_a_virus_is_not(clamd: Clamd) -> None:
    large = b"x" * 200_000

    assert [said_of(content) for content in (b"", b"words", large)] == [([], b""), ([], b"words"), ([], large)]
    assert clamd.looked_through == [b"", b"words", large]
    assert said_of(b"%PDF " + WORM) == (
        ["paper.pdf: the virus scanner finds Test.Worm in this file, so it was not kept."],
        None,
    )


def test_what_was_not_looked_through_to_its_end_is_not_taken(clamd: Clamd) -> None:
    clamd.most = 100_000
    too_large = said_of(b"x" * 5_000_000)
    clamd.instead = b"INSTREAM: Can't allocate memory ERROR\0"
    failed = said_of(b"words")
    clamd.instead = b""
    silent = said_of(b"words")

    assert [taken for _said, taken in (too_large, failed, silent)] == [None, None, None]
    assert (
        failed[0]
        == silent[0]
        == [
            "paper.pdf: The virus scanner could not look through this file, so it was not kept. Ask the operator of this site."
        ]
    )
    # A connection that it ends while we write takes its last words along at times.
    assert "so it was not kept" in too_large[0][0]


@pytest.mark.parametrize("place", ["clamd://127.0.0.1:9", "clamd:///nowhere/clamd.ctl"])
def test_while_it_is_away_no_file_is_taken_and_the_operator_is_told(settings: Settings, place: str) -> None:
    settings.VIRUS_SCANNER = place

    assert said_of(b"words") == (
        ["paper.pdf: The virus scanner does not answer, so the file was not kept. Try again in a few minutes."],
        None,
    )
    assert [one.msg for one in checks.the_virus_scanner_answers(None)] == [
        "VIRUS_SCANNER leads to no clamd that answers: no file can be uploaded."
    ]


def test_one_that_answers_and_none_at_all_are_nothing_to_tell(clamd: Clamd, settings: Settings) -> None:
    there = checks.the_virus_scanner_answers(None)
    settings.VIRUS_SCANNER = ""

    assert (there, checks.the_virus_scanner_answers(None), virus_scanner.found_in([WORM])) == ([], [], "")
    assert said_of(WORM) == ([], WORM)


@pytest.mark.django_db
def test_a_full_text_with_a_virus_is_refused_where_it_was_chosen_and_nothing_is_kept(
    clamd: Clamd, client: Client, editor: Person, reference: Reference
) -> None:
    client.force_login(editor)
    typed = {
        "because": "permission",
        "words": "The author allowed it.",
        "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 " + WORM),
    }

    answer = client.post(f"/desk/references/{reference.pk}/file/", typed)

    assert answer.status_code == 422
    assert "the virus scanner finds Test.Worm in this file" in answer.content.decode()
    assert "The author allowed it." in answer.content.decode()
    assert not ReferenceFile.objects.exists()


def test_every_form_that_takes_files_is_one_that_has_them_scanned() -> None:
    get_resolver().url_patterns  # noqa: B018  every form is imported by a view
    taking = [
        one
        for one in subclasses(forms.BaseForm)
        if one.__module__.startswith(("articles.", "workflows."))
        and any(isinstance(each, forms.FileField) for each in getattr(one, "base_fields", {}).values())
    ]

    assert len(taking) >= 8
    assert [one.__qualname__ for one in taking if not issubclass(one, base.Form)] == []


def subclasses(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)
