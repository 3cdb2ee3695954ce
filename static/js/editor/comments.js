// Threads beside the editor: their passages are marked in it, selected words can be commented on, and answers are sent
// without leaving the page, so that words which are not saved yet stay. Marks are decorations: no saved text holds them.
import { addressOf, marked, named, place, showTools } from "../passages.js";
import { lettersOf } from "./letters.js";
import { redraw, settle } from "./redrawing.js";
import { addCommands, addExtensions } from "./registry.js";
import { editors, form as textForm, ready } from "./texts.js";

const tools = document.getElementById("passage-tools")
const NAME = "passages"
let key = null
let view = null

addExtensions(({ Extension, Plugin, pm }) => {
  key ??= new pm.state.PluginKey(NAME)
  const { Decoration, DecorationSet } = pm.view
  const found = (doc) => DecorationSet.create(doc, passagesIn(doc).map(([thread, from, to]) => decorated(Decoration, thread, from, to)))
  const plugin = new Plugin({
    key,
    state: {
      init: (_config, state) => found(state.doc),
      apply: (tr, marks) => (tr.getMeta(key) ? found(tr.doc) : marks.map(tr.mapping, tr.doc)),
    },
    props: {
      decorations: (state) => key.getState(state),
      handleClick: (_view, _at, { target }) => void point(target.closest("[data-passage-of]")?.dataset.passageOf),
    },
  })
  return [Extension.create({ name: NAME, addProseMirrorPlugins: () => [plugin] })]
})

// A browser tells of a selection a moment after the key that made it, so that the last letter would be missing.
const settled = (kind) => ({ run: () => requestAnimationFrame(() => setTimeout(() => start(kind))) })

addCommands({ comment: settled("comment"), suggest: settled("suggest") })

const decorated = (Decoration, thread, from, to) =>
  Decoration.inline(from, to, { class: "rb-passage", "data-passage-of": thread }, { thread })

function passagesIn(doc) {
  const { text, at } = lettersOf(doc)
  return marked().flatMap((thread) => {
    const found = place(text, thread)
    return found ? [[thread.thread, at[found[0]], at[found[1] - 1] + 1]] : []
  })
}

const list = () => document.getElementById("threads")

function point(thread) {
  for (const card of list().querySelectorAll(".rb-thread")) card.classList.toggle("rb-thread--current", card.dataset.thread === thread)
  const card = thread && document.getElementById(`thread-${thread}`)
  if (card && matchMedia("(min-width: 64em)").matches) card.scrollIntoView({ block: "nearest" })
}

function passageOf(thread) {
  for (const editor of editors.values()) {
    const [mark] = key.getState(editor.state).find(undefined, undefined, (spec) => spec.thread === thread)
    if (mark) return { editor, from: mark.from, to: mark.to }
  }
  return null
}

function showInText(thread) {
  const passage = passageOf(thread)
  if (passage) passage.editor.chain().focus().setTextSelection(passage).scrollIntoView().run()
}

// The selection of the editor that is being written in, and where on the window it ends.
function selection() {
  const editor = [...editors.values()].find((one) => one.isFocused) ?? view
  if (!editor || editor.state.selection.empty) return null
  view = editor
  const { from, to, $from } = editor.state.selection
  const start = $from.start()
  const end = $from.end()
  const between = (a, b) => editor.state.doc.textBetween(a, b, " ", " ")
  const words = between(start, end)
  const at = between(start, from).length
  const chosen = between(from, Math.min(to, end))
  return chosen.trim() ? { editor, to, passage: named(words, at, at + chosen.length) } : null
}

function showTool() {
  const chosen = [...editors.values()].some((one) => one.isFocused) ? selection() : null
  if (!chosen) return showTools(tools, null)
  const { left, bottom } = chosen.editor.view.coordsAtPos(chosen.to)
  return showTools(tools, { left, bottom })
}

// With words selected: the form of a new thread. Without: the thread at the cursor.
function start(kind) {
  if (!kind) return
  for (const editor of editors.values()) if (editor.isFocused) settle(editor)
  const chosen = selection()
  if (chosen) openForm(chosen.passage, kind)
  else {
    const editor = [...editors.values()].find((one) => one.isFocused)
    const at = editor?.state.selection.from
    const mark = editor && key.getState(editor.state).find(at, at)[0]
    if (mark) document.getElementById(`thread-${mark.spec.thread}`)?.focus()
  }
}

async function openForm(passage, kind) {
  const address = addressOf(list().querySelector("[data-new-thread]").href, passage, kind)
  const answer = await fetched(address)
  const fresh = answer?.getElementById("new-thread")
  if (!fresh) return location.assign(address)
  showTools(tools, null)
  const place = list().querySelector("[data-new-thread-form]")
  fresh.action = new URL(address).pathname
  place.replaceChildren(fresh)
  place.hidden = false
  const field = kind === "suggest" ? fresh.elements.suggestion : fresh.elements.body
  if (kind === "suggest") fresh.elements.suggestion.value ||= passage.quote
  field.focus()
  field.select()
}

async function fetched(address, options = {}) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", ...options })
    return new DOMParser().parseFromString(await answer.text(), "text/html")
  } catch {
    return null
  }
}

async function send(form, button) {
  const data = new FormData(form, button)
  const answer = await fetched(form.action, { method: "POST", body: data })
  const fresh = answer?.getElementById("threads")
  const again = answer?.getElementById("new-thread") ?? answer?.querySelector(".rb-thread form[data-say] [aria-invalid]")?.form
  if (again) {
    again.action = form.action
    form.replaceWith(again)
    again.querySelector("[aria-invalid]")?.focus()
  } else if (fresh) renew(fresh, form)
  else sayLost(form)
}

// The list as the server has it now; the cursor goes to the thread that was answered or is new.
function renew(fresh, form) {
  const before = new Set([...list().querySelectorAll("[data-thread]")].map((card) => card.id))
  const answered = form.closest("[data-thread]")?.id
  fresh.querySelector("#passage-tools")?.remove()
  list().replaceWith(fresh)
  redraw(key)
  showLinks()
  const card = [...fresh.querySelectorAll("[data-thread]")].find(({ id }) => id === answered || !before.has(id))
  ;(card ?? fresh.querySelector("a"))?.focus()
}

function sayLost(form) {
  const line = form.querySelector("[role=alert]") ?? document.createElement("p")
  line.setAttribute("role", "alert")
  line.textContent = list().querySelector("[data-lost]").dataset.lost
  form.prepend(line)
}

function showLinks() {
  for (const back of list().querySelectorAll("[data-in-text]")) {
    back.hidden = !passageOf(back.closest("[data-thread]").dataset.thread)
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#threads form[data-say]")) return
  event.preventDefault()
  send(event.target, event.submitter)
})
document.addEventListener("click", (event) => {
  const shown = event.target.closest("#threads [data-show]")
  if (!shown) return
  event.preventDefault()
  showInText(shown.closest("[data-thread]").dataset.thread)
})
document.addEventListener("keydown", (event) => {
  const card = event.key === "Escape" && event.target.closest("#threads [data-thread]")
  if (card) showInText(card.dataset.thread)
})

ready.then(() => {
  showLinks()
  document.querySelector(":target")?.focus()
  if (!tools) return
  document.body.append(tools)
  // The selection stays while a button is pressed.
  tools.addEventListener("mousedown", (event) => event.preventDefault())
  tools.addEventListener("click", ({ target }) => start(target.closest("[data-passage]")?.dataset.passage))
  textForm.addEventListener("text:selected", showTool)
  textForm.addEventListener("focusout", () => setTimeout(showTool, 0))
})
