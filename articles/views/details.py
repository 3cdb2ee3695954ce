"""What stands beside the texts of an article, and who wrote it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from articles import actions
from articles.forms.details import BylineFormSet, BylineFormSetBase, DetailsForm, byline_initial
from articles.models import Article, Person
from articles.refusals import Refusal
from articles.views.desk import DeskRequest, tabs, writes_drafts


@writes_drafts
def article_details(request: DeskRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("handling_editor"), pk=pk)
    form = DetailsForm(request.POST or None, initial=DetailsForm.initial_of(article))
    byline = _byline_forms(request, article)
    refusal = None
    if form.is_valid() and byline.is_valid():
        try:
            saved = _save(request, article, form, byline)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Saved as revision %d.") % saved.revision)
            return redirect("desk:article_details", pk)
    return _page(request, article, form, byline, refusal)


@transaction.atomic
def _save(request: DeskRequest, article: Article, form: DetailsForm, byline: BylineFormSetBase) -> Article:
    """Both or neither: who is cut off between them would find half of what the page said."""
    saved = actions.save_details(
        article, by=request.user, details=form.details(), base_revision=form.cleaned_data["base_revision"]
    )
    return actions.set_byline(saved, by=request.user, byline=byline.bylines())


def _byline_forms(request: DeskRequest, article: Article) -> BylineFormSetBase:
    people = list(Person.objects.filter(is_active=True))
    initial = byline_initial(list(article.contributors.all()))
    return BylineFormSet(request.POST or None, initial=initial, prefix="byline", form_kwargs={"people": people})


def _page(
    request: DeskRequest, article: Article, form: DetailsForm, byline: BylineFormSetBase, refusal: Refusal | None
) -> HttpResponse:
    if refusal is not None:
        form = _told(request, article)
    context = {
        "article": article,
        "form": form,
        "byline": byline,
        "refusal": refusal,
        "tabs": tabs(article, "article_details"),
        "section": "articles",
    }
    return render(request, "articles/details.html", context)


def _told(request: DeskRequest, article: Article) -> DetailsForm:
    """What was typed, on the newest revision: who saves again has been told of the other change."""
    article.refresh_from_db(fields=["revision"])
    data = request.POST.copy()
    data["base_revision"] = str(article.revision)
    return DetailsForm(data)
