"""One work of the library: its record, what became of it, where it is cited, its history; and its type, confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import actions
from articles.forms.reference_type import TypeForm
from articles.models import EvidenceFlag, Reference
from articles.refusals import Refusal, Sentence
from articles.views.desk import DeskRequest, reads_drafts, writes_drafts
from articles.views.library.citing_places import use_of

CHECKS_SHOWN = 12
CHANGES_SHOWN = 50
AUTHORS_SHOWN = 20
_LINKS: Mapping[str, tuple[Sentence, str]] = {
    "doi": ("DOI", "https://doi.org/"),
    "pmid": ("PMID", "https://pubmed.ncbi.nlm.nih.gov/"),
    "pmcid": ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/"),
    "isbn": ("ISBN", ""),
    "guideline": (gettext_lazy("Guideline number"), ""),
    "url": (gettext_lazy("Web address"), ""),
}
_FACTS = {
    "container-title": gettext_lazy("Journal, publisher or site"),
    "volume": gettext_lazy("Volume"),
    "issue": gettext_lazy("Issue"),
    "page": gettext_lazy("Pages"),
    "publisher": gettext_lazy("Publisher"),
    "publisher-place": gettext_lazy("Place"),
    "edition": gettext_lazy("Edition"),
    "language": gettext_lazy("Language"),
}
# What a change of the record is told by; the rest of a row follows from these.
_TRACKED = (
    "title", "type", "standing", "label", "csl", "doi", "pmid", "pmcid", "isbn", "url", "guideline", "mark", "marked_on",
    "mark_source",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A line of the record; `url` where it leads somewhere."""

    label: Sentence
    words: str
    url: str = ""


@reads_drafts
def reference(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    return _page(request, found, TypeForm(reference=found) if request.desk.may_draft else None)


@writes_drafts
def type_confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Say what kind of work it is."""
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = TypeForm(request.POST or None, reference=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_type(found, by=request.user, **form.cleaned_data)
        except actions.GuidelineIncomplete as refusal:
            for name in refusal.fields:
                form.add_error(name if name in form.fields else None, str(actions.GUIDELINE_NEEDS[name]))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The type of “%s” is confirmed.") % found.title)
            return redirect("desk:reference", pk)
    return _page(request, found, form)


def _page(request: DeskRequest, found: Reference, form: TypeForm | None) -> HttpResponse:
    """Eight queries beside the session's, however much there is."""
    changes = _history(found)
    context = {
        "reference": found,
        "facts": list(_facts(found)),
        "identifiers": list(_identifiers(found)),
        "use": use_of(found),
        "checks": list(found.checks.all()[:CHECKS_SHOWN]),
        "flags": list(EvidenceFlag.objects.open().filter(reference=found)),
        "entries": changes[:CHANGES_SHOWN],
        "has_older": len(changes) > CHANGES_SHOWN,
        "form": form,
        "desk": request.desk,
        "section": "references",
    }
    return render(request, "articles/reference.html", context, status=422 if form and form.errors else 200)


def _facts(found: Reference) -> Iterator[Fact]:
    csl: Mapping[str, Any] = found.csl if isinstance(found.csl, dict) else {}
    for name, label in (("author", gettext_lazy("Authors")), ("editor", gettext_lazy("Editors"))):
        if people := _people(csl.get(name)):
            yield Fact(label, people)
    if found.year:
        yield Fact(gettext_lazy("Year"), found.year)
    yield from (Fact(label, str(csl[name])) for name, label in _FACTS.items() if csl.get(name))


def _people(value: Any) -> str:
    people = [person for person in value if isinstance(person, dict)] if isinstance(value, list) else []
    names = [
        " ".join(str(person[part]) for part in ("given", "family", "literal") if person.get(part)) for person in people
    ]
    shown = ", ".join(filter(None, names[:AUTHORS_SHOWN]))
    others = len(names) - AUTHORS_SHOWN
    return _("%(names)s and %(number)d others") % {"names": shown, "number": others} if others > 0 else shown


def _identifiers(found: Reference) -> Iterator[Fact]:
    for name, value in found.identifiers.items():
        label, where = _LINKS[name]
        if value:
            leads = f"{where}{value}" if where else value
            yield Fact(label, value, leads if leads.startswith(("https://", "http://")) else "")


def _history(found: Reference) -> Sequence[dict[str, Any]]:
    """The newest first, one more than is shown: as `components/timeline.html` wants them."""
    rows = list(found.history.select_related("history_user").order_by("-history_id")[: CHANGES_SHOWN + 1])
    pairs = zip(rows, [*rows[1:], None], strict=True)
    return [
        {
            "title": row.history_change_reason,
            "who": row.history_user,
            "when": row.history_date,
            "why": _changed(before, row) if before else "",
        }
        for row, before in pairs
    ]


def _changed(before: Any, after: Any) -> str:
    """What a change touched, in words."""
    fields = (Reference._meta.get_field(name) for name in _TRACKED)
    names = [str(field.verbose_name) for field in fields if getattr(before, field.name) != getattr(after, field.name)]  # type: ignore[union-attr]
    return _("changed: %s") % ", ".join(names) if names else ""
