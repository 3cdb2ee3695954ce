"""What the page of citations says about the evidence of an article."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from articles import actions
from articles.models import Article, Person, Reference
from articles.views.library.evidence_checks import Checks
from tests.articles.views.conftest import SignIn, address
from tests.universe import write


def checks(client: Client, article: Article, query: str = "") -> Checks:
    found: Checks = client.get(address("article_citations", article.pk) + query).context["checks"]
    return found


def shown(found: Checks) -> list[tuple[str, list[str]]]:
    return [(kind.label, [line.subject for line in lines]) for kind, lines in found.groups]


def work(editor: Person, title: str, year: str = "2024", type: str = "other-research", **more: Any) -> Reference:
    csl = {"type": "report", "issued": {"date-parts": [[year]]}, **more.pop("csl", {})}
    return actions.add_reference(actions.ReferenceData(title=title, type=type, csl=csl, **more), by=editor)


def cite(article: Article, editor: Person, *references: Reference) -> None:
    keys = " ".join(reference.key for reference in references)
    write(article, "patient", f'<h2>What helps</h2>\n<p>Walk a little.<cite data-key="{keys}"></cite></p>', by=editor)
    for reference in references:
        actions.list_reference(article, reference, by=editor)


def test_a_dose_with_one_source_is_shown_with_its_text_and_section(at_desk: Client, draft: Article) -> None:
    found = checks(at_desk, draft)

    ((kind, (line,)),) = found.groups
    places = [(str(place.audience), place.heading, place.url) for place in line.places]
    assert (kind.label, line.subject) == ("Dose with one source only", "Start gabapentin at 300 mg daily.")
    assert (
        line.advice
        == "It rests on “A trial of walking” alone: compare the dose with a second source, and cite that too."
    )
    assert places == [("Health professionals", "Treatment", address("article_edit", draft.pk, "clinician"))]


def test_retracted_works_stand_first_and_all_are_counted(
    at_desk: Client, draft: Article, editor: Person, reference: Reference
) -> None:
    old, unused = work(editor, "An old book", "2001", type="book"), work(editor, "An unused book", type="book")
    preprint = work(editor, "A preprint", doi="10.1101/2024.01.02.24300001")
    cite(draft, editor, old, preprint)
    actions.list_reference(draft, unused, by=editor)
    Reference.objects.filter(pk=reference.pk).update(mark="retracted", mark_source="a notice")

    found = checks(at_desk, draft)

    assert shown(found) == [
        ("Retracted", ["A trial of walking"]),
        ("Dose without a source that stands", ["Start gabapentin at 300 mg daily."]),
        ("Preprint", ["A preprint"]),
        ("Old", ["An old book"]),
        ("On the list, but never cited", ["An unused book"]),
    ]
    assert [count for _label, count in found.tally] == [1, 1, 1, 1, 1]


def test_seven_are_shown_at_a_time_with_their_total(at_desk: Client, draft: Article, editor: Person) -> None:
    for number in range(9):
        actions.list_reference(draft, work(editor, f"Unused {number}"), by=editor)

    first, second = checks(at_desk, draft), checks(at_desk, draft, "?page=2")

    assert [len(lines) for _kind, lines in first.groups] == [1, 6]
    assert shown(second) == [("On the list, but never cited", ["Unused 6", "Unused 7", "Unused 8"])]
    assert first.tally == second.tally == (("Dose with one source only", 1), ("On the list, but never cited", 9))
    page = at_desk.get(address("article_citations", draft.pk) + "?page=2&q=walk").content.decode()
    assert "Shown: 8 to 10 of 10" in page
    assert 'href="?page=1&amp;q=walk"' in page


@pytest.mark.parametrize("page", ["0", "x", "99", "-1"])
def test_a_page_that_is_none_shows_one_that_is(at_desk: Client, draft: Article, page: str) -> None:
    assert len(checks(at_desk, draft, f"?page={page}").groups) == 1


def test_a_guideline_is_superseded_by_a_newer_edition_of_its_body(
    at_desk: Client, draft: Article, editor: Person
) -> None:
    body = {"publisher": "Pain Society"}
    cited = work(editor, "Leg pain", "2022", type="guideline", guideline="PS1", csl=body)
    work(editor, "Leg pain, second edition", "2025", type="guideline", guideline="PS1", csl=body)
    work(editor, "Another body's", "2026", type="guideline", guideline="PS1", csl={"publisher": "Leg Society"})
    cite(draft, editor, cited)

    lines = dict(checks(at_desk, draft).groups)

    ((superseded,),) = [found for kind, found in lines.items() if kind == "superseded"]
    assert superseded.subject == "Leg pain"
    assert superseded.advice == "“Leg pain, second edition (2025)” took its place: read that, and cite it instead."


def test_the_newest_edition_is_not_superseded(at_desk: Client, draft: Article, editor: Person) -> None:
    body = {"publisher": "Pain Society"}
    work(editor, "Leg pain", "2022", type="guideline", guideline="PS1", csl=body)
    cite(draft, editor, work(editor, "Leg pain, again", "2025", type="guideline", guideline="PS1", csl=body))

    assert shown(checks(at_desk, draft)) == [("Dose with one source only", ["Start gabapentin at 300 mg daily."])]


def test_a_retracted_edition_takes_nobodys_place(at_desk: Client, draft: Article, editor: Person) -> None:
    body = {"publisher": "Pain Society"}
    newer = work(editor, "Leg pain, again", "2025", type="guideline", guideline="PS1", csl=body)
    Reference.objects.filter(pk=newer.pk).update(mark="retracted", mark_source="a notice")
    cite(draft, editor, work(editor, "Leg pain", "2022", type="guideline", guideline="PS1", csl=body))

    assert shown(checks(at_desk, draft)) == [("Dose with one source only", ["Start gabapentin at 300 mg daily."])]


def test_the_publisher_says_when_a_work_is_old(at_desk: Client, draft: Article, settings: Settings) -> None:
    settings.OLD_WORK_YEARS = 1

    assert shown(checks(at_desk, draft))[1] == ("Old", ["A trial of walking"])


def test_nothing_noticed_is_said(at_desk: Client, draft: Article, editor: Person) -> None:
    body = '<p>Most people get better.<cite data-key="doe-2020"></cite></p>'
    write(draft, "clinician", body, by=editor)

    page = at_desk.get(address("article_citations", draft.pk)).content.decode()

    assert "Nothing was noticed in the texts as they are saved." in page


def test_an_empty_article_has_no_checks(at_desk: Client, editor: Person) -> None:
    article = actions.create_article(by=editor, details=actions.Details(title="New", audiences=["patient"]))

    page = at_desk.get(address("article_citations", article.pk)).content.decode()

    assert "Checks of the evidence" not in page


def test_who_may_only_read_gets_no_links_to_the_editor(sign_in: SignIn, auditor: Person, draft: Article) -> None:
    page = sign_in(auditor).get(address("article_citations", draft.pk)).content.decode()

    assert "Dose with one source only" in page
    assert f'<a href="{address("article_edit", draft.pk, "clinician")}">Health professionals</a>' not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_ten_queries_however_much_is_noticed(
    count: int,
    at_desk: Client,
    draft: Article,
    editor: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    body = {"publisher": "Pain Society"}
    guidelines = [
        work(editor, f"Guideline {n}", "2001", type="guideline", guideline=f"PS{n}", csl=body) for n in range(count)
    ]
    cite(draft, editor, *guidelines)

    # session, person, roles, article, texts, proposals, references, editions of guidelines, flags, sample band
    with django_assert_num_queries(10):
        found = checks(at_desk, draft)

    assert found.page.paginator.count == count + 1
