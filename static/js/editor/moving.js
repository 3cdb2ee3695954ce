// Moves the block at the cursor past its neighbour; where it has none, what it stands in moves. A caption stays with its table.
import { addCommands } from "./registry.js";

addCommands({
  moveUp: { run: (editor) => move(editor, -1) },
  moveDown: { run: (editor) => move(editor, 1) },
})

const ROLES = new Set(["table", "row"])

function move(editor, direction) {
  const moved = ({ state, tr, dispatch }) => {
    for (const [block, neighbour, parent] of pairs(state.selection, direction)) {
      if (!allows(parent, block, neighbour, direction)) continue
      if (dispatch) swap(tr, block, neighbour, direction)
      return true
    }
    return false
  }
  editor.chain().focus().command(moved).scrollIntoView().run()
}

// From the innermost block outwards: its range, that of its neighbour, and the node that holds both.
function* pairs({ $from, $to }, direction) {
  let depth = $from.sharedDepth($to.pos)
  if ($from.node(depth).isTextblock) depth -= 1
  for (; depth >= 0; depth -= 1) {
    const parent = $from.node(depth)
    if (ROLES.has(parent.type.spec.tableRole)) continue
    const block = whole(parent, $from.index(depth), $to.indexAfter(depth))
    const from = direction < 0 ? block.from - 1 : block.to
    if (from < 0 || from >= parent.childCount) continue
    yield [placed(parent, $from.start(depth), block), placed(parent, $from.start(depth), whole(parent, from, from + 1)), parent]
  }
}

function whole(parent, from, to) {
  const parted = (index) => parent.maybeChild(index - 1)?.type.name === "tableCaption" && parent.maybeChild(index)?.type.name === "table"
  return { from: parted(from) ? from - 1 : from, to: parted(to) ? to + 1 : to }
}

function placed(parent, start, { from, to }) {
  let at = start
  for (let index = 0; index < from; index += 1) at += parent.child(index).nodeSize
  let end = at
  for (let index = from; index < to; index += 1) end += parent.child(index).nodeSize
  return { from: at, to: end, indexes: [from, to] }
}

// A question begins with its heading: nothing moves before it.
function allows(parent, block, neighbour, direction) {
  const [first, second] = direction < 0 ? [neighbour, block] : [block, neighbour]
  const kinds = []
  parent.forEach((child) => kinds.push(child.type))
  const swapped = [
    ...kinds.slice(0, first.indexes[0]),
    ...kinds.slice(...second.indexes),
    ...kinds.slice(...first.indexes),
    ...kinds.slice(second.indexes[1]),
  ]
  return swapped.reduce((match, type) => match?.matchType(type), parent.type.contentMatch)?.validEnd ?? false
}

// The neighbour moves over the block, so that whatever is anchored in the block (cursor, comments) stays in it.
function swap(tr, block, neighbour, direction) {
  const content = tr.doc.slice(neighbour.from, neighbour.to).content
  if (direction < 0) tr.insert(block.to, content).delete(neighbour.from, neighbour.to)
  else tr.delete(neighbour.from, neighbour.to).insert(block.from, content)
}
