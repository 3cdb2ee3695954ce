// The dialog that cites: a combobox over the library, the article's own works first, and several works in one citation.
import { nameReferences } from "./citations.js";
import { ask, json } from "./dialogs.js";
import { addCommands } from "./registry.js";

const dialog = document.getElementById("cite-dialog")
const field = dialog.querySelector("[role=combobox]")
const results = dialog.querySelector("[role=listbox]")
const chosenList = dialog.querySelector("[data-chosen]")
const count = dialog.querySelector("[data-count]")
const { dataset } = dialog
const UNRESOLVED = "unresolved:"
const PAUSE = 200

let chosen = new Map()
let shown = []
let active = -1
let timer = 0
let asked = 0

addCommands({ cite: { run: askForReferences, isActive: (editor) => editor.isActive("citation") } })

function askForReferences(editor) {
  const cited = editor.isActive("citation") ? editor.getAttributes("citation").keys.split(" ").filter(Boolean) : []
  chosen = new Map(cited.map((key) => [key, { key, title: key.replace(UNRESOLVED, ""), detail: unbound(key) }]))
  field.value = ""
  show([])
  showChosen()
  nameChosen()
  search()
  ask(dialog, (answer) => {
    asked += 1
    const keys = [...chosen.keys()].join(" ")
    nameReferences(titles())
    const chain = editor.chain().focus()
    if (answer === "set" && keys) chain.insertContent({ type: "citation", attrs: { keys } }).run()
    else if (answer === "set" && cited.length) chain.deleteSelection().run()
  }, editor)
  field.focus()
}

// What the marks of a citation say of works that the page did not know yet.
function titles() {
  const works = [...chosen.values()].filter(({ key }) => !key.startsWith(UNRESOLVED))
  return Object.fromEntries(works.map(({ key, title }) => [key, title]))
}

const unbound = (key) => (key.startsWith(UNRESOLVED) ? dataset.unbound : "")

// The titles of what the citation holds already.
async function nameChosen() {
  const keys = [...chosen.keys()].filter((key) => !key.startsWith(UNRESOLVED))
  if (!keys.length) return
  const answer = await json(`${dataset.url}?${new URLSearchParams({ keys: keys.join(" ") })}`)
  for (const work of answer?.results ?? []) if (chosen.has(work.key)) chosen.set(work.key, work)
  showChosen()
}

async function search() {
  asked += 1
  const mine = asked
  const answer = await json(`${dataset.url}?${new URLSearchParams({ q: field.value })}`)
  if (mine !== asked) return
  show(answer?.results ?? [])
  const sentence = answer?.more ? dataset.more : shown.length ? dataset.some : dataset.none
  count.textContent = answer ? sentence.replace("{n}", shown.length) : dataset.noAnswer
}

function show(works) {
  shown = works
  active = -1
  results.replaceChildren(...works.map(option))
  field.setAttribute("aria-expanded", String(works.length > 0))
  field.removeAttribute("aria-activedescendant")
}

function option(work, index) {
  const item = line(work, [work.detail, work.listed ? dataset.listed : ""])
  item.setAttribute("role", "option")
  item.id = `cite-option-${index}`
  item.dataset.index = index
  item.setAttribute("aria-selected", String(chosen.has(work.key)))
  return item
}

function line({ title }, details) {
  const item = document.createElement("li")
  const name = Object.assign(document.createElement("span"), { className: "rb-results__title", textContent: title })
  const meta = Object.assign(document.createElement("span"), { className: "rb-results__meta", textContent: details.filter(Boolean).join(" · ") })
  item.append(name, meta)
  return item
}

function showChosen() {
  chosenList.hidden = !chosen.size
  chosenList.replaceChildren(...[...chosen.values()].map(chosenLine))
  for (const item of results.children) item.setAttribute("aria-selected", String(chosen.has(shown[item.dataset.index].key)))
}

function chosenLine(work) {
  const item = line(work, [work.detail])
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: dataset.takeOut })
  button.setAttribute("aria-label", `${dataset.takeOut}: ${work.title}`)
  button.dataset.key = work.key
  item.append(button)
  return item
}

// A work that is chosen where one label of an import stands alone takes its place: that is what binding it means. Of several
// labels a person says which one goes.
function toggle(work) {
  const [only, ...others] = chosen.keys()
  if (chosen.has(work.key)) chosen.delete(work.key)
  else {
    if (only?.startsWith(UNRESOLVED) && !others.length) chosen.delete(only)
    chosen.set(work.key, work)
  }
  showChosen()
}

function move(step) {
  if (!shown.length) return
  active = (active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length
  for (const [index, item] of [...results.children].entries()) item.classList.toggle("rb-results__active", index === active)
  field.setAttribute("aria-activedescendant", results.children[active].id)
  results.children[active].scrollIntoView({ block: "nearest" })
}

const KEYS = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: enter }

field.addEventListener("keydown", (event) => {
  if (event.isComposing || !KEYS[event.key] || event.altKey) return
  event.preventDefault()
  KEYS[event.key](event)
})

// Enter takes the work that the arrows stand on; with nothing to take it puts in what was chosen.
function enter({ ctrlKey, metaKey }) {
  if (active >= 0 && !ctrlKey && !metaKey) toggle(shown[active])
  else if (chosen.size) dialog.close("set")
}

field.addEventListener("input", () => {
  clearTimeout(timer)
  timer = setTimeout(search, PAUSE)
})

results.addEventListener("click", ({ target }) => {
  const item = target.closest("[role=option]")
  if (item) toggle(shown[item.dataset.index])
  field.focus()
})

chosenList.addEventListener("click", ({ target }) => {
  if (!target.dataset.key) return
  chosen.delete(target.dataset.key)
  showChosen()
  field.focus()
})
