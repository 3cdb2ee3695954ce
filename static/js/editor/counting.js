// Words, those selected, time to read, and the notice of a second emergency card (S16). Seen live, spoken only when asked.
import { addCommands, addExtensions } from "./registry.js";
import { editors, form } from "./texts.js";

const panel = document.querySelector("[data-editor-side]")
const spoken = panel.querySelector("[data-spoken]")
const notice = panel.querySelector("[data-emergencies]")
const perMinute = Number(panel.dataset.wordsPerMinute)
let last = "summary"
let timer = 0

addCommands({ wordCount: { run: speak } })

const WORD = /\S*[\p{L}\p{N}]\S*/gu

const wordsBetween = (doc, from, to) => doc.textBetween(from, to, "\n", " ").match(WORD)?.length ?? 0

function counts() {
  const [summary, body] = ["summary", "body"].map((field) => {
    const doc = editors.get(field).state.doc
    return wordsBetween(doc, 0, doc.content.size)
  })
  const { doc, selection } = editors.get(last).state
  const selected = selection.ranges.reduce((sum, { $from, $to }) => sum + wordsBetween(doc, $from.pos, $to.pos), 0)
  return { summary, body, selected, minutes: summary + body ? Math.max(1, Math.round((summary + body) / perMinute)) : 0 }
}

const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name])

function show() {
  const found = counts()
  for (const cell of panel.querySelectorAll("[data-count]")) {
    const number = found[cell.dataset.count]
    cell.textContent = cell.dataset.words ? filled(cell.dataset.words, { n: number }) : String(number)
  }
  const words = emergencies() > 1 ? notice.dataset.words : ""
  if (notice.textContent !== words) notice.textContent = words
}

function speak() {
  spoken.textContent = ""
  setTimeout(() => {
    spoken.textContent = filled(spoken.dataset.words, counts())
  }, 100)
}

const isEmergency = (node) => node.type.name === "aside" && node.attrs.kind === "emergency"

function emergencies(upTo = null) {
  let found = 0
  for (const [field, editor] of editors) {
    if (field === upTo) return found
    editor.state.doc.descendants((node) => {
      if (isEmergency(node)) found += 1
    })
  }
  return found
}

// The second card says in place that it is the second.
addExtensions(({ Extension, Plugin, pm }, field) => [
  Extension.create({
    name: "emergencies",
    addProseMirrorPlugins: () => [new Plugin({ props: { decorations: ({ doc }) => repeated(pm.view, doc, field) } })],
  }),
])

function repeated({ Decoration, DecorationSet }, doc, field) {
  let before = emergencies(field)
  const marks = []
  doc.descendants((node, at) => {
    if (!isEmergency(node)) return
    if (before > 0) marks.push(Decoration.node(at, at + node.nodeSize, { "data-again": notice.dataset.again }))
    before += 1
  })
  return DecorationSet.create(doc, marks)
}

function showSoon({ detail }) {
  if (editors.has(detail?.field)) last = detail.field
  clearTimeout(timer)
  timer = setTimeout(show, 250)
}

form.addEventListener("text:ready", show)
form.addEventListener("text:changed", showSoon)
form.addEventListener("text:selected", showSoon)
