"""A cited work is retracted: found by the clock, told by mail, decided at the desk, seen by readers, asked about at the next version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Disposition, Event, Person, Publication, Reference, Version
from articles.publishing import pages
from tests import tiers
from tests.browser import walking
from tests.browser.walking import OpenPage, follow, press
from tests.evidence_servers import Services, crossref_work, pubmed_work, retraction
from tests.faults.mail_server import MailServer
from tests.servers import StartProcess, wait_until
from tests.universe import answer_flags, ask, sign
from workflows import actions
from workflows.models import Answer, Board

pytestmark = pytest.mark.django_db(transaction=True)

WORK = "A trial of walking"
NOTICE = {"refsource": "J Legs. 2024 May 6. doi: 10.5555/legs.r.", "reftype": "Retraction in", "pmid": 125, "note": ""}
WHY_CITED = "The text says that the trial was retracted."


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer(tiers.free_port())
    with server.running():
        yield server


@pytest.fixture
def retracted(services: Services, reference: Reference, editor: Person) -> Reference:
    """Crossref and PubMed both know that the cited work was retracted; nobody here does yet."""
    reference.pmid = "123"
    reference.record(by=editor, reason="its number in PubMed")
    services.works[reference.doi] = crossref_work(reference.doi, WORK, **{"updated-by": [retraction()]})
    services.papers["123"] = pubmed_work("123", f"{WORK}.", references=[NOTICE])
    return reference


def test_s18_a_retraction_is_found_told_decided_seen_and_asked_about(
    publication: Publication,
    retracted: Reference,
    services: Services,
    mail: MailServer,
    board: Board,
    editor: Person,
    managing_editor: Person,
    chair: Person,
    pharmacist: Person,
    open_page: OpenPage,
    start_process: StartProcess,
) -> None:
    article, desk, reader = publication.article, open_page(as_=editor), open_page()

    start_worker(start_process, mail)
    wait_until(lambda: told_by_mail(mail) == [editor.email, managing_editor.email])
    _decide(desk)
    assert [(row.choice, row.by) for row in Disposition.objects.all()] == [("revise", editor)]
    wait_until(lambda: "rb-mark" in page_of(article))
    _read(reader, article)
    _submit_again(desk, article)
    _approve(article.versions.get(number=2), managing_editor, board, chair, pharmacist)
    wait_until(lambda: publication_of(article, 2).held_at is not None)
    assert Publication.objects.live().get() == publication
    _publish(open_page(as_=managing_editor))
    wait_until(lambda: "Version 2" in page_of(article))
    _read(reader, article)
    assert why_published() == (managing_editor, [retracted.key], WHY_CITED)


def start_worker(start_process: StartProcess, mail: MailServer) -> None:
    """The process that does what is owed, with the services of this test around it."""
    start_process(
        "manage.py",
        "work",
        REDIS_URL="",
        REFERENCE_CHECKS="on",
        LINK_CHECK_LOOPBACK="on",
        CROSSREF_URL=settings.CROSSREF_URL,
        NCBI_URL=settings.NCBI_URL,
        EMAIL_URL=f"smtp://127.0.0.1:{mail.port}",
    )


def news(mail: MailServer) -> list[Message]:
    return [letter for letter in list(mail.messages) if str(letter["Subject"]).startswith(f"Retracted: {WORK}")]


def told_by_mail(mail: MailServer) -> list[str]:
    return sorted(str(letter["To"]) for letter in news(mail))


def page_of(article: Article) -> str:
    """What the page layer answers patients with."""
    return (pages.store().live / article.slug / "patient.html").read_text()


def publication_of(article: Article, number: int) -> Publication:
    return Publication.objects.get(version=article.versions.get(number=number))


def _decide(page: Page) -> None:
    """From My work to the mark that readers see, and what is to be done about the text."""
    page.goto("/desk/")
    waiting = page.get_by_role("link", name=f"Retracted: {WORK}")
    waiting.click()
    expect(page.locator("main")).to_contain_text("Crossref (publisher): retracted, 2024-05-06")
    expect(page.locator("main")).to_contain_text("PubMed: retracted, 2024-05-06")
    follow(page, "Mark the work for readers")
    page.get_by_label("Why").fill("Both sources name the notice.")
    with page.expect_navigation():
        press(page, "Mark")
    expect(page.locator(".rb-message")).to_have_text(f"“{WORK}” is marked.")
    page.get_by_label("Revise the text").check()
    page.get_by_label("Why, or what exactly").fill("Say that the trial was retracted.")
    with page.expect_navigation():
        press(page, "Put it on record")
    expect(page.locator(".rb-message")).to_contain_text("is on record.")
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="My work", level=1)).to_be_visible()
    expect(waiting).to_have_count(0)


def _read(page: Page, article: Article) -> None:
    """The mark stands at the citation in the text and in the list."""
    page.goto(f"/articles/{article.slug}/patient/")
    expect(page.locator(".rb-text .rb-mark")).to_have_text("[1] Retracted")
    expect(page.locator("#ref-1 .rb-mark")).to_have_text("Retracted")


def _submit_again(page: Page, article: Article) -> None:
    """As version 2, which cites the work all the same."""
    page.goto(reverse("desk:article_edit", args=[article.pk, "patient"]))
    page.wait_for_selector("[data-ready]")
    walking.write_bottom_line(page, "This trial was retracted. ")
    with page.expect_navigation():
        press(page, "Save")
    page.locator(".rb-messages").wait_for()
    answer_flags(Article.objects.get(pk=article.pk), by=article.handling_editor)
    page.goto(article.get_absolute_url())
    follow(page, "Submit version 2")
    page.get_by_label("What changed").fill("Says that the trial was retracted.")
    with page.expect_navigation():
        press(page, "Freeze and submit version 2")


def _approve(version: Version, managing_editor: Person, board: Board, *members: Person) -> None:
    review = ask(version, managing_editor, board, *members)
    for member in members:
        actions.disclose(review, by=member, answer=Answer.NONE)
        sign(review, member)


def _publish(page: Page) -> None:
    """What was held back is published by name, for a written reason."""
    page.goto("/desk/")
    held = page.locator(".rb-task", has_text="The version cites a work that was retracted:")
    expect(held).to_contain_text(WORK)
    held.get_by_role("link").first.click()
    page.locator("#id_publish_reason").fill("Readers have to know.")
    with page.expect_navigation():
        press(page, "Publish now")
    expect(page.locator(".rb-errors")).to_contain_text("The version cites a work that was retracted:")
    why = page.get_by_label("Why a retracted work may be cited")
    expect(page.locator("main")).to_contain_text(f"Retracted: {WORK}")
    why.fill(WHY_CITED)
    with page.expect_navigation():
        press(page, "Publish now")
    expect(page.locator(".rb-message")).to_have_text("Published. The pages change within seconds.")


def why_published() -> tuple[Person | None, list[str], str]:
    """Who let the work be cited, which, and why, as the record has it."""
    event = Event.objects.filter(kind="publish").latest("pk")
    told = json.loads(event.body)["data"]
    return event.actor, told["cited"], told["cited_why"]
