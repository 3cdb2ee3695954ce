"""Elements of a page by CSS selector: tag, .class, #id, [attribute], :not(.class), descendant, child, comma."""

import re

from lxml.html import HtmlElement

COMPOUND = re.compile(
    r"(?P<tag>[a-z][a-z0-9]*|\*)|\.(?P<class>[\w-]+)|#(?P<id>[\w-]+)|:not\(\.(?P<not>[\w-]+)\)|\[(?P<has>[^\]]+)\]"
)


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """In document order, each once."""
    path = " | ".join(_path(part.split()) for part in selector.split(","))
    found: list[HtmlElement] = tree.xpath(path)
    return found


def texts(tree: HtmlElement, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in select(tree, selector)]


def text(tree: HtmlElement, selector: str) -> str:
    (found,) = texts(tree, selector)
    return found


def attribute(tree: HtmlElement, selector: str, name: str) -> str | None:
    (found,) = select(tree, selector)
    return found.get(name)


def _path(parts: list[str]) -> str:
    path, axis = ".", "descendant-or-self"
    for part in parts:
        if part == ">":
            axis = "child"
        else:
            path += f"/{axis}::{_step(part)}"
            axis = "descendant"
    return path


def _step(compound: str) -> str:
    tag, conditions = "*", ""
    for match in COMPOUND.finditer(compound):
        tag = match["tag"] or tag
        conditions += _condition(match)
    return tag + conditions


def _condition(match: re.Match[str]) -> str:
    if match["class"]:
        return f"[{_has_class(match['class'])}]"
    if match["not"]:
        return f"[not({_has_class(match['not'])})]"
    if match["id"]:
        return f"[@id='{match['id']}']"
    return _attribute(match["has"]) if match["has"] else ""


def _has_class(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _attribute(condition: str) -> str:
    name, sign, value = re.fullmatch(r"([\w-]+)(\^?=)?(.*)", condition).groups()  # type: ignore[union-attr]
    if sign == "^=":
        return f"[starts-with(@{name}, {value})]"
    return f"[@{name}={value}]" if sign else f"[@{name}]"
