// The tool bar of one editor: its buttons run registered commands and show which are in force at the cursor.
import { setBox } from "./boxes.js";
import { setBlock } from "./commands.js";
import { commandNamed } from "./registry.js";

export function bind(editor, toolbar) {
  toolbar.hidden = false
  // A press on a button leaves the cursor in the text, so that no key typed right after it is lost.
  toolbar.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault()
  })
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]")
    if (button) commandNamed(button.dataset.command)?.run(editor)
  })
  toolbar.addEventListener("change", (event) => {
    const { value, dataset } = event.target
    if (dataset.choice === "block") setBlock(editor, value)
    else if (dataset.choice === "box") setBox(editor, value)
  })
  editor.on("transaction", () => show(editor, toolbar))
  show(editor, toolbar)
}

function show(editor, toolbar) {
  for (const button of toolbar.querySelectorAll("[data-command]")) showState(editor, button)
  const block = toolbar.querySelector("[data-choice=block]")
  block.value = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : ""
  const box = toolbar.querySelector("[data-choice=box]")
  if (box) box.value = editor.getAttributes("aside").kind ?? ""
  const table = toolbar.querySelector("[data-in-table]")
  if (table) table.hidden = !editor.isActive("table")
}

function showState(editor, button) {
  const command = commandNamed(button.dataset.command)
  if (!command?.isActive) return
  const isActive = command.isActive(editor)
  button.setAttribute("aria-pressed", String(isActive))
  button.classList.toggle("active", isActive)
}
