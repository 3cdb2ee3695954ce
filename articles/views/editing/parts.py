"""What stands around the editor on its page: tool bars, shortcuts, signs, what it says of references and of reading time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.models import Reference, Text
from articles.text.readability import WORDS_PER_MINUTE
from articles.views.editing.commands import GROUPS, Group, bindings, toolbar
from articles.views.editing.special_characters import CHARACTERS, CharacterGroup
from articles.views.library.reference_rows import ReferenceRow


@dataclass(frozen=True)
class EditorParts:
    tools: list[Group]
    brief_tools: list[Group]
    bindings: list[dict[str, object]]
    groups: tuple[Group, ...]
    characters: tuple[CharacterGroup, ...]
    citing: dict[str, object]
    words_per_minute: int


def parts_of(text: Text, references: Iterable[ReferenceRow]) -> EditorParts:
    return EditorParts(
        tools=toolbar(brief=False),
        brief_tools=toolbar(brief=True),
        bindings=bindings(),
        groups=GROUPS,
        characters=CHARACTERS,
        citing={
            "titles": {row.reference.key: _title(row.reference) for row in references},
            "unknown": _("%(key)s is not in the library"),
            "unresolved": _("Citation “%(key)s” of the source is bound to no reference yet"),
        },
        words_per_minute=WORDS_PER_MINUTE[Audience(text.audience)],
    )


def _title(reference: Reference) -> str:
    return f"{reference.title} ({reference.year})" if reference.year else reference.title
