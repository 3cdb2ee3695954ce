// What the checks notice in the words as they are typed: asked of the server whenever it has kept them, listed beside the
// editor, marked in the text. Marks are decorations: no saved text holds them.
import { place } from "../passages.js";
import { lettersOf } from "./letters.js";
import { redraw } from "./redrawing.js";
import { addExtensions } from "./registry.js";
import { editors, form, ready } from "./texts.js";

const panel = document.querySelector("[data-checks]")
const list = panel.querySelector("[data-checks-found]")
const line = panel.querySelector("[data-checks-state]")
const NAME = "noticed"
let key = null
let asked = 0

addExtensions(({ Extension, Plugin, pm }) => {
  key ??= new pm.state.PluginKey(NAME)
  const { Decoration, DecorationSet } = pm.view
  const found = (doc) => DecorationSet.create(doc, marksIn(doc).map((mark) => decorated(Decoration, mark)))
  const plugin = new Plugin({
    key,
    state: {
      init: (_config, state) => found(state.doc),
      apply: (tr, marks) => (tr.getMeta(key) ? found(tr.doc) : marks.map(tr.mapping, tr.doc)),
    },
    props: { decorations: (state) => key.getState(state) },
  })
  return [Extension.create({ name: NAME, addProseMirrorPlugins: () => [plugin] })]
})

const decorated = (Decoration, { id, severity, from, to }) =>
  Decoration.inline(from, to, { class: `rb-noticed--${severity}` }, { id })

function marksIn(doc) {
  const { text, at } = lettersOf(doc)
  return noticed().flatMap(({ noticed: id, quote, before, after, severity }) => {
    const found = quote && place(text, { quote, before, after })
    return found ? [{ id, severity, from: at[found[0]], to: at[found[1] - 1] + 1 }] : []
  })
}

const noticed = () => [...list.querySelectorAll("[data-noticed]")].map((item) => item.dataset)

// The newest answer counts, whichever comes last.
async function look() {
  asked += 1
  const mine = asked
  try {
    const answer = await fetch(panel.dataset.checks, { credentials: "same-origin", redirect: "manual" })
    if (!answer.ok) throw new Error(answer.status)
    const words = await answer.text()
    if (mine === asked) show(words)
  } catch {
    line.textContent = panel.dataset.lost
  }
}

function show(words) {
  const unfolded = new Map([...list.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]))
  const open = list.contains(document.activeElement) ? document.activeElement.closest("[data-noticed]")?.dataset.quote : null
  list.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes)
  line.textContent = ""
  for (const part of list.querySelectorAll("details[id]")) part.open = unfolded.get(part.id) ?? part.open
  redraw(key)
  for (const button of list.querySelectorAll("[data-show-noticed], [data-mend]")) button.hidden = !passageOf(button)
  if (open) [...list.querySelectorAll("[data-noticed]")].find(({ dataset }) => dataset.quote === open)?.querySelector("button, a")?.focus()
}

function passageOf(button) {
  const { noticed: id } = button.closest("[data-noticed]").dataset
  for (const editor of editors.values()) {
    const [mark] = key.getState(editor.state).find(undefined, undefined, (spec) => spec.id === id)
    if (mark) return { editor, from: mark.from, to: mark.to }
  }
  return null
}

// Bold stays bold: the words take the marks of those that they replace.
function mend({ editor, from, to }, words) {
  editor.view.dispatch(editor.state.tr.insertText(words, from, to))
  editor.view.focus()
}

list.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-show-noticed], [data-mend]")
  const passage = button && passageOf(button)
  if (!passage) return
  if (button.dataset.mend) mend(passage, button.dataset.mend)
  else passage.editor.chain().focus().setTextSelection(passage).scrollIntoView().run()
})
form.addEventListener("text:kept", look)
ready.then(look)
