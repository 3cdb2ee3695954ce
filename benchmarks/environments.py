"""Virtual environments for what we measure ourselves against, from the registry, kept under `var`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.servers import ROOT


def python_with(title: str, folder: str, wanted: Sequence[str], *, alone: Sequence[str] = ()) -> str:
    """Its Python, installed on the first call; empty, and said, where that is not possible. `alone` comes without what it wants."""
    place = ROOT / "var" / folder
    found = place / "bin" / "python"
    installed = place / "installed"
    if installed.exists():
        return str(found)
    uv = str(Path(sys.executable).with_name("uv"))
    print(f"Installing {title} …", flush=True)
    try:
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(place)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(found), *wanted], check=True)
        if alone:
            subprocess.run([uv, "pip", "install", "--quiet", "--no-deps", "--python", str(found), *alone], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{title} cannot be installed ({error}): its figures are left out.")
        return ""
    installed.touch()
    return str(found)
