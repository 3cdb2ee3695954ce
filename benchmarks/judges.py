"""What judges our pages from outside: Lighthouse and the Nu HTML checker, from npm, in `benchmarks/node`."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "node"
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
NU = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def is_there(title: str, file: Path, *programs: str) -> bool:
    """Whether it can run; installed on the first call, and said where that is not possible."""
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        print(f"\nNot measured: {title}, which needs {' and '.join(missing)}.")
        return False
    if file.is_file():
        return True
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    print(f"Installing {title} …", flush=True)
    try:
        subprocess.run(command, cwd=FOLDER, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"\nNot measured: {title} cannot be installed ({error}).")
        return False
    return True
