"""The load generator and the ratio that `make bench` judges by."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from benchmarks.load import measure
from benchmarks.readers import Figures, Page, ratio, reached, report


class Hello(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hello) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_pages_are_counted(port: int) -> None:
    rate, count = measure(port, "/", seconds=0.2, connections=1)

    assert 0 < count <= rate


def test_answer_that_is_no_page_is_an_error(port: int) -> None:
    with pytest.raises(ConnectionError, match="404"):
        measure(port, "/missing", seconds=0.2, connections=1)


def test_ratio_is_the_median_of_each_rounds_own() -> None:
    bare, layer = Figures(rates=[100.0, 10.0, 100.0]), Figures(rates=[80.0, 7.0, 5.0])

    assert ratio(layer, bare) == 0.7


def test_processor_time_is_told_for_one_page() -> None:
    figures = Figures()

    figures.add(rate=100.0, count=200, seconds_on_processor=0.5)

    assert figures.costs == [0.0025]


@pytest.mark.parametrize(("rate", "verdict"), [(60.0, True), (59.0, False)])
def test_layer_must_reach_sixty_of_a_hundred(rate: float, verdict: bool) -> None:
    figures = {"bare": Figures([100.0], [0.1]), "layer": Figures([rate], [0.1])}

    assert reached(figures, "layer", "bare", 0.6) is verdict


def test_report_leaves_out_what_the_machine_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for end in ("", ".gz", ".br"):
        (tmp_path / f"clinician.html{end}").write_bytes(b"page")
    figures = {"bare": Figures([100.0], [0.1]), "layer": Figures([80.0], [0.1])}

    is_reached = report(figures, Page("leg-pain", tmp_path / "clinician.html"))

    printed = capsys.readouterr().out
    assert (is_reached, "80.0%" in printed, "nginx on the page store" in printed) == (True, True, False)
