"""Every small change to the functions of some modules, and which of them are drawn.

The changes are mutmut's. What it leaves out because a decorator stands above it (a property, a cached function) is changed too:
nothing here is written into the module beside the original. Words of a module outside its functions, such as its tables, stay as they are.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import MutationVisitor, OuterFunctionProvider
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

LINES_AROUND = 2


@dataclass(frozen=True)
class Mutant:
    """One change: in the function of this name (`Class.method`), at this line of the file."""

    path: Path
    function: str
    number: int
    line: int
    # In the head of the function: a default, which is made when the module is imported.
    in_head: bool
    module: cst.Module
    original: cst.CSTNode
    changed: cst.CSTNode

    @property
    def module_name(self) -> str:
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    @property
    def name(self) -> str:
        return f"{self.module_name}.{self.function}#{self.number}"

    @cached_property
    def source(self) -> str:
        module = self.module.deep_replace(self.original, self.changed)
        assert isinstance(module, cst.Module)
        return module.code

    def difference(self) -> str:
        before, after = self.module.code.splitlines(), self.source.splitlines()
        lines = list(difflib.unified_diff(before, after, lineterm="", n=LINES_AROUND))
        return "\n".join(lines[2:])


def drawn(paths: Iterable[Path], *, sample: int, seed: int) -> tuple[list[Mutant], int]:
    """So many of the mutants of some files, and how many there are. The same seed draws the same ones."""
    every = [mutant for path in sorted(paths) for mutant in of(path)]
    few = random.Random(seed).sample(every, min(sample, len(every)))
    return few, len(every)


def of(path: Path) -> Iterator[Mutant]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    visitor = _Everything(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    positions = wrapper.resolve(PositionProvider)
    names = dict(_functions(wrapper.module.body))
    numbers: dict[str, int] = {}
    for change in visitor.mutations:
        function = change.contained_by_top_level_function
        # What stands in a class outside its methods is words of the module too.
        if not isinstance(function, cst.FunctionDef) or change.original_node is function:
            continue
        name = names[function]
        numbers[name] = numbers.get(name, 0) + 1
        line = positions[change.original_node].start.line
        in_head = (line, positions[change.original_node].start.column) < _start(positions[function.body])
        yield Mutant(
            path, name, numbers[name], line, in_head, wrapper.module, change.original_node, change.mutated_node
        )


class _Everything(MutationVisitor):
    METADATA_DEPENDENCIES = (PositionProvider, OuterFunctionProvider)

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        return bool(super()._skip_node_and_children(node)) and not _is_decorated(node)


def _is_decorated(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.FunctionDef) and bool(node.decorators)


def _functions(body: object, holder: str = "") -> Iterator[tuple[cst.FunctionDef, str]]:
    """Those that stand at the top of a module or of a class of it."""
    for statement in body:  # type: ignore[attr-defined]
        if isinstance(statement, cst.FunctionDef):
            yield statement, f"{holder}{statement.name.value}"
        elif isinstance(statement, cst.ClassDef) and not holder:
            yield from _functions(statement.body.body, f"{statement.name.value}.")


def _start(place: object) -> tuple[int, int]:
    return place.start.line, place.start.column  # type: ignore[attr-defined]
