"""What stands beside the texts of an article: its details and who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import Byline, Details
from articles.audiences import Audience
from articles.forms import article_templates
from articles.forms.base import Form
from articles.models import Article, ArticleTemplate, Contributor, Person, Topic
from articles.models.article import POPULATIONS, ContributorRole
from articles.orcid import normal
from articles.text import skeletons

_COUNTRY = RegexValidator(r"^[A-Za-z]{2}$", gettext_lazy("Type the two letters of the country, such as GB or DE."))
_TITLE_MISSING = {"required": gettext_lazy("Give the article a title.")}
_TYPES = [("", gettext_lazy("No type")), *skeletons.CHOICES]
_AUDIENCE_MISSING = {"required": gettext_lazy("Choose at least one audience.")}


ENTERED = (
    *("role", "name", "credentials", "affiliation", "orcid", "interests"),
    *("funding", "software", "none_of"),
)
NOTHING = [
    ("credentials", gettext_lazy("No professional credentials")),
    ("interests", gettext_lazy("No interests to declare")),
    ("funding", gettext_lazy("No funding")),
    ("software", gettext_lazy("No artificial intelligence used")),
]


class NewArticleForm(Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, error_messages=_TITLE_MISSING)
    question = forms.CharField(label=gettext_lazy("Question that it answers"), max_length=300, required=False)
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it is written for"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_AUDIENCE_MISSING,
        help_text=gettext_lazy("Each audience gets a text of its own. You can declare more later."),
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Type of article"),
        required=False,
        choices=_TYPES,
        help_text=gettext_lazy(
            "The checks name what an article of its type says about safety and this one does not. A template below brings its own type."
        ),
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        required=False,
        help_text=gettext_lazy(
            "Headings, and below each what belongs there. An article is submitted when no prompt is left."
        ),
    )

    def __init__(self, *args: Any, templates: Sequence[ArticleTemplate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = article_templates.choices(templates)

    def details(self) -> Details:
        """Of the type that was chosen, else of the template's."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "template"}
        of_template = article_templates.type_of_chosen(self.cleaned_data["template"])
        return Details(**{**values, "type": values["type"] or of_template})

    def body(self) -> str:
        """What each text begins with, "" for an empty one."""
        return skeletons.body(article_templates.chosen(self.cleaned_data["template"]))


class DetailsForm(Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, error_messages=_TITLE_MISSING)
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "The last part of the page's address. The former address keeps leading readers to the page."
        ),
        error_messages={"invalid": gettext_lazy("Use letters without accents, numbers and hyphens only.")},
    )
    question = forms.CharField(label=gettext_lazy("Question that it answers"), max_length=300, required=False)
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it is written for"),
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=_AUDIENCE_MISSING,
        help_text=gettext_lazy("A text that is no longer declared is kept and can be declared again."),
    )
    population = forms.MultipleChoiceField(
        label=gettext_lazy("Applies to"),
        choices=list(POPULATIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Needed as soon as a text names a dose."),
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        required=False,
        validators=[_COUNTRY],
        help_text=gettext_lazy("Two letters, such as GB."),
    )
    applies_to_note = forms.CharField(label=gettext_lazy("Applies to, in words"), max_length=300, required=False)
    topic = forms.ModelChoiceField(label=gettext_lazy("Topic"), queryset=Topic.objects.all(), required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Type of article"),
        required=False,
        choices=_TYPES,
        help_text=gettext_lazy("The checks name what an article of its type says about safety and this one does not."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=lambda: [(code, _(name)) for code, name in settings.LANGUAGES],
    )
    funding = forms.CharField(
        label=gettext_lazy("Funding"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who paid for the work on this article."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput)

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def details(self) -> Details:
        return Details(**{name: value for name, value in self.cleaned_data.items() if name != "base_revision"})

    @classmethod
    def initial_of(cls, article: Article) -> dict[str, Any]:
        names = [name for name in cls.base_fields if name != "base_revision"]
        return {**{name: getattr(article, name) for name in names}, "base_revision": article.revision}


class BylineForm(Form):
    """One contributor: somebody with an account, or anybody by name."""

    person = forms.ChoiceField(label=gettext_lazy("Person with an account"), required=False)
    name = forms.CharField(label=gettext_lazy("Or name"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ContributorRole.choices)
    credentials = forms.CharField(label=gettext_lazy("Credentials"), max_length=200, required=False)
    affiliation = forms.CharField(label=gettext_lazy("Affiliation"), max_length=300, required=False)
    orcid = forms.CharField(
        label=gettext_lazy("ORCID iD"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Such as 0000-0002-1825-0097. Its check digit is verified."),
    )
    interests = forms.CharField(
        label=gettext_lazy("Interests"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("As readers will see them."),
    )
    funding = forms.CharField(
        label=gettext_lazy("Funding"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who paid for their part of the work on this article."),
    )
    software = forms.CharField(
        label=gettext_lazy("Use of software (AI)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Which tools of artificial intelligence helped, with what, and who checked it."),
    )
    none_of = forms.MultipleChoiceField(
        label=gettext_lazy("Nothing to state"),
        choices=NOTHING,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Said explicitly: an empty field says nothing, and stops publication."),
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [
            ("", _("Nobody with an account")),
            *((key, person.printed_name) for key, person in self.people.items()),
        ]
        self.fields["person"] = forms.ChoiceField(label=_("Person with an account"), required=False, choices=choices)
        self.order_fields(["person", "name", "role"])

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("person") and not self.cleaned_data.get("name") and "person" not in self.errors:
            self.add_error("name", _("Choose a person or type a name."))
        for name in self.cleaned_data.get("none_of", ()):
            if self.cleaned_data.get(name):
                self.add_error(
                    name, _("You stated it, and ticked that there is nothing to state. Keep one of the two.")
                )
        return self.cleaned_data

    def clean_orcid(self) -> str:
        return normal(self.cleaned_data["orcid"])

    def has_changed(self) -> bool:
        """A role alone is the form's own default, not something typed."""
        return bool({*self.changed_data} - {"role", "ORDER"}) or bool(self.initial)

    def byline(self) -> Byline:
        values = {name: self.cleaned_data[name] for name in ENTERED}
        return Byline(person=self.people.get(self.cleaned_data["person"]), **values)


class BylineFormSetBase(forms.BaseFormSet[BylineForm]):
    """The byline in its order; rows that are marked or left empty are not part of it."""

    def clean(self) -> None:
        entries = [(form.cleaned_data.get("person"), form.cleaned_data.get("role")) for form in self.listed]
        accounts = [entry for entry in entries if entry[0]]
        if len(accounts) != len(set(accounts)):
            raise ValidationError(_("The same person stands in the list twice with the same role."))

    def add_fields(self, form: BylineForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place in the list")
        form.fields["DELETE"].label = _("Take out of the list")

    @property
    def listed(self) -> list[BylineForm]:
        return [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]

    def bylines(self) -> list[Byline]:
        """In the order of their places; entries without one come behind, those of one place as they stand."""
        places = [form.cleaned_data.get("ORDER") for form in self.listed]
        numbered = zip(places, self.listed, strict=True)
        ordered = sorted(numbered, key=lambda entry: (entry[0] is None, entry[0] or 0))
        return [form.byline() for _place, form in ordered]


BylineFormSet = cast(
    "type[BylineFormSetBase]",
    forms.formset_factory(BylineForm, formset=BylineFormSetBase, extra=2, can_delete=True, can_order=True, max_num=60),
)


def byline_initial(contributors: Sequence[Contributor]) -> list[dict[str, Any]]:
    return [
        {"person": str(row.person_id or ""), **{name: getattr(row, name) for name in ENTERED}} for row in contributors
    ]
