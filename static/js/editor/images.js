// The image dialog: a picture that was chosen, pasted or dropped is described, sent, and stands in the text as a figure.
import { ask } from "./dialogs.js";
import { addCommands } from "./registry.js";

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

// One dialog after the other, however many pictures were pasted; resolves when this one is closed.
export function askForImage(editor, { file = null, alt = "" } = {}) {
  waiting = waiting.then(() => oneImage(editor, file, alt))
  return waiting
}

function oneImage(editor, file, alt) {
  sent.reset()
  fields.alt.value = alt
  forgetProblems()
  choose(file)
  return new Promise((resolve) => {
    ask(dialog, () => {
      editor.commands.focus()
      resolve()
    })
    sent.onsubmit = (event) => {
      event.preventDefault()
      send(editor)
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

async function send(editor) {
  forgetProblems()
  sent.inert = true
  const answer = await answered()
  sent.inert = false
  if (answer.address) {
    put(editor, answer)
    dialog.close()
  } else showProblems(answer.errors ?? {})
}

// {address, alt, caption, changes}, or {errors} by field; "" is the field for what is wrong with the sending itself.
async function answered() {
  try {
    const response = await fetch(dialog.dataset.url, { method: "POST", body: new FormData(sent), headers: { Accept: "application/json" } })
    if (/json/.test(response.headers.get("Content-Type"))) return await response.json()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  return { errors: { "": [dialog.dataset.notSent] } }
}

function put(editor, { address, alt, caption, changes }) {
  const content = caption ? [{ type: "text", text: caption }] : []
  editor.chain().focus().insertContent({ type: "figure", attrs: { src: address, alt }, content }).run()
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
    else editor.commands.focus()
  })
}
