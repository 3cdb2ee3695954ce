"""The sample content of the demo: complete, canonical, cited, and nobody else's words."""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import workflows
from articles.audiences import Audience
from articles.models.article import POPULATIONS, ContributorRole
from articles.models.person import DeskRole
from articles.models.reference import ReferenceStanding, ReferenceType
from articles.text.citations import citations, unresolved
from articles.text.dialect import is_canonical
from workflows.models.board import BoardRole
from workflows.quorum import Rule

FOLDER = Path(workflows.__path__[0]) / "samples"
ARTICLES = sorted(path.parent for path in FOLDER.glob("articles/*/article.toml"))
TEXTS = sorted(FOLDER.glob("articles/*/*.html"))
COPIED_WORDS = 12


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def html(path: Path) -> str:
    return path.read_text(encoding="utf-8").removesuffix("\n")


def references() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "references.json").read_text(encoding="utf-8"))
    return found


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", re.sub(r"<[^>]+>", " ", text).lower())
    return (tuple(words[start : start + COPIED_WORDS]) for start in range(len(words) - COPIED_WORDS + 1))


def strings(value: object) -> Iterator[object]:
    """Leaves of a JSON value."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    else:
        yield value


def test_there_are_four_articles() -> None:
    assert len(ARTICLES) == 4


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_article_has_every_text_that_it_declares_and_no_other(folder: Path) -> None:
    declared = toml(folder / "article.toml")["audiences"]

    found = {path.name for path in folder.glob("*.html")}

    assert declared == [audience for audience in Audience.values if audience in declared]
    assert found == {f"{audience}{part}.html" for audience in declared for part in ("", ".summary")}


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_article_describes_each_text_for_search_engines(folder: Path) -> None:
    article = toml(folder / "article.toml")

    openings = {
        audience: text.split(":")[0] for audience, text in article["descriptions"].items() if audience != "patient"
    }

    names = {"student": "For students", "clinician": "For health professionals"}
    assert set(article["descriptions"]) == set(article["audiences"])
    assert openings == {audience: names[audience] for audience in article["audiences"] if audience != "patient"}


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_article_says_whom_it_applies_to_and_who_wrote_it(folder: Path) -> None:
    article = toml(folder / "article.toml")
    people = {person["key"] for person in toml(FOLDER / "people.toml")["person"] if "board" not in person}

    authors = [entry["person"] for entry in article["contributors"] if entry["role"] == ContributorRole.AUTHOR]

    assert article["applies_to"]["population"] == [
        name for name in POPULATIONS if name in article["applies_to"]["population"]
    ]
    assert article["applies_to"]["population"] != []
    assert authors != []
    assert {entry["person"] for entry in article["contributors"]} <= people
    assert {entry["role"] for entry in article["contributors"]} <= set(ContributorRole.values)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_text_is_canonical_with_every_citation_bound(path: Path) -> None:
    text = html(path)

    assert is_canonical(text)
    assert unresolved(text) == ()


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_each_text_has_exactly_one_emergency_card(folder: Path) -> None:
    audiences = toml(folder / "article.toml")["audiences"]

    cards = [html(folder / f"{audience}.html").count('data-kind="emergency"') for audience in audiences]

    assert cards == [1] * len(audiences)


def test_texts_cite_every_reference_and_nothing_else() -> None:
    known = [reference["key"] for reference in references()]

    cited = {key for path in TEXTS for citation in citations(html(path)) for key in citation.keys}

    assert sorted(cited) == known


def test_there_are_at_least_twenty_five_references_two_of_them_guidelines() -> None:
    types = [reference["type"] for reference in references()]

    assert len(types) >= 25
    assert types.count(ReferenceType.GUIDELINE) >= 2


@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference["key"])
def test_reference_can_be_looked_up(reference: dict[str, Any]) -> None:
    identifiers = reference["identifiers"]

    assert set(reference) == {"key", "type", "standing", "label", "identifiers", "csl"}
    assert set(identifiers) == {"doi", "pmid", "pmcid", "isbn", "url", "guideline"}
    assert identifiers["doi"] or identifiers["pmid"]
    assert re.fullmatch(r"(10\.\d{4,9}/\S+)?", identifiers["doi"])
    assert re.fullmatch(r"(\d{1,8})?", identifiers["pmid"])
    assert reference["type"] in ReferenceType.values
    assert reference["standing"] in ReferenceStanding.values


@pytest.mark.parametrize("reference", references(), ids=lambda reference: reference["key"])
def test_reference_is_csl_without_numbers(reference: dict[str, Any]) -> None:
    csl = reference["csl"]

    assert {type(leaf) for leaf in strings(csl)} == {str}
    assert csl["title"]
    assert csl["author"]
    assert csl["id"] == reference["key"]
    assert csl["issued"]["date-parts"][0][0].isdigit()


def test_no_identifier_names_two_references() -> None:
    for name in ("doi", "pmid", "pmcid"):
        values = [
            reference["identifiers"][name].lower() for reference in references() if reference["identifiers"][name]
        ]

        assert len(values) == len(set(values))


def test_people_fill_each_desk_role_and_a_board_of_six() -> None:
    people = toml(FOLDER / "people.toml")["person"]

    desk = sorted(role for person in people for role in person["desk_roles"])
    seats = sorted(person["board"]["role"] for person in people if "board" in person)

    # Two administrators: one sets the board up, the other opens it.
    administrators = [DeskRole.ADMINISTRATOR, DeskRole.ADMINISTRATOR]
    others = [DeskRole.MANAGING_EDITOR, DeskRole.EDITOR, DeskRole.EDITOR, DeskRole.AUDITOR]
    keepers = [DeskRole.LIBRARIAN, DeskRole.OPERATOR]
    assert desk == sorted([*administrators, *others, *keepers])
    assert seats == sorted(
        [
            BoardRole.CHAIR,
            BoardRole.MEMBER,
            BoardRole.MEMBER,
            BoardRole.MEMBER,
            BoardRole.PHARMACIST,
            BoardRole.LAY_MEMBER,
        ]
    )


def test_people_are_told_apart_and_obviously_fictional() -> None:
    people = toml(FOLDER / "people.toml")["person"]

    surnames = {person["printed_name"].split()[-1] for person in people}

    assert surnames == {"Example", "Sample", "Specimen"}
    assert len({person["key"] for person in people}) == len(people)
    assert len({person["email"] for person in people}) == len(people)
    assert {person["email"].split("@")[1] for person in people} == {"example.org"}
    assert all("(fictional)" in person["affiliation"] for person in people)


def test_board_can_meet_its_own_approval_rule() -> None:
    board = toml(FOLDER / "board.toml")
    seats = [person["board"]["role"] for person in toml(FOLDER / "people.toml")["person"] if "board" in person]

    rules = [Rule.from_data(entry["data"]) for entry in (board["approval_rule"], *board["narrow_rule"])]

    assert [rule.approvals for rule in rules] == [2, 2]
    assert all(seats.count(role) >= count for rule in rules for role, count in rule.roles)


def test_earlier_words_of_a_text_differ_in_what_is_named_and_are_canonical() -> None:
    earlier = [(folder, entry) for folder in ARTICLES for entry in toml(folder / "article.toml").get("earlier", [])]

    assert len(earlier) == 3
    for folder, entry in earlier:
        body = html(folder / f"{entry['audience']}.html")
        assert body.count(entry["now"]) == 1
        assert is_canonical(body.replace(entry["now"], entry["was"]))


@pytest.mark.shared_data
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_text_copies_twelve_words_in_a_row_from_the_seeds(path: Path) -> None:
    seeds = sorted(Path(os.environ["SHARED_DATA"]).glob("seeds/*.txt"))

    taken = {run for seed in seeds for run in runs(seed.read_text(encoding="utf-8"))}

    assert seeds != []
    assert [run for run in runs(html(path)) if run in taken] == []
