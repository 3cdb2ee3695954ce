"""A publisher's template as somebody types it: a line "## Heading", below it what belongs in the section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms.base import Form
from articles.models import ArticleTemplate
from articles.text.skeletons import CHOICES, LABELS, SKELETONS, ArticleType, Section
from articles.whole_numbers import number_in

HEADING = "##"


class TemplateForm(Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    type = forms.ChoiceField(
        label=gettext_lazy("Type of article"),
        required=False,
        choices=[("", gettext_lazy("No type")), *CHOICES],
        help_text=gettext_lazy(
            "Articles that begin with the template are of this type, unless another is chosen for them."
        ),
    )
    sections = forms.CharField(
        label=gettext_lazy("Sections"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=gettext_lazy("A line that begins with ## is a heading; below it stands what belongs in the section."),
    )

    def clean_sections(self) -> list[Section]:
        sections = list(sections_of(self.cleaned_data["sections"]))
        if not sections:
            raise ValidationError(_("Begin each section with a line like “## Symptoms”."))
        return sections


def sections_of(typed: str) -> Iterator[Section]:
    """What stands above the first heading belongs to none, and is left out."""
    heading, asks = "", list[str]()
    for line in typed.splitlines():
        if line.startswith(HEADING):
            if heading:
                yield Section(heading, " ".join(asks))
            heading, asks = line.strip("# ").strip(), []
        elif line.strip():
            asks.append(line.strip())
    if heading:
        yield Section(heading, " ".join(asks))


def typed(sections: Iterable[Section]) -> str:
    return "\n\n".join(f"{HEADING} {section.heading}\n{section.asks}" for section in sections)


def sections_of_row(template: ArticleTemplate) -> list[Section]:
    return [Section(one["heading"], one["asks"]) for one in template.sections]


def choices(rows: Iterable[ArticleTemplate]) -> list[tuple[str, object]]:
    """For a list: none, those of the product by type, those of the publisher by number."""
    ours = [(kind.value, LABELS[kind]) for kind in ArticleType]
    return [("", _("Empty texts")), *ours, *((str(row.pk), row.name) for row in rows)]


def chosen(value: str) -> Sequence[Section]:
    """The sections of a choice; none where nothing is chosen."""
    if value in SKELETONS:
        return SKELETONS[ArticleType(value)]
    row = _own(value)
    return sections_of_row(row) if row else ()


def type_of_chosen(value: str) -> str:
    """The type that a choice brings; "" for none."""
    if value in SKELETONS:
        return value
    row = _own(value)
    return row.type if row else ""


def _own(value: str) -> ArticleTemplate | None:
    return ArticleTemplate.objects.filter(pk=number_in(value)).first()
