"""One thread, about a draft or a version: read it, answer, resolve, decide about a suggestion; and a new one on a version."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.actions.conversation import words_of_version
from articles.forms.conversation import DeclineForm, SaidForm
from articles.models import Comment, Person, Thread, Version
from articles.permissions import Part
from articles.prepared import prepared
from articles.refusals import Refusal
from articles.views.conversation.conversation import answered, begun, passage_form, passage_page
from articles.views.conversation.threads import (
    Conversation,
    card,
    cards,
    in_order,
    with_all_comments,
    with_comments,
    with_people,
)
from articles.views.desk import DeskRequest
from articles.views.editing.typed import keeps_words, typed_before
from workflows.actions.reviews import conversation as actions
from workflows.permissions import part_in, readers
from workflows.views.answers import UNPROCESSABLE, attempt


def thread_url(pk: int) -> str:
    return reverse("desk:thread", args=[pk])


def thread_for(person: Person, pk: int) -> tuple[Thread, Part]:
    """A thread that the person may read; for everybody else it does not exist."""
    found = get_object_or_404(with_comments(Thread.objects.select_related("article")), pk=pk)
    part = part_in(person, found.version)
    if not part.reads:
        raise Http404
    return found, part


@login_required
@require_safe
def thread(request: DeskRequest, pk: int) -> HttpResponse:
    found, part = thread_for(request.user, pk)
    kept = typed_before(request)
    form = SaidForm(initial=kept, makes_author=not part.decides) if kept else None
    return _page(request, found, part, form)


def _page(
    request: DeskRequest,
    found: Thread,
    part: Part,
    form: SaidForm | None = None,
    *,
    refusal: Refusal | None = None,
    declined: DeclineForm | None = None,
) -> HttpResponse:
    wrong = refusal is not None or declined is not None or (form is not None and form.is_bound)
    context = {
        "card": card(found, request.user, part, form=form, here=request.POST.get("next", "")),
        "article": found.article,
        "refusal": refusal,
        "form": form or declined,
        "declined": declined,
        "people": readers(found.version),
        "back_url": _words_url(request.user, found, part),
        "section": "articles" if part.decides else "work",
    }
    return render(request, "articles/thread.html", context, status=UNPROCESSABLE if wrong else 200)


def _words_url(person: Person, found: Thread, part: Part) -> str:
    """The page that shows the words of the passage."""
    if found.version is not None:
        return _version_words_url(person, found.version, found.audience)
    name = "desk:article_edit" if part.writes else "desk:article_comments"
    return reverse(name, args=[found.article_id, found.audience] if part.writes else [found.article_id])


def _version_words_url(person: Person, version: Version, audience: str) -> str:
    """The review for who sits in it, else the version."""
    review = version.reviews.filter(assignments__person=person).order_by("-pk").first()
    page = review.get_absolute_url() if review else reverse("desk:version", args=[version.pk])
    return f"{page}?text={audience}"


@keeps_words(thread_url)
@login_required
@require_POST
def reply(request: DeskRequest, pk: int) -> HttpResponse:
    found, part = thread_for(request.user, pk)
    form = SaidForm(request.POST, makes_author=not part.decides)
    if form.is_valid():
        try:
            actions.reply(found, by=request.user, said=form.said())
        except Refusal as refusal:
            form.add_error("body", str(refusal))
        else:
            return answered(request, found, _("Your answer stands in the thread."))
    return _page(request, found, part, form)


@login_required
@require_POST
def resolve(request: DeskRequest, pk: int) -> HttpResponse:
    found, _part = thread_for(request.user, pk)
    actions.resolve_thread(found, by=request.user)
    return answered(request, found, _("The thread is resolved."))


@login_required
@require_POST
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    found, _part = thread_for(request.user, pk)
    actions.reopen_thread(found, by=request.user)
    return answered(request, found, _("The thread is open again."))


@login_required
@require_POST
def accept(request: DeskRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk, is_suggestion=True)
    found, part = thread_for(request.user, comment.thread_id)
    try:
        outcome = actions.accept_suggestion(comment, by=request.user)
    except Refusal as refusal:
        return _page(request, found, part, refusal=refusal)
    return answered(request, found, _("The suggested words are in the text: revision %s.") % outcome.revision)


@login_required
@require_POST
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk, is_suggestion=True)
    found, part = thread_for(request.user, comment.thread_id)
    form = DeclineForm(request.POST, auto_id=f"id_decline_{comment.pk}_%s")
    if attempt(form, lambda data: actions.decline_suggestion(comment, by=request.user, reason=data["reason"])):
        return answered(request, found, _("The suggestion is declined."))
    return _page(request, found, part, declined=form)


def new_url(pk: int, audience: str) -> str:
    return reverse("desk:version_comment", args=[pk, audience])


@keeps_words(new_url)
@login_required
def version_comment(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """The page on which a thread about a passage of a version begins."""
    version = get_object_or_404(Version.objects.select_related("article"), pk=pk)
    part = part_in(request.user, version)
    if not part.reads or audience not in version.content.audiences:
        raise Http404
    if not part.writes:
        raise PermissionDenied
    html = words_of_version(version, audience)
    here = _version_words_url(request.user, version, audience)
    form = passage_form(request, html, here=here, makes_author=not part.decides)
    made = begun(
        form,
        lambda: actions.comment_on(
            version, by=request.user, audience=audience, passage=form.passage(), said=form.said()
        ),
    )
    if made is not None:
        return answered(request, made, _("Your comment stands beside the text."))
    return passage_page(request, form, title=_("Comment on %s") % version, people=readers(version))


@prepared
def _threads(version: int, audience: str) -> QuerySet[Thread]:
    return with_people(Thread.objects.filter(version=version, audience=audience))


def beside_version(version: Version, audience: str, request: DeskRequest, *, part: Part | None = None) -> Conversation:
    """The threads of one text of a version, in the order of their passages. `part` is the person's, where it is known."""
    part = part_in(request.user, version) if part is None else part
    loaded = with_all_comments(_threads(version.pk, audience))
    ordered = in_order(loaded, words_of_version(version, audience))
    here = f"{request.path}?text={audience}"
    return Conversation(
        cards=cards(ordered, request.user, part, here=here),
        resolved=sum(not thread.is_open for thread in loaded),
        new_url=new_url(version.pk, audience) if part.writes else "",
        all_url="",
        people=list(readers(version)) if part.writes else [],
    )
