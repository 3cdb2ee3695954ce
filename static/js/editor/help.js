// The page's help dialog, opened from anywhere on the page.
import { ask } from "./dialogs.js";
import { addCommands } from "./registry.js";

const dialog = document.getElementById("help-dialog")

addCommands({ help: { run: (editor) => open(() => {}, editor) } })

function open(back, editor) {
  if (!dialog.open) ask(dialog, back, editor)
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "/" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  const before = document.activeElement
  open(() => before?.focus())
})
