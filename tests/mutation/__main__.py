"""`make mutation PART=…`: changes modules at places drawn by a seed; tells which changes no test notices."""

from __future__ import annotations

import argparse
import json
import math
import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.mutation import judging
from tests.mutation.mutants import Mutant, drawn

# Of a normal distribution, around 95 in a hundred.
DEVIATIONS = 1.959964
# Seconds of processor for all tests, in a process of its own.
ALONE = 400


def main() -> None:
    options = _options()
    paths = [path for path in _files(options.part) if not any(path.is_relative_to(left) for left in options.without)]
    mutants, population = drawn(paths, sample=options.sample, seed=options.seed)
    print(f"{len(mutants)} of {population} mutants of {options.part}, drawn by seed {options.seed}", flush=True)
    mutants = mutants[options.after :]
    if options.only:
        mutants = [mutant for mutant in mutants if mutant.name in options.only]
    judged = _judged_together(mutants, options.tests)
    for mutant in mutants:
        if judged.get(mutant.name) == judging.AT_IMPORT:
            judged[mutant.name] = judging.alone(mutant, options.tests, ALONE)
            _show(mutant, judged[mutant.name])
    print(summary(judged))


def summary(judged: Mapping[str, str]) -> str:
    counts = Counter(judged.values())
    noticed = counts[judging.NOTICED] + counts[judging.TOO_SLOW]
    low, high = interval(noticed, len(judged))
    return (
        f"{noticed} of {len(judged)} noticed ({noticed / len(judged):.1%}; of all, {low:.1%} to {high:.1%} by 95 %):"
        f" {counts[judging.TOO_SLOW]} by taking too long; not noticed: {counts[judging.SURVIVED]} that tests reach,"
        f" {counts[judging.UNREACHED]} that none does"
    )


def interval(hits: int, tries: int) -> tuple[float, float]:
    """Between which shares the whole lies by 95 in a hundred (Wilson 1927), from a sample drawn at random."""
    share, square = hits / tries, DEVIATIONS**2
    middle = share + square / (2 * tries)
    reach = DEVIATIONS * math.sqrt(share * (1 - share) / tries + square / (4 * tries**2))
    return (middle - reach) / (1 + square / tries), (middle + reach) / (1 + square / tries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("part", type=Path, help="a folder of modules, or one")
    parser.add_argument("tests", nargs="+", help="the tests that belong to it")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--after", type=int, default=0, help="so many of those drawn were judged in another run")
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="what of it is left out")
    parser.add_argument("--only", nargs="*", default=[], help="of those drawn, the ones of these names")
    return parser.parse_args()


def _files(part: Path) -> list[Path]:
    return list(part.rglob("*.py")) if part.is_dir() else [part]


def _judged_together(mutants: list[Mutant], tests: list[str]) -> dict[str, str]:
    """In a process of its own, so that this one has imported nothing of the project."""
    with tempfile.TemporaryDirectory() as folder:
        notes, results = Path(folder, "notes"), Path(folder, "results")
        process = os.fork()
        if not process:
            os._exit(_judge(mutants, tests, notes, results))
        os.waitpid(process, 0)
        lines = results.read_text(encoding="utf-8").splitlines()
    return dict(json.loads(line) for line in lines)


def _judge(mutants: list[Mutant], tests: list[str], notes: Path, results: Path) -> int:
    with results.open("w", encoding="utf-8") as file:

        def say(mutant: Mutant, came_of_it: str) -> None:
            print(json.dumps([mutant.name, came_of_it]), file=file, flush=True)
            _show(mutant, came_of_it)

        return int(pytest.main([*judging.ARGUMENTS, *tests], plugins=[judging.Judge(mutants, say, notes)]))


def _show(mutant: Mutant, came_of_it: str) -> None:
    if came_of_it in (judging.SURVIVED, judging.UNREACHED):
        print(f"\n{came_of_it}: {mutant.name}\n{mutant.difference()}", flush=True)
    else:
        print(".", end="", flush=True)


if __name__ == "__main__":
    main()
