"""One text of an article as it is typed: in the editor, or as HTML where there is no JavaScript."""

from __future__ import annotations

import datetime
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias, cast, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import Page, Settlement
from articles.actions.citing import unknown_references, unknown_sentence
from articles.forms.base import Form
from articles.models import Text, WorkingCopy
from articles.refusals import Refusal
from articles.text.dialect import canonical, problems
from articles.text.merging import Choice, Take
from articles.text.merging.whole import Words, parts
from articles.whole_numbers import LARGEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_MOST_PROBLEMS = 20
_ADDRESS = re.compile(r"(summary|body|description)-\d{1,4}")
Label: TypeAlias = "str | _StrPromise"


class DialectCharField(forms.CharField):
    """HTML of the dialect. A line that would lose something is refused by its number, never repaired in silence."""

    def __init__(self, *, label: Label, rows: int, help_text: Label = "") -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-editor": "", "spellcheck": "true"})
        super().__init__(label=label, required=False, widget=widget, help_text=help_text, strip=False)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).replace("\r\n", "\n")
        try:
            canonical(typed)
        except Refusal as refused:
            raise ValidationError(str(refused)) from None
        unknown = unknown_references(typed)
        if unknown:
            raise ValidationError(unknown_sentence(unknown))
        return typed


class MomentField(forms.CharField):
    """When words were kept, to the microsecond: it says which ones the page goes on with."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime.datetime) else value

    def clean(self, value: Any) -> datetime.datetime | None:
        try:
            return parse_datetime(str(super().clean(value)))
        except ValueError:
            return None


class _TypedForm(Form):
    """Words of a text, and the page that they were typed on."""

    @property
    def words(self) -> Words:
        return Words(*(self.cleaned_data[name] for name in parts()))

    @property
    def page(self) -> Page:
        return Page(*(self.cleaned_data[name] for name in ("base_revision", "kept_at", "window")))


class TextForm(_TypedForm):
    summary = DialectCharField(
        label=gettext_lazy("Bottom line"),
        rows=5,
        help_text=gettext_lazy("What a reader needs if they read nothing else: one to three sentences."),
    )
    body = DialectCharField(label=gettext_lazy("Text"), rows=28)
    description = forms.CharField(
        label=gettext_lazy("Description for search engines"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One plain sentence. For students and health professionals it begins with whom the text is for."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note on the change"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Stands in the history. What changed is written there by itself; say why."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    kept_at = MomentField()
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    # Set by the editor, which writes only what its schema knows; typed HTML is checked line by line.
    written_in_editor = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("written_in_editor"):
            for name in ("summary", "body"):
                self._refuse_what_would_be_lost(name)
        return self.cleaned_data

    def _refuse_what_would_be_lost(self, name: str) -> None:
        found = problems(self.cleaned_data.get(name, ""))
        for problem in found[:_MOST_PROBLEMS]:
            self.add_error(
                name, ValidationError(_("Line %(line)d: %(what)s") % {"line": problem.line, "what": problem.sentence})
            )

    @property
    def typed(self) -> dict[str, Any]:
        """What `actions.save_text` takes."""
        return {**asdict(self.words), **asdict(self.page), "note": self.cleaned_data["note"]}

    @classmethod
    def initial_of(cls, text: Text, copy: WorkingCopy | None = None) -> dict[str, Any]:
        """The saved text, or the words of one's own that were not saved, with the revision that they were typed on."""
        source, base = (copy, copy.base_revision) if copy else (text, text.revision)
        words = {name: getattr(source, name) for name in parts()}
        return {**words, "base_revision": base, **({"note": copy.note, "kept_at": copy.updated_at} if copy else {})}


class KeepingForm(_TypedForm):
    """What the page sends while somebody types: taken as it is, and checked when it is saved."""

    summary = forms.CharField(required=False, strip=False)
    body = forms.CharField(required=False, strip=False)
    description = forms.CharField(required=False, strip=False)
    note = forms.CharField(required=False, strip=False)
    base_revision = forms.IntegerField(min_value=0, max_value=LARGEST)
    kept_at = MomentField()
    window = forms.CharField(max_length=36)
    person = forms.IntegerField()
    has_words = forms.BooleanField(required=False)
    is_leaving = forms.BooleanField(required=False)


def settlement_of(data: QueryDict) -> Settlement | None:
    """What was chosen on the page of a conflict: "body-0" is theirs, mine, both or own; "body-0-words" are one's own."""
    shown = data.get("theirs_revision", "")
    if not (shown.isascii() and shown.isdecimal() and len(shown) < 9):
        return None
    choices = {
        name: Choice(cast("Take", take), data.get(f"{name}-words", "").replace("\r\n", "\n") if take == "own" else "")
        for name, take in data.items()
        if _ADDRESS.fullmatch(name) and take in get_args(Take)
    }
    return Settlement(int(shown), choices)
