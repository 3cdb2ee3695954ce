"""What an import found in a source: shown to a person before anything is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.refusals import Sentence


@dataclass(frozen=True)
class LeftOut:
    """A passage that is not in the body. `kind` is furniture, references, metadata, image, markup or script."""

    line: int
    text: str
    reason: Sentence
    kind: str = "furniture"


@dataclass(frozen=True)
class Unsure:
    """A passage that a person has to look at; the text is left as it was unless the question says otherwise."""

    line: int
    text: str
    question: Sentence


@dataclass(frozen=True)
class ImportedReference:
    """One entry of the list of references. `type` is as stated by the source; `text` is the entry word for word."""

    number: int | None
    type_label: str
    type: str
    title: str
    source: str
    year: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class ImportedCitation:
    """One place that cites. `label` is what stood there ("1, 2"), `keys` what stands in the body instead of it."""

    label: str
    keys: tuple[str, ...]
    line: int
    sentence: str

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(key.removeprefix("unresolved:") for key in self.keys)


@dataclass(frozen=True)
class Bindings:
    """Which reference (its place in `references`) a citation key means. Proposals unless `certain` (S24)."""

    table: Mapping[str, int] = field(default_factory=dict)
    certain: bool = False


@dataclass(frozen=True)
class Counts:
    """What was recognised. `citations` counts keys, `citation_places` where they stand, `citation_numbers` the
    different numbers; `parent_items` are list items with a list below them."""

    headings: int = 0
    subheadings: int = 0
    bullets: int = 0
    nested_bullets: int = 0
    numbered_items: int = 0
    citations: int = 0
    citation_places: int = 0
    citation_numbers: int = 0
    references: int = 0
    list_items: int = 0
    parent_items: int = 0
    questions: int = 0
    red_flags: int = 0

    @property
    def top_headings(self) -> int:
        return self.headings - self.subheadings


@dataclass(frozen=True)
class Imported:
    """A source as an article: `body` is canonical dialect HTML; an empty title means that a person is asked for one."""

    title: str
    question: str
    body: str
    references: tuple[ImportedReference, ...]
    citations: tuple[ImportedCitation, ...]
    left_out: tuple[LeftOut, ...]
    unsure: tuple[Unsure, ...]
    counts: Counts
    bindings: Bindings = field(default_factory=Bindings)

    @property
    def has_scripts(self) -> bool:
        return any(passage.kind == "script" for passage in self.left_out)
