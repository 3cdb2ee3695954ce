// What is pasted or dropped comes in clean, and what was left out or changed is said in words below the text.
import { askForImage } from "./images.js";
import { addProps } from "./registry.js";
import { opened } from "./schema.js";
import { editors } from "./texts.js";
import { cleaned } from "./pasting/cleaning.js";
import { Report, parsed } from "./pasting/elements.js";
import { tableOfText } from "./pasting/tables.js";

const panel = document.querySelector("[data-paste-report]")
const lines = panel.querySelector("[data-lines]")
const offer = panel.querySelector("[data-make-header]")
let last = null

addProps({
  transformPastedHTML(html) {
    const clean = cleaned(html)
    last = clean.report
    return opened(clean.html)
  },

  handlePaste(view, event) {
    const editor = editorOf(view)
    const { clipboardData } = event
    const files = picturesIn(clipboardData?.files)
    if (files.length && !hasWords(clipboardData.getData("text/html"))) return askForEach(editor, files)
    const table = clipboardData?.getData("text/html") ? null : tableOfText(clipboardData?.getData("text/plain") ?? "")
    if (table && !editor.isActive("table")) {
      last = new Report()
      last.hasPlainTable = true
      editor.chain().focus().insertContent(table).run()
      tell(editor)
      return true
    }
    // The words go in after this; what they carried and what is said of them comes then.
    setTimeout(() => tell(editor))
    return false
  },

  handleDrop(view, event, _slice, moved) {
    const files = moved ? [] : picturesIn(event.dataTransfer?.files)
    if (!files.length) {
      setTimeout(() => tell(editorOf(view)))
      return false
    }
    const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
    const editor = editorOf(view)
    if (place) editor.commands.setTextSelection(place.pos)
    event.preventDefault()
    return askForEach(editor, files)
  },
})

const editorOf = (view) => [...editors.values()].find((editor) => editor.view === view)
const picturesIn = (files) => [...(files ?? [])].filter((file) => file.type.startsWith("image/"))
const hasWords = (html) => Boolean(parsed(html, new Report()).textContent.trim())

function askForEach(editor, files) {
  const ask = async () => {
    for (const file of files) await askForImage(editor, { file })
  }
  ask()
  return true
}

async function tell(editor) {
  const report = last
  last = null
  if (!report) return
  show(editor, report)
  for (const picture of report.pictures) await askForImage(editor, picture)
}

function show(editor, report) {
  const said = ["out", "changed"].map((part) => sentence(part, report.counts)).filter(Boolean)
  lines.replaceChildren(...said.map(paragraph))
  offer.hidden = !report.hasPlainTable
  offer.onclick = () => {
    makeHeader(editor)
    offer.hidden = true
    if (!lines.children.length) panel.hidden = true
  }
  panel.hidden = !said.length && offer.hidden
}

// "Left out: pictures of other sites (2), forms (1)." in the order of the page's list.
function sentence(part, counts) {
  const list = panel.querySelector(`[data-part=${part}]`)
  const named = [...list.children].filter((item) => counts.has(item.dataset.kind))
  const parts = named.map((item) => `${item.textContent} (${counts.get(item.dataset.kind)})`)
  return parts.length ? `${list.dataset.lead} ${parts.join(", ")}.` : ""
}

function paragraph(words) {
  const line = document.createElement("p")
  line.textContent = words
  return line
}

// The table that was pasted is the one at the cursor or the last one before it.
function makeHeader(editor) {
  const { doc, selection } = editor.state
  let inside = null
  doc.nodesBetween(0, selection.to, (node, at) => {
    if (node.type.name === "table") inside = at + 3
    return node.type.name !== "table"
  })
  if (inside !== null) editor.chain().focus(inside + 1).toggleHeaderRow().run()
}

panel.querySelector("[data-close]").addEventListener("click", () => {
  panel.hidden = true
})
