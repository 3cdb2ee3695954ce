"""Nothing that was typed is lost: the server goes and comes back, the session ends, somebody else sits down."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles.models import Article, Person, Text, WorkingCopy
from tests.browser import walking
from tests.browser.walking import OpenPage
from tests.servers import PATIENCE, StartProcess, wait_until
from tests.tiers import free_port
from tests.universe import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

AWAY = "The server cannot be reached. Your words are kept in this browser and sent when it is back."


class RealServer:
    """The product in a process of its own, which can stop and come back at the same address."""

    def __init__(self, start: StartProcess) -> None:
        self.start_process, self.port = start, free_port()
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port))
        self.process = self.start_process("-m", "granian", *options, "reviewboard.wsgi:application")
        wait_until(self.answers)

    def answers(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(PATIENCE)
        wait_until(lambda: not self.answers())


@pytest.fixture
def server(start_process: StartProcess) -> RealServer:
    server = RealServer(start_process)
    server.start()
    return server


@pytest.fixture
def context(browser: Browser, server: RealServer, editor: Person) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=server.address, locale="en-GB")
    context.add_cookies([session_of(editor, server.address)])
    yield context
    context.close()


def session_of(person: Person, address: str) -> Any:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": address,
    }


@pytest.fixture
def edit(draft: Article) -> Callable[[Page], Page]:
    """Opens the patient text for writing."""

    def opened(page: Page) -> Page:
        page.goto(reverse("desk:article_edit", args=[draft.pk, "patient"]))
        page.wait_for_selector("[data-keeping]")
        return page

    return opened


def type_more(page: Page, words: str) -> None:
    walking.continue_sentence(page, "Most people get better", words)


def state(page: Page) -> Any:
    return page.locator("[data-state]")


def kept_by_browser(page: Page) -> list[str]:
    return list(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsaved'))"))


def test_words_typed_while_the_server_is_away_reach_it_when_it_is_back(
    context: BrowserContext, server: RealServer, edit: Callable[[Page], Page]
) -> None:
    page = edit(context.new_page())
    type_more(page, " Walk daily.")
    expect(state(page)).to_contain_text("Kept at", timeout=20_000)

    server.stop()
    page.keyboard.type(" Swim weekly.")
    expect(state(page)).to_have_text(AWAY, timeout=20_000)
    away = WorkingCopy.objects.get().body, len(kept_by_browser(page))
    server.start()
    expect(state(page)).to_contain_text("Kept at", timeout=60_000)

    assert ("Walk daily." in away[0], "Swim weekly." in away[0], away[1]) == (True, False, 1)
    assert "Walk daily. Swim weekly." in WorkingCopy.objects.get().body
    assert kept_by_browser(page) == []


def test_words_that_only_the_browser_has_are_offered_when_the_page_is_opened_again(
    context: BrowserContext, server: RealServer, edit: Callable[[Page], Page]
) -> None:
    page = edit(context.new_page())
    server.stop()
    type_more(page, " Swim weekly.")
    expect(state(page)).to_have_text(AWAY, timeout=20_000)
    page.close()
    server.start()

    page = edit(context.new_page())
    panel = page.locator("#kept-here")
    walking.press(page, "See what differs")
    expect(panel.locator("ins", has_text="Swim weekly")).to_be_visible()
    walking.press(page, "Continue with them")

    expect(panel).to_be_hidden()
    expect(walking.editor(page, "Text")).to_contain_text("Swim weekly.")
    expect(state(page)).to_contain_text("Kept at", timeout=20_000)
    assert kept_by_browser(page) == []
    assert "Swim weekly." in WorkingCopy.objects.get().body


def test_a_save_that_found_no_server_is_done_when_it_is_back(
    context: BrowserContext, server: RealServer, edit: Callable[[Page], Page], draft: Article
) -> None:
    page = edit(context.new_page())
    server.stop()
    type_more(page, " Swim weekly.")
    page.keyboard.press("Control+s")
    expect(state(page)).to_have_text(
        "The server cannot be reached. This is saved as soon as it is back.", timeout=20_000
    )

    server.start()
    page.get_by_text("Saved as revision").wait_for(timeout=60_000)

    assert "Swim weekly." in draft.texts.get(audience="patient").body
    assert (WorkingCopy.objects.count(), kept_by_browser(page)) == (0, [])


def test_signing_in_again_in_place_keeps_the_text(
    open_page: OpenPage, editor: Person, edit: Callable[[Page], Page], draft: Article
) -> None:
    page = edit(open_page(as_=editor))
    Session.objects.all().delete()
    type_more(page, " Walk daily.")
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.wait_for()

    page.keyboard.type("wrong password")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("not correct")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(state(page)).to_contain_text("Kept at", timeout=20_000)
    dialog.wait_for(state="hidden")
    kept = WorkingCopy.objects.get(person=editor).body
    page.keyboard.press("Control+s")
    page.get_by_text("Saved as revision").wait_for()

    assert "Walk daily." in kept
    assert "Walk daily." in draft.texts.get(audience="patient").body
    assert kept_by_browser(page) == []


def test_saving_after_the_session_ended_asks_to_sign_in_and_then_saves(
    open_page: OpenPage, editor: Person, edit: Callable[[Page], Page], draft: Article
) -> None:
    page = edit(open_page(as_=editor))
    type_more(page, " Walk daily.")
    Session.objects.all().delete()

    walking.press(page, "Save")
    page.get_by_label("Password").fill(PASSWORD)
    walking.press(page, "Sign in")
    page.get_by_text("Saved as revision").wait_for()

    assert "Walk daily." in draft.texts.get(audience="patient").body


def test_nothing_is_kept_under_the_name_of_whoever_sat_down_next(
    open_page: OpenPage, editor: Person, other_editor: Person, edit: Callable[[Page], Page], site: str
) -> None:
    page = edit(open_page(as_=editor))
    page.context.add_cookies([session_of(other_editor, site)])

    type_more(page, " Walk daily.")
    expect(state(page)).to_contain_text("Otto Editor is signed in now.", timeout=20_000)
    beside = edit(page.context.new_page())

    assert WorkingCopy.objects.count() == 0
    assert [key.split(":")[1] for key in kept_by_browser(page)] == [str(editor.pk)]
    assert beside.locator("#kept-here").is_hidden()
    assert "Walk daily." not in walking.editor(beside, "Text").inner_text()


def test_signing_out_asks_before_words_go_that_only_the_browser_has(
    open_page: OpenPage, editor: Person, edit: Callable[[Page], Page]
) -> None:
    page = edit(open_page(as_=editor))
    page.evaluate(f"localStorage.setItem('unsaved:{editor.pk}:1:w', '{{}}')")
    asked: list[str] = []
    page.on(
        "dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss() if len(asked) == 1 else dialog.accept())
    )

    walking.press(page, "Sign out")
    stayed = page.url, len(kept_by_browser(page))
    walking.press(page, "Sign out")
    page.get_by_role("heading", name="Sign in").wait_for()

    assert asked == ["confirm", "confirm"]
    assert stayed[1] == 1
    assert kept_by_browser(page) == []


def test_a_browser_without_room_says_so(
    context: BrowserContext, server: RealServer, edit: Callable[[Page], Page]
) -> None:
    page = edit(context.new_page())
    page.evaluate(
        "for (let size = 1 << 22; size; size >>= 1) try { localStorage.setItem(`fill${size}`, 'x'.repeat(size)) } catch {}"
    )
    server.stop()

    type_more(page, " Swim weekly.")

    expect(state(page)).to_contain_text("this browser has no room left", timeout=20_000)


def test_a_page_that_is_left_keeps_its_last_words(
    open_page: OpenPage, editor: Person, edit: Callable[[Page], Page], draft: Article
) -> None:
    page = edit(open_page(as_=editor))
    page.on("dialog", lambda dialog: dialog.accept())
    type_more(page, " Last words.")

    page.goto("/desk/")

    wait_until(lambda: WorkingCopy.objects.filter(body__contains="Last words.").exists())
    assert Text.objects.get(article=draft, audience="patient").revision < draft.revision
