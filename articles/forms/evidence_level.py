"""What a person judges of a work: how strong its evidence is, in one choice of scheme and level, and who stands behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import PublishedBy, Reference
from articles.references.evidence_levels import LEVELS, NAMES

_PARTED = " "


class EvidenceLevelForm(Form):
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        help_text=gettext_lazy("One scheme for a work. Without a judgement of yours it stays “not judged”."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Where the level is stated, or what you judged by."),
    )

    def __init__(self, *args: Any, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_evidence_%s"} | kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Not judged")), *((NAMES[name], _levels(name)) for name in LEVELS)]
        self.initial["level"] = _PARTED.join((reference.evidence_scheme, reference.evidence_level)).strip()

    @property
    def judged(self) -> dict[str, str]:
        """As the action takes it."""
        scheme, _blank, level = self.cleaned_data["level"].partition(_PARTED)
        return {"scheme": scheme, "level": level, "reason": self.cleaned_data["reason"]}


def _levels(scheme: str) -> list[tuple[str, str]]:
    return [(_PARTED.join((scheme, level)), capfirst(str(words))) for level, words in LEVELS[scheme].items()]


class PublishedByForm(Form):
    published_by = forms.ChoiceField(
        label=gettext_lazy("Who published it"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("As the record suggests")),
            *((value, label) for value, label in PublishedBy.choices),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What you looked at, such as the imprint of the site."),
    )

    def __init__(self, *args: Any, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_published_%s"} | kwargs)
        self.initial["published_by"] = reference.published_by
