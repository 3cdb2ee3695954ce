// Commands on characters, paragraphs, lists and history.
import { addCommands } from "./registry.js";

const chained = (step, ...active) => ({
  run: (editor) => step(editor.chain().focus()).run(),
  ...(active.length ? { isActive: (editor) => editor.isActive(...active) } : {}),
})

const possible = (step, ...active) => ({
  ...chained(step, ...active),
  isPossible: (editor) => step(editor.can().chain()).run(),
})

const heading = (level) => chained((chain) => chain.setHeading({ level }), "heading", { level })

// Superscripts and subscripts stay: without them 10⁹ would read 109.
const FORMATTING = ["bold", "italic", "dfn", "code", "link"]

addCommands({
  paragraph: {
    run: (editor) => editor.chain().focus().setParagraph().run(),
    isActive: (editor) => !editor.isActive("heading"),
  },
  heading2: heading(2),
  heading3: heading(3),
  heading4: heading(4),
  bold: chained((chain) => chain.toggleBold(), "bold"),
  italic: chained((chain) => chain.toggleItalic(), "italic"),
  sup: chained((chain) => chain.toggleMark("position", { path: "sup" }), "position", { path: "sup" }),
  sub: chained((chain) => chain.toggleMark("position", { path: "sub" }), "position", { path: "sub" }),
  dfn: chained((chain) => chain.toggleMark("dfn"), "dfn"),
  clear: chained((chain) => FORMATTING.reduce((rest, mark) => rest.unsetMark(mark, { extendEmptyMarkRange: true }), chain)),
  bullets: chained((chain) => chain.toggleBulletList(), "bulletList"),
  numbers: chained((chain) => chain.toggleOrderedList(), "orderedList"),
  deeper: possible((chain) => chain.sinkListItem("listItem")),
  shallower: possible((chain) => chain.liftListItem("listItem")),
  undo: possible((chain) => chain.undo()),
  redo: possible((chain) => chain.redo()),
  space: { run: (editor) => editor.chain().focus().insertContent("\u00a0").run() },
})
