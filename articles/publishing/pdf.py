"""A page as PDF/UA, made by a program of its own without a network and read back; the same page is made once and kept."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Image
from articles.publishing.pages import store
from articles.publishing.proof import NotFaithful, pdf_not_faithful, prove_pdf
from articles.refusals import Refusal

HERE: Final = Path(__file__).parent
PRINTING, STYLES = HERE / "printing.py", HERE / "printed.css"
PROOF: Final = HERE / "proof"
FONTS: Final = Path(settings.BASE_DIR) / "static" / "fonts"
PATIENCE: Final = 60  # seconds; a page of thirty references takes five on a busy machine
MOST_AT_ONCE: Final = 2  # processes of 100 MB each, for people without an account
IMAGE_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}

log = structlog.get_logger(__name__)


class NoPages(Refusal):
    """This machine cannot make a PDF, or not in time."""


def printed(html: str, *, styles: Path = STYLES, patience: float | None = None) -> bytes:
    """PDF/UA-1. In a process of its own, so that neither a missing Pango nor a page that takes for ever stops the site."""
    command = [sys.executable, str(PRINTING), str(styles), str(FONTS)]
    timeout = PATIENCE if patience is None else patience
    try:
        done = subprocess.run(command, input=html.encode(), capture_output=True, check=True, timeout=timeout)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        log.error("a PDF could not be made", said=(error.stderr or b"")[-2000:].decode(errors="replace"))
        raise NoPages(_("This server cannot make a PDF now. Please print the page instead.")) from error
    return done.stdout


def page_pdf(slug: str, audience: str, html: str) -> tuple[str, bytes]:
    """The fingerprint of a page's PDF, and the PDF: from where it is kept, or made now and proved to say what the page says.

    Raises `NoPages`, or `NotFaithful` for one that says anything else, which is not made again until the page is another one.
    """
    name = fingerprint(html)
    folder = store().folder / "pdf" / slug / audience
    kept, refused = folder / f"{name}.pdf", folder / f"{name}.refused"
    if not kept.is_file():
        with _alone(folder):
            if not kept.is_file():
                _require_not_refused(refused)
                _keep(kept, _proved(html, refused))
    return name, kept.read_bytes()


def _proved(html: str, refused: Path) -> bytes:
    pdf = printed(with_images(html))
    try:
        return prove_pdf(html, STYLES.read_text(), pdf)
    except NotFaithful as refusal:
        _keep(refused, json.dumps([str(detail) for detail in refusal.details]).encode())
        raise


def _require_not_refused(refused: Path) -> None:
    if refused.is_file():
        raise pdf_not_faithful(json.loads(refused.read_text()))


def refused() -> list[str]:
    """Texts of this host whose PDF was refused and whose page is still the same, as "slug/audience"."""
    here, found = store(), []
    for note in sorted((here.folder / "pdf").glob("*/*/*.refused")):
        slug, audience = note.parent.parent.name, note.parent.name
        page = here.live / slug / f"{audience}.html"
        if page.is_file() and fingerprint(page.read_text(encoding="utf-8")) == note.stem:
            found.append(f"{slug}/{audience}")
    return found


def fingerprint(html: str) -> str:
    """Of all that the PDF is made of, and proved by."""
    whole = hashlib.sha256(html.encode())
    for path in (STYLES, PRINTING, *sorted(PROOF.glob("*.py"))):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:32]


def with_images(html: str) -> str:
    """Figures stand in the page itself, because the program that prints fetches nothing."""
    for image in Image.objects.filter(sha256__in=_shas(html)):
        media_type, content = IMAGE_TYPES.get(Path(image.name).suffix), image.content()
        if media_type and content is not None:
            words = base64.b64encode(content).decode()
            html = html.replace(f'src="{image.address}"', f'src="data:{media_type};base64,{words}"')
    return html


def _shas(html: str) -> list[str]:
    """Of the images that the page shows."""
    return [part[:64] for part in html.split('src="/images/')[1:]]


def _keep(kept: Path, content: bytes) -> None:
    """Whole or not at all; a PDF of the page as it was before is of no use any more."""
    draft = kept.with_suffix(".new")
    draft.write_bytes(content)
    draft.replace(kept)
    for other in kept.parent.iterdir():
        if other.suffix in (".pdf", ".refused") and other != kept:
            other.unlink(missing_ok=True)


@contextmanager
def in_turn(most: int = MOST_AT_ONCE) -> Iterator[None]:
    """For pages that are made for one answer and not kept: so many at once on this host, else `NoPages`."""
    folder = store().folder / "pdf"
    folder.mkdir(parents=True, exist_ok=True)
    for place in range(most):
        with (folder / f"turn-{place}").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield
            return
    raise NoPages(_("Other pages are being made for paper just now. Please try again in a moment."))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Ten readers at once make it once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
