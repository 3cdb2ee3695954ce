// Menus of the tool bar: opened by their button or their shortcut, walked by arrow keys, chosen from by one letter.
import { addCommands } from "./registry.js";

export const toolbarOf = (editor) => editor.view.dom.closest("[data-editor-box]").querySelector("[data-toolbar]")

addCommands({
  blockMenu: { run: (editor) => openMenu(editor, "blockMenu") },
  boxMenu: { run: (editor) => openMenu(editor, "boxMenu") },
  tableMenu: { run: (editor) => openMenu(editor, "tableMenu") },
})

// At once and with the focus inside, so that the letter typed next chooses instead of landing in the text.
function openMenu(editor, name) {
  const menu = toolbarOf(editor)?.querySelector(`[data-menu=${name}]`)
  if (!menu) return
  menu.showPopover()
  begin(menu)
}

export function bindMenu(editor, menu) {
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "open" && !menu.contains(document.activeElement)) begin(menu)
  })
  menu.addEventListener("keydown", (event) => press(event, menu, editor))
}

const itemsOf = (menu) => [...menu.querySelectorAll("[data-command]")]

function begin(menu) {
  place(menu)
  const items = itemsOf(menu)
  const inForce = items.find((item) => item.getAttribute("aria-checked") === "true")
  const first = inForce ?? items.find((item) => item.getAttribute("aria-disabled") !== "true") ?? items[0]
  first.focus()
}

// Under its button, inside the window.
function place(menu) {
  const { left, bottom } = document.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect()
  const top = Math.min(Math.max(8, bottom + 4), innerHeight - 240)
  menu.style.top = `${top}px`
  menu.style.maxHeight = `${innerHeight - top - 8}px`
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 }

function press(event, menu, editor) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const items = itemsOf(menu)
  const at = items.indexOf(document.activeElement)
  const lettered = items.find((item) => item.dataset.letter === event.key.toLowerCase())
  if (event.key in STEPS) items[(at + STEPS[event.key] + items.length) % items.length].focus()
  else if (event.key === "Home") items[0].focus()
  else if (event.key === "End") items.at(-1).focus()
  else if (event.key === "Escape" || event.key === "Tab") shut(menu, editor)
  else if (lettered) lettered.click()
  else return
  event.preventDefault()
  event.stopPropagation()
}

export function shut(menu, editor) {
  menu.hidePopover()
  editor.view.focus()
}
