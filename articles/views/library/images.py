"""Pictures: each at its own address for whoever may see it, and the desk's page of an article's pictures."""

from __future__ import annotations

import structlog
from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import actions
from articles.forms.images import AboutImageForm, ImageForm
from articles.models import Article, Image
from articles.permissions import may_see_unpublished, require
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, keeps_library, reads_drafts, reads_library, tabs
from articles.views.library.image_library import library_part
from articles.views.library.image_rows import images_of

FOR_EVER = "public, max-age=31536000, immutable"
NOBODY_KEEPS = "private, no-store"
# A picture opened by itself runs nothing, whatever a browser takes it for.
NO_CODE = "default-src 'none'; sandbox"

log = structlog.get_logger(__name__)


@require_safe
def image(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """To everybody once a version that shows it was live; until then to the desk and to those who review it."""
    found = Image.objects.filter(sha256=sha256, file=f"images/{sha256}.{extension}").first()
    if found is None:
        raise Http404
    is_published = Image.objects.published().filter(pk=found.pk).exists()
    if not is_published and not may_see_unpublished(found, request.user):
        raise Http404
    etag = f'"{sha256}"'
    is_known = is_published and request.headers.get("If-None-Match") == etag
    response = HttpResponseNotModified() if is_known else _picture(found)
    response.headers["Cache-Control"] = FOR_EVER if is_published else NOBODY_KEEPS
    response.headers["ETag"] = etag
    return response


def _picture(found: Image) -> HttpResponse:
    content = found.content()
    if content is None:
        log.error("image_damaged", image=found.sha256)
        raise Http404
    name = found.name.rpartition("/")[2]
    headers = {"Content-Disposition": f'inline; filename="{name}"', **safe_headers()}
    return HttpResponse(content, content_type=found.media_type, headers=headers)


def safe_headers() -> dict[str, str]:
    """Of whatever somebody uploaded."""
    return {"Content-Security-Policy": NO_CODE, "X-Content-Type-Options": "nosniff"}


@reads_drafts
def article_images(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = ImageForm()
    if request.method == "POST":
        require(request.desk.may_draft)
        form = ImageForm(request.POST, request.FILES, request_size=request_size(request))
        added = _add(request, form)
        if added is not None:
            for change in added.changes:
                messages.info(request, str(change))
            messages.success(request, _("The image is in the library. Its code stands below: paste it into the text."))
            return redirect(f"{reverse('desk:article_images', args=[pk])}?added={added.image.sha256}#images")
    context = {
        "article": article,
        "form": form,
        "rows": images_of(article, also=request.GET.get("added", "")),
        **library_part(request),
        "desk": request.desk,
        "tabs": tabs(article, "article_images"),
        "section": "articles",
    }
    return render(request, "articles/images.html", context, status=422 if form.errors else 200)


def request_size(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isdecimal() else 0


def _add(request: DeskRequest, form: ImageForm) -> actions.AddedImage | None:
    """The picture in the library, or what is wrong with it in the form."""
    if not form.is_valid():
        return None
    try:
        return actions.add_image(form.picture(), by=request.user, about=form.about())
    except Refusal as refused:
        form.add_error("file", str(refused))
        return None


@require_POST
@keeps_library
def image_add(request: DeskRequest) -> HttpResponse:
    """What the editor asks: the address to put into the text, or what is wrong, by field."""
    form = ImageForm(request.POST, request.FILES, request_size=request_size(request))
    added = _add(request, form)
    if added is None:
        return JsonResponse({"errors": form.errors}, status=422)
    answer = {
        "address": added.image.address,
        # What this text says of the picture is its own, whatever the library says.
        "alt": form.about().alt,
        "caption": form.about().caption,
        "changes": [str(change) for change in added.changes],
    }
    return JsonResponse(answer, status=201)


@reads_library
def image_edit(request: DeskRequest, pk: int) -> HttpResponse:
    """What the library says of a picture, and the consent of whom it shows."""
    found = get_object_or_404(Image.objects.select_related("added_by"), pk=pk)
    form = AboutImageForm(initial=AboutImageForm.initial_of(found), image=found)
    if request.method == "POST":
        require(request.desk.may_keep_library)
        form = AboutImageForm(request.POST, request.FILES, image=found)
        if _describe(request, found, form):
            messages.success(request, _("Saved. Versions that were submitted before stay as they are."))
            return redirect("desk:image_edit", pk)
    context = {"image": found, "form": form, "desk": request.desk, "section": "articles"}
    return render(request, "articles/image.html", context, status=422 if form.errors else 200)


def _describe(request: DeskRequest, found: Image, form: AboutImageForm) -> bool:
    if not form.is_valid():
        return False
    try:
        actions.describe_image(found, by=request.user, about=form.about())
    except Refusal as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_safe
@reads_library
def image_consent(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The signed form, to keep or print; never shown inside the site."""
    found = get_object_or_404(Image.objects.exclude(consent_document=""), pk=pk)
    try:
        stored = found.consent_document.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    suffix = str(found.consent_document.name).rpartition(".")[2]
    headers = {"Cache-Control": NOBODY_KEEPS, **safe_headers()}
    return FileResponse(stored, as_attachment=True, filename=f"consent-{found.pk}.{suffix}", headers=headers)
