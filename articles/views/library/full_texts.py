"""Full texts of works: attached and removed on the page of the work, handed out to whoever reads drafts."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.forms.full_texts import FullTextForm, RemovalForm
from articles.models import Reference, ReferenceFile
from articles.views.desk import DeskRequest, keeps_library, reads_library
from articles.views.library.images import NOBODY_KEEPS, request_size, safe_headers
from articles.views.library.reference_page import answered


@require_safe
@reads_library
def file_get(request: DeskRequest, uuid: str) -> HttpResponseBase:
    """To keep, never to be shown inside the site."""
    found = get_object_or_404(ReferenceFile.objects.standing().select_related("reference"), uuid=uuid)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    headers = {"Cache-Control": NOBODY_KEEPS, **safe_headers()}
    return FileResponse(
        stored, as_attachment=True, filename=str(found), content_type="application/pdf", headers=headers
    )


@require_POST
@keeps_library
def file_add(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Reference.objects.select_related("watch"), pk=pk)
    form = FullTextForm(request.POST, request.FILES, request_size=request_size(request))
    return answered(
        request,
        found,
        lambda: actions.attach_file(found, by=request.user, content=form.content(), keeping=form.keeping),
        said=_("The file is kept for the team."),
        file_form=form,
    )


@require_POST
@keeps_library
def file_remove(request: DeskRequest, uuid: str) -> HttpResponse:
    file = get_object_or_404(ReferenceFile.objects.standing().select_related("reference"), uuid=uuid)
    form = RemovalForm(request.POST)
    return answered(
        request,
        file.reference,
        lambda: actions.remove_file(file, by=request.user, reason=form.cleaned_data["reason"]),
        said=_("The file is removed."),
        removal_form=form,
    )
