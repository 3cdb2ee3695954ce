"""Makes the pictures of docs/ and README from the demo: `make pictures`, or `--site ADDRESS` for a demo that runs already.

A fresh demo, one browser, fixed windows: the same pictures for the same code and day (pages show the day of the demo).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests import tiers

FOLDER = Path(__file__).parent / "images"
LARGEST, LARGEST_ALTOGETHER = 120 * 1024, 1536 * 1024
DESK, PHONE = (1080, 760), (390, 844)
COLOURS = 64
PASSWORD = "sample-people-only"  # as the demo prints it
ARTICLE = "/articles/lumbosacral-plexopathy-leg-pain"


def nothing(_page: Page) -> None:
    """The page as it opens."""


def open_review(page: Page) -> None:
    """The review that waits for this member."""
    page.locator("main a[href^='/desk/reviews/']").first.click()
    page.locator("main h1").wait_for()


def member_has_declared(page: Page) -> None:
    """Into that review, past the question about interests."""
    open_review(page)
    answers = page.get_by_role("group").get_by_role("radio")
    if answers.count():
        answers.first.check()
        page.locator("main form button[type=submit]").first.click()
        page.get_by_role("heading", name="At a glance").wait_for()


def editor_is_ready(page: Page) -> None:
    page.locator("[data-ready]").first.wait_for()


@dataclass(frozen=True)
class Picture:
    """`who`: the account that is signed in; nobody for readers."""

    name: str
    address: str
    who: str = ""
    window: tuple[int, int] = DESK
    dark: bool = False
    then: Callable[[Page], None] = nothing


PICTURES = (
    Picture("reader-phone", f"{ARTICLE}/patient/", window=PHONE),
    Picture("reader-dark", f"{ARTICLE}/patient/", window=PHONE, dark=True),
    Picture("reader", f"{ARTICLE}/clinician/"),
    Picture("verify", f"{ARTICLE}/verify/"),
    Picture("my-work", "/desk/", "managing.editor"),
    Picture("edit", "/desk/articles/4/edit/patient/", "editor", then=editor_is_ready),
    Picture("flags", "/desk/articles/4/flags/", "editor"),
    Picture("interests", "/desk/", "lay.member", PHONE, then=open_review),
    Picture("review", "/desk/", "pharmacist", then=member_has_declared),
    Picture("timeline", "/desk/articles/1/timeline/", "auditor"),
    Picture("operating", "/desk/operating/", "administrator"),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", help="address of a demo that runs already")
    parser.add_argument("names", nargs="*", help="these pictures only")
    options = parser.parse_args()
    chosen = [picture for picture in PICTURES if not options.names or picture.name in options.names]
    with contextlib.nullcontext(options.site) if options.site else demo() as site, sync_playwright() as playwright:
        program = tiers.parts()["browser"].where
        browser = playwright.chromium.launch(executable_path=program or None, args=["--no-sandbox"])
        for picture in chosen:
            FOLDER.joinpath(f"{picture.name}.png").write_bytes(small(shot(browser, site, picture)))
        browser.close()
    return check()


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, on a free port and in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="pictures") as folder:
        port = tiers.free_port()
        site = f"http://localhost:{port}"
        environment = {**os.environ, "DATA_FOLDER": folder, "SITE_URL": site, "DATABASE_URL": ""}
        environment.pop("DATABASE_URL")
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, cwd=FOLDER.parent.parent)
        try:
            wait_for(f"{site}/livez", process)
            yield site
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(address):
            return
        time.sleep(0.5)
    raise SystemExit("the demo ended before it answered")


def shot(browser: Browser, site: str, picture: Picture) -> bytes:
    width, height = picture.window
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="UTC",
    )
    page = context.new_page()
    if picture.who:
        sign_in(page, picture.who)
    page.goto(picture.address)
    picture.then(page)
    page.wait_for_load_state("networkidle")
    taken = page.screenshot(animations="disabled", caret="hide")
    context.close()
    return taken


def sign_in(page: Page, who: str) -> None:
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My work", level=1).wait_for()


def small(png: bytes) -> bytes:
    """In a palette: pages have few colours."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def check() -> int:
    """1, with a line for each picture that is too large."""
    sizes = {file.name: file.stat().st_size for file in sorted(FOLDER.iterdir()) if file.suffix in (".png", ".svg")}
    large = [f"{name}: {size // 1024} KB" for name, size in sizes.items() if size > LARGEST]
    if sum(sizes.values()) > LARGEST_ALTOGETHER:
        large.append(f"altogether: {sum(sizes.values()) // 1024} KB")
    sys.stdout.writelines(f"too large: {line}\n" for line in large)
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
