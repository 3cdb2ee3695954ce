"""Every kind of page for readers: axe finds nothing, nothing moves or is lost in a small window, and no script is needed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import brotli
import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_django.fixtures import Settings

from articles.models import HarmReport
from tests import reader_site
from tests.browser import walking
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESKTOP, PHONE, OpenPage, work_once
from tests.reader_site import ReaderSite
from workflows.samples import loading

pytestmark = pytest.mark.django_db(transaction=True)

NARROWEST: ViewportSize = {"width": 320, "height": 640}
LOADED = """[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((entry) => entry.name)"""
SIGNS_AND_SLANTED = (
    "<p>Ferritin ≥ 30 µg/L, α-thalassaemia, Δ ≈ ⅓ → 10⁹/L ↓, <strong>≤ 5 ± 0.5 × 2</strong>, "
    "<em>Helicobacter pylori</em>, <em>Ménière, Sjögren, über, 5 °C, “so” – <strong>never</strong></em></p>"
)
ADDED = """(html) => {
  document.querySelector(".rb-text").insertAdjacentHTML("afterbegin", html)
  return new Promise((laidOut) => requestAnimationFrame(() => requestAnimationFrame(laidOut)))
}"""
LETTERS_ARE_THERE = "document.fonts.ready.then(() => true)"
# A form of a stored page has no token: the answer is that of the page's own form.
SEND = """([address, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address })
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { name, value }))
  document.body.append(form)
  form.submit()
}"""
# The sum of what moved by itself (web.dev/cls). What was seen before the question is handed over at once.
# S13: of a table, how many columns there are and how many of their headers are shown; and what is in sight at its right end.
SHOWN_CELLS = """frame => {
  const [headers, cells] = ["thead tr > *", "tbody tr:first-child > *"].map((name) => [...frame.querySelectorAll(name)])
  const shown = (all) => all.filter((cell) => cell.checkVisibility() && cell.offsetWidth > 20).length
  return { headers: headers.length, columns: Math.min(shown(headers), shown(cells)) }
}"""
ENDS_IN_SIGHT = """frame => {
  const edge = frame.getBoundingClientRect()
  const [first, last] = ["first", "last"].map((end) => frame.querySelector(`tbody tr > :${end}-child`).getBoundingClientRect())
  return { first: first.left >= edge.left && first.right <= edge.right, last: last.left >= edge.left && last.right <= edge.right }
}"""
LEG = "Lumbosacral plexopathy with leg pain"
SHIFTED = """() => new Promise((told) => {
  const observer = new PerformanceObserver(() => {})
  observer.observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() =>
    told(observer.takeRecords().filter((shift) => !shift.hadRecentInput).reduce((sum, shift) => sum + shift.value, 0))))
})"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1)
  return wide.map((one) => `${one.tagName}.${one.className}`)
}"""
# Elements that show less than they hold, and cannot be scrolled. A box for words scrolls by itself.
CUT_OFF = """() => [...document.querySelectorAll("body *:not(input, textarea, select)")].filter((one) => {
  const style = getComputedStyle(one)
  if (!one.checkVisibility() || one.clientWidth <= 1 || one.clientHeight <= 1) return false
  const cuts = (overflow) => ["hidden", "clip"].includes(overflow)
  return (cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
    || (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
}).map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
# Lines of writing that stand on each other, by what they say. Of what scrolls only what is in sight; the middle half of a line, because
# letters of the next one may reach into the rest.
OVERLAPS = """() => {
  const seen = (element, rect) => {
    let { left, right, top, bottom } = rect
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const style = getComputedStyle(one)
      if (style.overflowX === "visible" && style.clipPath === "none") continue
      const box = one.getBoundingClientRect()
      left = Math.max(left, box.left); right = Math.min(right, box.right)
      top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom)
      if (style.clipPath !== "none" && box.width < 2) right = left
    }
    return { left, right, top, bottom }
  }
  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.data.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const whole of range.getClientRects()) {
      const trim = (whole.bottom - whole.top) * 0.25
      const { left, right, top, bottom } = seen(node.parentElement, whole)
      if (right - left > 2 && bottom - top > 2 * trim + 2) lines.push({ node, left, right, top: top + trim, bottom: bottom - trim })
    }
  }
  lines.sort((one, other) => one.top - other.top)
  const found = []
  lines.forEach((one, place) => {
    for (const other of lines.slice(place + 1)) {
      if (other.top >= one.bottom - 1) break
      if (other.node !== one.node && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2)
        found.push(`${one.node.data.trim().slice(0, 30)} / ${other.node.data.trim().slice(0, 30)}`)
    }
  })
  return found.slice(0, 5)
}"""
# Letters alone, as a reader sets them in the browser (WCAG 2.2, 1.4.4).
TWICE_AS_LARGE = ":root { font-size: 200% !important }"
STYLE = """(rules) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}"""
# WCAG 2.2, 1.4.12.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""
# Boxes that background and colour alone would carry.
BOXES = ".rb-text aside[data-kind], .rb-caution, .rb-notice, .rb-badge, .rb-statement"
WITHOUT_AN_EDGE = """(selector) => [...document.querySelectorAll(selector)].filter((one) => {
  const style = getComputedStyle(one)
  return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1
}).map((one) => one.className || one.dataset.kind)"""
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one)
  const slow = (times) => times.split(",").some((time) => parseFloat(time) > 0.001)
  return slow(style.transitionDuration) || slow(style.animationDuration) || style.scrollBehavior === "smooth"
}).map((one) => one.tagName)"""


@pytest.fixture
def every_page(samples: loading.Cast, settings: Settings) -> ReaderSite:
    settings.PENDING_PAGES = True
    site = reader_site.prepare(samples)
    work_once()
    return site


def visits(page: Page, site: ReaderSite) -> Iterator[str]:
    """Opens one page after the other, and says which kind it is."""
    for kind, address in site.pages.items():
        page.goto(address)
        page.evaluate(LETTERS_ARE_THERE)
        yield kind
    for kind, sent in site.sent.items():
        page.goto("/glossary/")
        with page.expect_navigation():
            page.evaluate(SEND, sent)
        page.evaluate(LETTERS_ARE_THERE)
        yield kind


def packed_size(page: Page) -> int:
    """Bytes of the page with everything that it fetched."""
    page.evaluate(LETTERS_ARE_THERE)
    bodies = [page.request.get(address).body() for address in page.evaluate(LOADED)]
    return sum(min(len(body), len(brotli.compress(body, quality=5))) for body in bodies)


def test_an_article_is_sixty_kilobytes_with_everything(open_page: OpenPage, every_page: ReaderSite) -> None:
    page = open_page()
    sizes = {}

    for kind in ("home", "patient", "student", "clinician", "corrected", "pending", "retracted"):
        page.goto(every_page.pages[kind])
        sizes[kind] = packed_size(page)

    assert {kind: size for kind, size in sizes.items() if size > 60 * 1024} == {}


def test_an_article_with_signs_and_slanted_words_is_sixty_kilobytes_too(
    open_page: OpenPage, every_page: ReaderSite
) -> None:
    page = open_page()
    page.goto(every_page.pages["clinician"])

    page.evaluate(ADDED, SIGNS_AND_SLANTED)

    size = packed_size(page)
    files = {address.rpartition("/")[2].split(".")[0] for address in page.evaluate(LOADED) if "woff2" in address}
    assert files == {"atkinson-hyperlegible-next", "atkinson-hyperlegible-next-italic", "signs"}
    assert size <= 60 * 1024, size


@pytest.mark.parametrize(("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)])
def test_no_page_for_readers_has_a_violation_and_nothing_moves(
    open_page: OpenPage, every_page: ReaderSite, scheme: str, viewport: ViewportSize
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme)
    found: dict[str, dict[str, Any]] = {}

    for kind in visits(page, every_page):
        seen = {**violations(page), "moved": page.evaluate(SHIFTED), "too wide": page.evaluate(TOO_WIDE)}
        found |= {kind: seen} if any(seen.values()) else {}

    assert found == {}


def test_nothing_is_lost_in_a_small_window_with_spaced_letters(open_page: OpenPage, every_page: ReaderSite) -> None:
    page = open_page(viewport=NARROWEST)
    found = {}

    for kind in visits(page, every_page):
        for what, rules in (("narrow", ""), ("spaced", SPACED)):
            page.evaluate(STYLE, rules)
            seen = [*page.evaluate(TOO_WIDE), *page.evaluate(CUT_OFF)]
            found |= {(kind, what): seen} if seen else {}

    assert found == {}


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_letters_twice_as_large_are_not_cut_off_and_do_not_overlap(
    open_page: OpenPage, every_page: ReaderSite, viewport: ViewportSize
) -> None:
    page = open_page(viewport=viewport)
    found = {}

    for kind in visits(page, every_page):
        page.evaluate(STYLE, TWICE_AS_LARGE)
        seen = [*page.evaluate(TOO_WIDE), *page.evaluate(CUT_OFF), *page.evaluate(OVERLAPS)]
        found |= {kind: seen} if seen else {}

    assert found == {}


def test_lines_that_stand_on_each_other_would_be_seen(open_page: OpenPage) -> None:
    page = open_page()
    page.set_content("<p>One line</p><p style='margin-top: -2em'>Another</p><p>A third</p>")

    assert page.evaluate(OVERLAPS) == ["One line / Another"]


def test_boxes_keep_their_edges_in_forced_colours_and_nothing_moves_where_that_is_not_wanted(
    open_page: OpenPage, every_page: ReaderSite
) -> None:
    page = open_page(forced_colors="active", reduced_motion="reduce")
    found = {}

    for kind in visits(page, every_page):
        seen = [*page.evaluate(WITHOUT_AN_EDGE, BOXES), *page.evaluate(MOVES)]
        found |= {kind: seen} if seen else {}

    assert found == {}


def test_s13_table_on_a_phone_hides_no_column_and_says_that_there_is_more(
    open_page: OpenPage, every_page: ReaderSite
) -> None:
    page = open_page(viewport=NARROWEST)
    page.goto(every_page.pages["clinician"])
    frame = page.locator(".rb-scroll", has=page.locator("thead th:nth-child(4)")).first
    told = frame.locator("xpath=preceding-sibling::p[@class='rb-scroll__words']")

    words = told.inner_text()
    shown = frame.evaluate(SHOWN_CELLS)
    frame.evaluate("frame => frame.scrollTo(frame.scrollWidth, 0)")
    ends = frame.evaluate(ENDS_IN_SIGHT)

    assert words == "Scroll to the right for more"
    assert shown == {"columns": shown["headers"], "headers": shown["headers"]}
    assert ends == {"first": True, "last": True}


def test_a_reader_finds_reads_asks_and_reports_without_scripts(open_page: OpenPage, every_page: ReaderSite) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    walked: list[str] = []

    page.goto("/")
    page.get_by_role("searchbox").fill("leg pain")
    walking.press(page, "Search")
    walked.append(walking.heading(page))
    page.locator(".rb-hits .rb-list__link", has_text=LEG).click()
    walked.append(page.locator(".rb-audience strong").inner_text())
    walking.follow(page, "Students")
    walked.append(page.locator(".rb-audience strong").inner_text())
    walking.follow(page, "Read the version for patients")
    walking.follow(page, "One page for your appointment")
    walked.append(walking.heading(page))
    walking.follow(page, LEG)
    walking.follow(page, "Have a follow-up question?")
    page.get_by_label("Your question, in your own words").fill("What causes leg pain?")
    walking.press(page, "Ask")
    walked.append(page.locator("#answer").inner_text())
    page.locator(".rb-answer a", has_text=LEG).first.click()
    walking.follow(page, "Report a mistake that could harm someone")
    page.locator("textarea").fill("The number to call is not that of my country.")
    walking.press(page, "Send the report")
    walked.append(walking.heading(page))

    assert walked == [
        "Search",
        "Patients, families and carers",
        "Students",
        f"For your appointment: {LEG}",
        "What our articles say",
        "Thank you",
    ]
    assert HarmReport.objects.count() == 1
