"""Which sections a change touches, by their headings."""

from articles.text.blocks import Block
from articles.text.comparison import compare


def changed_sections(old: str, new: str) -> list[str]:
    """Headings of the sections (h2) that differ, each once, in the order of the new text; of a renamed one both names."""
    changes = [change for change in compare(old, new) if change.kind != "same"]
    names = (_section(block) for change in changes for block in (change.old, change.new) if block)
    return list(dict.fromkeys(name for name in names if name))


def _section(block: Block) -> str:
    if block.kind == "h2":
        return block.text
    return block.headings[0] if block.headings else ""
