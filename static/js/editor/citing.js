// The dialog that cites: a combobox over the library, the article's own works first, and several works in one citation. A DOI, PMID
// or PMCID that the library does not have is offered to be looked up elsewhere.
import { nameReferences } from "./citations.js";
import { ask, json, posted } from "./dialogs.js";
import { addCommands } from "./registry.js";
import { line, searchList } from "./searching.js";

const dialog = document.getElementById("cite-dialog")
const chosenList = dialog.querySelector("[data-chosen]")
const { dataset } = dialog
const UNRESOLVED = "unresolved:"

let chosen = new Map()

const works = searchList(dialog, {
  find,
  line: option,
  take: (work) => (work.offer ? lookUp(work.offer) : toggle(work)),
  enter: putIn,
})

addCommands({ cite: { run: askForReferences, isActive: (editor) => editor.isActive("citation") } })

function askForReferences(editor) {
  const cited = editor.isActive("citation") ? editor.getAttributes("citation").keys.split(" ").filter(Boolean) : []
  chosen = new Map(cited.map((key) => [key, { key, title: key.replace(UNRESOLVED, ""), detail: unbound(key) }]))
  works.forget()
  showChosen()
  nameChosen()
  works.search()
  ask(dialog, (answer) => {
    works.forget()
    const keys = [...chosen.keys()].join(" ")
    nameReferences(titles())
    const chain = editor.chain().focus()
    if (answer === "set" && keys) chain.insertContent({ type: "citation", attrs: { keys } }).run()
    else if (answer === "set" && cited.length) chain.deleteSelection().run()
  }, editor)
  works.field.focus()
}

// What the marks of a citation say of works that the page did not know yet.
function titles() {
  const known = [...chosen.values()].filter(({ key }) => !key.startsWith(UNRESOLVED))
  return Object.fromEntries(known.map(({ key, title }) => [key, title]))
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

async function find(words) {
  const answer = await json(`${dataset.url}?${new URLSearchParams({ q: words })}`)
  if (answer?.offer) answer.results.push({ offer: answer.offer, title: dataset.lookUpAndCite.replace("{id}", answer.offer) })
  return answer
}

// What was looked up is in the library from then on, as it is stated, whether it is cited in the end or not.
async function lookUp(identifier) {
  works.say(dataset.lookingUp)
  const answer = await posted(dataset.lookUpUrl, { identifier })
  if (!dialog.open) return
  if (answer?.work) {
    if (!chosen.has(answer.work.key)) toggle(answer.work)
    await works.search()
  }
  if (answer?.sentence !== "") works.say(answer?.sentence ?? dataset.noAnswer)
}

function option(work) {
  const item = line(work.title, [work.detail, work.listed ? dataset.listed : ""])
  item.setAttribute("aria-selected", String(chosen.has(work.key)))
  return item
}

function showChosen() {
  chosenList.hidden = !chosen.size
  chosenList.replaceChildren(...[...chosen.values()].map(chosenLine))
  for (const [item, work] of works.shown()) item.setAttribute("aria-selected", String(chosen.has(work.key)))
}

function chosenLine(work) {
  const item = line(work.title, [work.detail])
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

// With nothing to take, or with Ctrl, Enter puts in what was chosen.
function putIn({ ctrlKey, metaKey }, work) {
  if (work && !ctrlKey && !metaKey) return false
  if (chosen.size) dialog.close("set")
  return true
}

chosenList.addEventListener("click", ({ target }) => {
  if (!target.dataset.key) return
  chosen.delete(target.dataset.key)
  showChosen()
  works.field.focus()
})
