"""Which kinds of events the code records, read from its source: each call that leads to the record, back to where the kind is named."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.architecture.sources import calls, modules

FIRST = {"append": 1, "follow": 1}  # of `articles.record`: position of the kind
Called = tuple[str, ast.FunctionDef, ast.Call, tuple[str, ...]]
ENTRIES = "workflows/actions/boards/entries.py"


@dataclass(frozen=True)
class Naming:
    """An expression that says of which kind an event is, and the function that it stands in."""

    path: str
    tree: ast.Module
    function: ast.FunctionDef
    value: ast.expr

    @property
    def place(self) -> str:
        return f"{self.path}:{self.value.lineno} {ast.unparse(self.value)}"


@cache
def recorded_here() -> tuple[set[str], list[str]]:
    return kinds_recorded(modules())


def kinds_recorded(sources: Mapping[str, ast.Module]) -> tuple[set[str], list[str]]:
    """The kinds, and the places whose kind this cannot tell."""
    kinds: set[str] = set()
    unclear: list[str] = []
    for naming in namings(sources):
        found = set(_values(naming.value, naming.function, naming.tree))
        kinds |= {kind for kind in found if kind}
        unclear += [naming.place] if not found or "" in found else []
    return kinds, unclear


def namings(sources: Mapping[str, ast.Module]) -> Iterator[Naming]:
    """Follows a parameter that is handed on to whoever calls the function, until nothing new comes."""
    seen: set[tuple[str, str]] = set()
    called = _calls_by_name(sources)
    waiting = [("articles/record.py", name, name, position) for name, position in FIRST.items()]
    while waiting:
        home, name, parameter, position = waiting.pop()
        if (home, name) in seen:
            continue
        seen.add((home, name))
        for path, function, call in _calls_of(sources, called[name], home, name):
            value = _argument(call, position, parameter)
            if isinstance(value, ast.Name) and value.id in _parameters(function):
                waiting.append((path, function.name, value.id, _parameters(function).index(value.id)))
                value = _default(function, value.id)
            if value is not None:
                yield Naming(path, sources[path], function, value)


def _calls_by_name(sources: Mapping[str, ast.Module]) -> dict[str, list[Called]]:
    """Every call inside a function, under the last of its names."""
    found: dict[str, list[Called]] = defaultdict(list)
    for path, tree in sources.items():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call, chain in calls(function):
                if chain:
                    found[chain[-1]].append((path, function, call, chain))
    return found


def _calls_of(
    sources: Mapping[str, ast.Module], called: Iterable[Called], home: str, name: str
) -> Iterator[tuple[str, ast.FunctionDef, ast.Call]]:
    """Calls of a function in its own module, by import of its name, or as an attribute of its module."""
    module = home.removesuffix(".py").replace("/", ".")
    through = (module.rpartition(".")[2], name)
    for path, function, call, chain in called:
        if chain == through or (chain == (name,) and (path == home or name in _imported(sources[path], module))):
            yield path, function, call


def _imported(tree: ast.Module, module: str) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _argument(call: ast.Call, position: int, parameter: str) -> ast.expr | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return named.get(parameter, call.args[position] if position < len(call.args) else None)


def _default(function: ast.FunctionDef, parameter: str) -> ast.expr | None:
    """What the parameter is where nobody gives it."""
    arguments = function.args
    last = zip(reversed(arguments.args), reversed(arguments.defaults), strict=False)
    given = {
        argument.arg: value
        for argument, value in (*last, *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True))
    }
    return given.get(parameter)


def _values(value: ast.expr, *where: ast.FunctionDef | ast.Module) -> Iterator[str]:
    """Every kind that the expression can be; empty where this cannot tell. `where` its names are given, the nearest first."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and value.value.id == "Action":
        yield value.attr.lower()
    elif isinstance(value, ast.Attribute) and ast.unparse(value.value).startswith("ENTRIES["):
        yield from _of_entries()
    elif isinstance(value, ast.Name):
        yield from next(filter(None, ([*_assigned(value.id, place)] for place in where)), [""])
    else:
        yield ""


def _assigned(name: str, place: ast.FunctionDef | ast.Module) -> Iterator[str]:
    """What a variable is given, alone or in a tuple."""
    for node in ast.walk(place) if isinstance(place, ast.FunctionDef) else place.body:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _given(target, node.value, name)


def _given(target: ast.expr, value: ast.expr, name: str) -> Iterator[str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _given(inner, part, name)
    elif isinstance(target, ast.Name) and target.id == name:
        yield from _values(value)


def _of_entries() -> Iterator[str]:
    """The first word of each `Entry(…)`: the event that a change of a board leaves."""
    for call, chain in calls(modules()[ENTRIES]):
        if chain == ("Entry",) and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)
