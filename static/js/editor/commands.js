// Commands on characters, paragraphs, lists and history.
import { addCommands } from "./registry.js";

const chained = (step, ...active) => ({
  run: (editor) => step(editor.chain().focus()).run(),
  ...(active.length ? { isActive: (editor) => editor.isActive(...active) } : {}),
})

addCommands({
  bold: chained((chain) => chain.toggleBold(), "bold"),
  italic: chained((chain) => chain.toggleItalic(), "italic"),
  sup: chained((chain) => chain.toggleMark("position", { path: "sup" }), "position", { path: "sup" }),
  sub: chained((chain) => chain.toggleMark("position", { path: "sub" }), "position", { path: "sub" }),
  dfn: chained((chain) => chain.toggleMark("dfn"), "dfn"),
  bullets: chained((chain) => chain.toggleBulletList(), "bulletList"),
  numbers: chained((chain) => chain.toggleOrderedList(), "orderedList"),
  undo: chained((chain) => chain.undo()),
  redo: chained((chain) => chain.redo()),
})

export function setBlock(editor, level) {
  const chain = editor.chain().focus()
  if (level) chain.setHeading({ level: Number(level) }).run()
  else chain.setParagraph().run()
}
