// Commands that ask first: the address of a link, the references of a citation.
import { addCommands } from "./registry.js";
import { isLink } from "./schema.js";

addCommands({
  link: { run: askForLink, isActive: (editor) => editor.isActive("link") },
  cite: { run: askForReferences, isActive: (editor) => editor.isActive("citation") },
})

// Opens a dialog and calls `answer` with the value of the button that closed it, "" for Escape and Cancel.
export function ask(dialog, answer) {
  dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true })
  dialog.returnValue = ""
  dialog.showModal()
}

function askForLink(editor) {
  const dialog = document.getElementById("link-dialog")
  const field = dialog.querySelector("input")
  field.value = editor.getAttributes("link").href ?? ""
  ask(dialog, (answer) => {
    const chain = editor.chain().focus().extendMarkRange("link")
    if (answer === "remove") chain.unsetLink().run()
    else if (answer === "set" && isLink(field.value)) linked(chain, editor, field.value)
  })
}

function linked(chain, editor, href) {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
  } else chain.setLink({ href }).run()
}

function askForReferences(editor) {
  const dialog = document.getElementById("cite-dialog")
  const cited = editor.isActive("citation") ? editor.getAttributes("citation").keys.split(" ") : []
  const choices = [...dialog.querySelectorAll("[name=key]")]
  for (const choice of choices) choice.checked = cited.includes(choice.value)
  const listed = new Set(choices.map((choice) => choice.value))
  ask(dialog, (answer) => {
    const chosen = choices.filter((choice) => choice.checked).map((choice) => choice.value)
    const keys = [...cited.filter((key) => !listed.has(key)), ...chosen].join(" ")
    if (answer === "set" && keys) editor.chain().focus().insertContent({ type: "citation", attrs: { keys } }).run()
  })
}
