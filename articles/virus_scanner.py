"""What a scanner for viruses says of a file before it is taken: clamd, by its command INSTREAM (man 8 clamd)."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.refusals import Sentence

_SECONDS: Final = 30.0
_PER_CHUNK: Final = 64 * 1024
# What clamd says is one line; a server that says more is none.
_MOST_SAID: Final = 4096


class NoVerdict(Exception):
    """The file was not looked through to its end; the sentence says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def found_in(chunks: Iterable[bytes]) -> str:
    """The name of what is found, "" for nothing, or where VIRUS_SCANNER is empty. Raises `NoVerdict`."""
    if not settings.VIRUS_SCANNER:
        return ""
    said = _asked(b"zINSTREAM\0", chunks)
    if said == "stream: OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if "size limit" in said:
        raise NoVerdict(
            _("This file is larger than the virus scanner takes, so it was not kept. Ask the operator of this site.")
        )
    raise NoVerdict(
        _("The virus scanner could not look through this file, so it was not kept. Ask the operator of this site.")
    )


def answers() -> bool:
    with suppress(NoVerdict):
        return _asked(b"zPING\0") == "PONG"
    return False


def _asked(command: bytes, chunks: Iterable[bytes] | None = None) -> str:
    try:
        with _connected() as connection:
            connection.sendall(command)
            # It answers before the end of what is too large for it, and goes.
            with suppress(BrokenPipeError, ConnectionResetError):
                for chunk in _framed(chunks):
                    connection.sendall(chunk)
            return _said(connection)
    except OSError as error:
        raise NoVerdict(
            _("The virus scanner does not answer, so the file was not kept. Try again in a few minutes.")
        ) from error


def _connected() -> socket.socket:
    place = urlsplit(settings.VIRUS_SCANNER)
    if place.hostname:
        return socket.create_connection((place.hostname, place.port), timeout=_SECONDS)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(_SECONDS)
    try:
        connection.connect(place.path)
    except OSError:
        connection.close()
        raise
    return connection


def _framed(chunks: Iterable[bytes] | None) -> Iterable[bytes]:
    """Each with its length ahead (four bytes, the highest first), and a length of none as the end."""
    if chunks is None:
        return
    for chunk in chunks:
        for start in range(0, len(chunk), _PER_CHUNK):
            part = chunk[start : start + _PER_CHUNK]
            yield struct.pack(">I", len(part)) + part
    yield struct.pack(">I", 0)


def _said(connection: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < _MOST_SAID:
        more = connection.recv(_MOST_SAID)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
