"""The editing page of one text: opening it, saving it, and the words of one's own that wait there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import actions
from articles.forms.images import ImageForm
from articles.forms.text import TextForm, settlement_of
from articles.models import Text, WorkingCopy
from articles.refusals import Refusal
from articles.text.merging.whole import Words, parts
from articles.views.conversation.conversation import beside_draft
from articles.views.desk import DeskRequest, tabs, writes_drafts
from articles.views.editing import beside
from articles.views.editing.conflicts import conflict_page
from articles.views.editing.keeping import others_in, page_settings, saved_since
from articles.views.editing.parts import parts_of
from articles.views.history.comparing import Part, compared
from articles.views.library.reference_rows import reference_list_of
from articles.views.signed_out import forget_words_aside, mark_of, sets_words_aside, words_aside


@sets_words_aside
@writes_drafts
def article_edit(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    text = text_of(pk, audience)
    if request.method == "POST":
        return _save(request, text)
    if aside := words_aside(request, text, request.user):
        messages.info(request, _("You were signed out before this was saved. Your words are here, not saved yet."))
        return _page(request, text, TextForm(aside), unsaved=True)
    copy = text.working_copies.filter(person=request.user).first()
    if copy is None or request.GET.get("words") == "mine":
        return _page(request, text, TextForm(initial=TextForm.initial_of(text, copy)), unsaved=copy is not None)
    if actions.is_saved(copy, text):
        saved = {**TextForm.initial_of(text, copy), **TextForm.initial_of(text)}
        return _page(request, text, TextForm(initial=saved))
    return _offer(request, text, copy)


def text_of(pk: int, audience: str) -> Text:
    return get_object_or_404(Text.objects.select_related("article"), article=pk, audience=audience)


def _offer(request: DeskRequest, text: Text, copy: WorkingCopy) -> HttpResponse:
    """Words that were not saved come first: whoever typed over them unseen would lose them."""
    context = {
        **_frame(text),
        **beside.context(text, "", []),
        "offered": copy,
        "parts": _differences(text, Words(copy.summary, copy.body, copy.description)),
        "saved_since": saved_since(text, copy.base_revision, request.user),
        # Who commented beside words not yet saved comes back here, and the editor's script takes the comments from here.
        "conversation": beside_draft(text, request),
    }
    return render(request, "articles/unsaved.html", context)


@require_POST
@writes_drafts
def article_differences(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """What words that a browser kept would change."""
    words = Words(*(request.POST.get(name, "") for name in parts()))
    return render(request, "articles/_differences.html", {"parts": _differences(text_of(pk, audience), words)})


def _differences(text: Text, words: Words) -> list[Part]:
    return [
        compared(_("Bottom line"), text.summary, words.summary),
        compared(_("Text"), text.body, words.body),
        compared(_("Description for search engines"), _plain(text.description), _plain(words.description)),
    ]


def _plain(words: str) -> str:
    return str(format_html("<p>{}</p>", words)) if words else ""


def _save(request: DeskRequest, text: Text) -> HttpResponse:
    forget_words_aside(request)
    form = TextForm(request.POST)
    step = request.POST.get("step")
    if step == "continue":
        return _page(request, text, form, unsaved=True)
    if not form.is_valid():
        return _page(request, text, form, unsaved=True, status=422)
    settlement = settlement_of(request.POST)
    try:
        if step == "edit" and settlement:
            words = actions.put_together(text, by=request.user, words=form.words, page=form.page, settlement=settlement)
            return _go_on(request, text, words, settlement.revision)
        saved = actions.save_text(text, by=request.user, settlement=settlement, **form.typed)
    except actions.EditConflict as conflict:
        return conflict_page(request, conflict, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, text, form, unsaved=True, status=422)
    _tell(request, text, saved, form.page.base_revision)
    return redirect(beside.same_page(text, request.GET.get("beside", "")))


def _go_on(request: DeskRequest, text: Text, words: Words, revision: int) -> HttpResponse:
    """In the editor, with what was chosen: on top of the text that was shown beside it."""
    chosen = {name: getattr(words, name) for name in parts()}
    data = {**request.POST.dict(), **chosen, "base_revision": str(revision), "written_in_editor": "on"}
    return _page(request, text, TextForm(data), unsaved=True)


def _tell(request: DeskRequest, text: Text, saved: Text, base: int) -> None:
    """What became of it; who else's changes are in it, with a link to what they were."""
    rows = list(saved.history.filter(revision__gt=base).select_related("history_user").order_by("revision"))
    mine = bool(rows) and saved.revision > text.revision and rows[-1].history_user == request.user
    if mine:
        messages.success(request, _("Saved as revision %d.") % saved.revision)
    else:
        messages.info(request, _("Nothing had changed, so nothing was saved."))
    others = rows[:-1] if mine else rows
    if others:
        messages.info(request, _merged(text, base, others))


def _merged(text: Text, base: int, others: list[Any]) -> str:
    query = urlencode({"from": base, "to": others[-1].revision})
    address = f"{reverse('desk:article_compare', args=[text.article_id])}?{query}"
    sentence = _("%(who)s saved revision %(number)d: %(what)s")
    said = format_html_join(
        " ",
        "{}.",
        (
            (
                sentence
                % {"who": row.history_user, "number": row.revision, "what": row.history_change_reason.rstrip(".")},
            )
            for row in others
        ),
    )
    return format_html(
        '{} {} <a href="{}">{}</a>',
        _("The text holds what others changed meanwhile."),
        said,
        address,
        _("See what they changed"),
    )


@require_POST
@writes_drafts
def article_discard(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    copy = WorkingCopy.objects.filter(text__article=pk, text__audience=audience, person=request.user).first()
    if copy is not None:
        actions.drop_working_copy(copy, by=request.user)
        messages.success(request, _("Your unsaved words were thrown away."))
    forget_words_aside(request)
    return redirect("desk:article_edit", pk, audience)


def _page(
    request: DeskRequest, text: Text, form: TextForm, *, unsaved: bool = False, status: int = 200
) -> HttpResponse:
    prefetch_related_objects([text.article], "texts")
    references = reference_list_of(text.article)
    context = {
        **_frame(text),
        "form": form,
        "unsaved": unsaved,
        "others": others_in(text, request.user),
        "keeping": page_settings(text, request.user),
        "typed_by": mark_of(text, request.user),
        "references": references,
        "editor": parts_of(text, references, form),
        "image_form": ImageForm(auto_id="image-%s"),
        **beside.context(text, request.GET.get("beside", ""), references),
        "conversation": beside_draft(text, request),
    }
    return render(request, "articles/edit.html", context, status=status)


def _frame(text: Text) -> dict[str, Any]:
    article = text.article
    return {
        "article": article,
        "text": text,
        "tabs": tabs(article, "article_edit"),
        "section": "articles",
    }
