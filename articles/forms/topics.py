"""A topic's name, and the topic that it stands below."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from articles.actions.topics import LONGEST
from articles.forms.base import Form
from articles.models import Topic

_MISSING = {"required": gettext_lazy("Give the topic a name.")}


class TopicForm(Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST, error_messages=_MISSING)
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Stands below"),
        queryset=Topic.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Nothing: a topic of the first level"),
    )

    def __init__(self, *args: Any, topic: Topic | None = None, **kwargs: Any) -> None:
        if topic is not None:
            kwargs.setdefault("initial", {"name": topic.name, "parent": topic.parent_id})
        super().__init__(*args, **kwargs)
        if topic is not None:
            parent = self.fields["parent"]
            parent.widget.choices = [choice for choice in parent.widget.choices if choice[0] != topic.pk]
