"""Pictures that the library has, to be shown by another text: found by the editor, and on the page of an article's images."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Image
from articles.views.desk import DeskRequest, keeps_library, kept_query
from articles.views.library.image_rows import ImageRow

MOST_SHOWN = 20


@require_safe
@keeps_library
def image_library(request: DeskRequest) -> HttpResponse:
    """`?q=` searches; one query beside the session's, however many there are. Who may draft may use every picture."""
    found = list(Image.objects.matching(request.GET.get("q", ""))[: MOST_SHOWN + 1])
    return JsonResponse({"results": [_shown(image) for image in found[:MOST_SHOWN]], "more": len(found) > MOST_SHOWN})


def _shown(image: Image) -> dict[str, str]:
    size = {"width": image.width, "height": image.height, "size": filesizeformat(image.size)}
    return {
        "address": image.address,
        "alt": image.alt,
        "caption": image.caption,
        "origin": ". ".join(filter(None, (image.credit, image.licence))),
        "size": _("%(width)d × %(height)d pixels, %(size)s") % size,
        "patient": _("A patient can be recognised.") if image.shows_patient else "",
    }


def library_part(request: DeskRequest) -> dict[str, object]:
    """For the page of an article's images, where it is asked for; the code of a picture is there to be copied."""
    if "q" not in request.GET:
        return {}
    searched = request.GET["q"].strip()
    page = Paginator(Image.objects.matching(searched), MOST_SHOWN).get_page(request.GET.get("page"))
    rows = [ImageRow(image.address, image, ()) for image in page]
    return {"page": page, "library": rows, "q": searched, "query": kept_query(q=searched) or "&q="}
