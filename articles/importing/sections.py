"""Parts of a text with a meaning of their own: questions with answers, and lists of red flags."""

import re
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from articles.importing.imported import Unsure
from articles.importing.nodes import Card, Heading, ListNode, Node, Paragraph, Question, words

_FAQ = re.compile(
    r"\bFAQs?\b|frequently asked questions|common(?:ly asked)? questions|questions (?:and|&) answers|\bQ ?& ?A\b", re.I
)
_BOLD = re.compile(r"<strong>((?:(?!</?strong>).)*)</strong>$", re.DOTALL)
_QUESTION_MARKER = re.compile(r"(<strong>)?Q(?:uestion)?\s*(?:\d{1,2}\s*)?[.:)]\s*(</strong>)?\s*", re.I)
_ANSWER_MARKER = re.compile(r"(<strong>)?A(?:nswer)?\s*(?:\d{1,2}\s*)?[.:)]\s*(</strong>)?\s*", re.I)
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")
_RED_FLAGS = re.compile(
    r"\bred[- ]flags?\b|\b(?:warning|danger) signs?\b"
    r"|\b(?:seek|get|need|needs|require|requires)\b.{0,40}\b(?:urgent|immediate|emergency)(?:ly)?\b"
    r"|\b(?:urgent|immediate|emergency)\b.{0,30}\b(?:care|attention|help|evaluation|assessment|advice|referral)\b"
    r"|\bcall (?:911|999|112|000|an ambulance)\b|\bgo to (?:the |an )?(?:emergency|A&E|ER\b)",
    re.I,
)
_LONGEST_LEAD_IN = 300


def with_questions(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Questions below a heading such as "FAQ", and "Q:" with "A:" anywhere, with their answers."""
    found: list[Node] = []
    faq: Heading | None = None
    for node in nodes:
        if isinstance(node, Heading) and _FAQ.search(node.text):
            faq = node
            found.append(node)
            continue
        question = _question(node, faq)
        if question is not None:
            found.append(question)
        elif isinstance(node, Heading):
            faq = None
            found.append(node)
        else:
            _place(found, node, is_in_faq=faq is not None)
    return tuple(found)


def _question(node: Node, faq: Heading | None) -> Question | None:
    if not isinstance(node, Heading | Paragraph):
        return None
    bare = _unwrapped(node.html)
    marker = _QUESTION_MARKER.match(bare)
    if marker:
        rest = _NUMBER.sub("", _cut(bare, marker), count=1)
        return Question(node.line, rest) if rest.strip() else None
    if faq is None or not words(bare).strip().endswith("?"):
        return None
    if isinstance(node, Heading):
        is_beside = bool(faq.level) and 0 < node.level <= faq.level
        return None if is_beside else Question(node.line, _NUMBER.sub("", bare, count=1) if node.number else bare)
    return Question(node.line, bare) if bare != node.html else None


def _place(found: list[Node], node: Node, *, is_in_faq: bool) -> None:
    """Into the answer of the open question: in an FAQ all that follows, elsewhere only what is marked as an answer."""
    last = found[-1] if found else None
    if not isinstance(last, Question):
        found.append(node)
        return
    marker = _ANSWER_MARKER.match(node.html) if isinstance(node, Paragraph) and not last.answer else None
    if isinstance(node, Paragraph) and marker:
        node = replace(node, html=_cut(node.html, marker))
    elif not is_in_faq and last.answer and not isinstance(node, ListNode):
        found.append(node)
        return
    found[-1] = replace(last, answer=(*last.answer, node))


def _unwrapped(html: str) -> str:
    found = _BOLD.match(html.strip())
    return found[1].strip() if found else html


def _cut(html: str, marker: re.Match[str]) -> str:
    """Without the marker; a <strong> that began before it and goes on is kept."""
    rest = html[marker.end() :]
    return f"<strong>{rest}" if marker[1] and not marker[2] else rest


def with_red_flags(nodes: Sequence[Node]) -> tuple[tuple[Node, ...], tuple[Unsure, ...]]:
    """A lead-in about red flags and its list become a warning; which care card it is, a person says (S16)."""
    found: list[Node] = []
    unsure: list[Unsure] = []
    for node in nodes:
        if isinstance(node, Question):
            answer, more = with_red_flags(node.answer)
            found.append(replace(node, answer=answer))
            unsure.extend(more)
        elif isinstance(node, ListNode) and (count := _lead_in(found)) is not None:
            parts = (*found[len(found) - count :], node)
            del found[len(found) - count :]
            found.append(Card(parts[0].line, "warning", parts))
            unsure.append(_which_card(parts, found))
        else:
            found.append(node)
    return tuple(found), tuple(unsure)


def _lead_in(found: Sequence[Node]) -> int | None:
    """How many nodes before a list lead into it as red flags: a sentence, or none below a heading that says it."""
    last = found[-1] if found else None
    if isinstance(last, Heading):
        return 0 if _RED_FLAGS.search(last.text) else None
    if not isinstance(last, Paragraph) or not last.text.rstrip().endswith(":"):
        return None
    heading = found[-2] if len(found) > 1 else None
    is_stated = len(last.text) <= _LONGEST_LEAD_IN and _RED_FLAGS.search(last.text)
    is_headed = isinstance(heading, Heading) and _RED_FLAGS.search(heading.text)
    return 1 if is_stated or is_headed else None


def _which_card(parts: Sequence[Node], found: Sequence[Node]) -> Unsure:
    lead = parts[0] if isinstance(parts[0], Paragraph) else found[-2]
    text = lead.text if isinstance(lead, Paragraph | Heading) else ""
    question = _("This looks like a list of red flags. Is it an emergency, urgent, or a reason to see someone?")
    return Unsure(lead.line, text, question)
