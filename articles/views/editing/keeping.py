"""What the editing page says and asks while somebody types: keep these words, who else is here, who saved; am I signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles import actions
from articles.actions.revisions import TEXT_NAMES
from articles.audiences import Audience
from articles.forms.text import KeepingForm
from articles.models import Person, Presence, Text
from articles.refusals import Refusal
from articles.sessions import only_waits
from articles.views.desk import DeskRequest, writes_drafts

STATES = {
    "here": gettext_lazy("The server cannot be reached. Your words are kept in this browser and sent when it is back."),
    "full": gettext_lazy(
        "The server cannot be reached and this browser has no room left. Do not close this page: copy your words to be safe."
    ),
    "later": gettext_lazy("The server cannot be reached. This is saved as soon as it is back."),
    "out": gettext_lazy("You are signed out. Your words are kept in this browser until you sign in again."),
    "other": gettext_lazy(
        "{name} is signed in now. Nothing of yours was sent; it is kept in this browser until you sign in again."
    ),
    "barred": gettext_lazy("You may no longer change this text. Your words are kept in this browser."),
    "refused": gettext_lazy("The server did not take these words. They are kept in this browser."),
}


@require_POST
@writes_drafts
def article_autosave(request: DeskRequest, pk: int, audience: str) -> JsonResponse:
    """Keeps the words if there are any, and answers with what happens around them; a page that has none says it is there."""
    text = get_object_or_404(Text, article=pk, audience=audience)
    form = KeepingForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"refused": " ".join(str(error) for errors in form.errors.values() for error in errors)}, status=422
        )
    if not form.cleaned_data["has_words"]:
        only_waits(request)
    if form.cleaned_data["person"] != request.user.pk:
        return JsonResponse({"person": request.user.pk}, status=403)
    try:
        kept = _kept(text, request.user, form) if form.cleaned_data["has_words"] else {}
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    if form.cleaned_data["is_leaving"]:
        actions.leave_text(text, by=request.user)
    else:
        actions.note_presence(text, by=request.user)
    return JsonResponse(kept | _around(text, request.user, form.page.base_revision))


def _kept(text: Text, by: Person, form: KeepingForm) -> dict[str, Any]:
    kept = actions.keep_words(text, by=by, words=form.words, page=form.page, note=form.cleaned_data["note"])
    if kept.kept_at:
        said = _("Kept at %s, not saved yet.") % date(localtime(kept.kept_at), "H:i")
        return {"kept_at": kept.kept_at.isoformat(), "said": said}
    when = date(localtime(kept.other_at), "SHORT_DATETIME_FORMAT")
    return {
        "other": _("You went on with this text in another window on %s. These words are kept in this browser only.")
        % when
    }


def _around(text: Text, person: Person, base: int) -> dict[str, Any]:
    return {
        "person": person.pk,
        "revision": text.revision,
        "others": others_in(text, person),
        "saved": saved_since(text, base, person),
    }


def page_settings(text: Text, person: Person) -> dict[str, Any]:
    """What the script of the page works with, and what it says when there is no server to say it."""
    return {
        "keep": reverse("desk:article_autosave", args=[text.article_id, text.audience]),
        "session": reverse("desk:session"),
        "person": person.pk,
        "text": text.pk,
        "words": {name: str(sentence) for name, sentence in STATES.items()},
    }


def others_in(text: Text, person: Person) -> list[str]:
    """A sentence for everybody else who has a text of the article open."""
    here = Presence.objects.now().filter(text__article=text.article_id).exclude(person=person)
    rows = here.select_related("person", "text").order_by("person__printed_name", "text_id")
    return [_whereabouts(row, text) for row in rows]


def _whereabouts(row: Presence, text: Text) -> str:
    if row.text_id == text.pk:
        return _("%s is editing this text too.") % row.person
    return _("%(who)s is in the %(text)s.") % {"who": row.person, "text": TEXT_NAMES[Audience(row.text.audience)]}


def saved_since(text: Text, base: int, person: Person) -> list[str]:
    """A sentence for each revision of the text that others saved since."""
    if text.revision <= base:
        return []
    rows = text.history.filter(revision__gt=base).exclude(history_user=person).select_related("history_user")
    sentence = _("%(who)s saved revision %(number)d: %(what)s. Yours will be merged when you save.")
    return [
        sentence % {"who": row.history_user, "number": row.revision, "what": row.history_change_reason.rstrip(".")}
        for row in rows.order_by("revision")
    ]


@require_GET
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and the token for what they send: signing in again gives a new one."""
    only_waits(request)
    person = request.user if isinstance(request.user, Person) else None
    name = person.get_full_name() if person else ""
    return JsonResponse({"person": person.pk if person else None, "name": name, "csrf": get_token(request)})
