// Commands on what holds whole blocks: boxes and care cards, question-and-answer pairs, quotations.
import { addCommands } from "./registry.js";
import { tableAtCursor } from "./tables.js";

const KINDS = [
  "key-points", "note", "warning", "emergency", "urgent", "see-someone", "next-step", "ask-your-doctor",
]

const pair = { type: "question", content: [{ type: "heading", attrs: { level: 3 } }, { type: "paragraph" }] }

const boxOf = (kind) => ({
  run: (editor) => setBox(editor, kind),
  isActive: (editor) => editor.isActive("aside", { kind }) && editor.getAttributes("aside").kind === kind,
})

addCommands({
  quote: {
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isActive: (editor) => editor.isActive("blockquote"),
  },
  question: { run: askQuestion, isActive: (editor) => editor.isActive("question") },
  "box-none": { run: (editor) => setBox(editor, ""), isActive: (editor) => !editor.isActive("aside") },
  ...Object.fromEntries(KINDS.map((kind) => [`box-${kind}`, boxOf(kind)])),
})

// The cursor goes to the question, which is written first.
function askQuestion(editor) {
  const { from } = editor.state.selection
  editor.chain().focus().insertContent(pair).run()
  const near = editor.state.doc.resolve(Math.min(from, editor.state.doc.content.size))
  const start = Math.max(0, near.depth ? near.before(1) : near.pos)
  let at = null
  editor.state.doc.nodesBetween(start, editor.state.doc.content.size, (node, position) => {
    if (at === null && node.type.name === "question" && node.textContent === "") at = position
    return at === null
  })
  if (at !== null) editor.chain().focus(at + 2).run()
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
