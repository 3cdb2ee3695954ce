// Threads beside words that are only read: their passages are marked as links to them, selected words can be commented on.
import { addressOf, marked, named, place, shortcut, showTools } from "./passages.js";

const BLOCKS = "p, li, h2, h3, h4, td, th, caption, figcaption"
// The frame adds these to the words.
const ADDED =
  ".rb-block-tool, .rb-cite, .rb-mark, .rb-box__label, .rb-origin, .rb-prescribers, .rb-scroll__words, .rb-term__meaning"
const words = document.querySelector("[data-words]")
const tools = document.getElementById("passage-tools")
const link = document.querySelector("[data-new-thread]")

if (words) {
  for (const thread of marked()) mark(thread)
  addEventListener("hashchange", focusTarget)
}
if (words && tools) {
  // The place is counted from the page, not from the panel that holds the buttons.
  document.body.append(tools)
  document.addEventListener("selectionchange", () => showTools(tools, rectangle()))
  tools.addEventListener("click", ({ target }) => begin(target.closest("[data-passage]")?.dataset.passage))
  addEventListener("keydown", (event) => begin(shortcut(event), event))
}
focusTarget()

function focusTarget() {
  document.querySelector(":target")?.focus()
}

function mark({ card, thread, ...passage }) {
  const { text, nodes } = letters()
  const found = place(text, passage)
  if (!found) return
  const pieces = nodes.flatMap(({ node, from }) => piece(node, found[0] - from, found[1] - from))
  const anchors = pieces.map((range) => wrapped(range, thread))
  const back = card.querySelector("[data-in-text]")
  if (!back || !anchors.length) return
  anchors[0].id = `passage-${thread}`
  back.hidden = false
  back.querySelector("a").href = `#passage-${thread}`
}

// The words of the text as one string, without what the frame adds, and the nodes that they stand in.
function letters() {
  const nodes = []
  let text = ""
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(ADDED)) continue
    nodes.push({ node, from: text.length })
    text += node.data
  }
  return { text, nodes }
}

function piece(node, start, end) {
  const [from, to] = [Math.max(0, start), Math.min(node.length, end)]
  if (from >= to || !node.data.slice(from, to).trim()) return []
  const range = document.createRange()
  range.setStart(node, from)
  range.setEnd(node, to)
  return [range]
}

function wrapped(range, thread) {
  const inLink = range.startContainer.parentElement.closest("a, button")
  const element = document.createElement(inLink ? "span" : "a")
  element.className = "rb-passage"
  if (inLink) element.tabIndex = -1
  else element.href = `#thread-${thread}`
  range.surroundContents(element)
  return element
}

function rectangle() {
  const selection = getSelection()
  if (!selection.toString().trim() || !words.contains(selection.anchorNode)) return null
  return selection.getRangeAt(0).getBoundingClientRect()
}

function begin(kind, event) {
  if (!kind || !rectangle()) return
  event?.preventDefault()
  location.assign(addressOf(link.href, selected(), kind))
}

// The selected words of the block in which the selection begins.
function selected() {
  const range = getSelection().getRangeAt(0)
  const start = range.startContainer.parentElement ?? range.startContainer
  const block = start.closest(BLOCKS) ?? words
  const before = document.createRange()
  before.setStart(block, 0)
  before.setEnd(range.startContainer, range.startOffset)
  const inside = range.cloneRange()
  if (!block.contains(range.endContainer)) inside.setEnd(block, block.childNodes.length)
  const all = document.createRange()
  all.selectNodeContents(block)
  const from = bare(before).length
  return named(bare(all), from, from + bare(inside).length)
}

function bare(range) {
  const copy = document.createElement("div")
  copy.append(range.cloneContents())
  for (const added of copy.querySelectorAll(ADDED)) added.remove()
  return copy.textContent
}
