"""Loads the sample people, board, references and articles, each through the actions that people use."""

from __future__ import annotations

import json

from articles import actions as desk
from articles.models import DeskRole, Person
from workflows.samples import stories
from workflows.samples.cast import FOLDER, PASSWORD, REASON, Cast, load_people
from workflows.samples.glossary import load_glossary
from workflows.samples.steps import ask_for_another_date, load_article, publish, review, sign, submit, talk

__all__ = ["PASSWORD", "Cast", "load"]


def load() -> Cast:
    """Everything, on an empty database: two articles live (one with its next version submitted), one under review, one draft."""
    cast = load_people()
    load_references(by=cast.of(DeskRole.EDITOR))
    load_glossary(cast)
    plexopathy, gout, anaemia = (
        submit(load_article(slug, cast))
        for slug in ("lumbosacral-plexopathy-leg-pain", "gout-flare", "iron-deficiency-anaemia-adults")
    )
    talk(load_article("migraine-attacks", cast), cast)
    for version in (plexopathy, anaemia):
        sign(review(version, cast), cast)
        publish(version)
    open_review = review(gout, cast)
    ask_for_another_date(open_review, cast)
    stories.tell(cast, plexopathy=plexopathy, anaemia=anaemia, gout=open_review)
    return cast


def load_references(*, by: Person) -> None:
    for entry in json.loads((FOLDER / "references.json").read_text()):
        data = desk.ReferenceData(
            title=entry["csl"]["title"],
            type=entry["type"],
            standing=entry["standing"],
            label=entry["label"],
            key=entry["key"],
            csl=entry["csl"],
            **entry["identifiers"],
        )
        desk.add_reference(data, by=by, reason=REASON, is_sample=True)
