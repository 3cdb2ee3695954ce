"""What an editor answers to a point that a member asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.base import Form

CHANGED, NOT_CHANGED = "changed", "not_changed"


class PointForm(Form):
    """`last` is the revision that the draft is at, `first` the first one that the member has not seen."""

    done = forms.ChoiceField(
        label=_("What was done"),
        choices=((CHANGED, _("Changed")), (NOT_CHANGED, _("Not changed"))),
        widget=forms.RadioSelect,
    )
    changed_in = forms.IntegerField(label=_("Changed in revision"), required=False)
    answer = forms.CharField(
        label=_("What was changed, or why not"),
        help_text=_("The member reads it before they sign again. It cannot be changed later."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, first: int, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changed_in"].initial = last if first <= last else None
        self.fields["changed_in"].widget.attrs.update({"min": first, "max": max(first, last), "inputmode": "numeric"})

    def clean(self) -> dict[str, Any]:
        """Which revision, only where something was changed."""
        data = super().clean() or {}
        if data.get("done") == NOT_CHANGED:
            data["changed_in"] = None
        elif data.get("done") == CHANGED and not data.get("changed_in") and "changed_in" not in self.errors:
            self.add_error("changed_in", _("Say in which revision."))
        return data

    @property
    def said(self) -> dict[str, Any]:
        return {"answer": self.cleaned_data["answer"], "changed_in": self.cleaned_data["changed_in"]}
