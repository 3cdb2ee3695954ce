"""The sheet for an appointment: what a patient text says, on one page, in its own whole sentences; the frame only asks and leaves room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from articles.audiences import Audience
from articles.manifest import Manifest
from articles.publishing import wording
from articles.publishing.checking import check
from articles.publishing.facts import PageFacts
from articles.publishing.hidden_passages import hidden_line, without_hidden
from articles.publishing.passages import Page, Setting
from articles.publishing.preparing import copy_qr, stamp
from articles.publishing.proof import prove_sheet
from articles.publishing.render import address, applies_to, copy_url, frame, shown_title
from articles.text import quantities
from articles.text.blocks import Block, blocks
from articles.text.drugs import substances
from articles.text.sentences import sentences
from articles.text.tree import Element, Node, parse, serialise

TEMPLATE: Final = "articles/published/appointment.html"
MOST_LINES: Final = 3
MOST_QUESTIONS: Final = 6
CARE: Final = ("emergency", "urgent", "see-someone")
ASKING: Final = "ask-your-doctor"
# Left where a citation stood.
_BEFORE_SIGN: Final = re.compile(r"\s+(?=[.,;:!?)\]])|(?<=\s)\s+")


@dataclass(frozen=True)
class Sheet:
    """`cards` are whole, as on the page, and so are `warnings`. `questions` are the text's own, empty where it has none."""

    lines: tuple[str, ...]
    cards: SafeString
    warnings: SafeString
    questions: tuple[str, ...]
    medicines: tuple[str, ...]


def made_sheet(manifest: Manifest, facts: PageFacts) -> str:
    """The sheet as HTML, proved to say nothing in the text's name that was not signed. Raises `NotRenderable`, `NotFaithful`."""
    with translation.override(manifest.language):
        page = render_to_string(TEMPLATE, sheet_context(manifest, facts))
        return prove_sheet(manifest, facts, page, hidden_line=hidden_line())


def sheet_context(manifest: Manifest, facts: PageFacts) -> dict[str, Any]:
    """What its template is filled with. Raises `NotRenderable` as a page does."""
    check(manifest, facts, Audience.PATIENT)
    found = sheet(manifest, facts)
    return {
        **frame(manifest, facts, Audience.PATIENT),
        "title": shown_title(manifest, is_retracted=facts.is_retracted),
        "page_url": address(facts, Audience.PATIENT),
        "applies_to": applies_to(manifest),
        "copy_qr": copy_qr(copy_url(facts, Audience.PATIENT)),
        "sheet": found,
        "questions": found.questions or wording.QUESTIONS_TO_ASK,
        "are_general": not found.questions,
        "to_tell": wording.TO_TELL,
    }


def sheet(manifest: Manifest, facts: PageFacts) -> Sheet:
    """Of the patient text. A passage that is hidden in an emergency is hidden here too (S22)."""
    text, hidden = manifest.texts[Audience.PATIENT], frozenset(facts.hidden_blocks)
    summary, body = without_hidden(text.summary, hidden), without_hidden(text.body, hidden)
    stamped = stamp(manifest, Audience.PATIENT, facts.last_reviewed)
    setting = Setting(Audience.PATIENT, {}, {}, stamped, language=manifest.language)
    every = (*blocks(summary), *blocks(body))
    return Sheet(
        lines=tuple(quantities.join(line) for line in _lines(summary, body)),
        cards=_asides(summary + body, CARE, setting),
        warnings=_asides(summary + body, ("warning",), setting),
        questions=tuple(quantities.join(line) for line in _questions(every)),
        medicines=tuple(dict.fromkeys(name for block in every for name in substances(block.text))),
    )


def _lines(summary: str, body: str) -> Sequence[str]:
    """The first sentences of the bottom line, whole; where there is none, the first key points."""
    plain = [block for block in blocks(summary) if block.kind in ("p", "li") and not block.within]
    found = [sentence for block in plain for sentence in sentences(block.text)]
    if not found:
        found = [block.text for block in blocks(summary + body) if block.within == "key-points" and block.kind == "li"]
    return found[:MOST_LINES]


def _questions(every: Iterable[Block]) -> Sequence[str]:
    """What the text itself says to ask; where it says nothing of it, what it asks and answers."""
    known = list(every)
    asked = [block.text for block in known if block.within == ASKING and block.kind == "li"]
    pairs = [block.text for block in known if block.within == "question" and block.kind in ("h2", "h3", "h4")]
    return (asked or pairs)[:MOST_QUESTIONS]


def _asides(html: str, kinds: Sequence[str], setting: Setting) -> SafeString:
    """Boxes of these kinds, the gravest first, without citations, whose list is on the page."""
    found = [node for node in _all_asides(parse(html)) if node.attributes.get("data-kind") in kinds]
    found.sort(key=lambda node: kinds.index(node.attributes["data-kind"]))
    return Page(setting).decorate(serialise(_uncited(node) for node in found), anchors=False)


def _all_asides(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            if node.tag == "aside":
                yield node
            else:
                yield from _all_asides(node.children)


def _uncited(node: Element) -> Element:
    """Without citations, and without the blank before one that a sign follows."""
    kept: list[Node] = []
    for child in node.children:
        if isinstance(child, Element):
            kept += [] if child.tag == "cite" else [_uncited(child)]
        elif kept and isinstance(kept[-1], str):
            kept[-1] = _BEFORE_SIGN.sub("", kept[-1] + child)
        else:
            kept.append(child)
    return Element(node.tag, node.attributes, tuple(kept))
