"""What the dialect allows: its elements, kinds and keys, each written down once."""

import re
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


DIALECT_VERSION: Final = "1"
LARGEST_TEXT: Final = 2 * 1024 * 1024  # bytes of UTF-8

QUESTION: Final = "question"
ASIDE_KINDS: Final = frozenset(
    {"key-points", "note", "warning", "emergency", "urgent", "see-someone", "next-step", "ask-your-doctor"}
)

HEADINGS: Final = ("h2", "h3", "h4")
LISTS: Final = frozenset({"ul", "ol"})
CELLS: Final = frozenset({"td", "th"})
# The rank of a mark is how far out it stands when several lie on the same words. Superscripts and subscripts have no
# rank: which one holds the other is their meaning.
MARKS: Final = ("a", "strong", "em", "dfn", "code")
POSITIONAL: Final = frozenset({"sup", "sub"})
BLOCKS: Final = frozenset({"p", *HEADINGS, *LISTS, "table", "blockquote", "figure", "section", "aside"})

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"href"}),
    "aside": frozenset({"data-kind"}),
    "cite": frozenset({"data-key"}),
    "img": frozenset({"src", "alt"}),
    "ol": frozenset({"start"}),
    "section": frozenset({"data-kind"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
ELEMENTS: Final = (
    BLOCKS | CELLS | POSITIONAL | set(MARKS) | set(ATTRIBUTES)
    | {"li", "thead", "tbody", "tr", "caption", "figcaption", "br"}
)  # fmt: skip
# Another spelling of the same meaning, respelled without a word.
SPELLINGS: Final = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
# Their borders part words ("<div>one</div><div>two</div>"), so that they end a paragraph where they are not allowed.
PARTING: Final = _names(
    "address article body center dd details dir div dl dt fieldset footer form header hgroup hr html legend main menu "
    "nav pre search summary tfoot"
)
# Left out with all that stands in it: it is no text, is struck out, or (formulas) would lose its superscripts.
SILENCED: Final = _names(
    "applet audio button canvas datalist del embed frameset head iframe input math noembed noframes noscript object "
    "optgroup option s script select strike style svg template textarea title video xmp"
)
VOID: Final = _names("area base br col embed hr img input link meta source track wbr")

CITATION_KEY: Final = re.compile(r"[a-z0-9][a-z0-9:._-]*")
UNRESOLVED: Final = "unresolved:"
IMAGE_ADDRESS: Final = re.compile(r"/images/([0-9a-f]{64})\.[a-z0-9]{1,8}")
LINK_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?|mailto:[^\s@]{1,320}@[^\s@]+", re.IGNORECASE)


def unresolved_key(label: str) -> str:
    """The key of a citation that is bound to no reference yet, from the number or the words that stood there."""
    slug = re.sub(r"[^a-z0-9._-]+", "-", label.lower()).strip("-._")
    return UNRESOLVED + (slug[:60] or "unknown")
