// The way out of what the cursor stands in: Escape puts it behind the table, box, pair, quotation or image.
import { addCommands } from "./registry.js";
import { tableAtCursor } from "./tables.js";

const LEFT = new Set(["aside", "question", "blockquote", "figure"])

addCommands({ leave: { run: leave, isPossible: (editor) => behind(editor.state) !== null } })

// Where the innermost of them ends.
function behind(state) {
  const { $from } = state.selection
  const table = tableAtCursor(state)
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (table && $from.before(depth) >= table.from && $from.after(depth) <= table.to) continue
    if (table && table.from > $from.before(depth)) return table.to
    if (LEFT.has($from.node(depth).type.name)) return $from.after(depth)
  }
  return table?.to ?? null
}

function leave(editor) {
  const at = behind(editor.state)
  const next = editor.state.doc.resolve(at).nodeAfter
  const chain = editor.chain()
  if (!next?.isTextblock) chain.insertContentAt(at, { type: "paragraph" })
  chain.focus(at + 1).run()
}
