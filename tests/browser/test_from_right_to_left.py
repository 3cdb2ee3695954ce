"""A dose in an Arabic text stands on the screen as it is read: the figure left of its unit, a range from its lower end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from articles.publishing.passages import Page, Setting

# Where the middle of each piece of the paragraph stands, from the left.
PLACES = """pieces => {
  const walker = document.createTreeWalker(document.querySelector("p"), NodeFilter.SHOW_TEXT)
  const nodes = []
  while (walker.nextNode()) nodes.push(walker.currentNode)
  return pieces.map((piece) => {
    const node = nodes.find((one) => one.data.includes(piece))
    const range = document.createRange()
    const start = node.data.indexOf(piece)
    range.setStart(node, start)
    range.setEnd(node, start + piece.length)
    const [first] = range.getClientRects()
    return first.left + first.width / 2
  })
}"""


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("300 mg", ["300", "mg"]),
        ("5–10 mg", ["5", "10", "mg"]),
        ("≥ 38 °C", ["≥", "38", "°", "C"]),
        ("1 of 10", ["1 ", "of", "10"]),
        ("10<sup>9</sup>/L", ["10", "9", "L"]),
        ("2.5 mg/kg", ["2.5", "mg", "kg"]),
    ],
)
def test_s12_a_dose_in_an_arabic_text_is_read_from_its_figure_to_its_unit(
    words: str, pieces: list[str], browser: Browser
) -> None:
    text = Page(Setting("patient", {}, {}, "", language="ar")).decorate(f"<p>خذ {words} مرتين يوميا ثم توقف.</p>")
    page = browser.new_page()
    page.set_content(f'<html lang="ar" dir="rtl"><body><div class="rb-text">{text}</div></body></html>')

    places = page.evaluate(PLACES, pieces)
    page.close()

    assert places == sorted(places)
    assert len(set(places)) == len(pieces)
