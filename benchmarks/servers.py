"""The project's own server, as `demo` starts it, once for each application."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def cpu_seconds(self) -> float:
        """Time on the processor so far, of the server and its worker; 0 where there is no /proc."""
        return sum(_cpu_seconds(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _is_of(stat, self.process.pid))


@contextmanager
def running(application: str, environment: Mapping[str, str], *, port: int = 0) -> Iterator[Server]:
    port = port or free_port()
    address = ["--host", "127.0.0.1", "--port", str(port)]
    command = [sys.executable, "-m", "granian", *OPTIONS, *address, application]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait_for(port, process)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(15)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")


def _is_of(stat: Path, pid: int) -> bool:
    fields = _fields(stat)
    return bool(fields) and pid in (int(stat.parent.name), int(fields[1]))


def _cpu_seconds(stat: Path) -> float:
    fields = _fields(stat)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _fields(stat: Path) -> list[str]:
    """What follows the command's name, which may hold blanks: state, parent, …; empty if the process is gone."""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []
