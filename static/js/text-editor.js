// The editing page of one text: an editor over each text area, its toolbar, and a question before unsaved words are left.
import { closed, isLink, opened, schema } from "./text-schema.js"

const form = document.querySelector("[data-text-form]")
const state = form.querySelector("[data-state]")
let unsaved = false

function noteChange() {
  unsaved = true
  state.textContent = state.dataset.unsaved
}

if ("notSaved" in form.dataset) noteChange()
form.addEventListener("input", noteChange)
form.addEventListener("submit", () => {
  unsaved = false
})
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault()
})
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault()
    form.requestSubmit()
  }
})

const labels = Object.fromEntries(
  [...document.querySelectorAll("[data-choice=box] option")].map((option) => [option.value, option.textContent]),
)

function begin(parts, textarea) {
  const box = textarea.closest("[data-editor-box]")
  const mount = document.createElement("div")
  mount.className = "prose-editor"
  textarea.before(mount)
  mount.append(textarea)
  const editor = new parts.Editor({
    element: mount,
    injectCSS: false,
    extensions: schema(parts, labels),
    content: opened(textarea.value),
    editorProps: { attributes: named(textarea) },
    onUpdate: ({ editor }) => {
      textarea.value = closed(editor.getHTML())
      form.elements.written_in_editor.value = "on"
      noteChange()
    },
    onTransaction: ({ editor }) => show(editor, toolbar),
  })
  const toolbar = box.querySelector("[data-toolbar]")
  bind(editor, toolbar)
  return editor
}

function named(textarea) {
  const described = textarea.getAttribute("aria-describedby")
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-labelledby": `${textarea.id}_label`,
    ...(described ? { "aria-describedby": described } : {}),
    ...(textarea.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
    class: textarea.rows > 10 ? "rb-text" : "rb-text rb-text--short",
    spellcheck: "true",
  }
}

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  sup: (chain) => chain.toggleMark("position", { path: "sup" }),
  sub: (chain) => chain.toggleMark("position", { path: "sub" }),
  dfn: (chain) => chain.toggleMark("dfn"),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  quote: (chain) => chain.toggleBlockquote(),
  question: (chain) =>
    chain.insertContent({ type: "question", content: [{ type: "heading", attrs: { level: 3 } }, { type: "paragraph" }] }),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  row: (chain) => chain.addRowAfter(),
  column: (chain) => chain.addColumnAfter(),
  header: (chain) => chain.toggleHeaderCell(),
  noRow: (chain) => chain.deleteRow(),
  noColumn: (chain) => chain.deleteColumn(),
  noTable: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
}

const ACTIVE = {
  bold: ["bold"],
  italic: ["italic"],
  sup: ["position", { path: "sup" }],
  sub: ["position", { path: "sub" }],
  dfn: ["dfn"],
  bullets: ["bulletList"],
  numbers: ["orderedList"],
  quote: ["blockquote"],
  question: ["question"],
  link: ["link"],
  cite: ["citation"],
}

function bind(editor, toolbar) {
  toolbar.hidden = false
  // A press on a button leaves the cursor in the text, so that no key typed right after it is lost.
  toolbar.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault()
  })
  toolbar.addEventListener("click", (event) => {
    const command = event.target.closest("[data-command]")?.dataset.command
    if (command === "link") askForLink(editor)
    else if (command === "cite") askForReferences(editor)
    else if (command === "caption") addCaption(editor)
    else if (command) COMMANDS[command](editor.chain().focus()).run()
  })
  toolbar.addEventListener("change", (event) => {
    const { value, dataset } = event.target
    if (dataset.choice === "block") setBlock(editor, value)
    else if (dataset.choice === "box") setBox(editor, value)
  })
  show(editor, toolbar)
}

function show(editor, toolbar) {
  if (!toolbar) return
  for (const button of toolbar.querySelectorAll("[data-command]")) {
    const active = ACTIVE[button.dataset.command]
    if (!active) continue
    const isActive = editor.isActive(...active)
    button.setAttribute("aria-pressed", String(isActive))
    button.classList.toggle("active", isActive)
  }
  const block = toolbar.querySelector("[data-choice=block]")
  block.value = editor.isActive("heading") ? String(editor.getAttributes("heading").level) : ""
  const box = toolbar.querySelector("[data-choice=box]")
  if (box) box.value = editor.getAttributes("aside").kind ?? ""
  const table = toolbar.querySelector("[data-in-table]")
  if (table) table.hidden = !editor.isActive("table")
}

function setBlock(editor, level) {
  const chain = editor.chain().focus()
  if (level) chain.setHeading({ level: Number(level) }).run()
  else chain.setParagraph().run()
}

function setBox(editor, kind) {
  const chain = editor.chain().focus()
  if (!editor.isActive("aside")) {
    if (kind) wrap(editor, chain, kind)
  } else if (kind) chain.updateAttributes("aside", { kind }).run()
  else chain.lift("aside").run()
}

// A box holds a whole table with its caption, wherever in it the cursor is.
function wrap(editor, chain, kind) {
  const table = tableAtCursor(editor.state)
  if (!table) return chain.wrapIn("aside", { kind }).run()
  const box = { type: editor.schema.nodes.aside, attrs: { kind } }
  const wrapTable = ({ tr }) => Boolean(tr.wrap(tr.doc.resolve(table.from).blockRange(tr.doc.resolve(table.to)), [box]))
  return chain.command(wrapTable).run()
}

function tableAtCursor({ doc, selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { name } = $from.node(depth).type
    if (name === "table") {
      const at = $from.before(depth)
      const caption = doc.resolve(at).nodeBefore
      const hasCaption = caption?.type.name === "tableCaption"
      return { at, hasCaption, from: hasCaption ? at - caption.nodeSize : at, to: $from.after(depth) }
    }
    if (name === "tableCaption") {
      const table = doc.resolve($from.after(depth)).nodeAfter
      if (table?.type.name !== "table") return null
      return { at: $from.after(depth), hasCaption: true, from: $from.before(depth), to: $from.after(depth) + table.nodeSize }
    }
  }
  return null
}

function addCaption(editor) {
  const table = tableAtCursor(editor.state)
  if (!table) return
  if (table.hasCaption) editor.chain().focus(table.at - 1).run()
  else editor.chain().insertContentAt(table.at, { type: "tableCaption" }).focus(table.at + 1).run()
}

function ask(dialog, answer) {
  dialog.addEventListener("close", () => answer(dialog.returnValue), { once: true })
  dialog.returnValue = ""
  dialog.showModal()
}

function askForLink(editor) {
  const dialog = document.getElementById("link-dialog")
  const field = dialog.querySelector("input")
  field.value = editor.getAttributes("link").href ?? ""
  ask(dialog, (answer) => {
    const chain = editor.chain().focus().extendMarkRange("link")
    if (answer === "remove") chain.unsetLink().run()
    else if (answer === "set" && isLink(field.value)) linked(chain, editor, field.value)
  })
}

function linked(chain, editor, href) {
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
  } else chain.setLink({ href }).run()
}

function askForReferences(editor) {
  const dialog = document.getElementById("cite-dialog")
  const cited = editor.isActive("citation") ? editor.getAttributes("citation").keys.split(" ") : []
  const choices = [...dialog.querySelectorAll("[name=key]")]
  for (const choice of choices) choice.checked = cited.includes(choice.value)
  const listed = new Set(choices.map((choice) => choice.value))
  ask(dialog, (answer) => {
    const chosen = choices.filter((choice) => choice.checked).map((choice) => choice.value)
    const keys = [...cited.filter((key) => !listed.has(key)), ...chosen].join(" ")
    if (answer === "set" && keys) editor.chain().focus().insertContent({ type: "citation", attrs: { keys } }).run()
  })
}

const parts = await import(form.dataset.editorModule)
for (const textarea of form.querySelectorAll("[data-editor]")) begin(parts, textarea)
form.dataset.ready = ""
