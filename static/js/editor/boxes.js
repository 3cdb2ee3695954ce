// Commands on what holds whole blocks: boxes and care cards, question-and-answer pairs, quotations.
import { addCommands } from "./registry.js";
import { tableAtCursor } from "./tables.js";

const pair = { type: "question", content: [{ type: "heading", attrs: { level: 3 } }, { type: "paragraph" }] }

addCommands({
  quote: {
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isActive: (editor) => editor.isActive("blockquote"),
  },
  question: {
    run: (editor) => editor.chain().focus().insertContent(pair).run(),
    isActive: (editor) => editor.isActive("question"),
  },
})

export function setBox(editor, kind) {
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
