"""A page as PDF/UA, made by a program of its own without a network; the same page is made once and kept."""

from __future__ import annotations

import base64
import fcntl
import hashlib
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
from articles.refusals import Refusal

HERE: Final = Path(__file__).parent
PRINTING, STYLES = HERE / "printing.py", HERE / "printed.css"
FONTS: Final = Path(settings.BASE_DIR) / "static" / "fonts"
PATIENCE: Final = 60  # seconds; a page of thirty references takes five on a busy machine
IMAGE_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}

log = structlog.get_logger(__name__)


class NoPages(Refusal):
    """This machine cannot make a PDF, or not in time."""


def printed(html: str, *, styles: Path = STYLES, patience: float = PATIENCE) -> bytes:
    """PDF/UA-1. In a process of its own, so that neither a missing Pango nor a page that takes for ever stops the site."""
    command = [sys.executable, str(PRINTING), str(styles), str(FONTS)]
    try:
        done = subprocess.run(command, input=html.encode(), capture_output=True, check=True, timeout=patience)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        log.error("a PDF could not be made", said=(error.stderr or b"")[-2000:].decode(errors="replace"))
        raise NoPages(_("This server cannot make a PDF now. Please print the page instead.")) from error
    return done.stdout


def page_pdf(slug: str, audience: str, html: str) -> tuple[str, bytes]:
    """The fingerprint of a page's PDF, and the PDF: from where it is kept, or made now. Raises `NoPages`."""
    name = fingerprint(html)
    folder = store().folder / "pdf" / slug / audience
    kept = folder / f"{name}.pdf"
    if not kept.is_file():
        with _alone(folder):
            if not kept.is_file():
                _keep(kept, printed(with_images(html)))
    return name, kept.read_bytes()


def fingerprint(html: str) -> str:
    """Of all that the PDF is made of."""
    whole = hashlib.sha256(html.encode())
    for path in (STYLES, PRINTING):
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
    for other in kept.parent.glob("*.pdf"):
        if other != kept:
            other.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Ten readers at once make it once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
