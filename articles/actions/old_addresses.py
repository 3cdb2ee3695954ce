"""Addresses of a former site that lead to our articles: given once, for ever, never one of our own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles import record
from articles.importing.addresses import spelled
from articles.models import Article, FormerSlug, OldAddress, Person
from articles.permissions import Desk, require


@transaction.atomic
def keep_old_addresses(article: Article, addresses: Iterable[str], *, by: Person, audience: str = "") -> list[str]:
    """Sentences about those that could not be kept. The same again changes nothing."""
    require(Desk.of(by).may_draft)
    locked = Article.objects.locked().get(pk=article.pk)
    kept: list[str] = []
    remarks: list[str] = []
    for address in dict.fromkeys(addresses):
        said = _keep(locked, address, by, audience, kept)
        if said:
            remarks.append(said)
    if kept:
        record.append(locked.stream, "old_addresses_kept", by=by, addresses=kept)
    return remarks


def _keep(article: Article, typed: str, by: Person, audience: str, kept: list[str]) -> str:
    address = spelled(typed)
    if not address:
        return _("“%s” is no address of a page.") % typed[:200]
    if slug := _own_slug(address):
        return _keep_slug(article, slug, address, kept)
    if address == "/" or _is_ours(address):
        return _("“%s” is an address of this site.") % address
    row, is_new = OldAddress.objects.get_or_create(
        address=address, defaults={"article": article, "audience": audience, "by": by}
    )
    if row.article_id != article.pk:
        return _("“%(address)s” leads to “%(title)s” already.") % {"address": address, "title": row.article}
    if is_new:
        kept.append(address)
    return ""


def _own_slug(address: str) -> str:
    """Of an address that articles have here as well."""
    try:
        found = resolve(f"{address.partition('?')[0].rstrip('/')}/")
    except Resolver404:
        return ""
    return str(found.kwargs["slug"]) if found.view_name == "articles:choose" else ""


def _keep_slug(article: Article, slug: str, address: str, kept: list[str]) -> str:
    """A former slug: answered with 301 by the pages of articles themselves."""
    if slug == article.slug:
        return ""
    other = Article.objects.filter(slug=slug).exclude(pk=article.pk).first()
    if other is not None:
        return _("“%(address)s” is the address of “%(title)s”.") % {"address": address, "title": other}
    row, is_new = FormerSlug.objects.get_or_create(slug=slug, defaults={"article": article})
    if row.article_id != article.pk:
        return _("“%(address)s” leads to “%(title)s” already.") % {"address": address, "title": row.article}
    if is_new:
        kept.append(address)
        record.page_change(article, reason="former address kept")
    return ""


def _is_ours(address: str) -> bool:
    """Whether a page of ours answers there: with a query only the front page may have been another's."""
    path = address.partition("?")[0]
    if path == "/":
        return False
    for tried in (path, f"{path.rstrip('/')}/"):
        try:
            resolve(tried)
        except Resolver404:
            continue
        return True
    return False
