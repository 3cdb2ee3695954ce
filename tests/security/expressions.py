"""Regular expressions of the product, and texts that would hold one up that tries too many ways to read them."""

from __future__ import annotations

import ast
import importlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from django.core.validators import RegexValidator
from django.urls import get_resolver

from tests.architecture.sources import modules

Tree = Iterable[tuple[Any, Any]]

MANY = 40  # so often and more, a repetition may be what costs
EXAMPLES = 3
NO_WORD = "\x01"
# These begin to work where they are imported, or need what only their maker has.
PROGRAMS = frozenset(
    {
        "articles/importing/confined_process.py",
        "articles/publishing/printing.py",
        "articles/text/readability/data/make.py",
        "reviewboard/wsgi.py",
    }
)
FUNCTIONS = frozenset({"match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
ANCHORED = frozenset({"match", "fullmatch"})
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
OF_CATEGORY = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a ",
    codes.CATEGORY_SPACE: " \t",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a1",
    codes.CATEGORY_NOT_WORD: " -",
}
USUAL = "a1 -.,A"


@dataclass(frozen=True)
class Expression:
    """`asked`: by which methods; `search` stands for all that look further than the beginning."""

    where: str
    text: str
    flags: int
    asked: frozenset[str]

    def __str__(self) -> str:
        return f"{self.where}: {self.text[:200]}"

    def run(self, text: str) -> None:
        compiled = re.compile(self.text, self.flags)
        if "search" in self.asked:
            for _found in compiled.finditer(text):
                pass
        for method in self.asked & ANCHORED:
            getattr(compiled, method)(text)


@cache
def expressions() -> list[Expression]:
    """Those of modules as they are once imported, those that functions write down, and Django's of addresses."""
    found: dict[tuple[str, int], Expression] = {}
    for one in (*_of_modules(), *_of_addresses(get_resolver().url_patterns)):
        former = found.get((one.text, one.flags))
        asked = one.asked | (former.asked if former else frozenset())
        found[one.text, one.flags] = Expression(one.where, one.text, one.flags, asked)
    return list(found.values())


def _of_modules() -> Iterator[Expression]:
    for path, tree in modules().items():
        if path not in PROGRAMS:
            module = importlib.import_module(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
            yield from _of_module(path, module, tree)
            yield from _written(path, tree)


def _of_module(path: str, module: ModuleType, tree: ast.Module) -> Iterator[Expression]:
    read, asked = _uses(tree)
    for name, value in vars(module).items():
        for pattern in _patterns(value):
            methods = _asked(asked.get(name, []), read[name])
            yield Expression(f"{path} {name}", pattern.pattern, pattern.flags, methods)


def _patterns(value: Any, depth: int = 3) -> Iterator[re.Pattern[str]]:
    """Also those in lists, tables and dataclasses of the module."""
    if isinstance(value, RegexValidator):
        value = value.regex
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth:
        for inner in _parts(value):
            yield from _patterns(inner, depth - 1)


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return value
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return [getattr(value, name, None) for name in value.__dataclass_fields__]
    return ()


def _uses(tree: ast.Module) -> tuple[Counter[str], dict[str, list[str]]]:
    """How often each name is read, and which attributes are asked of it."""
    read: Counter[str] = Counter()
    asked: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            read[node.id] += isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked.setdefault(node.value.id, []).append(node.attr)
    return read, asked


def _asked(methods: list[str], read: int) -> frozenset[str]:
    """What a module does with a name: methods where it does nothing else with it, or everything."""
    if methods and len(methods) == read and set(methods) <= ANCHORED:
        return frozenset(methods)
    return frozenset({"search"})


def _written(path: str, tree: ast.Module) -> Iterator[Expression]:
    """`re.sub(r"…", …)` within a function."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str(text)), *_],
            ) if method in FUNCTIONS:
                flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
                asked = frozenset({method if method in ANCHORED else "search"})
                yield Expression(f"{path}:{node.lineno}", text, flags, asked)


def _of_addresses(entries: Iterable[Any]) -> Iterator[Expression]:
    for entry in entries:
        pattern = entry.pattern.regex
        yield Expression(f"address {entry.pattern}", pattern.pattern, pattern.flags, frozenset({"match"}))
        yield from _of_addresses(getattr(entry, "url_patterns", ()))


def texts(expression: Expression, length: int) -> list[str]:
    """Each of about this length: what a repetition accepts, again and again, with what comes before it and without, and no end."""
    tree = parser.parse(expression.text, expression.flags & ~re.DEBUG)
    found: dict[str, None] = {}
    for before, bodies in _repeated(tree, ""):
        for body in bodies:
            for begin, unit in ((before, body), ("", body), ("", before + body), ("", before)):
                if unit:
                    whole = begin + unit * (length // len(unit) + 1)
                    found[whole[:length] + NO_WORD] = None
    return list(found)


def _repeated(tree: Tree, before: str) -> Iterator[tuple[str, list[str]]]:
    """Each repetition, however deep: an example of what stands before it, and examples of what it repeats."""
    for code, value in tree:
        if code in REPEATS and value[1] >= MANY:
            yield before, _examples(value[2])
        for inner in _within(code, value):
            yield from _repeated(inner, before)
        before += _examples([(code, value)])[0]


def _within(code: Any, value: Any) -> list[Tree]:
    if code in REPEATS:
        return [value[2]]
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.SUBPATTERN:
        return [value[3]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return [value] if code is codes.ATOMIC_GROUP else []


def _examples(tree: Tree) -> list[str]:
    """A few texts that it accepts, as far as that is told from its parts; at least one, perhaps empty."""
    found = [""]
    for code, value in tree:
        parts = MADE[code](value) if code in MADE else [""]
        count = max(len(found), len(parts[:EXAMPLES]))
        found = [found[index % len(found)] + parts[index % len(parts)] for index in range(count)]
    return found


def _of_branch(value: Any) -> list[str]:
    return [_examples(branch)[0] for branch in value[1]][:EXAMPLES]


def _of_repeat(value: Any) -> list[str]:
    least, most, inner = value
    return [piece * max(least, min(most, 1)) for piece in _examples(inner)]


def _of_set(items: Any) -> list[str]:
    """Of each kind of sign in it one, those that stand in every text first."""
    listed: dict[str, None] = {}
    for code, value in items:
        if code is codes.LITERAL:
            listed[chr(value)] = None
        elif code is codes.RANGE:
            listed |= dict.fromkeys([chr(value[0]), *(sign for sign in USUAL if value[0] <= ord(sign) <= value[1])])
        elif code is codes.CATEGORY:
            listed |= dict.fromkeys(OF_CATEGORY.get(value, "a"))
    if items and items[0][0] is codes.NEGATE:
        return [sign for sign in USUAL if sign not in listed][:EXAMPLES] or [""]
    return sorted(listed, key=lambda sign: sign not in USUAL)[:EXAMPLES] or [""]


MADE: dict[Any, Callable[[Any], list[str]]] = {
    codes.LITERAL: lambda value: [chr(value)],
    codes.NOT_LITERAL: lambda value: ["b" if value == ord("a") else "a"],
    codes.ANY: lambda _value: ["a", " "],
    codes.IN: _of_set,
    codes.BRANCH: _of_branch,
    codes.SUBPATTERN: lambda value: _examples(value[3]),
    codes.ATOMIC_GROUP: _examples,
    **dict.fromkeys(REPEATS, _of_repeat),
}


def has_possessive_group(text: str, flags: int) -> bool:
    """Whether more than one sign is repeated possessively, at any depth."""
    return any(
        op is codes.POSSESSIVE_REPEAT and not _is_one_sign(value[2]) for op, value in _all_of(parser.parse(text, flags))
    )


def _is_one_sign(tree: Any) -> bool:
    return len(tree) == 1 and tree[0][0] in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)


def _all_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every node of a parsed expression."""
    if isinstance(value, parser.SubPattern):
        for op, inner in value:
            yield op, inner
            yield from _all_of(inner)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _all_of(one)
