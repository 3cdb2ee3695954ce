// Emphasis that is written as a style becomes the mark that means it; all other looks go, and how many went is counted.
import { BLOCKS, inside, stylesOf, unwrap, words } from "./elements.js";

const LOOKS = /^(color|background|font-size|font-family|font$|text-align|text-transform|letter-spacing|line-height|border|text-decoration)/
const PLAIN = "u, font, center, big, small, mark, abbr, blink, marquee"

export function mendMarks(body, report) {
  let looks = 0
  for (const element of [...body.querySelectorAll("*")]) {
    const styles = stylesOf(element)
    if ([...styles.keys()].some((name) => LOOKS.test(name)) || element.matches(PLAIN) || element.hasAttribute("align")) looks += 1
    if (element.matches("b, strong, i, em") && isPlainAgain(element, styles)) unwrap(element)
    else if (!element.querySelector(BLOCKS)) addMarks(element, styles)
  }
  report.add("looks", looks)
  for (const mark of body.querySelectorAll(":is(h1, h2, h3, h4, h5, h6, th) :is(b, strong)")) unwrap(mark)
  for (const element of body.querySelectorAll(PLAIN)) unwrap(element)
  for (const quote of body.querySelectorAll("q")) quote.replaceWith("“", ...quote.childNodes, "”")
}

function isPlainAgain(element, styles) {
  const isBold = element.matches("b, strong")
  return isBold ? /^(normal|[1-4]00)$/.test(styles.get("font-weight") ?? "") : styles.get("font-style") === "normal"
}

function addMarks(element, styles) {
  if (!words(element)) return
  const isInline = !element.matches(BLOCKS) && !element.matches("td, th, caption, figcaption")
  if (/^(bold|bolder|[6-9]00)$/.test(styles.get("font-weight") ?? "") && !element.matches("b, strong, h1, h2, h3, h4, h5, h6, th")) {
    inside(element, "strong")
  }
  if (/^(italic|oblique)/.test(styles.get("font-style") ?? "") && !element.matches("i, em")) inside(element, "em")
  const height = styles.get("vertical-align")
  const raise = Number.parseFloat(styles.get("mso-text-raise") ?? "0")
  if (isInline && !element.closest("sup, sub")) {
    if (height === "super" || raise > 0) inside(element, "sup")
    else if (height === "sub" || raise < 0) inside(element, "sub")
  }
}
