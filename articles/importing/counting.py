"""Counts what an import recognised."""

from articles.importing.citing import Cited
from articles.importing.headings import TOP
from articles.importing.imported import Counts
from articles.importing.nodes import Card, Heading, Item, ListNode, Question, walk
from articles.importing.reference_list import ReferenceList


def count(cited: Cited, references: ReferenceList) -> Counts:
    parts = list(walk(cited.nodes))
    headings = [part for part in parts if isinstance(part, Heading)]
    lists = [part for part in parts if isinstance(part, ListNode)]
    items = [part for part in parts if isinstance(part, Item)]
    return Counts(
        headings=len(headings),
        subheadings=sum(heading.level > TOP for heading in headings),
        bullets=sum(len(each.items) for each in lists if not each.ordered),
        nested_bullets=sum(len(below.items) for item in items for below in item.below if not below.ordered),
        numbered_items=sum(len(each.items) for each in lists if each.ordered),
        citations=sum(len(citation.keys) for citation in cited.citations),
        citation_places=len(cited.citations),
        citation_numbers=len(cited.numbers),
        references=len(references.references),
        list_items=len(items),
        parent_items=sum(bool(item.below) for item in items),
        questions=sum(isinstance(part, Question) for part in parts),
        red_flags=sum(isinstance(part, Card) for part in parts),
    )
