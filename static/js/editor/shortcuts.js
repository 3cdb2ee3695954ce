// Key bindings from the table of commands that the page carries (articles/views/editor_commands.py).
import { addExtensions, commandNamed } from "./registry.js";

const table = JSON.parse(document.getElementById("editor-bindings").textContent)
const isMac = /mac|iphone|ipad/i.test(navigator.platform)

addExtensions(({ Extension }, field) => [
  Extension.create({
    name: "shortcuts",
    // Before those that the editor's own parts bring.
    priority: 1000,
    addKeyboardShortcuts() {
      return Object.fromEntries(rowsOf(field).flatMap(({ name, keys }) => keys.map((key) => [key, () => press(name, this.editor)])))
    },
  }),
])

const rowsOf = (field) => table.filter(({ brief }) => brief || field !== "summary")

// Escape is passed on where there is nothing to leave; all other keys are ours even where the command can do nothing now.
function press(name, editor) {
  const command = commandNamed(name)
  if (!command) return false
  const isPossible = command.isPossible?.(editor) ?? true
  if (isPossible) command.run(editor)
  return isPossible || name !== "leave"
}

if (isMac) {
  for (const element of document.querySelectorAll("[data-toolbar] [title], [data-toolbar] kbd")) {
    if (element.title) element.title = asOnMac(element.title)
    else element.textContent = asOnMac(element.textContent)
  }
}

function asOnMac(words) {
  return words.replaceAll("Ctrl+", "⌘").replaceAll("Alt+", "⌥").replaceAll("Shift+", "⇧")
}
