"""Which sections a change touches, by their headings."""

from articles.text.comparison import Change, compare


def changed_sections(old: str, new: str) -> list[str]:
    """Headings of the sections (h2) that differ, each once, in the order of the new text."""
    names = (_section(change) for change in compare(old, new) if change.kind != "same")
    return list(dict.fromkeys(name for name in names if name))


def _section(change: Change) -> str:
    block = change.new or change.old
    if block is None:
        return ""
    if block.kind == "h2":
        return block.text
    return block.headings[0] if block.headings else ""
