"""An open-loop load: requests leave when they are due, however late others are, and are counted from when they were due.

`python -m benchmarks.arriving PORT` reads arrivals as JSON lines and prints what came of each. A client that waited for answers
before it asked again would leave out the very requests that people wait for (coordinated omission).
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

LINE = re.compile(rb'name="line" value="([0-9a-f]+)"')
A_MOMENT = 0.02  # seconds
NO_ANSWER = 60.0  # seconds after which nobody waits any longer


@dataclass(frozen=True)
class Step:
    """One request. `needs_line`: the answer before it holds a line that goes along with it."""

    path: str
    cookie: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    expected: tuple[int, ...] = (200,)
    needs_line: bool = False

    def request(self, line: str) -> bytes:
        head = {"Host": "localhost", "Accept": "text/html", "Accept-Encoding": "gzip, deflate, br"}
        body = b""
        if self.cookie:
            head["Cookie"] = self.cookie
        if self.fields:
            body = urlencode({**self.fields, **({"line": line} if self.needs_line else {})}, doseq=True).encode()
            token = self.cookie.partition("csrf=")[2].partition(";")[0]
            head |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
            head |= {"X-CSRFToken": token, "Accept-Encoding": "identity"}
        lines = [f"{'POST' if self.fields else 'GET'} {self.path} HTTP/1.1", *(f"{n}: {v}" for n, v in head.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Arrival:
    """Due so many seconds after the start; of one kind, in one step or several."""

    due: float
    kind: str
    steps: tuple[Step, ...]

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Arrival:
        data = json.loads(text)
        steps = tuple(Step(**{**step, "expected": tuple(step["expected"])}) for step in data["steps"])
        return cls(data["due"], data["kind"], steps)


@dataclass(frozen=True)
class Came:
    """Seconds from when it was due to the last byte; what was wrong, or nothing."""

    kind: str
    seconds: float
    error: str = ""


class Site:
    """Connections that are kept open, as many as it takes."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def close(self) -> None:
        for _reader, writer in self._idle:
            writer.close()
            await writer.wait_closed()

    async def ask(self, step: Step, line: str) -> tuple[int, bytes]:
        connection = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = connection
        try:
            writer.write(step.request(line))
            status, body, is_kept = await _answer(reader)
        except (OSError, asyncio.IncompleteReadError, ValueError, asyncio.CancelledError):
            writer.close()
            raise
        if is_kept:
            self._idle.append(connection)
        else:
            writer.close()
        return status, body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes, bool]:
    """Status, body, and whether the connection stays."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    status = int(first.split(" ")[1])
    is_kept = headers.get("connection", "").lower() != "close"
    if status in (204, 304):
        return status, b"", is_kept
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return status, await _chunks(reader), is_kept
    return status, await reader.readexactly(int(headers["content-length"])), is_kept


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        found += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return found


async def open_loop(site: Site, arrivals: Sequence[Arrival]) -> list[Came]:
    began = time.perf_counter()
    tasks = []
    for arrival in sorted(arrivals, key=lambda one: one.due):
        await asyncio.sleep(max(0.0, began + arrival.due - time.perf_counter()))
        tasks.append(asyncio.create_task(_came(site, arrival, began + arrival.due)))
    came = list(await asyncio.gather(*tasks))
    await site.close()
    return came


async def one_at_a_time(site: Site, arrivals: Sequence[Arrival]) -> list[Came]:
    """The idle run: nobody else asks. Each is due a moment after the last was answered, and counted as in the other run: by the
    same clock of this program, which wakes up to a millisecond late.
    """
    came = []
    for arrival in arrivals:
        due = time.perf_counter() + A_MOMENT
        await asyncio.sleep(A_MOMENT)
        came.append(await _came(site, arrival, due))
    await site.close()
    return came


async def _came(site: Site, arrival: Arrival, due: float) -> Came:
    line = error = ""
    try:
        async with asyncio.timeout(NO_ANSWER):
            for step in arrival.steps:
                status, body = await site.ask(step, line)
                if status not in step.expected:
                    error = f"{status} {step.path}"
                    break
                found = LINE.search(body)
                line = found[1].decode() if found else ""
    except (OSError, asyncio.IncompleteReadError, ValueError, KeyError, TimeoutError) as wrong:
        error = f"{type(wrong).__name__} {arrival.steps[0].path}"
    return Came(arrival.kind, time.perf_counter() - due, error)


def main() -> None:
    arrivals = [Arrival.read(line) for line in sys.stdin]
    run = one_at_a_time if "--one-at-a-time" in sys.argv else open_loop
    for came in asyncio.run(run(Site(int(sys.argv[1])), arrivals)):
        print(json.dumps(asdict(came)))


if __name__ == "__main__":
    main()
