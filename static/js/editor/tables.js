// Commands on tables, and where the cursor's table begins and ends with its caption.
import { addCommands } from "./registry.js";

const inTable = (step) => ({
  run: (editor) => step(editor.chain().focus()).run(),
  isPossible: (editor) => editor.isActive("table"),
})

addCommands({
  table: { run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run() },
  row: inTable((chain) => chain.addRowAfter()),
  column: inTable((chain) => chain.addColumnAfter()),
  header: inTable((chain) => chain.toggleHeaderCell()),
  noRow: inTable((chain) => chain.deleteRow()),
  noColumn: inTable((chain) => chain.deleteColumn()),
  noTable: inTable((chain) => chain.deleteTable()),
  caption: { run: addCaption },
})

export function tableAtCursor({ doc, selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { name } = $from.node(depth).type
    if (name === "table") return withCaption(doc, $from, depth)
    if (name === "tableCaption") return underCaption(doc, $from, depth)
  }
  return null
}

function withCaption(doc, $from, depth) {
  const at = $from.before(depth)
  const caption = doc.resolve(at).nodeBefore
  const hasCaption = caption?.type.name === "tableCaption"
  return { at, hasCaption, from: hasCaption ? at - caption.nodeSize : at, to: $from.after(depth) }
}

function underCaption(doc, $from, depth) {
  const at = $from.after(depth)
  const table = doc.resolve(at).nodeAfter
  if (table?.type.name !== "table") return null
  return { at, hasCaption: true, from: $from.before(depth), to: at + table.nodeSize }
}

function addCaption(editor) {
  const table = tableAtCursor(editor.state)
  if (!table) return
  if (table.hasCaption) editor.chain().focus(table.at - 1).run()
  else editor.chain().insertContentAt(table.at, { type: "tableCaption" }).focus(table.at + 1).run()
}
