"""The publisher's texts at the desk: which there are in each language, and the proposal of another version."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import publisher_texts
from articles.models import PublisherText, TextKind
from articles.models.publisher import PAGES
from articles.permissions import require
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.actions.boards.changes import may_take_part
from workflows.forms.boards import PublisherTextForm
from workflows.models import BoardChange, ChangeKind
from workflows.permissions import reads_boards
from workflows.views.answers import attempt, page

NEEDED = publisher_texts.BUILT_IN


@dataclass(frozen=True)
class Row:
    """One text in one language. `is_missing`: no article in this language can be published without it (S15)."""

    kind: TextKind
    language: str
    language_name: str
    text: PublisherText | None
    is_brought: bool

    @property
    def is_missing(self) -> bool:
        return self.kind in NEEDED and self.text is None and not self.is_brought


@login_required
@require_safe
def texts(request: DeskRequest) -> HttpResponse:
    require(reads_boards(request.user))
    waiting = BoardChange.objects.waiting().filter(kind=ChangeKind.PUBLISHER_TEXT)
    context = {
        "rows": [_row(kind, language) for kind in TextKind for language, _name in settings.LANGUAGES],
        "waiting": waiting.select_related("board", "proposed_by"),
        "may_propose": may_take_part(request.user, ChangeKind.PUBLISHER_TEXT),
        "section": "boards",
    }
    return render(request, "workflows/publisher_texts.html", context)


def _row(kind: TextKind, language: str) -> Row:
    return Row(
        kind=kind,
        language=language,
        language_name=_(str(dict(settings.LANGUAGES)[language])),
        text=publisher_texts.in_force(kind, language),
        is_brought=publisher_texts.is_brought(kind, language),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: DeskRequest, kind: str, language: str) -> HttpResponse:
    require(may_take_part(request.user, ChangeKind.PUBLISHER_TEXT))
    if kind not in TextKind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    row = _row(TextKind(kind), language)
    about = {"kind": kind, "language": language}
    form = PublisherTextForm(
        request.POST if request.method == "POST" else None,
        about=about,
        initial={"words": row.text.words if row.text else ""},
    )
    if form.is_bound and attempt(
        form,
        lambda data: actions.propose_change(
            None, by=request.user, kind=ChangeKind.PUBLISHER_TEXT, data=form.entry(), reason=data["reason"]
        ),
    ):
        messages.success(request, _("Proposed. A second person confirms it; until then nothing changes."))
        return redirect("desk:publisher_texts")
    context = {"form": form, "row": row, "is_page": row.kind in PAGES, "section": "boards"}
    return page(request, "workflows/publisher_text.html", context | {"back": reverse("desk:publisher_texts")}, form)
