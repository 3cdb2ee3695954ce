"""What stands around the editor on its page: tool bars, shortcuts, the words of its notices, what is known of references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Text
from articles.views.editor_commands import Group, bindings, toolbar
from articles.views.reference_rows import ReferenceRow


@dataclass(frozen=True)
class EditorParts:
    tools: list[Group]
    brief_tools: list[Group]
    bindings: list[dict[str, object]]


def parts_of(text: Text, references: Iterable[ReferenceRow]) -> EditorParts:
    return EditorParts(tools=toolbar(brief=False), brief_tools=toolbar(brief=True), bindings=bindings())
