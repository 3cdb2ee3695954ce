"""Rule → tests → last run: `python -m tests.traceability` writes `docs/traceability.md` from the JUnit files of a run."""

from __future__ import annotations

import ast
import datetime
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from tests import tiers

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "traceability.md"
RULES = Path(__file__).parent / "rules.toml"
_OF_RULE = re.compile(r"test_s(\d{1,2})_")

HEAD = """# Which test proves which rule

Written by `make traceability` from `tests/rules.toml`, the names of tests, and the last whole run of `make test` (`var/junit/`), or of
these tests alone (`make traceability RUN=1`). N: rules that never break; S: what may hurt a reader. A test named `test_s09_…` belongs to
S9. A rule without a test fails the suite, unless its reason stands here.
"""


@dataclass(frozen=True)
class Rule:
    id: str
    says: str
    tests: tuple[str, ...]
    also: tuple[str, ...]
    untested: str


def tests_of(file: Path) -> list[str]:
    """Names of the tests of a file, as pytest calls them without parameters."""
    tree = ast.parse(file.read_text())
    return [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


@cache
def every_test(folder: Path = ROOT / "tests") -> tuple[str, ...]:
    files = sorted(file for file in folder.rglob("test_*.py") if "fixtures" not in file.parts)
    return tuple(f"{file.relative_to(folder.parent).as_posix()}::{name}" for file in files for name in tests_of(file))


def rules(data: Mapping[str, Mapping[str, object]], tests: Sequence[str]) -> list[Rule]:
    """Each rule with every test that is its own by name, by list, or by how its name ends."""
    by_name = defaultdict(list)
    for test in tests:
        if found := _OF_RULE.match(test.partition("::")[2]):
            by_name[f"S{int(found[1])}"].append(test)
    return [_rule(key, entry, by_name[key], tests) for key, entry in data.items()]


def _rule(key: str, entry: Mapping[str, object], named: Iterable[str], tests: Sequence[str]) -> Rule:
    listed, ends = _words(entry, "tests"), _words(entry, "ends_with")
    found = [*named, *listed, *(test for end in ends for test in tests if test.endswith(end))]
    return Rule(
        key, str(entry["says"]), tuple(dict.fromkeys(found)), _words(entry, "also"), str(entry.get("untested", ""))
    )


def _words(entry: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = entry.get(name, ())
    assert isinstance(value, (list, tuple))
    return tuple(map(str, value))


def known_rules() -> list[Rule]:
    return rules(tomllib.loads(RULES.read_text()), every_test())


def results(files: Iterable[Path]) -> dict[str, Counter[str]]:
    """What came of each test in all its parameters and rounds: how often passed, failed, skipped."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314
            path, name = case.get("classname", "").replace(".", "/"), case.get("name", "").partition("[")[0]
            found[f"{path}.py::{name}"][_outcome(case)] += 1
    return found


def _outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "not run" if case.find("skipped") is not None else "passed"


def written(found: Sequence[Rule], came: Mapping[str, Counter[str]], when: str) -> str:
    parts = [HEAD, f"\nLast run: {when}.\n\n| rule | | tests | last run |\n|---|---|---|---|\n"]
    parts += [_row(rule, came) for rule in found]
    parts += [_section(rule, came) for rule in found]
    return "".join(parts)


def _row(rule: Rule, came: Mapping[str, Counter[str]]) -> str:
    total: Counter[str] = sum((came.get(test, Counter({"not run": 1})) for test in rule.tests), Counter())
    said = ", ".join(f"{total[word]} {word}" for word in ("passed", "failed", "not run") if total[word])
    also = f", and those of {', '.join(rule.also)}" if rule.also else ""
    return f"| [{rule.id}](#{rule.id.lower()}) | {rule.says} | {len(rule.tests)}{also} | {said or rule.untested or '–'} |\n"


def _section(rule: Rule, came: Mapping[str, Counter[str]]) -> str:
    lines = [f"* `{test.removeprefix('tests/')}`: {_said(came.get(test))}\n" for test in rule.tests]
    return f"\n### {rule.id}\n\n{rule.says}.\n\n{''.join(lines) or rule.untested}"


def _said(came: Counter[str] | None) -> str:
    if not came:
        return "not run"
    return ", ".join(word if came[word] == 1 else f"{word} {came[word]} times" for word in sorted(came))


def main(arguments: Sequence[str]) -> int:
    """The page, from the files that are named, else from what `make test` left; `--run` runs the tests of all rules first."""
    if list(arguments) == ["--run"]:
        tests = sorted({test for rule in known_rules() for test in rule.tests})
        return max(tiers.main(tests, runs=tiers.RUNS), main([]))
    files = [Path(name) for name in arguments] or sorted(tiers.RUNS.glob("*.xml"))
    newest = max((file.stat().st_mtime for file in files), default=None)
    day = datetime.datetime.fromtimestamp(newest, tz=datetime.UTC) if newest else None
    PAGE.write_text(written(known_rules(), results(files), f"{day:%Y-%m-%d}" if day else "none on this machine"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
