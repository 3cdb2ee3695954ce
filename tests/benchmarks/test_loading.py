"""The open-loop load, and what its report makes of it."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks import loading_report as report
from benchmarks.arriving import Arrival, Came, Site, Step, open_loop


class Pages(BaseHTTPRequestHandler):
    """`/slow` answers when another page was asked for."""

    protocol_version = "HTTP/1.1"
    another = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/slow":
            self.another.wait(30)
        else:
            self.another.set()
        self._say(404 if self.path == "/missing" else 200, b"hello")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(302 if "line=abc1" in sent else 200, b'<input name="line" value="abc1">')

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def arrived(port: int, *arrivals: Arrival) -> list[Came]:
    """In a thread of its own: where a browser test ran before, this one has a loop already."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, open_loop(Site(port), arrivals)).result()


def test_a_slow_answer_keeps_no_other_request_back(port: int) -> None:
    Pages.another.clear()

    came = arrived(port, Arrival(0, "slow", (Step("/slow"),)), Arrival(0, "page", (Step("/"),)))

    assert [(one.kind, one.error) for one in came] == [("slow", ""), ("page", "")]
    assert came[0].seconds < 30


def test_what_is_late_is_counted_from_when_it_was_due(port: int) -> None:
    (came,) = arrived(port, Arrival(-5, "page", (Step("/"),)))

    assert came.seconds >= 5


def test_an_answer_that_was_not_expected_is_an_error(port: int) -> None:
    (came,) = arrived(port, Arrival(0, "page", (Step("/missing"),)))

    assert came.error == "404 /missing"


def test_the_line_of_one_answer_goes_along_with_the_next_request(port: int) -> None:
    steps = (Step("/sign", fields={"verdict": "approve"}), Step("/sign", "", {"step": "sign"}, (302,), needs_line=True))

    (came,) = arrived(port, Arrival(0, "sign-off", steps))

    assert came.error == ""


def test_an_arrival_is_read_as_it_was_written() -> None:
    arrival = Arrival(1.5, "save", (Step("/a/", "session=1; csrf=x", {"body": "<p>Ä</p>"}, (302, 409)),))

    assert Arrival.read(arrival.written()) == arrival


def came(kind: str, *milliseconds: float) -> list[Came]:
    return [Came(kind, one / 1000) for one in milliseconds]


def test_percentiles_are_of_the_nearest_rank() -> None:
    values = [float(number) for number in range(1, 101)]

    assert [report.percentile(values, wanted) for wanted in (50, 95, 99)] == [50.0, 95.0, 99.0]


@pytest.mark.parametrize(("loaded", "kinds"), [(50.0, []), (50.1, ["page"])])
def test_a_page_gives_way_beyond_five_times_its_idle_time(loaded: float, kinds: list[str]) -> None:
    assert report.gives_way(came("page", 10.0), came("page", loaded)) == kinds


def test_one_error_is_enough_to_give_way() -> None:
    assert report.gives_way(came("page", 10.0), [Came("page", 0.001, "500 /")]) == ["page"]


def test_hosts_are_counted_from_the_processor_time_of_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "CORES", 2)

    said = " ".join(report.hosts(1000, {"nginx": 0.1, "web 8002": 0.5}))

    assert "600 µs" in said
    assert "answers 2,000 a second. 10,000 a second: 5 hosts." in said
    assert "1,157 a second, 3,472 in an hour that is 3 times as busy: 2 hosts." in said


def test_the_picture_has_a_bar_for_each_page() -> None:
    drawn = report.picture(came("page", 10.0) + came("sign-off", 200.0), came("page", 20.0) + came("sign-off", 400.0))

    assert drawn.startswith("<svg ")
    assert "20 ms, 2.0 × idle" in drawn
    assert "400 ms, 2.0 × idle" in drawn
