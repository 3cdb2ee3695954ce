"""Which work of the library a citation of an imported text means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import ProposedCitation, Reference


class ConfirmForm(Form):
    """One proposal with the works that it may mean; choices are handed in so that many forms share one query."""

    proposal = forms.IntegerField(widget=forms.HiddenInput)
    reference = forms.ChoiceField(
        label=gettext_lazy("Reference"),
        error_messages={"required": gettext_lazy("Choose the reference that this citation means.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        proposal: ProposedCitation,
        listed: Sequence[Reference],
        library: Sequence[Reference],
    ) -> None:
        initial = {"proposal": proposal.pk, "reference": str(proposal.reference_id or "")}
        super().__init__(data, initial=initial, auto_id=f"proposal-{proposal.pk}-%s")
        self.row = proposal
        self.references = {str(row.pk): row for row in (*listed, *library)}
        groups = [(_("Reference list of this article"), listed), (_("Library"), library)]
        choices = [
            ("", _("Choose a reference")),
            *((name, [_choice(row) for row in rows]) for name, rows in groups if rows),
        ]
        field = self.fields["reference"]
        field.choices = choices  # type: ignore[attr-defined]  # the field declared above

    def chosen(self) -> Reference:
        return self.references[self.cleaned_data["reference"]]


def _choice(reference: Reference) -> tuple[str, str]:
    year = f" ({reference.year})" if reference.year else ""
    return str(reference.pk), f"{reference.title}{year}"
