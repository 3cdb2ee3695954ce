"""Every command of the editor has a key that nobody else takes, and the help page tells it."""

from __future__ import annotations

import html
import re
import unicodedata

from django.test import Client

from articles.models import Person
from articles.text.dialect import canonical
from articles.text.vocabulary import ASIDE_KINDS
from articles.views.editing.commands import GROUPS, bindings, toolbar
from articles.views.editing.special_characters import CHARACTERS
from tests.articles.views.conftest import SignIn, address

# Chrome's: bookmarks, menus, tab groups, feedback. Ctrl+Alt is AltGr; plain Alt with a letter opens menus or is an access key.
CHROME = {f"Alt-Shift-{letter}" for letter in "abciptwxz"}
BROWSERS = {
    "Mod-t",
    "Mod-n",
    "Mod-w",
    "Mod-Shift-t",
    "Mod-Shift-n",
    "Mod-Shift-w",
    "Mod-Tab",
    "Mod-l",
    "Mod-r",
    "Mod-d",
}

ALL = [command for group in GROUPS for command in group.listed]


def bound() -> list[str]:
    return [keys for row in bindings() for keys in row["keys"]]  # type: ignore[attr-defined]


def test_every_command_has_a_shortcut() -> None:
    assert [command.name for command in ALL if not command.shortcut] == []


def test_no_two_commands_share_a_name_or_a_key() -> None:
    names = [command.name for command in ALL]
    letters = [(command.menu.name, command.letter) for command in ALL if command.menu and command.letter]

    assert len(set(names)) == len(names)
    assert len(set(bound())) == len(bound())
    assert len(set(letters)) == len(letters)


def test_no_key_belongs_to_a_browser_a_screen_reader_or_another_keyboard() -> None:
    taken = [keys for keys in bound() if keys in CHROME | BROWSERS or {"Mod", "Alt"} <= set(keys.split("-"))]

    assert taken == []


def test_every_kind_of_box_can_be_chosen() -> None:
    kinds = {command.name.removeprefix("box-") for command in ALL if command.name.startswith("box-")}

    assert kinds == ASIDE_KINDS | {"none"}


def test_the_bottom_line_is_offered_no_headings_boxes_and_tables() -> None:
    brief = toolbar(brief=True)

    assert [group.menu for group in brief] == [None] * len(brief)
    assert [command.name for group in brief for command in group.commands if not command.is_brief] == []


def test_a_choice_of_a_menu_is_told_with_the_keys_of_the_menu() -> None:
    shown = {command.name: (command.shortcut, command.aria_keys, command.letter) for command in ALL}

    assert shown["row"] == ("Alt+Shift+G, then B", "", "b")
    assert shown["heading2"] == ("Alt+Shift+2", "Alt+Shift+2", "")
    assert shown["moveUp"] == ("Alt+Shift+↑", "Alt+Shift+ArrowUp", "")
    assert shown["redo"] == ("Ctrl+Shift+Z", "Control+Shift+z Control+y", "")


def test_the_help_page_lists_every_command_with_its_keys(at_desk: Client) -> None:
    page = html.unescape(at_desk.get(address("editor_help")).content.decode())

    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td><kbd>(.*?)</kbd>', page)

    assert rows == [(str(command.label), command.shortcut) for command in ALL]


def test_the_help_page_is_for_those_who_read_drafts(client: Client, sign_in: SignIn, chair: Person) -> None:
    stranger = client.get(address("editor_help"))
    member = sign_in(chair).get(address("editor_help"))

    assert (stranger.status_code, member.status_code) == (302, 403)


def test_no_sign_of_the_palette_is_changed_on_saving() -> None:
    signs = [character.sign for group in CHARACTERS for character in group.characters]

    text = "<p>a" + "a".join(html.escape(sign, quote=False) for sign in signs) + "a</p>"

    assert canonical(text) == text
    assert [sign for sign in signs if unicodedata.normalize("NFC", sign) != sign] == []


def test_no_raised_figure_is_a_character_of_its_own() -> None:
    signs = [character.sign for group in CHARACTERS for character in group.characters]

    assert [
        sign for sign in signs if "SUPERSCRIPT" in unicodedata.name(sign) or "SUBSCRIPT" in unicodedata.name(sign)
    ] == []
