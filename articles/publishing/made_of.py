"""By which code a text was prepared: while it is the same, so is what `preparing.prepare` gives for the same version and facts."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import to_locale
from lxml import etree

from articles.publishing import preparing

PACKAGE: Final = Path(__file__).resolve().parents[1]
START: Final = preparing.__name__
LIBRARIES: Final = ("django", "lxml", "nh3", "citeproc-py", "segno")
# In formatted code an import is the beginning of a line, and no function has one (house rules).
_IMPORT: Final = re.compile(
    r"^(?:from (articles[\w.]*) import (?:\(([^)]*)\)|(.*))|import (articles[\w.]*))", re.MULTILINE
)
_INCLUDED: Final = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")


@cache
def made_with(language: str) -> str:
    """SHA-256, in hex, over libraries, modules with their data, templates, and the translations that a language has."""
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    python = f"{sys.version_info} {unicodedata.unidata_version} {etree.LIBXML_VERSION}"
    total = hashlib.sha256("\n".join([*libraries, python, language]).encode())
    for path in (*code(), *templates(), *_translations(language)):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


@cache
def code() -> tuple[Path, ...]:
    """The module that prepares and every one of ours that it leads to, with the packages that they stand in and the data beside them."""
    left, found = [START], {START}
    while left:
        new = {name for name in _imported(_file(left.pop())) if name not in found}
        found |= new
        left += sorted(new)
    paths = {_file(name) for name in found}
    packages = {folder / "__init__.py" for path in paths for folder in path.parents if folder.is_relative_to(PACKAGE)}
    data = {one for path in paths for one in path.parent.glob("data/*") if one.is_file()}
    styles = set((PACKAGE / "references").rglob("*.csl"))
    return tuple(sorted({*paths, *packages, *data, *styles}))


def _imported(path: Path) -> Iterator[str]:
    """Modules that a file names, and of what it takes out of a package what is a module."""
    for module, several, one, whole in _IMPORT.findall(path.read_text(encoding="utf-8")):
        taken = [words.split()[0] for words in (several or one).split(",") if words.strip()]
        names = (module or whole, *(f"{module}.{name}" for name in taken))
        yield from (name for name in names if _file(name).is_file())


def _file(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_name(f"{path.name}.py")


@cache
def templates() -> tuple[Path, ...]:
    """Those that the list of works is written with, and those that they include."""
    left, found = [preparing.REFERENCES, preparing.OTHERS], set()
    while left:
        path = _template(left.pop())
        if path not in found:
            found.add(path)
            left += _INCLUDED.findall(path.read_text(encoding="utf-8"))
    return tuple(sorted(found))


def _template(name: str) -> Path:
    folders = (folder for engine in settings.TEMPLATES for folder in engine["DIRS"])
    return next(path for folder in folders if (path := Path(folder, name)).is_file())


def _translations(language: str) -> Iterator[Path]:
    """Of the language and of the wider one that it falls back on."""
    for name in sorted({to_locale(language), to_locale(language.partition("-")[0])}):
        paths = (Path(folder, name, "LC_MESSAGES", "django.mo") for folder in settings.LOCALE_PATHS)
        yield from (path for path in paths if path.is_file())
