"""What is to be done with many articles at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import Deed
from articles.forms.article_filter import in_tree
from articles.forms.base import Form
from articles.models import BulkDeed, Person, Topic
from articles.models.bulk_act import FOR_A_PERSON
from articles.permissions import drafters
from articles.text.skeletons import CHOICES

NO_TOPIC, NO_TYPE = "none", "none"


class BulkActForm(Form):
    """`seen` is how many articles the page said it would be done with."""

    deed = forms.ChoiceField(
        label=gettext_lazy("What is to be done"),
        choices=BulkDeed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is to be done.")},
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Handling editor or co-editor"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=gettext_lazy("Choose a person"),
        help_text=gettext_lazy("To hand over, or to add a co-editor. Messages about each article are not sent."),
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"), required=False, help_text=gettext_lazy("To move to another topic.")
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type"),
        required=False,
        choices=[("", gettext_lazy("Choose a type")), (NO_TYPE, gettext_lazy("No type")), *CHOICES],
        help_text=gettext_lazy("To say of what type they are."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=gettext_lazy("It stands in the record of each article."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = drafters().order_by("printed_name", "pk")  # type: ignore[attr-defined]
        topics = [(str(topic.pk), label) for topic, label in in_tree(list(Topic.objects.all()))]
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose a topic")), (NO_TOPIC, _("No topic")), *topics]

    def clean(self) -> dict[str, Any]:
        deed = self.cleaned_data.get("deed")
        if deed in FOR_A_PERSON and not self.cleaned_data.get("person") and "person" not in self.errors:
            self.add_error("person", ValidationError(_("Choose the person.")))
        if deed == BulkDeed.MOVE and not self.cleaned_data.get("topic") and "topic" not in self.errors:
            self.add_error("topic", ValidationError(_("Choose the topic.")))
        if deed == BulkDeed.SET_TYPE and not self.cleaned_data.get("type") and "type" not in self.errors:
            self.add_error("type", ValidationError(_("Choose a type.")))
        return self.cleaned_data

    def chosen_deed(self) -> Deed:
        """Without what belongs to another deed and was left in its field."""
        name, topic = self.cleaned_data["deed"], self.cleaned_data["topic"]
        to = Topic.objects.get(pk=int(topic)) if name == BulkDeed.MOVE and topic != NO_TOPIC else None
        person = self.cleaned_data["person"] if name in FOR_A_PERSON else None
        kind = self.cleaned_data["type"] if name == BulkDeed.SET_TYPE else ""
        return Deed(name, self.cleaned_data["reason"], person=person, topic=to, type="" if kind == NO_TYPE else kind)
