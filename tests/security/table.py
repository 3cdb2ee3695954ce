"""The table of answers as a file: addresses beneath the answers that they give, so that one reads who may what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

Answers = tuple[str, ...]
# Answers of the roles → lines, each of a method, an address and the statuses for which that is so.
Groups = Mapping[Answers, Sequence[str]]
HEAD = """\
# Which answer each role gets, by method, address and status of the article ("@"); read and written by test_matrix.py.
# "in" leads to the page to sign in at; "#" is a row that is there. 403 is refused, 404 is kept from this person,
# 200 and 302 are allowed; 422 and 409 are not possible with what was sent or as things stand, whoever asks: there the
# action is asked who may, and its own tests say so.
"""
ALL = "every status"


def grouped(found: Mapping[tuple[str, str, str], Answers], any_: str) -> dict[Answers, list[str]]:
    """`found`: method, address and status → answers in the order of the roles; `any_` is the status of what has none."""
    statuses: dict[tuple[str, str], set[str]] = defaultdict(set)
    same: dict[tuple[Answers, str, str], list[str]] = defaultdict(list)
    for (method, address, status), answers in found.items():
        statuses[method, address].add(status)
        same[answers, method, address].append(status)
    groups: dict[Answers, list[str]] = defaultdict(list)
    for (answers, method, address), of in same.items():
        is_whole = set(of) == statuses[method, address]
        at = "" if of == [any_] else f" @ {ALL if is_whole else ', '.join(of)}"
        groups[answers].append(f"{method:4} /{address}{at}")
    return groups


def written(groups: Groups, roles: Sequence[str]) -> str:
    return "".join(_group(answers, groups[answers], roles) for answers in sorted(groups, reverse=True))


def _group(answers: Answers, lines: Sequence[str], roles: Sequence[str]) -> str:
    told = ", ".join(f"{role} {answer}" for role, answer in zip(roles, answers, strict=True))
    return "\n".join(["", f"[{told}]", *sorted(lines), ""])


def parsed(table: str) -> dict[Answers, list[str]]:
    groups: dict[Answers, list[str]] = defaultdict(list)
    answers: Answers = ()
    for line in table.splitlines():
        if line.startswith("["):
            answers = tuple(told.split()[-1] for told in line.strip("[]").split(","))
        elif line and not line.startswith("#"):
            groups[answers].append(line)
    return groups


def joined(one: Groups, other: Groups) -> dict[Answers, list[str]]:
    return {answers: [*one.get(answers, ()), *other.get(answers, ())] for answers in {*one, *other}}


def addresses(groups: Groups) -> set[str]:
    return {line[5:].partition(" @ ")[0] for lines in groups.values() for line in lines}


def difference(known: Groups, now: Groups, roles: Sequence[str]) -> list[str]:
    """Lines that are in one of the two alone, each with its answers."""
    before, after = _lines(known, roles), _lines(now, roles)
    return [f"table {line}" for line in sorted(before - after)] + [f"now   {line}" for line in sorted(after - before)]


def _lines(groups: Groups, roles: Sequence[str]) -> set[str]:
    return {
        f"{line}: {', '.join(map(' '.join, zip(roles, answers, strict=True)))}"
        for answers, lines in groups.items()
        for line in lines
    }


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
