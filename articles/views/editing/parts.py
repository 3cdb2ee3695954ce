"""What stands around the editor on its page: tool bars, shortcuts, signs, what it says of references and of reading time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.audiences import Audience
from articles.forms.text import TextForm
from articles.models import Reference, Text
from articles.text.readability import WORDS_PER_MINUTE
from articles.views.editing.commands import GROUPS, bindings, toolbar
from articles.views.editing.special_characters import CHARACTERS
from articles.views.library.reference_rows import ReferenceRow


@dataclass(frozen=True)
class EditorParts:
    """`toolbar`, `brief_toolbar` and `dialogs` are HTML, made once for each language: they are a third of the page."""

    toolbar: SafeString
    brief_toolbar: SafeString
    dialogs: SafeString
    bindings: list[dict[str, object]]
    citing: dict[str, object]
    words_per_minute: int


def parts_of(text: Text, references: Iterable[ReferenceRow], form: TextForm) -> EditorParts:
    language = get_language()
    return EditorParts(
        toolbar=toolbar_of(language, *_named(form["body"]), brief=False),
        brief_toolbar=toolbar_of(language, *_named(form["summary"]), brief=True),
        dialogs=dialogs_of(language),
        bindings=bindings(),
        citing={
            "titles": {row.reference.key: _title(row.reference) for row in references},
            "unknown": _("%(key)s is not in the library"),
            "unresolved": _("Citation “%(key)s” of the source is bound to no reference yet"),
        },
        words_per_minute=WORDS_PER_MINUTE[Audience(text.audience)],
    )


def _named(field: BoundField) -> tuple[str, str]:
    return str(field.auto_id), str(field.label)


@cache
def toolbar_of(_language: str | None, auto_id: str, label: str, *, brief: bool) -> SafeString:
    context = {"auto_id": auto_id, "label": label, "groups": toolbar(brief=brief)}
    return render_to_string("articles/_toolbar.html", context)


@cache
def dialogs_of(_language: str | None) -> SafeString:
    """Signs and help: what is the same on the page of every text."""
    return render_to_string("articles/_editor_same_dialogs.html", {"groups": GROUPS, "characters": CHARACTERS})


def _title(reference: Reference) -> str:
    return f"{reference.title} ({reference.year})" if reference.year else reference.title
