"""The page store: all or nothing, in order, and never over anything that is there."""

import gzip
import json
import os
import secrets
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.publishing.store import Progress, Release, Store, encoded, etag

HEADERS = {"Content-Type": "text/html; charset=utf-8"}


def release(words: str = "first", publication: int = 7, slug: str = "nerve-pain") -> Release:
    pages = {"patient": f"<p>patient {words}</p>", "clinician": f"<p>clinician {words}</p>"}
    return Release(publication=publication, slug=slug, pages=pages, headers=HEADERS)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "pages")


def test_release_holds_every_audience_in_three_encodings(store: Store) -> None:
    name = store.write(release())

    folder = store.releases / name
    assert sorted(path.name for path in folder.iterdir()) == [
        "clinician.html",
        "clinician.html.br",
        "clinician.html.gz",
        "facts.json",
        "patient.html",
        "patient.html.br",
        "patient.html.gz",
    ]
    page = (folder / "patient.html").read_bytes()
    assert gzip.decompress((folder / "patient.html.gz").read_bytes()) == page
    assert brotli.decompress((folder / "patient.html.br").read_bytes()) == page


def test_facts_name_status_headers_and_an_etag_for_each_encoding(store: Store) -> None:
    name = store.write(release())

    facts = json.loads((store.releases / name / "facts.json").read_text())
    bodies = encoded("<p>patient first</p>")
    assert facts["status"] == 200
    assert facts["headers"] == HEADERS
    assert facts["audiences"]["patient"] == {encoding: etag(body) for encoding, body in bodies.items()}
    assert len(set(facts["audiences"]["patient"].values())) == 3


def test_same_pages_have_one_name_and_other_pages_another() -> None:
    assert release().name == release().name
    assert release("second").name != release().name
    assert replace(release(), status=410).name != release().name


def test_release_that_is_there_is_not_written_again(store: Store) -> None:
    name = store.write(release())
    written = (store.releases / name / "patient.html").stat().st_mtime_ns

    store.write(release())

    assert (store.releases / name / "patient.html").stat().st_mtime_ns == written
    assert [path.name for path in store.releases.iterdir()] == [name]


def test_switch_moves_all_audiences_at_once(store: Store) -> None:
    first, second = store.write(release("first")), store.write(release("second"))
    store.switch("nerve-pain", first)

    store.switch("nerve-pain", second)

    assert store.current("nerve-pain") == second
    assert (store.live / "nerve-pain" / "patient.html").read_text() == "<p>patient second</p>"
    assert (store.live / "nerve-pain" / "clinician.html").read_text() == "<p>clinician second</p>"
    assert store.slugs() == ("nerve-pain",)


def test_slug_without_pages_is_read_from_nothing(store: Store) -> None:
    assert store.current("nobody-wrote-this") == ""
    assert store.slugs() == ()


def test_host_remembers_build_day_and_page_changes(store: Store) -> None:
    before = (store.build, store.day, store.progress)

    with store.locked():
        store.set_build("abc")
        store.set_day("2026-05-09")
        store.set_progress(Progress(4, (7, 9)))

    assert before == ("", "", Progress())
    assert (store.build, store.day, store.progress) == ("abc", "2026-05-09", Progress(4, (7, 9)))


def test_page_changes_in_order_leave_no_gap() -> None:
    assert Progress(4).with_applied(5).with_applied(6) == Progress(6)


def test_page_change_that_commits_late_is_still_wanted() -> None:
    progress = Progress(4).with_applied(6)

    assert (progress.has(6), progress.has(5)) == (True, False)
    assert progress.with_applied(5) == Progress(6)


def test_gap_before_a_settled_page_change_is_given_up() -> None:
    assert Progress(4, (6, 8)).with_applied(9, settled={8}) == Progress(9)
    assert Progress(4, (6, 8)).with_applied(10, settled={8}) == Progress(8, (10,))


@settings(deadline=None)
@given(st.permutations(range(1, 9)))
def test_in_any_order_every_page_change_is_applied_once(order: list[int]) -> None:
    progress = Progress()

    for serial in order:
        assert not progress.has(serial)
        progress = progress.with_applied(serial)

    assert progress == Progress(8)


def test_stored_release_is_recognised_until_a_byte_of_it_changes(store: Store) -> None:
    name = store.write(release())
    before = store.holds(release())

    (store.releases / name / "patient.html").write_text("<p>patient First</p>")

    assert (before, store.holds(release())) == (True, False)


def test_collecting_keeps_what_is_read_and_the_newest_three_of_each_slug(store: Store) -> None:
    names = [store.write(release(words)) for words in "abcdef"]
    other = store.write(release("other", slug="back-pain"))
    for position, name in enumerate(names):
        os.utime(store.releases / name, (position, position))
    store.switch("nerve-pain", names[0])

    removed = store.collect(keep=3)

    assert removed == 2
    assert {path.name for path in store.releases.iterdir()} == {names[0], *names[3:], other}


def test_collecting_removes_what_a_crash_left_half_written(store: Store) -> None:
    store.put({"nerve-pain": release()})
    (store.releases / ".7-abc-1234").mkdir()
    (store.live / ".nerve-pain-1234").symlink_to("../releases/7-abc")

    removed = store.collect()

    assert removed == 2
    assert store.current("nerve-pain") == release().name


WRITER = """
    from pathlib import Path
    from articles.publishing.store import Progress, Release, Store
    store = Store(Path({folder!r}))
    serial = 0
    while True:
        serial += 1
        pages = {{name: f"<p>{{serial}}</p>" + "x" * 200_000 for name in ("patient", "student", "clinician")}}
        with store.locked():
            store.put({{"nerve-pain": Release(1, "nerve-pain", pages, {{}})}})
            store.set_progress(Progress(serial))
"""


def test_killed_writer_leaves_whole_pages_of_one_release(store: Store) -> None:
    script = textwrap.dedent(WRITER).format(folder=str(store.folder))

    writer = subprocess.Popen([sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    _wait_for_some_changes(store)
    writer.send_signal(signal.SIGKILL)
    writer.wait()

    pages = {path.name: path.read_text() for path in (store.live / "nerve-pain").glob("*.html")}
    assert sorted(pages) == ["clinician.html", "patient.html", "student.html"]
    assert len(set(pages.values())) == 1
    store.collect()
    assert [path.name for path in store.releases.glob(".*")] == []


def _wait_for_some_changes(store: Store) -> None:
    deadline = time.monotonic() + 30
    while store.progress.serial < 3 and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Store]:
    """A store on a disk of its own, of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("not run: only root can mount a disk of its own")
    yield Store(disk / "pages")
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def large(number: int, size: int = 40_000) -> Release:
    """Of words that no encoding makes smaller."""
    return release(secrets.token_hex(size // 2), publication=number)


def test_a_disk_that_is_full_of_what_nobody_reads_takes_the_next_release(small_disk: Store) -> None:
    releases = [large(number) for number in range(1, 12)]
    for one in releases:
        with small_disk.locked():
            small_disk.put({"nerve-pain": one})

    assert small_disk.current("nerve-pain") == releases[-1].name
    assert small_disk.holds(releases[-1])


def test_what_a_full_disk_let_half_be_written_is_no_hindrance_afterwards(small_disk: Store) -> None:
    with small_disk.locked():
        small_disk.put({"nerve-pain": large(1)})
        for number in range(2, 6):
            with pytest.raises(OSError, match="No space left"):
                small_disk.put({"nerve-pain": large(number, 2_000_000)})

        last = large(6, 100_000)
        small_disk.put({"nerve-pain": last})

    assert small_disk.holds(last)
