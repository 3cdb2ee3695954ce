// Lists as word processors write them become lists that hold each other. Word writes paragraphs with a level and a typed
// bullet; Word in the browser a list for each item; Google Docs puts an inner list beside the item that it belongs to.
import { renamed, stylesOf, unwrap, words } from "./elements.js";

const NUMBER = /^\(?(\d+|[a-z]{1,2}|[ivxlcdm]+)(\.\d+)*[.)]/i

export function mendLists(body) {
  for (const run of runs(body, itemOfWord)) build(run)
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper)
  for (const run of runs(body, itemOfWordOnline)) build(run)
  for (const inner of body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) nest(inner)
  for (const stray of body.querySelectorAll("li")) if (!stray.closest("ul, ol")) renamed(stray, "p")
}

// Neighbours that are items of one list, as arrays.
function runs(body, read) {
  const found = []
  let last = null
  for (const element of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, ul, ol")) {
    const item = element.isConnected ? read(element) : null
    if (!item) continue
    if (last && previous(element) === last.element) found.at(-1).push(item)
    else found.push([item])
    last = item
  }
  return found
}

function previous(element) {
  let before = element.previousSibling
  while (before && before.nodeType !== 1 && !before.textContent.trim()) before = before.previousSibling
  return before
}

function itemOfWord(element) {
  const style = stylesOf(element).get("mso-list") ?? ""
  const level = /level(\d+)/.exec(style)
  if (!level) return null
  const bullet = [...element.querySelectorAll("[data-style]")].find((span) => stylesOf(span).get("mso-list") === "ignore")
  const typed = bullet ? words(bullet) : ""
  bullet?.remove()
  // A numbered heading of Word is a heading.
  if (!element.matches("p")) return null
  return item(element, Number(level[1]), typed)
}

function item(element, level, typed) {
  const number = NUMBER.exec(typed)
  const start = number && /^\d+$/.test(number[1]) ? Number(number[1]) : 1
  return { element, level, tag: number ? "ol" : "ul", start, nodes: () => [...element.childNodes] }
}

function itemOfWordOnline(element) {
  const only = element.matches("ul, ol") && element.children.length === 1 ? element.firstElementChild : null
  const level = only?.matches("li") ? Number(only.getAttribute("data-aria-level")) : 0
  if (!level) return null
  const start = Number(element.getAttribute("start")) || 1
  return { element, level, tag: element.localName, start, nodes: () => [...only.childNodes] }
}

function build(items) {
  const open = []
  const first = items[0].element
  for (const found of items) {
    while (open.length && open.at(-1).level > found.level) open.pop()
    if (open.length && open.at(-1).level === found.level && open.at(-1).list.localName !== found.tag) open.pop()
    if (!open.length || open.at(-1).level < found.level) open.push({ level: found.level, list: begin(found, open, first) })
    const li = document.createElement("li")
    li.append(...found.nodes())
    open.at(-1).list.append(li)
  }
  for (const { element } of items) element.remove()
}

function begin({ tag, start }, open, first) {
  const list = document.createElement(tag)
  if (tag === "ol" && start > 1) list.setAttribute("start", start)
  const parent = open.at(-1)?.list.lastElementChild
  if (parent) parent.append(list)
  else first.before(list)
  return list
}

function nest(inner) {
  const item = inner.previousElementSibling
  if (item?.localName === "li") item.append(inner)
  else unwrap(inner)
}
