"""What a file became: its texts, its works, its pictures, what it says of itself. Crosses from the limited process as JSON."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from articles.importing.imported import (
    Bindings,
    Counts,
    Imported,
    ImportedCitation,
    ImportedReference,
    LeftOut,
    Unsure,
)

ABOUT = (
    "title", "slug", "question", "topic", "type", "language", "audience", "summary", "description", "url", "addresses",
    "reviewed_by", "reviewed_on", "review_due", "group",
)  # fmt: skip


@dataclass(frozen=True)
class ConvertedText:
    """A text for one audience; the audience is empty where the file does not say whom it is written for."""

    imported: Imported
    audience: str = ""
    summary: str = ""
    description: str = ""


@dataclass(frozen=True)
class ConvertedPicture:
    """A picture written anew, as the texts name it (`/images/<sha256>.<extension>`)."""

    content: bytes
    format: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Converted:
    """`about` has the names of `ABOUT`, those that the file states; `addresses` are parted by blanks. `works` are CSL-JSON
    with identifiers beside it, one for each reference of the first text, or none where only its words are known."""

    texts: tuple[ConvertedText, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    works: tuple[Mapping[str, Any], ...] = ()
    pictures: tuple[ConvertedPicture, ...] = ()

    @property
    def title(self) -> str:
        return next((text.imported.title for text in self.texts if text.imported.title), "") or self.about.get(
            "title", ""
        )


def packed(converted: Converted) -> dict[str, Any]:
    """As JSON can hold it; sentences in the language of whoever packs."""
    return {
        "texts": [
            {
                "audience": text.audience,
                "summary": text.summary,
                "description": text.description,
                "imported": _packed_text(text.imported),
            }
            for text in converted.texts
        ],
        "about": dict(converted.about),
        "works": [dict(work) for work in converted.works],
        "pictures": [
            {**asdict(picture), "content": base64.b64encode(picture.content).decode()} for picture in converted.pictures
        ],
    }


def _packed_text(imported: Imported) -> dict[str, Any]:
    found = asdict(imported)
    for passage in found["left_out"]:
        passage["reason"] = str(passage["reason"])
    for passage in found["unsure"]:
        passage["question"] = str(passage["question"])
    return found


def unpacked(data: Mapping[str, Any]) -> Converted:
    """Every field named and of its type: what comes from the limited process is believed in nothing else."""
    return Converted(
        texts=tuple(_text(text) for text in data["texts"]),
        about={name: str(value) for name, value in data["about"].items() if name in ABOUT},
        works=tuple(dict(work) for work in data["works"]),
        pictures=tuple(
            ConvertedPicture(
                base64.b64decode(row["content"]),
                str(row["format"]),
                int(row["width"]),
                int(row["height"]),
                str(row["alt"]),
            )
            for row in data["pictures"]
        ),
    )


def _text(data: Mapping[str, Any]) -> ConvertedText:
    found = data["imported"]
    imported = Imported(
        title=str(found["title"]),
        question=str(found["question"]),
        body=str(found["body"]),
        references=tuple(ImportedReference(**row) for row in found["references"]),
        citations=tuple(ImportedCitation(**{**row, "keys": tuple(row["keys"])}) for row in found["citations"]),
        left_out=tuple(LeftOut(**row) for row in found["left_out"]),
        unsure=tuple(Unsure(**row) for row in found["unsure"]),
        counts=Counts(**found["counts"]),
        bindings=Bindings(dict(found["bindings"]["table"]), bool(found["bindings"]["certain"])),
    )
    return ConvertedText(imported, str(data["audience"]), str(data["summary"]), str(data["description"]))


def known(about: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    """What is stated, in the names of `ABOUT`, as one line each."""
    lines = {name: " ".join(value.split()) for name, value in about.items() if isinstance(value, str)}
    return {name: line for name, line in lines.items() if name in ABOUT and line}
