// Citations in the editor carry the numbers that readers will see, by first appearance, summary first. What a number means
// stands in its title. Whoever brings references into the page names them with `nameReferences` before they are cited.
import { addExtensions } from "./registry.js";
import { editors, form } from "./texts.js";

const { titles, unknown, unresolved } = JSON.parse(document.getElementById("editor-citing").textContent)
const UNRESOLVED = "unresolved:"
let numbers = new Map()

export function nameReferences(added) {
  Object.assign(titles, added)
  redraw()
}

addExtensions(({ Extension, Plugin, pm }) => [
  Extension.create({
    name: "citationNumbers",
    addProseMirrorPlugins: () => [new Plugin({ props: { decorations: ({ doc }) => numbered(pm.view, doc) } })],
  }),
])

const keysOf = (node) => node.attrs.keys.split(" ").filter(Boolean)

function eachCitation(doc, look) {
  doc.descendants((node, at) => {
    if (node.type.name === "citation") look(node, at)
  })
}

function numbered({ Decoration, DecorationSet }, doc) {
  const marks = []
  eachCitation(doc, (node, at) => marks.push(Decoration.node(at, at + node.nodeSize, wordsOf(keysOf(node)))))
  return DecorationSet.create(doc, marks)
}

function wordsOf(keys) {
  const isUnresolved = keys.some((key) => key.startsWith(UNRESOLVED))
  const isUnknown = keys.some((key) => !key.startsWith(UNRESOLVED) && !(key in titles))
  const meaning = keys.map((key) => `${numbers.get(key) ?? "?"}. ${meaningOf(key)}`).join("\n")
  return {
    title: meaning,
    "data-number": label(keys) + (isUnresolved ? " ?" : "") + (isUnknown ? " !" : ""),
    class: `rb-cite${isUnresolved ? " rb-cite--unresolved" : ""}${isUnknown ? " rb-cite--unknown" : ""}`,
  }
}

function meaningOf(key) {
  if (key.startsWith(UNRESOLVED)) return unresolved.replace("%(key)s", key.slice(UNRESOLVED.length))
  return titles[key] ?? unknown.replace("%(key)s", key)
}

// As articles/text/labels.py writes it: [1], [1, 3], and from three in a row on [1–3].
function label(keys) {
  const rows = []
  for (const number of [...new Set(keys.map((key) => numbers.get(key) ?? 0))].sort((a, b) => a - b)) {
    if (rows.length && number === rows.at(-1).at(-1) + 1) rows.at(-1).push(number)
    else rows.push([number])
  }
  return `[${rows.map((row) => (row.length > 2 ? `${row[0]}–${row.at(-1)}` : row.join(", "))).join(", ")}]`
}

function renumber() {
  const now = new Map()
  for (const editor of editors.values()) {
    eachCitation(editor.state.doc, (node) => {
      for (const key of keysOf(node)) if (!now.has(key)) now.set(key, now.size + 1)
    })
  }
  if ([...now].join() === [...numbers].join()) return
  numbers = now
  redraw()
}

// An empty transaction makes each editor ask for its decorations again.
function redraw() {
  for (const editor of editors.values()) editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false))
}

form.addEventListener("text:ready", renumber)
form.addEventListener("text:changed", renumber)
