"""What an editor types to answer what the checks noticed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext

from articles.forms.base import Form

LONGEST_REASON = 2000


class FlagAnswerForm(Form):
    """Why the texts are right as they are. `equal`: how many other flags say the same of other passages."""

    reason = forms.CharField(
        label=gettext_lazy("Why the texts are right as they are"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Say why the texts are right as they are, in a sentence.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, equal: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if equal:
            words = ngettext("Also for %d equal flag", "Also for %d equal flags", equal) % equal
            self.fields["covers_equal"] = forms.BooleanField(label=words, required=False)


class LeaveOutForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why this is not part of the other text"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Say why this section is not part of the other text.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FlagFilterForm(Form):
    """Which flags the list shows; without a choice those that wait."""

    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("open flags")),
            ("answered", gettext_lazy("answered flags")),
        ],
    )


class DemotionForm(Form):
    """Why flags of a kind are shown less gravely, or as gravely as before."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
