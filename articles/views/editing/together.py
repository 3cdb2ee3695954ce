"""Pages on which the texts of an article meet: their sections aligned, and one text started from another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.together import StartForm
from articles.models import Text
from articles.refusals import Refusal
from articles.text.alignment import aligned, sections
from articles.text.dialect import canonical
from articles.text.plain import plain
from articles.views.desk import DeskRequest, tabs, writes_drafts


def _text(pk: int, audience: str) -> Text:
    return get_object_or_404(Text.objects.select_related("article"), article=pk, audience=audience)


@require_POST
@writes_drafts
def article_sections(request: DeskRequest, pk: int, audience: str, other: str) -> HttpResponse:
    """Which sections of the words typed go with which of the other text, while somebody types. Saves nothing."""
    text = _text(pk, other)
    try:
        typed = canonical(request.POST.get("body", ""))
    except Refusal as refused:
        return JsonResponse({"refused": str(refused)}, status=422)
    pairs = [(pair.left, pair.right) for pair in aligned(typed, text.body)]
    return JsonResponse(
        {
            "pairs": pairs,
            "left": [section.heading for section in sections(typed)],
            "right": [section.heading for section in sections(text.body)],
        }
    )


@writes_drafts
def article_start_from(request: DeskRequest, pk: int, audience: str, source: str) -> HttpResponse:
    """Copy another text: at once into an empty one, and after a look at what would go into one that has words."""
    text, origin = _text(pk, audience), _text(pk, source)
    form = StartForm(request.POST or None, initial={"base_revision": text.revision})
    if not form.is_valid():
        return _start_page(request, text, origin, form)
    try:
        saved = actions.start_text_from(text, by=request.user, source=origin, **form.cleaned_data)
    except Refusal as refused:
        again = StartForm(initial={**form.cleaned_data, "base_revision": text.revision})
        return _start_page(request, text, origin, again, refused)
    messages.success(request, _("Saved as revision %d.") % saved.revision)
    return redirect("desk:article_edit", pk, audience)


def _start_page(
    request: DeskRequest, text: Text, source: Text, form: StartForm, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "article": text.article,
        "text": text,
        "source": source,
        "words": [(text, _words(text)), (source, _words(source))],
        "form": form,
        "refusal": refusal,
        "tabs": tabs(text.article, "article_edit"),
        "section": "articles",
    }
    return render(request, "articles/start_text.html", context, status=409 if refusal else 200)


def _words(text: Text) -> list[str]:
    """Bottom line, text and description as they read, those that there are."""
    return [words for words in (plain(text.summary), plain(text.body), text.description) if words]
