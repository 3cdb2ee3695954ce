"""From a DOI to a numbered reference that readers see, without a mouse: cited, looked up, saved, submitted, signed, read."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Person, Reference, Status, Version
from tests.browser import walking
from tests.browser.walking import OpenPage, work_once
from tests.evidence_servers import Services, crossref_work
from tests.universe import PASSWORD, answer_flags, ask, sign
from workflows import actions
from workflows.models import Answer, Board, Review

pytestmark = pytest.mark.django_db(transaction=True)

DOI = "10.5555/legs.1"
# More than any page of the desk has.
MOST_STOPS = 200
HAS_FOCUS = "element => element === document.activeElement"


def test_a_work_cited_by_its_doi_becomes_a_numbered_reference_of_the_page(
    draft: Article,
    services: Services,
    board: Board,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    open_page: OpenPage,
) -> None:
    services.works[DOI] = crossref_work(DOI)
    desk, member, reader = open_page(as_=editor), open_page(as_=chair), open_page()

    _cite(desk, draft)
    work = Reference.objects.get(doi=DOI)
    _submit(desk, draft)
    version = Version.objects.get()
    assert f'<cite data-key="{work.key}"></cite>' in version.content.texts["patient"].summary
    review = _ask(version, managing_editor, board, chair, pharmacist)
    _sign(member, review, chair)
    sign(review, pharmacist)
    work_once()
    assert Version.objects.get().status == Status.APPROVED
    _read(reader, draft)
    assert services.paths() == [f"/crossref/works/{DOI.replace('/', '%2F')}"]


def reach(page: Page, wanted: Locator) -> None:
    """Tab to it, as somebody does who has no mouse."""
    wanted.wait_for()
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"the Tab key does not lead to {wanted}")


def use(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """A link or button that leads to another page."""
    reach(page, page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _cite(page: Page, article: Article) -> None:
    page.goto(reverse("desk:article_edit", args=[article.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    reach(page, walking.editor(page, "Bottom line"))
    page.keyboard.press("Alt+Shift+L")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type(f"https://doi.org/{DOI}")
    page.get_by_role("option", name=f"Look up DOI {DOI} and cite it").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    chosen = page.get_by_role("list", name="In this citation").get_by_role("listitem")
    expect(chosen).to_contain_text("Walking for sore legs")
    page.keyboard.press("Control+Enter")
    expect(walking.editor(page, "Bottom line").locator("cite")).to_have_count(1)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(".rb-messages").wait_for()


def _submit(page: Page, article: Article) -> None:
    answer_flags(Article.objects.get(pk=article.pk), by=article.handling_editor)
    use(page, "link", "Overview")
    use(page, "link", "Submit version 1")
    use(page, "button", "Freeze and submit version 1")


def _ask(version: Version, managing_editor: Person, board: Board, *members: Person) -> Review:
    review = ask(version, managing_editor, board, *members)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
    return review


def _sign(page: Page, review: Review, member: Person) -> None:
    page.goto(f"/desk/reviews/{review.pk}/")
    panel = page.locator("#sign")
    tick(page, panel.get_by_label("Approve", exact=True))
    for group in ("What you looked at", "In which texts"):
        for box in panel.get_by_role("group", name=group).get_by_role("checkbox").all():
            tick(page, box)
    reach(page, panel.get_by_role("button", name="Show the line that readers will see"))
    page.keyboard.press("Enter")
    page.locator(".rb-signer").wait_for()
    for box in page.get_by_label("I sign for the doses although rows are not ticked").all():
        tick(page, box)
    reach(page, page.get_by_label("Your e-mail address"))
    page.keyboard.type(member.email)
    reach(page, page.get_by_label("Your password"))
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".rb-message")).to_have_text("Signed. Thank you.")


def tick(page: Page, choice: Locator) -> None:
    reach(page, choice)
    page.keyboard.press("Space")
    expect(choice).to_be_checked()


def _read(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.slug}/patient/")
    number = page.locator(".rb-summary .rb-cite a")
    expect(page.locator(".rb-summary .rb-cite")).to_have_text("[1]")
    reach(page, number)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#ref-1$"))
    entry = page.locator("#ref-1")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("Ample A, Sore Legs Group. Walking for sore legs. J Legs. 2019")
    expect(entry.get_by_role("link", name=f"doi:{DOI}")).to_have_attribute("href", f"https://doi.org/{DOI}")
    expect(page.locator("#ref-2")).to_contain_text("A trial of walking")
