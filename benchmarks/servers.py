"""The project's own server, as `demo` starts it, once for each application."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
OPTIONS = (
    "--interface",
    "wsgi",
    "--blocking-threads",
    "4",
    "--no-ws",
    "--log-level",
    "warning",
)
NGINX = """
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  types {{ text/html html; }}
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  gzip_static on;
  gzip_vary on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
{locations}
  }}
{beside}
}}
"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def path(self, address: str) -> str:
        return address.removeprefix(self.address(""))

    def cpu_seconds(self) -> float:
        """Time on the processor so far, of the server and its worker; 0 where there is no /proc."""
        return sum(_cpu_seconds(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _is_of(stat, self.process.pid))


@contextmanager
def running(
    application: str,
    environment: Mapping[str, str],
    *,
    port: int = 0,
    python: str = sys.executable,
    workers: int = WORKERS,
) -> Iterator[Server]:
    """A WSGI application on granian, whose Python it is."""
    port = port or free_port()
    address = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    with started([python, "-m", "granian", *OPTIONS, *address, application], port, environment) as server:
        yield server


@contextmanager
def nginx(program: str, folder: Path, locations: str, *, beside: str = "") -> Iterator[Server]:
    """nginx with these locations, and other servers `beside` that one; its files lie in the folder."""
    port = free_port()
    configuration = folder / "nginx.conf"
    # Its workers give up root's rights, and could not enter the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(
        NGINX.format(user=user, workers=WORKERS, folder=folder, port=port, locations=locations, beside=beside)
    )
    command = [program, "-c", str(configuration), "-p", str(folder), "-e", str(folder / "nginx.log")]
    with started(command, port, {}) as server:
        yield server


@contextmanager
def redis(program: str, folder: Path) -> Iterator[str]:
    """The address of a Redis that keeps nothing."""
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with started([*command, "--dir", str(folder), "--loglevel", "warning"], port, {}):
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def started(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Server]:
    """A server that says on its standard error what is wrong, and nothing else here."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
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
