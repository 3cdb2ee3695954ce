// The outline of headings beside the text: it says where the cursor is and leads to each of them.
import { addCommands } from "./registry.js";
import { editors, form } from "./texts.js";

const panel = document.querySelector("[data-editor-side]")
const list = panel.querySelector("[data-outline]")
const none = panel.querySelector("[data-outline-none]")
let drawn = ""
let links = []
let timer = 0

addCommands({ outline: { run: enter, isPossible: () => links.length > 0 } })

function enter() {
  draw()
  const current = links.find(({ link }) => link.hasAttribute("aria-current")) ?? links[0]
  panel.scrollIntoView({ block: "nearest" })
  current?.link.focus()
}

function headings() {
  const found = []
  editors.get("body")?.state.doc.descendants((node, at) => {
    if (node.type.name === "heading") found.push({ level: node.attrs.level, words: wordsOf(node), at })
    return !node.isTextblock
  })
  return found
}

const wordsOf = (node) => node.textContent.trim() || list.dataset.empty

// Drawn again only where it differs, so that the focus stays on what was reached in it.
function draw() {
  const found = headings()
  const now = JSON.stringify(found.map(({ level, words }) => [level, words]))
  if (now !== drawn) {
    drawn = now
    links = found.map(() => ({ link: document.createElement("a") }))
    list.replaceChildren(nested(found))
  }
  found.forEach((heading, number) => Object.assign(links[number], heading))
  none.hidden = found.length > 0
  mark()
}

function nested(found) {
  const root = document.createElement("ol")
  const open = [{ level: 0, list: root }]
  found.forEach((heading, number) => {
    while (open.at(-1).level >= heading.level) open.pop()
    const item = document.createElement("li")
    const { link } = links[number]
    link.href = "#id_body_label"
    link.textContent = heading.words
    link.dataset.number = String(number)
    item.append(link)
    listFor(open).append(item)
    open.push({ level: heading.level, item })
  })
  return root
}

function listFor(open) {
  const parent = open.at(-1)
  if (!parent.list) {
    parent.list = document.createElement("ol")
    parent.item.append(parent.list)
  }
  return parent.list
}

function mark() {
  const editor = editors.get("body")
  const cursor = editor?.state.selection.head ?? 0
  const current = links.filter(({ at }) => at < cursor).at(-1)
  for (const entry of links) {
    if (entry === current) entry.link.setAttribute("aria-current", "location")
    else entry.link.removeAttribute("aria-current")
  }
}

function jump(number) {
  draw()
  const editor = editors.get("body")
  editor.view.focus()
  editor.commands.setTextSelection(links[number].at + 1)
  editor.view.nodeDOM(links[number].at).scrollIntoView({ block: "start" })
}

list.addEventListener("click", (event) => {
  const link = event.target.closest("a")
  if (!link) return
  event.preventDefault()
  jump(Number(link.dataset.number))
})
list.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") editors.get("body").view.focus()
})

function drawSoon() {
  clearTimeout(timer)
  timer = setTimeout(draw, 200)
}

form.addEventListener("text:ready", () => {
  panel.hidden = false
  draw()
})
form.addEventListener("text:changed", drawSoon)
form.addEventListener("text:selected", drawSoon)
