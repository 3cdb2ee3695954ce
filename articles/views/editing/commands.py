"""The commands of the editor with their shortcuts: the one table behind tool bar, key bindings and help page.

Keys are spelled as ProseMirror spells them; `Mod` is Ctrl, on a Mac ⌘. What decides them: Ctrl+Alt is AltGr on Windows and writes
characters, Ctrl+Alt+arrows walk through tables in NVDA and JAWS, and Alt+Shift with A, B, C, I, P, T, W, X or Z is Chrome's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

_SPOKEN = {"Mod": "Control", "Space": "Space"}
_SHOWN: dict[str, Words] = {
    "Mod": gettext_lazy("Ctrl"),
    "Alt": gettext_lazy("Alt"),
    "Shift": gettext_lazy("Shift"),
    "Space": gettext_lazy("Space bar"),
    "Escape": gettext_lazy("Escape"),
    "Enter": gettext_lazy("Enter"),
    "Tab": gettext_lazy("Tab"),
    "ArrowUp": "↑",
    "ArrowDown": "↓",
}


@dataclass(frozen=True)
class Command:
    """`name` is the command's in static/js/editor; `face` stands on the button where it says it shorter than the label.

    `keys` holds the ways to press it, parted by spaces, and for a choice of a menu that has keys itself the one key after those.
    """

    name: str
    label: Words
    keys: str = ""
    face: Words = ""
    is_brief: bool = False  # offered in the bottom line too, which is one to three sentences
    menu: Command | None = None

    @property
    def shortcut(self) -> str:
        own = _shown(self.keys.split()[0]) if self.keys else ""
        if self.menu is None or not self.menu.keys:
            return own
        return _("%(keys)s, then %(key)s") % {"keys": self.menu.shortcut, "key": own}

    @property
    def other_shortcuts(self) -> list[str]:
        return [_shown(keys) for keys in self.keys.split()[1:]]

    @property
    def title(self) -> str:
        return _("%(command)s (%(keys)s)") % {"command": self.label, "keys": self.shortcut}

    @property
    def aria_keys(self) -> str:
        """For aria-keyshortcuts, which knows no sequences."""
        if self.menu is not None and self.menu.keys:
            return ""
        return " ".join("+".join(_SPOKEN.get(key, key) for key in keys.split("-")) for keys in self.keys.split())

    @property
    def letter(self) -> str:
        """The key that chooses it while its menu is open."""
        return self.keys if self.menu is not None and self.menu.keys else ""


def _shown(keys: str) -> str:
    return "+".join(str(_SHOWN.get(key, key.upper() if len(key) == 1 else key)) for key in keys.split("-"))


@dataclass(frozen=True)
class Group:
    """Commands that stand together; behind a button of their own where there is a menu."""

    title: Words
    commands: tuple[Command, ...]
    menu: Command | None = None
    is_choice: bool = False  # one of them is in force at the cursor
    is_shown: bool = True  # on the tool bar

    @property
    def listed(self) -> tuple[Command, ...]:
        """Each with the menu that it stands in."""
        return tuple(replace(command, menu=self.menu) for command in self.commands)


_KINDS = Command("blockMenu", gettext_lazy("Kind of paragraph"))
_BOX = Command("boxMenu", gettext_lazy("Box"), "Alt-Shift-o")
_TABLE = Command("tableMenu", gettext_lazy("Table"), "Alt-Shift-g")

GROUPS = (
    Group(
        gettext_lazy("Paragraphs and headings"),
        (
            Command("paragraph", gettext_lazy("Paragraph"), "Alt-Shift-1"),
            Command("heading2", gettext_lazy("Heading"), "Alt-Shift-2"),
            Command("heading3", gettext_lazy("Subheading"), "Alt-Shift-3"),
            Command("heading4", gettext_lazy("Small heading"), "Alt-Shift-4"),
        ),
        menu=_KINDS,
        is_choice=True,
    ),
    Group(
        gettext_lazy("Letters and words"),
        (
            Command("bold", gettext_lazy("Bold"), "Mod-b", "B", is_brief=True),
            Command("italic", gettext_lazy("Italic"), "Mod-i", "I", is_brief=True),
            Command("sup", gettext_lazy("Superscript"), "Mod-.", "x²", is_brief=True),
            Command("sub", gettext_lazy("Subscript"), "Mod-,", "x₂", is_brief=True),
            Command("characters", gettext_lazy("Special characters"), "Alt-Shift-s", "Ω", is_brief=True),
            Command(
                "clear",
                gettext_lazy("Clear formatting, but not super- and subscripts"),
                "Alt-Shift-0",
                gettext_lazy("Clear"),
                is_brief=True,
            ),
        ),
    ),
    Group(
        gettext_lazy("Lists and quotations"),
        (
            Command("bullets", gettext_lazy("Bullets"), "Alt-Shift-8", is_brief=True),
            Command("numbers", gettext_lazy("Numbers"), "Alt-Shift-7", is_brief=True),
            Command("deeper", gettext_lazy("Deeper in the list"), "Alt-Shift-.", "⇥"),
            Command("shallower", gettext_lazy("Less deep in the list"), "Alt-Shift-,", "⇤"),
            Command("quote", gettext_lazy("Quotation"), "Alt-Shift-9"),
        ),
    ),
    Group(
        gettext_lazy("Citations, links and terms"),
        (
            Command("cite", gettext_lazy("Cite"), "Alt-Shift-l", is_brief=True),
            Command("link", gettext_lazy("Link"), "Mod-k", is_brief=True),
            Command("dfn", gettext_lazy("Term that is explained here"), "Alt-Shift-d", gettext_lazy("Term")),
        ),
    ),
    Group(
        gettext_lazy("Boxes and care cards"),
        (
            Command("box-none", gettext_lazy("No box"), "0"),
            Command("box-key-points", gettext_lazy("Key points"), "k"),
            Command("box-note", gettext_lazy("Note"), "n"),
            Command("box-warning", gettext_lazy("Warning"), "w"),
            Command("box-emergency", gettext_lazy("Emergency"), "e"),
            Command("box-urgent", gettext_lazy("Urgent"), "u"),
            Command("box-see-someone", gettext_lazy("See someone"), "s"),
            Command("box-next-step", gettext_lazy("Next step"), "x"),
            Command("box-ask-your-doctor", gettext_lazy("Ask your doctor"), "a"),
        ),
        menu=_BOX,
        is_choice=True,
    ),
    Group(
        gettext_lazy("Question and answer"),
        (Command("question", gettext_lazy("Question"), "Alt-Shift-q"),),
    ),
    Group(
        gettext_lazy("Images"),
        (Command("image", gettext_lazy("Image"), "Alt-Shift-m"),),
    ),
    Group(
        gettext_lazy("Tables"),
        (
            Command("table", gettext_lazy("Insert a table"), "g"),
            Command("caption", gettext_lazy("Caption"), "t"),
            Command("rowBefore", gettext_lazy("Add a row above"), "a"),
            Command("row", gettext_lazy("Add a row below"), "b"),
            Command("columnBefore", gettext_lazy("Add a column to the left"), "l"),
            Command("column", gettext_lazy("Add a column to the right"), "r"),
            Command("headerRow", gettext_lazy("Header row on or off"), "h"),
            Command("headerColumn", gettext_lazy("Header column on or off"), "v"),
            Command("header", gettext_lazy("Header cell on or off"), "c"),
            Command("mergeCells", gettext_lazy("Merge the selected cells"), "m"),
            Command("splitCell", gettext_lazy("Split the merged cell"), "s"),
            Command("noRow", gettext_lazy("Remove the row"), "d"),
            Command("noColumn", gettext_lazy("Remove the column"), "e"),
            Command("noTable", gettext_lazy("Remove the whole table"), "z"),
        ),
        menu=_TABLE,
    ),
    Group(
        gettext_lazy("Moving and undoing"),
        (
            Command("moveUp", gettext_lazy("Move the block up"), "Alt-Shift-ArrowUp", "↑", is_brief=True),
            Command("moveDown", gettext_lazy("Move the block down"), "Alt-Shift-ArrowDown", "↓", is_brief=True),
            Command("undo", gettext_lazy("Undo"), "Mod-z", is_brief=True),
            Command("redo", gettext_lazy("Redo"), "Mod-Shift-z Mod-y", is_brief=True),
        ),
    ),
    Group(
        gettext_lazy("Finding your way"),
        (
            Command("outline", gettext_lazy("Outline of headings"), "Alt-Shift-h", gettext_lazy("Outline")),
            Command("help", gettext_lazy("Help with the editor"), "Mod-/", "?", is_brief=True),
        ),
    ),
    Group(
        gettext_lazy("Comments"),
        (
            Command(
                "comment",
                gettext_lazy("Comment on the selected words, or go to the thread here"),
                "Alt-Shift-k",
                is_brief=True,
            ),
            Command("suggest", gettext_lazy("Suggest other words for the selected ones"), "Alt-Shift-e", is_brief=True),
        ),
        is_shown=False,
    ),
    Group(
        gettext_lazy("By keyboard only"),
        (
            Command("space", gettext_lazy("Space that does not break a line"), "Mod-Shift-Space", is_brief=True),
            Command("find", gettext_lazy("Find and replace in all texts"), "Alt-Shift-f", is_brief=True),
            Command("wordCount", gettext_lazy("Say how many words there are"), "Alt-Shift-n", is_brief=True),
            Command("leave", gettext_lazy("Leave the table or the box: the cursor goes behind it"), "Escape"),
            Command("toolbar", gettext_lazy("Go to the tool bar; Escape leads back"), "Alt-F10", is_brief=True),
        ),
        is_shown=False,
    ),
)


def toolbar(*, brief: bool) -> list[Group]:
    """The groups of one editor's tool bar, without menus where the text is brief."""
    shown = [replace(group, commands=group.listed) for group in GROUPS if group.is_shown]
    if not brief:
        return shown
    kept = [replace(group, commands=tuple(row for row in group.commands if row.is_brief)) for group in shown]
    return [group for group in kept if group.commands]


def bindings() -> list[dict[str, object]]:
    """What the script binds: every command and menu that has keys of its own."""
    menus = [group.menu for group in GROUPS if group.menu is not None]
    direct = [row for group in GROUPS for row in group.listed if not row.letter]
    return [
        {"name": row.name, "keys": row.keys.split(), "brief": row.is_brief} for row in [*direct, *menus] if row.keys
    ]
