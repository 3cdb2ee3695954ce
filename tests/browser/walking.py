"""What people do at the desk, page by page, as clicks and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

from articles import owed
from articles.models import Person
from tests.universe import PASSWORD

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

OpenPage = Callable[..., Page]


def work_once() -> None:
    """What `manage.py work --once` does, in this process."""
    while sum(owed.sweep(kind) for kind in owed.registry()):
        pass


def sign_in(page: Page, person: Person) -> None:
    """By the real page, which the desk sends everybody to."""
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My work", level=1).wait_for()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """A link to another page, until that is there: what is asked of it next has no second look at an empty page."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def told(page: Page) -> list[str]:
    """The messages above the page."""
    return page.locator(".rb-message").all_inner_texts()


def refused(page: Page) -> list[str]:
    """The sentences of the red box."""
    return page.locator(".rb-errors li").all_inner_texts()


def import_file(page: Page, file: Path, *, audience: str) -> None:
    """On the upload page: choose, read, look at what was found; nothing is saved yet."""
    page.get_by_label(audience).check()
    page.get_by_label("File").set_input_files(file)
    press(page, "Read the text")
    page.get_by_role("heading", name="What the import found", level=1).wait_for()


def confirm_citation(page: Page, label: str, *, reference: str) -> None:
    row = page.locator(".rb-task", has_text=f"[{label}]").first
    choice = row.get_by_label("Reference").locator("option", has_text=reference).first.get_attribute("value")
    row.get_by_label("Reference").select_option(choice)
    row.get_by_role("button", name="Confirm").click()


def editor(page: Page, name: str) -> Locator:
    """The WYSIWYG box over the text area of this name."""
    return page.get_by_role("textbox", name=name, exact=True).and_(page.locator("[contenteditable]"))


def write_bottom_line(page: Page, words: str) -> None:
    editor(page, "Bottom line").click()
    page.keyboard.type(words)


def continue_sentence(page: Page, sentence: str, words: str) -> None:
    """Put the cursor behind a sentence of the text and go on typing."""
    cursor_behind(editor(page, "Text").get_by_text(sentence).first)
    page.keyboard.type(words)


def declare(page: Page, *, nothing: bool = True) -> None:
    page.get_by_label("I have nothing to declare" if nothing else "I have something to declare").check()
    press(page, "Declare and read the text")


def give_verdict(page: Page, verdict: str = "Approve") -> str:
    """Tick everything and ask for the line that readers will see; its words."""
    panel = page.locator("#sign")
    panel.get_by_label(verdict, exact=True).check()
    for group in ("What you looked at", "In which texts"):
        for box in panel.get_by_role("group", name=group).get_by_role("checkbox").all():
            box.check()
    press(page, "Show the line that readers will see")
    return " ".join(page.locator(".rb-signer").inner_text().split())


def sign(page: Page, person: Person, password: str = PASSWORD) -> None:
    """The first signature of a visit: address and password."""
    accept_open_rows(page)
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_label("Your password").fill(password)
    press(page, "Sign")


def answer_flags(page: Page, reason: str) -> int:
    """On the page of flags: each that must be answered, with this reason; how many there were."""
    count = 0
    while (flag := page.locator(".rb-flag--must-answer").first).count():
        flag.locator("summary", has_text="The texts are right as they are").click()
        flag.get_by_label("Why the texts are right as they are").fill(reason)
        with page.expect_navigation():
            flag.get_by_role("button", name="Answer").click()
        page.locator(".rb-messages").wait_for()
        count += 1
    return count


def accept_open_rows(page: Page) -> None:
    """Sign for the doses although rows of the dose sheet are not ticked, where the page asks."""
    for box in page.get_by_label("I sign for the doses although rows are not ticked").all():
        box.check()


AFTER_ALL_WORDS = """() => {
  const { anchorNode, anchorOffset } = getSelection()
  const block = (anchorNode.nodeType === Node.ELEMENT_NODE ? anchorNode : anchorNode.parentElement).closest("p, li, h2, h3")
  const rest = document.createRange()
  rest.selectNodeContents(block)
  rest.setStart(anchorNode, anchorOffset)
  return !rest.toString().trim()
}"""


def cursor_behind(words: Locator) -> None:
    """At the end of this paragraph or heading of an editor; once more where the key came before the click was through."""
    page = words.page
    for _attempt in range(5):
        words.click()
        page.wait_for_timeout(50)
        page.keyboard.press("End")
        page.wait_for_timeout(50)
        if page.evaluate(AFTER_ALL_WORDS):
            return
    raise AssertionError(f"no cursor behind {words}")
