"""Of which files a prepared text is made: every one that has a part in it, found out while one is made."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import grimp
import pytest

from articles.manifest import Manifest
from articles.publishing import made_of, preparing
from articles.publishing.bibliography import in_style
from articles.publishing.facts import PageFacts
from articles.publishing.preparing import prepare
from articles.publishing.render import given_by, written_by
from articles.text import alignment, blocks, citations, reading


def files(names: set[str]) -> set[Path]:
    return {made_of._file(name) for name in names}


def test_every_module_that_it_leads_to_is_part_of_the_key() -> None:
    graph = grimp.build_graph("articles", cache_dir=None)

    upstream = graph.find_upstream_modules(preparing.__name__)

    assert files(upstream) - set(made_of.code()) == set()
    assert files({preparing.__name__}) <= set(made_of.code())


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_every_function_that_takes_part_stands_in_a_file_of_the_key(
    manifest: Manifest, facts: PageFacts, audience: str
) -> None:
    works, given = written_by(in_style, manifest, facts).works, given_by(facts)
    for remembered in (reading.canonical, reading.elements, reading._known, blocks.blocks, citations.citations):
        remembered.cache_clear()
    for remembered in (alignment.sections, alignment.aligned, alignment._all_evidence):
        remembered.cache_clear()

    used = files_run_by(lambda: prepare(manifest, given, audience, works))

    assert {path for path in used if path.is_relative_to(made_of.PACKAGE)} - set(made_of.code()) == set()
    assert made_of.PACKAGE / "publishing" / "passages.py" in used


def files_run_by(do: Callable[[], Any]) -> set[Path]:
    """Files of whose code anything runs."""
    used: set[str] = set()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        used.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        do()
    finally:
        sys.setprofile(before)
    return {Path(name) for name in used}


def test_the_templates_of_the_list_and_what_they_include_are_part_of_the_key() -> None:
    names = [path.name for path in made_of.templates()]

    assert names == ["_other_references.html", "_reference.html", "_reference_list.html"]


def test_neither_frame_nor_store_is_part_of_the_key() -> None:
    names = {path.relative_to(made_of.PACKAGE).as_posix() for path in made_of.code()}

    frame = {
        f"publishing/{name}.py" for name in ("render", "releases", "structured", "store", "sharing", "proof/proving")
    }
    assert names & frame == set()
