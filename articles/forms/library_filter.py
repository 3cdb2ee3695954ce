"""What the list of the library is narrowed down to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from articles.forms.library import YEAR
from articles.forms.narrowing import NarrowingForm
from articles.models import ReferenceMark, ReferenceStanding, ReferenceType
from articles.references.evidence_levels import NAMES

ANY_MARK, NO_MARK = "any", "none"
NOT_JUDGED = "none"
LISTED, UNLISTED = "listed", "unlisted"
_ANY = ("", gettext_lazy("Any"))


class LibraryFilter(NarrowingForm):
    """All fields are optional; what is empty, or no choice of the list, narrows nothing down."""

    backwards = gettext_lazy("The last year is before the first.")

    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False, choices=[_ANY, *ReferenceType.choices])
    standing = forms.ChoiceField(
        label=gettext_lazy("Type is"), required=False, choices=[_ANY, *ReferenceStanding.choices]
    )
    mark = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        required=False,
        choices=[
            _ANY,
            (ANY_MARK, gettext_lazy("Marked in any way")),
            *ReferenceMark.choices,
            (NO_MARK, gettext_lazy("Not marked")),
        ],
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("Evidence"),
        required=False,
        choices=[
            _ANY,
            *((name, format_lazy(gettext_lazy("Judged by {scheme}"), scheme=title)) for name, title in NAMES.items()),
            (NOT_JUDGED, gettext_lazy("Not judged")),
        ],
    )
    since = forms.CharField(label=gettext_lazy("From the year"), max_length=4, required=False, validators=[YEAR])
    until = forms.CharField(label=gettext_lazy("Up to the year"), max_length=4, required=False, validators=[YEAR])
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)
    use = forms.ChoiceField(
        label=gettext_lazy("Use"),
        required=False,
        choices=[
            _ANY,
            (LISTED, gettext_lazy("On the reference list of an article")),
            (UNLISTED, gettext_lazy("On no list of an article")),
        ],
    )

    def __init__(self, *args: Any, tags: Sequence[str] = (), **kwargs: Any) -> None:
        """`tags`: those that some work has. Without any there is nothing to choose."""
        super().__init__(*args, **kwargs)
        field = self.fields["tag"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [_ANY, *((tag, tag) for tag in tags)]
        if not tags:
            del self.fields["tag"]
