"""Comments of an article: the list of all threads with its filters, a new thread on a draft, and what stands beside its editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from articles import actions
from articles.actions.revisions import words_of
from articles.forms.conversation import WHOLE_TEXT, FilterForm, PassageForm
from articles.models import Article, PassageState, Person, Text, Thread
from articles.models.conversation import ThreadQuerySet
from articles.permissions import draft_readers, part_of
from articles.refusals import Refusal
from articles.text import quotes
from articles.text.quotes import PassageNotFound, PassageUnclear
from articles.views.conversation.threads import Conversation, cards, in_order, with_comments
from articles.views.desk import DeskRequest, kept_query, page_of, reads_drafts, tabs, writes_drafts
from articles.views.editing.typed import keeps_words, typed_before

_FILTERS = ("state", "text", "about", "person", "mine", "gone")


@reads_drafts
def article_comments(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = FilterForm(
        request.GET,
        audiences=[(audience.value, audience.label) for audience in article.declared_audiences],
        versions=article.versions.order_by("-number").only("number"),
        people=Person.objects.filter(pk__in=article.threads.values("comments__author")),
    )
    threads = _filtered(article.threads.all(), form.cleaned_data if form.is_valid() else {}, request.user)
    page = page_of(with_comments(threads), request)
    context = {
        "article": article,
        "form": form,
        "page": page,
        "query": kept_query(**{name: request.GET.get(name, "") for name in _FILTERS}),
        "cards": cards(page, request.user, part_of(request.desk), here=request.get_full_path()),
        "people": draft_readers(),
        "may_draft": request.desk.may_draft,
        "new_urls": [
            (audience.label, reverse("desk:article_comment", args=[pk, audience.value]))
            for audience in (article.declared_audiences if request.desk.may_draft else ())
        ],
        "tabs": tabs(article, "article_comments"),
        "section": "articles",
    }
    return render(request, "articles/comments.html", context)


def _filtered(threads: ThreadQuerySet, wanted: dict[str, Any], person: Person) -> ThreadQuerySet:
    """Without a choice: the open ones."""
    state = wanted.get("state")
    if state != "all":
        threads = threads.resolved() if state == "resolved" else threads.open()
    if wanted.get("text"):
        threads = threads.filter(audience=wanted["text"])
    if wanted.get("about"):
        threads = threads.filter(version=None if wanted["about"] == "draft" else wanted["about"])
    if wanted.get("person"):
        threads = threads.with_part_of(wanted["person"])
    if wanted.get("mine"):
        threads = threads.concerning(person)
    return threads.filter(passage_state=PassageState.GONE) if wanted.get("gone") else threads


def comment_url(pk: int, audience: str) -> str:
    return reverse("desk:article_comment", args=[pk, audience])


@keeps_words(comment_url)
@writes_drafts
def article_comment(request: DeskRequest, pk: int, audience: str) -> HttpResponse:
    """The page on which a thread about a passage of the draft begins."""
    text = get_object_or_404(Text.objects.select_related("article"), article=pk, audience=audience)
    article = text.article
    form = passage_form(request, words_of(text), here=reverse("desk:article_edit", args=[pk, audience]))
    thread = begun(
        form,
        lambda: actions.open_thread(
            article, by=request.user, audience=audience, passage=form.passage(), said=form.said()
        ),
    )
    if thread is not None:
        return answered(request, thread, _("Your comment stands beside the text."))
    title = _("Comment on the text for “%s”") % text.get_audience_display()
    return passage_page(request, form, article=article, title=title, people=draft_readers())


def passage_form(request: HttpRequest, html: str, *, here: str, makes_author: bool = False) -> PassageForm:
    """What was posted, or what the address and a lost session brought along."""
    # The page of the editor, where this form is shown too, has fields of the same names.
    usual: dict[str, Any] = {"html": html, "makes_author": makes_author, "auto_id": "id_new_%s"}
    if request.method == "POST":
        return PassageForm(_without_passage(request), **usual)
    given = {
        name: request.GET[name] for name in ("block", "quote", "before", "after", "suggests") if name in request.GET
    }
    initial = {"next": here, **given, **typed_before(request)}
    return PassageForm(initial={**_block_of(html, initial), **initial}, **usual)


def _block_of(html: str, given: dict[str, str]) -> dict[str, str]:
    """The block in which the given words stand, so that the form shows it chosen."""
    names = ("quote", "before", "after")
    try:
        return {"block": quotes.spot(html, **{name: given.get(name, "") for name in names}).key}
    except Refusal:
        return {}


def _without_passage(request: HttpRequest) -> Any:
    """Words that the text has no longer go to the top of the comment, when it is to stand on the block or the whole text."""
    data = request.POST.copy()
    instead, quote = data.get("instead"), data.get("quote", "").strip()
    if instead and quote:
        data["body"] = f"“{quote}”\n\n{data.get('body', '')}".strip()
        data["quote"] = ""
    if instead == WHOLE_TEXT:
        data["block"] = ""
    return data


def begun(form: PassageForm, open_thread: Any) -> Thread | None:
    """The new thread; None, with the reason in the form, when nothing was posted or it was refused."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        thread: Thread = open_thread()
    except (PassageNotFound, PassageUnclear) as refusal:
        form.add_error("quote" if form.cleaned_data["quote"] else "block", str(refusal))
        form.passage_is_lost = isinstance(refusal, PassageNotFound)
    except Refusal as refusal:
        form.add_error("body", str(refusal))
    else:
        return thread
    return None


def passage_page(request: HttpRequest, form: PassageForm, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "here": at_the_desk(form["next"].value() or ""), "section": "articles", **context}
    return render(request, "articles/comment.html", context, status=status)


def answered(request: HttpRequest, thread: Thread, words: str) -> HttpResponse:
    """Back to where the person was, with the cursor on the thread."""
    messages.success(request, words)
    wanted = at_the_desk(request.POST.get("next", ""))
    return redirect(f"{wanted or thread.get_absolute_url()}#thread-{thread.pk}")


def at_the_desk(address: str) -> str:
    """What a form says of where somebody came from: nothing, if that is no page of the desk."""
    is_there = address.startswith("/desk/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_there else ""


def beside_draft(text: Text, request: DeskRequest) -> Conversation:
    """The open threads of one text of the draft, in the order of their passages; three queries."""
    threads = Thread.objects.filter(article=text.article, version=None, audience=text.audience)
    loaded = list(with_comments(threads))
    here = reverse("desk:article_edit", args=[text.article_id, text.audience])
    current = in_order((thread for thread in loaded if thread.is_open), words_of(text))
    return Conversation(
        cards=cards(current, request.user, part_of(request.desk), here=here),
        resolved=len(loaded) - len(current),
        new_url=comment_url(text.article_id, text.audience),
        all_url=reverse("desk:article_comments", args=[text.article_id]),
        people=list(draft_readers()),
    )
