"""Title, question and levels of headings, where the source says them and where only their order does."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from articles.importing.imported import Unsure
from articles.importing.nodes import Heading, Node, Paragraph

TOP, DEEPEST = 2, 4
_FEWEST_FOR_SUBJECT = 4
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
# Headings that stand beside the others, not below them: as a word of the heading, or as all of it.
_CLOSING = re.compile(
    r"\b(?:algorithm|considerations|pitfalls|conclusions?|summary|outlook|prognosis|faqs?|frequently asked questions"
    r"|take[- ]home messages?|next steps?|key (?:points|messages))\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:overview|introduction|background|definition|epidemiology|symptoms|signs and symptoms|causes|risk factors"
    r"|diagnosis|treatments?|management|prevention|monitoring|complications|follow-?up|recovery|when to .{3,60}"
    r"|self-care|safety)\??",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """Title and question, taken off the front of the text."""

    title: str
    question: str
    rest: tuple[Node, ...]


def name(nodes: Sequence[Node]) -> Named:
    leading = _leading(nodes)
    if not leading:
        return Named("", "", tuple(nodes))
    if leading[0].level:
        return _named_by_level(nodes, leading[0])
    if leading[0].text.endswith("?"):
        return _named_by_question(nodes, leading)
    if leading[0].number or _GENERIC.fullmatch(leading[0].text) or _CLOSING.search(leading[0].text):
        return Named("", "", tuple(nodes))
    return Named(leading[0].text, "", tuple(nodes[1:]))


def _leading(nodes: Sequence[Node]) -> list[Heading]:
    found: list[Heading] = []
    for node in nodes:
        if not isinstance(node, Heading):
            break
        found.append(node)
    return found


def _named_by_level(nodes: Sequence[Node], first: Heading) -> Named:
    """The only heading of its level is the title; a second one makes both sections."""
    others = [node for node in nodes[1:] if isinstance(node, Heading) and 0 < node.level <= first.level]
    if others:
        return Named("", "", tuple(nodes))
    return Named(first.text, first.text if first.text.endswith("?") else "", tuple(nodes[1:]))


def _named_by_question(nodes: Sequence[Node], leading: Sequence[Heading]) -> Named:
    """A question in front is the article's, unless questions are how this text names its sections."""
    taken = 1
    title = ""
    if len(leading) > 1 and not leading[1].text.endswith("?") and not leading[1].number:
        title, taken = leading[1].text, 2
    sections = [node for node in nodes[taken:] if isinstance(node, Heading) and not node.number]
    if not title and any(node.text.endswith("?") for node in sections):
        return Named("", "", tuple(nodes))
    return Named(title, leading[0].text, tuple(nodes[taken:]))


def levels(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Unsure, ...]]:
    """The nodes with every heading at level 2 to 4, and whether the order alone decided."""
    if any(isinstance(node, Heading) and node.level for node in nodes):
        return _stated_levels(nodes), ()
    return _Guess(nodes).result()


def _stated_levels(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Gaps are closed (## above #### is one step); a heading without a level stands below the last one that has one."""
    outer: list[int] = []
    found: list[Node] = []
    for node in nodes:
        if not isinstance(node, Heading):
            found.append(node)
            continue
        if node.level:
            outer = [level for level in outer if level < node.level] + [node.level]
        depth = len(outer) - 1 if node.level else len(outer)
        found.append(replace(node, level=min(TOP + depth, DEEPEST)))
    return tuple(found)


class _Guess:
    """Levels from shape and order: numbering, headings that follow each other, and what the text is about."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        found = [(index, node) for index, node in enumerate(nodes) if isinstance(node, Heading)]
        self.places = [index for index, _heading in found]
        self.headings = [heading for _index, heading in found]
        self.subject = _subject(self.headings)
        self.is_group_open = False
        self.above: Heading | None = None
        self.top_at = -1

    def result(self) -> tuple[tuple[Node, ...], tuple[Unsure, ...]]:
        found = list(self.nodes)
        guessed: list[Heading] = []
        for position, heading in enumerate(self.headings):
            level = self._level(position, heading)
            found[self.places[position]] = replace(heading, level=level)
            if level > TOP and not heading.number:
                guessed.append(heading)
            self.above = heading
        return tuple(found), _question(guessed)

    def _level(self, position: int, heading: Heading) -> int:
        if heading.number:
            depth = heading.number.count(".") + (1 if self.top_at >= 0 else 0)
            return min(TOP + depth, DEEPEST)
        is_top = self._is_top(position, heading)
        if is_top:
            self.is_group_open = self._opens_group(position)
            self.top_at = position
        else:
            self.is_group_open = True
        return TOP if is_top else TOP + 1

    def _is_top(self, position: int, heading: Heading) -> bool:
        if self.top_at < 0 or self._opens_group(position) or self._names_subject(heading):
            return True
        if _CLOSING.search(heading.text) or _GENERIC.fullmatch(heading.text):
            return True
        if self.above is not None and self.above.number:
            return True
        return not self.is_group_open and not self._could_stand_below()

    def _opens_group(self, position: int) -> bool:
        return self.places[position + 1 : position + 2] == [self.places[position] + 1]

    def _names_subject(self, heading: Heading) -> bool:
        return any(word.lower() in self.subject for word in _LONG_WORD.findall(heading.text))

    def _could_stand_below(self) -> bool:
        """Where headings name the subject, one that does not, after one that has an introduction only."""
        if not self.subject or not self._names_subject(self.headings[self.top_at]):
            return False
        begin, end = self.places[self.top_at], self.places[self.top_at + 1]
        return all(isinstance(node, Paragraph) for node in self.nodes[begin + 1 : end])


def _subject(headings: Iterable[Heading]) -> frozenset[str]:
    """The long words that at least half of the unnumbered headings share."""
    texts = [heading.text.lower() for heading in headings if not heading.number]
    if len(texts) < _FEWEST_FOR_SUBJECT:
        return frozenset()
    counts = Counter(word for text in texts for word in set(_LONG_WORD.findall(text)))
    return frozenset(word for word, count in counts.items() if count * 2 >= len(texts))


def _question(guessed: Sequence[Heading]) -> tuple[Unsure, ...]:
    if not guessed:
        return ()
    question = _("The text does not say which headings stand below others. Are these below the heading before them?")
    return (Unsure(guessed[0].line, "; ".join(heading.text for heading in guessed), question),)
