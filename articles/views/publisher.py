"""The publisher's logo and colours as every page loads them, and the administrators' page about them."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import actions, publisher
from articles.forms.publisher import PublisherForm
from articles.imaging import NotAPicture
from articles.models import PublisherDetails
from articles.refusals import Refusal
from articles.text.proofreading import known_countries, numbers_of
from articles.views.desk import DeskRequest, administers
from articles.views.library.images import FOR_EVER, safe_headers

MEDIA_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
SHORT = "public, max-age=60"
FIELDS: dict[type[Refusal], str] = {
    NotAPicture: "logo",
    actions.CountryRefused: "country",
    actions.NumberRefused: "emergency_number",
}


@require_safe
def logo(request: HttpRequest, sha256: str, extension: str) -> HttpResponse:
    """A logo that was ever set: pages that a reader keeps open go on showing theirs."""
    stored = f"logos/{sha256}.{extension}"
    if not PublisherDetails.objects.filter(logo=stored).exists() or not default_storage.exists(stored):
        raise Http404
    with default_storage.open(stored) as file:
        content = file.read()
    headers = {"Cache-Control": FOR_EVER, **safe_headers()}
    return HttpResponse(content, content_type=MEDIA_TYPES[extension], headers=headers)


@require_safe
def look(request: HttpRequest, code: str) -> HttpResponse:
    """The colours in force; under another digest they are sent too, but not for ever."""
    now = publisher.current()
    if not now.look:
        raise Http404
    is_this = now.look_url.endswith(f"look-{code}.css")
    return HttpResponse(now.look, content_type="text/css", headers={"Cache-Control": FOR_EVER if is_this else SHORT})


@require_http_methods(["GET", "HEAD", "POST"])
@administers
def details(request: DeskRequest) -> HttpResponse:
    row = publisher.details()
    form = PublisherForm(request.POST or None, request.FILES or None, details=row)
    if request.method == "POST" and form.is_valid() and _set(request, form):
        messages.success(request, _("Saved. Every page is written anew, within a minute for most sites."))
        return redirect("desk:publisher")
    context = {
        "form": form,
        "row": row,
        "known": [(country, numbers_of(country, "")[0]) for country in known_countries()],
        "section": "boards",
    }
    return render(request, "articles/publisher.html", context, status=422 if form.is_bound and form.errors else 200)


def _set(request: DeskRequest, form: PublisherForm) -> bool:
    try:
        actions.set_publisher(form.entry(), by=request.user)
    except actions.ColourRefused as refusal:
        form.add_error(refusal.field, str(refusal.sentence))
    except Refusal as refusal:
        field = next((name for kind, name in FIELDS.items() if isinstance(refusal, kind)), None)
        form.add_error(field, str(refusal.sentence))
    return not form.errors
