"""Scripts import each other by the hashed names of the same release."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "reviewboard.static_files.ModuleStaticFilesStorage"},
}
# Only ours: compressing what other packages bring takes a minute.
FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
IMPORTED = re.compile(r"""(?:\bfrom|^import|\bimport\()\s*["'](\.[^"']+)["']""", re.MULTILINE)
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


def test_every_import_between_modules_names_a_hashed_file_that_is_there(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=STORAGES, STATICFILES_FINDERS=FINDERS):
        call_command("collectstatic", verbosity=0, interactive=False)

    scripts = [path for path in (tmp_path / "js").rglob("*.js") if HASHED.search(path.name)]
    imports = [(path, name) for path in scripts for name in IMPORTED.findall(path.read_text())]
    wrong = [(path.name, name) for path, name in imports if not (HASHED.search(name) and (path.parent / name).exists())]
    assert imports
    assert wrong == []
