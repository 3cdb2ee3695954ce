"""How long four hundred files of a publisher take, from the archive to drafts: `python -m benchmarks moving_in`."""

import io
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from benchmarks.servers import ROOT

FILES, LONGEST_MINUTES = 400, 5


def run(folder: Path) -> bool:
    """On an empty SQLite file, in processes of its own; every file is another one."""
    archive = folder / "files.zip"
    archive.write_bytes(archive_of(FILES))
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'moving-in.sqlite3'}", "LOG_LEVEL": "ERROR"}
    _manage(environment, "migrate", "-v0")
    _manage(environment, "create_person", "editor@example.org", "An Editor")
    _manage(environment, "grant_role", "editor@example.org", "managing_editor", "--reason", "benchmark")
    began = time.monotonic()
    said = _manage(environment, "import_articles", str(archive), "--as", "editor@example.org")
    minutes = (time.monotonic() - began) / 60
    done = len(re.findall(r"· done ·", said))
    print(
        f"\nMoving in: {done} of {FILES} files of five formats imported in {minutes:.1f} minutes (at most {LONGEST_MINUTES})."
    )
    return done == FILES and minutes < LONGEST_MINUTES


def archive_of(count: int) -> bytes:
    """The fixtures of the tests, again and again with other words, so that no two files are the same."""
    from tests.fixtures.moving_in.documents import Block, Document  # noqa: PLC0415  only where tests are installed
    from tests.fixtures.moving_in.make import FIXTURES  # noqa: PLC0415

    made = io.BytesIO()
    names = list(FIXTURES)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            name = names[number % len(names)]
            document, write = FIXTURES[name]
            paragraph = Block("p", f"These words are those of page number {number} alone.")
            other = Document(document.title, (*document.blocks, paragraph), document.references, name=document.name)
            suffix = name.rsplit(".", 1)[1]
            archive.writestr(f"{number:03}/{name.rsplit('.', 1)[0]}-{number}.{suffix}", write(other))
    return made.getvalue()


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode not in (0, 1):
        raise RuntimeError(ended.stderr)
    return ended.stdout
