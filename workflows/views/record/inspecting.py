"""The inspection file of an article, as a download."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from articles.refusals import Refusal
from articles.views.desk import DeskRequest
from workflows import actions
from workflows.record.inspection import Inspection, as_json, as_pdf
from workflows.views.access import article_for


@login_required
@require_POST
def inspection_file(request: DeskRequest, pk: int, kind: str) -> HttpResponse:
    """Posted, because taking it is an event."""
    article = article_for(request.user, pk)
    if kind not in FILES:
        raise Http404
    make, content_type = FILES[kind]
    try:
        made = make(actions.inspect(article, by=request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("desk:article", pk)
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{article.slug}-inspection.{kind}"'
    return response


FILES: Mapping[str, tuple[Callable[[Inspection], str | bytes], str]] = {
    "pdf": (as_pdf, "application/pdf"),
    "json": (as_json, "application/json"),
}
