"""Every rule that never breaks, and every rule of safety, has a test, or a reason why it has none."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests import traceability
from tests.traceability import Rule, every_test, known_rules, results, rules, written


def test_every_rule_has_a_test_or_a_reason() -> None:
    without = [rule.id for rule in known_rules() if not rule.tests and not rule.also and not rule.untested]
    with_both = [rule.id for rule in known_rules() if rule.tests and rule.untested]

    assert (without, with_both) == ([], [])
    assert {rule.id for rule in known_rules()} == {f"N{n}" for n in range(1, 13)} | {f"S{n}" for n in range(1, 36)}


def test_every_test_that_a_rule_names_exists() -> None:
    assert [test for rule in known_rules() for test in rule.tests if test not in every_test()] == []


def test_every_test_that_is_named_after_a_rule_is_of_one_that_exists() -> None:
    theirs = {test for rule in known_rules() for test in rule.tests}

    assert [
        test
        for test in every_test()
        if "::test_s" in test and test[test.index("::") + 8].isdigit() and test not in theirs
    ] == []


def test_tests_are_found_by_name_by_list_and_by_how_they_end() -> None:
    tests = ("tests/test_a.py::test_s09_whole_sentences", "tests/test_a.py::test_other", "tests/test_b.py::test_minor")

    found = rules(
        {"S9": {"says": "Whole", "tests": [tests[1]]}, "N11": {"says": "Minor", "ends_with": ["::test_minor"]}}, tests
    )

    assert [(rule.id, rule.tests) for rule in found] == [("S9", tests[:2]), ("N11", tests[2:])]


def test_results_of_all_parameters_and_databases_are_added_up(tmp_path: Path) -> None:
    file = tmp_path / "sqlite.xml"
    cases = (
        '<testcase classname="tests.test_a" name="test_s09_x[1]"/>'
        '<testcase classname="tests.test_a" name="test_s09_x[2]"><failure/></testcase>'
        '<testcase classname="tests.test_a" name="test_y"><skipped/></testcase>'
    )
    file.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")

    came = results([file, file])

    assert came == {
        "tests/test_a.py::test_s09_x": Counter(passed=2, failed=2),
        "tests/test_a.py::test_y": Counter({"not run": 2}),
    }


def test_the_page_says_what_came_of_each_rule() -> None:
    rule = Rule("S9", "Whole sentences", ("tests/test_a.py::test_s09_x", "tests/test_a.py::test_s09_y"), (), "")

    page = written([rule], {"tests/test_a.py::test_s09_x": Counter(passed=2)}, "2026-11-28")

    assert "| [S9](#s9) | Whole sentences | 2 | 2 passed, 1 not run |" in page
    assert "* `test_a.py::test_s09_x`: passed 2 times\n* `test_a.py::test_s09_y`: not run\n" in page


def test_the_page_is_there() -> None:
    assert traceability.PAGE.read_text().startswith(traceability.HEAD)
