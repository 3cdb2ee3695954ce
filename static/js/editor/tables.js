// Commands on tables, and where the cursor's table begins and ends with its caption.
import { addCommands } from "./registry.js";

const inTable = (step) => ({
  run: (editor) => step(editor.chain().focus()).run(),
  isPossible: (editor) => editor.isActive("table"),
})

const ifPossible = (step) => ({
  run: (editor) => step(editor.chain().focus()).run(),
  isPossible: (editor) => editor.isActive("table") && step(editor.can().chain()).run(),
})

addCommands({
  table: {
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    isPossible: (editor) => !editor.isActive("table") && !editor.isActive("tableCaption"),
  },
  caption: { run: addCaption, isPossible: (editor) => tableAtCursor(editor.state) !== null },
  rowBefore: inTable((chain) => chain.addRowBefore()),
  row: inTable((chain) => chain.addRowAfter()),
  columnBefore: inTable((chain) => chain.addColumnBefore()),
  column: inTable((chain) => chain.addColumnAfter()),
  headerRow: inTable((chain) => chain.toggleHeaderRow()),
  headerColumn: inTable((chain) => chain.toggleHeaderColumn()),
  header: inTable((chain) => chain.toggleHeaderCell()),
  mergeCells: ifPossible((chain) => chain.mergeCells()),
  splitCell: ifPossible((chain) => chain.splitCell()),
  noRow: inTable((chain) => chain.deleteRow()),
  noColumn: inTable((chain) => chain.deleteColumn()),
  noTable: inTable((chain) => chain.deleteTable()),
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
