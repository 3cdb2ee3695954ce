// The palette of special characters: searched by name, walked by arrow keys. What is raised or lowered becomes a mark.
import { ask } from "./dialogs.js";
import { addCommands } from "./registry.js";

const dialog = document.getElementById("characters-dialog")
const search = dialog.querySelector("input")
const status = dialog.querySelector("[role=status]")
const signs = [...dialog.querySelectorAll(".rb-sign")]

addCommands({ characters: { run: choose } })

function choose(editor) {
  search.value = ""
  narrow()
  ask(dialog, (answer) => {
    editor.view.focus()
    if (answer) insert(editor, answer)
  })
  search.focus()
}

// Another word typed right behind a raised figure is not raised.
function insert(editor, answer) {
  const [position, sign] = [answer.slice(0, answer.indexOf(":")), answer.slice(answer.indexOf(":") + 1)]
  const placed = ({ tr, state }) => {
    const around = (state.storedMarks ?? state.selection.$from.marks()).filter((mark) => !position || mark.type.name !== "position")
    const marks = position ? [...around, state.schema.marks.position.create({ path: position })] : around
    tr.replaceSelectionWith(state.schema.text(sign, marks), false).setStoredMarks(around)
    return true
  }
  editor.chain().focus().command(placed).run()
}

function narrow() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  const exact = search.value.trim()
  for (const sign of signs) {
    const name = sign.title.toLowerCase()
    sign.hidden = !(sign.textContent === exact || words.every((word) => name.includes(word)))
  }
  for (const group of dialog.querySelectorAll("fieldset")) group.hidden = !group.querySelector(".rb-sign:not([hidden])")
  status.textContent = shown().length ? "" : status.dataset.none
  for (const [number, sign] of shown().entries()) sign.tabIndex = number ? -1 : 0
}

const shown = () => signs.filter((sign) => !sign.hidden)

search.addEventListener("input", narrow)

dialog.addEventListener("keydown", (event) => {
  if (event.target === search && event.key === "Enter") shown()[0]?.click()
  else if (event.target === search && event.key === "ArrowDown") focus(shown()[0])
  else if (event.target.matches(".rb-sign") && walks(event.target, event.key)) focus(walks(event.target, event.key))
  else return
  event.preventDefault()
})

function focus(sign) {
  if (!sign) return
  for (const other of signs) other.tabIndex = other === sign ? 0 : -1
  sign.focus()
}

function walks(sign, key) {
  const all = shown()
  const at = all.indexOf(sign)
  if (key === "ArrowRight") return all[at + 1] ?? all[0]
  if (key === "ArrowLeft") return all[at - 1] ?? all.at(-1)
  if (key === "Home") return all[0]
  if (key === "End") return all.at(-1)
  if (key === "ArrowDown") return nearest(sign, all.slice(at + 1)) ?? all[0]
  if (key === "ArrowUp") return nearest(sign, all.slice(0, at).reverse()) ?? search
  return null
}

// In the next row of those that follow: the one that stands closest below or above.
function nearest(sign, following) {
  const { top, left } = sign.getBoundingClientRect()
  const boxes = following.map((other) => [other, other.getBoundingClientRect()])
  const row = boxes.find(([, box]) => Math.abs(box.top - top) > 4)
  if (!row) return null
  const inRow = boxes.filter(([, box]) => Math.abs(box.top - row[1].top) <= 4)
  return inRow.sort(([, a], [, b]) => Math.abs(a.left - left) - Math.abs(b.left - left))[0][0]
}
