"""The page that shows what restoring a revision would change, and does it for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.audiences import Audience
from articles.forms.history import RestoreForm
from articles.models import Article, Text
from articles.past import State, state_at
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, tabs, writes_drafts
from articles.views.history.comparing import Part, compared
from articles.views.history.states import Words, words_of


@dataclass(frozen=True)
class Return:
    """What bringing one text back would do to the text as it is now."""

    audience: Audience
    is_same: bool
    parts: tuple[Part, ...]


@writes_drafts
def article_restore(request: DeskRequest, pk: int, number: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    then = state_at(article, number)
    if then is None:
        raise Http404
    returns = _returns(article, then)
    form = RestoreForm(
        request.POST or None,
        texts=[(found.audience.value, found.audience.label) for found in returns],
        differing=[found.audience.value for found in returns if not found.is_same],
    )
    refusal = None
    if form.is_valid():
        try:
            restored = actions.restore(article, by=request.user, revision=number, **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            _tell(request, restored)
            return redirect("desk:article_history", pk)
    return _page(request, article, then, returns, form, refusal)


def _returns(article: Article, then: State) -> list[Return]:
    now = {text.audience: text for text in article.texts.all()}
    both = [audience for audience in Audience if audience.value in now and audience.value in then.texts]
    return [_return(audience, now[audience.value], then.texts[audience.value]) for audience in both]


def _return(audience: Audience, now: Text, then: Text) -> Return:
    current, former = Words.of(now), Words.of(then)
    old, new = words_of(current), words_of(former)
    return Return(audience, current == former, tuple(compared(name, old[name], new[name]) for name in new))


def _tell(request: DeskRequest, restored: list[Text]) -> None:
    if restored:
        messages.success(request, _("Restored as revision %d.") % restored[0].revision)
    else:
        messages.info(request, _("These texts are the same already, so nothing was saved."))


def _page(
    request: DeskRequest,
    article: Article,
    then: State,
    returns: list[Return],
    form: RestoreForm,
    refusal: Refusal | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "article": article,
        "then": then,
        "returns": returns,
        "differs": any(not found.is_same for found in returns),
        "form": form,
        "refusal": refusal,
        "tabs": tabs(article, "article_history"),
        "section": "articles",
    }
    return render(request, "articles/restore.html", context, status=422 if form.errors or refusal else 200)
