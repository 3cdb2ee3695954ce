// The link dialog: the server recognises what was typed, tries it and says what it found; the person decides.
import { ask, posted } from "./dialogs.js";
import { addCommands } from "./registry.js";
import { isLink } from "./schema.js";

const dialog = document.getElementById("link-dialog")
const field = dialog.querySelector("input")
const part = (name) => dialog.querySelector(`[data-${name}]`)
let found = null
let asked = 0

addCommands({ link: { run: askForLink, isActive: (editor) => editor.isActive("link") } })

function askForLink(editor) {
  field.value = editor.getAttributes("link").href ?? ""
  part("remove").hidden = !field.value
  forget()
  ask(dialog, (answer) => {
    asked += 1
    const chain = editor.chain().focus().extendMarkRange("link")
    if (answer === "remove") chain.unsetLink().run()
    else if (answer === "set" && isLink(field.value)) linked(chain, editor, field.value)
  }, editor)
}

function linked(chain, editor, href) {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
  } else chain.setLink({ href }).run()
}

function forget() {
  found = null
  part("verdict").textContent = ""
  delete part("verdict").dataset.state
  part("moved").hidden = part("anyway").hidden = true
}

field.addEventListener("input", forget)

part("set").addEventListener("click", async (event) => {
  event.preventDefault()
  forget()
  if (!field.value.trim()) return field.focus()
  say("looking", dialog.dataset.looking)
  asked += 1
  const mine = asked
  const answer = (await posted(dialog.dataset.url, { address: field.value })) ?? unasked()
  if (mine === asked && dialog.open) take(answer)
})

const unasked = () => ({
  state: isLink(field.value.trim()) ? "no-answer" : "not-a-link",
  address: field.value.trim(),
  sentence: dialog.dataset.notTried,
})

function take(answer) {
  found = answer
  if (answer.state === "works") return use(answer.address)
  if (answer.state !== "moved") field.value = answer.address
  say(answer.state, answer.sentence)
  part("moved").hidden = answer.state !== "moved"
  part("anyway").hidden = answer.state === "not-a-link"
  const next = [part("moved"), part("anyway")].find((button) => !button.hidden)
  ;(next ?? field).focus()
}

function say(state, sentence) {
  part("verdict").dataset.state = state
  part("verdict").textContent = sentence
}

function use(address) {
  field.value = address
  dialog.close("set")
}

part("moved").addEventListener("click", () => use(found.address))
part("anyway").addEventListener("click", () => use(found.state === "moved" ? whole(field.value.trim()) : found.address))

// What was typed without its https:// moved: kept as typed, it is still a whole address.
const whole = (typed) => (isLink(typed) ? typed : `https://${typed}`)
