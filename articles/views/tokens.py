"""Tokens for programs: one's own, and for a managing editor those of the team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from articles import actions
from articles.forms.tokens import TokenForm
from articles.models import WorkToken
from articles.rights import scopes_within
from articles.views.desk import DeskRequest, page_of, uses_tokens
from articles.views.proving_again import has_something_to_give, require_proven_again

MOST_OF_ONES_OWN = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@uses_tokens
def tokens(request: DeskRequest) -> HttpResponse:
    offered = scopes_within(request.desk.roles)
    form = TokenForm(request.POST if request.method == "POST" else None, offered=offered)
    can_prove = has_something_to_give(request.user)
    if form.is_bound and not can_prove:
        form.add_error(None, _("Choose a password first."))
    if form.is_bound and form.is_valid():
        require_proven_again(request)
        try:
            made = actions.make_token(by=request.user, **form.cleaned_data)
        except actions.TokenRefused as refusal:
            form.add_error(refusal.field, str(refusal.sentence))
        else:
            # The one page that shows it; it is in no redirect, no session and no log.
            return render(request, "articles/token_made.html", {"made": made, "section": "signing"})
    rows = WorkToken.objects.select_related("person", "ended_by")
    context = {
        "form": form,
        "can_prove": can_prove,
        "mine": rows.filter(person=request.user)[:MOST_OF_ONES_OWN],
        "page": page_of(rows.exclude(person=request.user), request) if request.desk.manages else None,
        "section": "signing",
    }
    return render(request, "articles/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@uses_tokens
def token_revoke(request: DeskRequest, pk: int) -> HttpResponse:
    """That others have tokens is for a managing editor to know."""
    seen = WorkToken.objects.all() if request.desk.manages else WorkToken.objects.filter(person=request.user)
    token = seen.filter(pk=pk).first()
    if token is None:
        raise Http404
    actions.revoke_token(token, by=request.user)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("desk:tokens")
