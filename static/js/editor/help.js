// The page's help dialog, opened from anywhere on the page.
import { addCommands } from "./registry.js";

const dialog = document.getElementById("help-dialog")

addCommands({ help: { run: (editor) => open(() => editor.view.focus()) } })

function open(back) {
  if (dialog.open) return
  dialog.addEventListener("close", back, { once: true })
  dialog.showModal()
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "/" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  const before = document.activeElement
  open(() => before?.focus())
})
