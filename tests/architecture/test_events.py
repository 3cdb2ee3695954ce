"""Every kind of event that any action records has a sentence; nobody reads `checklist.answered` in a timeline."""

from __future__ import annotations

import ast

import pytest

from articles.refusals import Refusal
from tests.architecture.recorded import kinds_recorded, recorded_here
from tests.architecture.sources import calls, modules
from workflows.record.sentences import KINDS, refused
from workflows.transitions import Action


def test_every_kind_that_is_recorded_has_a_sentence() -> None:
    kinds, unclear = recorded_here()

    assert unclear == []
    assert kinds - KINDS.keys() == set()
    assert {*Action.values, "saved", "signed", "member.added", "suggestion_accepted", "read", "audited"} <= kinds


def test_no_sentence_is_for_a_kind_that_nothing_records() -> None:
    kinds, _unclear = recorded_here()

    assert KINDS.keys() - kinds == set()


def test_everything_that_is_tried_and_refused_has_words() -> None:
    tried = {
        call.args[1].value
        for tree in modules().values()
        for call, chain in calls(tree)
        if chain[-1:] == ("refusals_recorded",) and isinstance(call.args[1], ast.Constant)
    }

    assert tried == set(refused.TRIED)


def test_refusals_that_have_words_exist() -> None:
    names = {refusal.__name__ for refusal in every_kind_of(Refusal)} | {"PermissionDenied"}

    assert set(refused.WHY) - names == set()


def every_kind_of(refusal: type[Refusal]) -> set[type[Refusal]]:
    return {refusal}.union(*map(every_kind_of, refusal.__subclasses__()))


@pytest.mark.parametrize(
    ("source", "kinds", "is_clear"),
    [
        ('def f(a, by):\n record.append(a.stream, "made", by=by)', {"made"}, True),
        ("def f(a, by):\n record.append(a.stream, Action.WARN, by=by)", {"warn"}, True),
        ('def f(a, kind):\n record.append(a, kind)\ndef g(a):\n f(a, "one")\n f(a, kind="two")', {"one", "two"}, True),
        ('def f(a):\n kind, b = "one", 2\n record.append(a, kind)', {"one"}, True),
        ('KIND = "read"\ndef f(a):\n record.append(a, KIND)', {"read"}, True),
        ("def f(a, kind=Action.RENEW):\n record.append(a, kind)", {"renew"}, True),
        ("def f(a, *, kind=Action.RENEW):\n record.append(a, kind)", {"renew"}, True),
        ('def f(a, n):\n record.append(a, f"made_{n}")', set(), False),
        ("def f(a):\n record.append(a, KIND)", set(), False),
    ],
)
def test_kinds_are_found_however_they_are_handed_on(source: str, kinds: set[str], is_clear: bool) -> None:
    found, unclear = kinds_recorded({"workflows/example.py": ast.parse(source)})

    assert (found, not unclear) == (kinds, is_clear)
