// The words on the editing page as other scripts read, replace and watch them. It knows no editor from the inside, so
// that everything (autosave, comments, search) may import it. Events on `form`, all with `detail.field` where one is meant:
//   text:ready     the editors stand; `ready` resolves too
//   text:changed   words were typed, in an editor or in a plain field
//   text:selected  the cursor or the selection of an editor moved
//   text:kept      the server has kept the words that stood here
//   text:saved     `markSaved()` was called: nothing is unsaved
import { closed, opened } from "./schema.js";

export const form = document.querySelector("[data-text-form]")

// Field name ("summary", "body") → TipTap editor. Empty until `text:ready`.
export const editors = new Map()

export const ready = new Promise((resolve) => form.addEventListener("text:ready", resolve, { once: true }))

const line = form.querySelector("[data-state]")
const behind = new Set()
let unsaved = false
let timer = 0

export function tell(event, detail = {}) {
  form.dispatchEvent(new CustomEvent(`text:${event}`, { detail }))
}

// What stands on the page now, spelled as it would be posted.
export function currentText() {
  writeBack()
  const { summary, body, description } = form.elements
  return { summary: summary.value, body: body.value, description: description.value }
}

// Puts other words in place of those on the page; what is left out stays. Undo in an editor brings the former ones back.
export function setText(words) {
  for (const [name, value] of Object.entries(words)) {
    const editor = editors.get(name)
    if (editor) editor.commands.setContent(opened(value), { emitUpdate: true })
    else {
      form.elements[name].value = value
      noteChange(name)
    }
  }
}

// The line beside the Save button, which is read aloud when it changes.
export function say(words) {
  if (line.textContent !== words) line.textContent = words
}

export const hasUnsavedWords = () => unsaved

export function noteChange(field) {
  // Said once: what is known since (kept, server away) stands until there is news.
  if (!unsaved) say(line.dataset.unsaved)
  unsaved = true
  tell("changed", { field })
}

export function markSaved(words = "") {
  unsaved = false
  say(words)
  tell("saved")
}

// An editor has changed: its text area follows within a moment, and at once where somebody looks.
export function noteEdit(field) {
  behind.add(field)
  form.elements.written_in_editor.value = "on"
  clearTimeout(timer)
  timer = setTimeout(writeBack, 300)
  noteChange(field)
}

function writeBack() {
  for (const field of behind) form.elements[field].value = closed(editors.get(field).getHTML())
  behind.clear()
}

form.addEventListener("input", ({ target }) => {
  if (target.name) noteChange(target.name)
})
form.addEventListener("submit", () => {
  writeBack()
  unsaved = false
})
addEventListener("pagehide", writeBack)
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault()
})
