// The image dialog: a picture that was chosen, pasted or dropped is described, sent, and stands in the text as a figure; one of
// the library stands there as it is.
import { ask, json } from "./dialogs.js";
import { forgetTaken, taken } from "./library.js";
import { addCommands, addProps } from "./registry.js";
import { editors } from "./texts.js";

const dialog = document.getElementById("image-dialog")
const words = document.getElementById("alt-dialog")
const sent = dialog.querySelector("form")
const fields = sent.elements
const problem = dialog.querySelector("[data-problem]")
let waiting = Promise.resolve()

addCommands({
  image: {
    run: (editor) => (editor.isActive("figure") ? askForWords(editor) : askForImage(editor)),
    isActive: (editor) => editor.isActive("figure"),
  },
})

// A picture that is clicked is chosen, so that the button is about it.
addProps({
  handleClickOn(view, _at, node, nodeAt, event) {
    if (node.type.name !== "figure" || event.target.localName !== "img") return false
    return [...editors.values()].find((editor) => editor.view === view).commands.setNodeSelection(nodeAt)
  },
})

// One dialog after the other, however many pictures were pasted; resolves when this one is closed.
export function askForImage(editor, { file = null, alt = "" } = {}) {
  waiting = waiting.then(() => oneImage(editor, file, alt))
  return waiting
}

function oneImage(editor, file, alt) {
  sent.reset()
  forgetTaken()
  fields.alt.value = alt
  forgetProblems()
  choose(file)
  return new Promise((resolve) => {
    let answer = null
    ask(
      dialog,
      () => {
        if (answer) put(editor, answer)
        resolve()
      },
      editor,
    )
    sent.onsubmit = async (event) => {
      event.preventDefault()
      answer = taken() ? described(taken()) : await send()
      if (answer) dialog.close()
    }
  })
}

function choose(file) {
  if (file) {
    const carrier = new DataTransfer()
    carrier.items.add(file)
    fields.file.files = carrier.files
  }
  preview(file)
}

// A data: address, because the page's security policy knows no blob: addresses.
function preview(file) {
  const shown = dialog.querySelector("[data-preview]")
  shown.hidden = true
  if (!file) return
  const reader = new FileReader()
  reader.onload = () => {
    shown.src = reader.result
    shown.hidden = false
  }
  reader.readAsDataURL(file)
}

fields.file.addEventListener("change", () => preview(fields.file.files[0]))

// {address, alt, caption, changes}, or null when something is wrong: the dialog says what.
async function send() {
  forgetProblems()
  const body = new FormData(sent)
  sent.inert = true
  const answer = await json(dialog.dataset.url, { method: "POST", body })
  sent.inert = false
  if (answer?.address) return answer
  showProblems(answer?.errors ?? { "": [dialog.dataset.notSent] })
  return null
}

// The library's picture with this text's words for it, or null when there are none.
function described({ address }) {
  forgetProblems()
  const alt = fields.alt.value.trim()
  if (alt) return { address, alt, caption: fields.caption.value.trim(), changes: [] }
  showProblems({ alt: [dialog.dataset.noWords] })
  return null
}

function put(editor, { address, alt, caption, changes }) {
  const content = caption ? [{ type: "text", text: caption }] : []
  // An empty paragraph, in which writing goes on and which no text keeps: the caption is not the place for the next words.
  const figure = { type: "figure", attrs: { src: address, alt }, content }
  editor.chain().focus().insertContent([figure, { type: "paragraph" }]).run()
  const said = document.querySelector("[data-paste-report]")
  if (!changes.length) return
  said.querySelector("[data-lines]").append(...changes.map((change) => Object.assign(document.createElement("p"), { textContent: change })))
  said.hidden = false
}

function forgetProblems() {
  problem.hidden = true
  problem.replaceChildren()
  for (const field of sent.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid")
}

function showProblems(errors) {
  for (const [name, sentences] of Object.entries(errors)) {
    fields[name]?.setAttribute("aria-invalid", "true")
    for (const sentence of sentences) problem.append(Object.assign(document.createElement("p"), { textContent: sentence }))
  }
  problem.hidden = false
  const first = Object.keys(errors).find((name) => fields[name])
  if (first) fields[first].focus()
}

dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close())

function askForWords(editor) {
  const field = words.querySelector("textarea")
  field.value = editor.getAttributes("figure").alt
  ask(words, (answer) => {
    if (answer === "set" && field.value.trim()) editor.chain().focus().updateAttributes("figure", { alt: field.value.trim() }).run()
  }, editor)
}
