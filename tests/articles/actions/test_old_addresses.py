"""Old addresses lead to an article for ever, to one alone, and never stand in the way of our own."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles import actions
from articles.actions.drafting import Details, create_article
from articles.importing.addresses import spelled
from articles.models import Article, Event, FormerSlug, OldAddress, Person


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://old.example/Gout/?utm_source=mail", "/Gout"),
        ("/?p=12", "/?p=12"),
        ("/index.php?b=2&a=1#top", "/index.php?a=1&b=2"),
        ("/node/17/", "/node/17"),
        ("/advice/gout%20and%20you.html", "/advice/gout%20and%20you.html"),
        ("/advice/gicht-für-alle", "/advice/gicht-f%C3%BCr-alle"),
        ("javascript:alert(1)", ""),
        ("gout.html", ""),
        ("//other.example/gout", "/gout"),
        ("http://[bad", ""),
        ("/" + "a" * 600, ""),
    ],
)
def test_an_address_has_one_spelling(address: str, found: str) -> None:
    assert spelled(address) == found


def test_addresses_are_kept_once(draft: Article, editor: Person) -> None:
    addresses = ["/?p=12", "/advice/gout.html", "https://old.example/advice/gout.html"]

    remarks = [actions.keep_old_addresses(draft, addresses, by=editor) for _time in range(2)]

    assert remarks == [[], []]
    assert list(OldAddress.objects.values_list("address", "article")) == [
        ("/?p=12", draft.pk),
        ("/advice/gout.html", draft.pk),
    ]
    assert Event.objects.filter(kind="old_addresses_kept").count() == 1


@pytest.mark.parametrize("address", ["/", "/search/", "/desk/articles/", "/editorial-policy", "/articles/a/patient/"])
def test_our_own_addresses_are_not_given_away(address: str, draft: Article, editor: Person) -> None:
    remarks = actions.keep_old_addresses(draft, [address], by=editor)

    assert (remarks, OldAddress.objects.count()) == (
        [f"“{address.rstrip('/') or '/'}” is an address of this site."],
        0,
    )


def test_an_address_leads_to_one_article(draft: Article, editor: Person) -> None:
    other = create_article(by=editor, details=Details(title="Other", audiences=["patient"]))
    actions.keep_old_addresses(draft, ["/gout.html"], by=editor)

    remarks = actions.keep_old_addresses(other, ["/gout.html"], by=editor)

    assert remarks == [f"“/gout.html” leads to “{draft}” already."]


def test_an_address_of_the_same_shape_as_ours_is_a_former_one(draft: Article, editor: Person) -> None:
    remarks = actions.keep_old_addresses(draft, ["/articles/old-name/", f"/articles/{draft.slug}/"], by=editor)

    assert (remarks, list(FormerSlug.objects.values_list("slug", "article"))) == ([], [("old-name", draft.pk)])


def test_the_address_of_another_article_is_not_taken_from_it(draft: Article, editor: Person) -> None:
    other = create_article(by=editor, details=Details(title="Other", audiences=["patient"]))

    remarks = actions.keep_old_addresses(draft, [f"/articles/{other.slug}/"], by=editor)

    assert remarks == ["“/articles/other” is the address of “Other”."]


def test_who_may_not_write_drafts_keeps_none(draft: Article, outsider: Person) -> None:
    with pytest.raises(PermissionDenied):
        actions.keep_old_addresses(draft, ["/gout.html"], by=outsider)


@pytest.mark.parametrize("typed", ["gout.html", "mailto:jo@example.org", "http://[", "/" + "a" * 3000])
def test_what_is_no_address_is_told_as_it_was_typed(typed: str, draft: Article, editor: Person) -> None:
    remarks = actions.keep_old_addresses(draft, [typed], by=editor)

    assert (remarks, OldAddress.objects.count()) == ([f"“{typed[:200]}” is no address of a page."], 0)


def test_a_former_address_of_an_article_is_kept_once_and_given_to_no_other(draft: Article, editor: Person) -> None:
    other = create_article(by=editor, details=Details(title="Other", audiences=["patient"]))
    first, second = (actions.keep_old_addresses(draft, ["/articles/old-name/"], by=editor) for _time in range(2))

    remarks = actions.keep_old_addresses(other, ["/articles/old-name/"], by=editor)

    assert (first, second) == ([], [])
    assert remarks == ["“/articles/old-name” leads to “Leg pain” already."]
    assert FormerSlug.objects.get().article == draft
    assert Event.objects.filter(kind="old_addresses_kept").count() == 1
