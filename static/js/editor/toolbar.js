// The tool bar of one editor: its buttons run registered commands and show which are in force at the cursor. One stop of
// the Tab key, arrow keys inside, as the ARIA pattern for tool bars has it.
import { bindMenu, shut, toolbarOf } from "./menus.js";
import { addCommands, commandNamed } from "./registry.js";

addCommands({ toolbar: { run: (editor) => toolbarOf(editor).querySelector("[data-tools] [tabindex='0']").focus() } })

export function bind(editor, toolbar) {
  const tools = toolbar.querySelector("[data-tools]")
  toolbar.hidden = false
  // A press on a button leaves the cursor in the text, so that no key typed right after it is lost.
  toolbar.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault()
  })
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-command]")
    if (button) choose(editor, button)
  })
  for (const menu of tools.querySelectorAll("[data-menu]")) bindMenu(editor, menu)
  rove(editor, tools)
  slide(toolbar, tools)
  editor.on("transaction", () => showSoon(editor, toolbar))
  show(editor, toolbar)
}

// The focus goes to the text at once: the editor's own commands take it there only with the next frame.
function choose(editor, button) {
  const command = commandNamed(button.dataset.command)
  if (command?.isPossible?.(editor) === false) return
  const menu = button.closest("[data-menu]")
  if (menu) shut(menu, editor)
  else editor.view.focus()
  command?.run(editor)
}

const stops = (tools) => [...tools.querySelectorAll(".rb-tools__button")]

function rove(editor, tools) {
  stops(tools)[0].tabIndex = 0
  tools.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".rb-tools__button")) return
    for (const stop of stops(tools)) stop.tabIndex = stop === target ? 0 : -1
    target.scrollIntoView({ block: "nearest", inline: "nearest" })
  })
  tools.addEventListener("keydown", (event) => {
    const to = event.target.matches(".rb-tools__button") ? goal(event, stops(tools)) : null
    if (event.key === "Escape" && event.target.matches(".rb-tools__button")) editor.view.focus()
    else if (to) to.focus()
    else return
    event.preventDefault()
  })
}

function goal({ key, target }, all) {
  const at = all.indexOf(target)
  if (key === "ArrowRight") return all[(at + 1) % all.length]
  if (key === "ArrowLeft") return all.at(at - 1)
  if (key === "Home") return all[0]
  if (key === "End") return all.at(-1)
  if (key === "ArrowDown" && target.popoverTargetElement) target.click()
  return null
}

// On a narrow screen the bar is one row that slides; a sign at its edge says that there is more, and slides it.
function slide(toolbar, tools) {
  const more = toolbar.querySelector("[data-more]")
  const look = () => {
    more.hidden = tools.scrollWidth - tools.clientWidth - tools.scrollLeft < 4
    toolbar.toggleAttribute("data-slid", tools.scrollLeft > 4)
  }
  tools.addEventListener("scroll", look, { passive: true })
  new ResizeObserver(look).observe(tools)
  more.addEventListener("click", () => tools.scrollBy({ left: tools.clientWidth * 0.7 }))
}

const waiting = new Set()

// Once for all changes of a moment: some commands must try themselves to know whether they are possible.
function showSoon(editor, toolbar) {
  if (waiting.has(editor)) return
  waiting.add(editor)
  requestAnimationFrame(() => {
    waiting.delete(editor)
    if (!editor.isDestroyed) show(editor, toolbar)
  })
}

function show(editor, toolbar) {
  for (const button of toolbar.querySelectorAll("[data-command]")) showState(editor, button)
  for (const menu of toolbar.querySelectorAll("[data-menu]")) showChoice(menu)
}

function showState(editor, button) {
  const command = commandNamed(button.dataset.command)
  if (!command) return
  if (command.isPossible) button.setAttribute("aria-disabled", String(!command.isPossible(editor)))
  if (!command.isActive) return
  const isActive = command.isActive(editor)
  button.setAttribute(button.role === "menuitemradio" ? "aria-checked" : "aria-pressed", String(isActive))
  button.classList.toggle("active", isActive)
}

// The button of a menu of kinds carries the kind in force; one that says "none" leaves it with its own name.
function showChoice(menu) {
  const shown = document.querySelector(`[popovertarget="${menu.id}"] [data-current]`)
  if (!shown) return
  const inForce = menu.querySelector("[aria-checked=true]")
  const isNone = !inForce || inForce.dataset.command.endsWith("-none")
  shown.textContent = isNone ? shown.dataset.current : inForce.querySelector("[data-label]").textContent
}
