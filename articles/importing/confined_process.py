"""The process that `confined` starts: reads a file's place from each line, answers with what the file became, as JSON."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import selectors
import signal
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings

settings.configure(
    USE_I18N=True,
    LANGUAGE_CODE="en",
    LOCALE_PATHS=[Path(__file__).resolve().parents[2] / "locale"],
    USE_TZ=True,
    SECRET_KEY="none",  # noqa: S106  nothing is signed here
)
django.setup()

from django.utils import translation  # noqa: E402  readable once settings are there
from django.utils.translation import gettext as _  # noqa: E402  as above

from articles.importing.converted import packed  # noqa: E402  as above
from articles.importing.converting import convert  # noqa: E402  as above
from articles.importing.exports import expanded  # noqa: E402  as above
from articles.refusals import Refusal  # noqa: E402  as above

_LARGEST_FILE = 40 * 1024 * 1024
_TOO_LITTLE = 8 * 1024 * 1024
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    # What the copies share is loaded once; a garbage collection in each would copy it.
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        # Before the copy is made, so that a catalogue is read once.
        translation.activate(asked["language"] or settings.LANGUAGE_CODE)
        answer = _in_a_copy(asked)
        sys.stdout.buffer.write(answer.replace(b"\n", b" ") + b"\n")
        sys.stdout.buffer.flush()


def _in_a_copy(asked: dict[str, Any]) -> bytes:
    reading, writing = os.pipe()
    copy = os.fork()
    if copy == 0:
        os.close(reading)
        _convert_and_end(asked, writing)
    os.close(writing)
    try:
        answer = _answer(reading, float(asked["seconds"]))
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(copy, signal.SIGKILL)
        _pid, status = os.waitpid(copy, 0)
    if _is_whole(answer):
        return answer
    return json.dumps({"refused": _why(status)}).encode()


def _is_whole(answer: bytes) -> bool:
    return answer.endswith(b"}") and answer.startswith(b"{")


def _why(status: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGKILL, signal.SIGXCPU):
        return _("This file takes too long to read: it is larger or more nested than any article. It was left out.")
    return _("This file could not be read: it is damaged, or takes more memory than any article. It was left out.")


def _answer(reading: int, seconds: float) -> bytes:
    found: list[bytes] = []
    end = time.monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        while (left := end - time.monotonic()) > 0 and selector.select(left):
            part = os.read(reading, 1024 * 1024)
            if not part:
                return b"".join(found)
            found.append(part)
    return b""


def _convert_and_end(asked: dict[str, Any], writing: int) -> None:
    """In the copy: everything that may go wrong ends here, and nothing of the parent's is run at its end."""
    code = 1
    try:
        _confine(asked)
        with os.fdopen(writing, "wb") as out:
            out.write(json.dumps(_converted(asked)).encode())
        code = 0
    except (MemoryError, RecursionError):
        pass
    finally:
        os._exit(code)


def _confine(asked: dict[str, Any]) -> None:
    with contextlib.suppress(OSError, AttributeError, ValueError):
        # Without network devices there is nobody to call; where the system does not allow this, nothing here calls anyway.
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    resource.setrlimit(resource.RLIMIT_CPU, (int(asked["processor"]), int(asked["processor"]) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(asked["memory"]), int(asked["memory"])))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _converted(asked: dict[str, Any]) -> dict[str, Any]:
    path = Path(asked["path"])
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Refusal(_("This file is larger than 40 MB."))
        if asked.get("expand"):
            return {"exported": [vars(page) for page in expanded(path.read_bytes(), asked["name"])]}
        return {"converted": packed(convert(path.read_bytes(), asked["name"]))}
    except RecursionError:
        return {"refused": _("This file is nested deeper than any article.")}
    except Exception as fault:  # noqa: BLE001  a fault of a library in one file is told of that file
        return {"refused": _too_much() if _is_out_of_memory(fault, int(asked["memory"])) else _sentence(fault)}


def _too_much() -> str:
    return _("This file takes more memory than any article.")


def _sentence(fault: Exception) -> str:
    if isinstance(fault, Refusal):
        return str(fault)
    if isinstance(fault, OSError):
        return _("This file could not be opened.")
    return _("This file could not be read: it is damaged.")


def _is_out_of_memory(fault: Exception, most: int) -> bool:
    """Libraries name a lack of memory as they like, zlib as damage: what counts is whether there was any left."""
    if isinstance(fault, MemoryError):
        return True
    with contextlib.suppress(OSError):
        taken = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
        return taken > most - _TOO_LITTLE
    return False


if __name__ == "__main__":
    main()
