// Small things that all parts of pasting do to the pasted document.

const TAG = /<[a-z][^\s/>]*(?:"[^"]*"|'[^']*'|[^'">])*>/gi
const ATTRIBUTE = /(\s)(style|on[a-z]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))|\s[^\s=>"']+\s*=\s*(?:"[^"]*"|'[^']*')/gi
const SHEET = /<style[\s>][\s\S]*?(?:<\/style\s*>|$)/gi

// The body of a document. The page's security policy complains of styles and handlers even where they are only read, so that
// such attributes are called otherwise and style sheets are gone before the browser sees them.
export function parsed(html, report) {
  const bare = html.replace(SHEET, () => {
    report.add("sheets")
    return ""
  })
  const harmless = bare.replace(TAG, (tag) =>
    tag.replace(ATTRIBUTE, (whole, space, name, rest) => (name ? `${space}data-${name}${rest}` : whole)),
  )
  const { head, body } = new DOMParser().parseFromString(harmless, "text/html")
  report.add("scripts", head.querySelectorAll("script").length)
  return body
}

// The declarations of a style attribute, also those that browsers do not know ("mso-list"); names in lower case.
export function stylesOf(element) {
  const pairs = (element.dataset.style ?? "").split(";").map((part) => {
    const at = part.indexOf(":")
    return [part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim().toLowerCase()]
  })
  return new Map(pairs.filter(([name]) => name))
}

export function unwrap(element) {
  element.replaceWith(...element.childNodes)
}

export function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag)
  other.append(...element.childNodes)
  element.replaceWith(other)
  return other
}

// Puts an element between another and its children.
export function inside(element, tag) {
  const mark = element.ownerDocument.createElement(tag)
  mark.append(...element.childNodes)
  element.append(mark)
}

export const BLOCKS =
  "p, h1, h2, h3, h4, h5, h6, ul, ol, li, dl, dt, dd, table, blockquote, figure, pre, div, section, article, aside, hr, address"

export const isBlank = (element) => !element.textContent.trim() && !element.querySelector("img, cite[data-key], table")

export const words = (node) => node.textContent.replace(/\s+/g, " ").trim()

// What was left out or changed, counted by kind. The kinds are those of templates/articles/_paste_report.html.
export class Report {
  counts = new Map()
  pictures = []

  add(kind, count = 1) {
    if (count) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count)
  }

  // Takes elements out of the document and counts them.
  drop(elements, kind) {
    const found = [...elements].filter((element) => element.isConnected)
    for (const element of found) element.remove()
    this.add(kind, found.length)
  }
}
