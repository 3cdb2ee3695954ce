// What the editor can hold: the dialect of articles/text/dialect.py and nothing else, so that loading and saving a text
// leaves its canonical spelling as it was. `schema(parts)` takes the module of django-prose-editor.

const CELL = "(paragraph | bulletList | orderedList)+"
const ITEM = "(paragraph | bulletList | orderedList | tableCaption | table | blockquote | figure | aside)+"

export function schema(parts, labels) {
  const { Node, Mark } = parts
  return [
    parts.Document.extend({ content: "(block | question)+" }),
    parts.Paragraph,
    parts.Text,
    parts.HardBreak,
    parts.Heading.configure({ levels: [2, 3, 4] }),
    parts.BulletList,
    parts.OrderedList,
    parts.ListItem.extend({ content: ITEM, addKeyboardShortcuts: splitOnly }),
    parts.Blockquote.extend({ content: CELL }),
    parts.Table.configure({ resizable: false }),
    parts.TableRow,
    parts.TableHeader.extend({ content: CELL }),
    parts.TableCell.extend({ content: CELL }),
    parts.Bold,
    parts.Italic,
    // The editor's own code excludes every other mark; here a link or a bold word may be code.
    parts.Code.extend({ excludes: "" }),
    parts.Link.configure({ autolink: false, isAllowedUri: isLink, HTMLAttributes: { rel: null, target: null } }),
    parts.History,
    parts.Dropcursor,
    parts.Gapcursor,
    parts.SpecialCharacters,
    term(Mark),
    position(Mark),
    citation(Node),
    box(Node, labels),
    question(Node),
    figure(Node),
    tableCaption(Node),
  ]
}

// The Tab key leads out of the editor from everywhere but a table, so it does not indent.
function splitOnly() {
  return { Enter: () => this.editor.commands.splitListItem(this.name) }
}

export function isLink(address) {
  return /^(https?:\/\/[^\s/?#@]+|mailto:[^\s@]+@[^\s@]+)/i.test(address)
}

const term = (Mark) =>
  Mark.create({
    name: "dfn",
    parseHTML: () => [{ tag: "dfn" }],
    renderHTML: () => ["dfn", 0],
  })

// One mark for all superscripts and subscripts, because they nest (e to the x squared) and a mark of the editor cannot:
// `path` is "sup", "sub", "sup sup" and so on, outermost first.
const position = (Mark) =>
  Mark.create({
    name: "position",
    priority: 50,
    addAttributes: () => ({ path: { default: "sup", parseHTML: pathTo, rendered: false } }),
    parseHTML: () => [{ tag: "sup" }, { tag: "sub" }],
    renderHTML: ({ mark }) => mark.attrs.path.split(" ").reduceRight((inner, tag) => [tag, inner], 0),
  })

function pathTo(element) {
  const tags = []
  for (let at = element; at; at = at.parentElement) {
    if (at.matches("sup, sub")) tags.unshift(at.localName)
  }
  return tags.join(" ")
}

const citation = (Node) =>
  Node.create({
    name: "citation",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({ keys: attribute("keys", "data-key") }),
    parseHTML: () => [{ tag: "cite[data-key]" }],
    renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes],
  })

const box = (Node, labels) =>
  Node.create({
    name: "aside",
    group: "block",
    content: "(block | question)+",
    defining: true,
    addAttributes: () => ({ kind: attribute("kind", "data-kind") }),
    parseHTML: () => [{ tag: "aside[data-kind]" }],
    renderHTML: ({ node, HTMLAttributes }) => ["aside", { ...HTMLAttributes, "data-label": labels[node.attrs.kind] }, 0],
  })

const question = (Node) =>
  Node.create({
    name: "question",
    content: "heading block*",
    defining: true,
    parseHTML: () => [{ tag: "section[data-kind=question]" }],
    renderHTML: () => ["section", { "data-kind": "question" }, 0],
  })

const figure = (Node) =>
  Node.create({
    name: "figure",
    group: "block",
    content: "inline*",
    isolating: true,
    draggable: true,
    addAttributes: () => ({ src: ofImage("src"), alt: ofImage("alt") }),
    parseHTML: () => [{ tag: "figure", contentElement: captionOf, getAttrs: (dom) => (dom.querySelector("img") ? null : false) }],
    renderHTML: ({ node }) => ["figure", ["img", { src: node.attrs.src, alt: node.attrs.alt }], ["figcaption", 0]],
  })

const ofImage = (name) => ({
  default: "",
  rendered: false,
  parseHTML: (element) => element.querySelector("img")?.getAttribute(name) ?? "",
})

const captionOf = (element) => element.querySelector("figcaption") ?? document.createElement("figcaption")

// The editor's tables hold rows only, so a caption stands before its table while it is edited.
const tableCaption = (Node) =>
  Node.create({
    name: "tableCaption",
    group: "block",
    content: "inline*",
    parseHTML: () => [{ tag: "div[data-table-caption]", priority: 100 }],
    renderHTML: () => ["div", { "data-table-caption": "" }, 0],
  })

const attribute = (key, name) => ({
  default: "",
  parseHTML: (element) => element.getAttribute(name) ?? "",
  renderHTML: (attributes) => ({ [name]: attributes[key] }),
})

// The text as the editor opens it.
export function opened(html) {
  const body = parsed(html)
  for (const caption of body.querySelectorAll("table > caption")) {
    const line = document.createElement("div")
    line.setAttribute("data-table-caption", "")
    line.append(...caption.childNodes)
    caption.parentElement.before(line)
    caption.remove()
  }
  return body.innerHTML
}

// The text as the form posts it: the server spells it canonically.
export function closed(html) {
  const body = parsed(html)
  for (const line of body.querySelectorAll("[data-table-caption]")) {
    const table = line.nextElementSibling?.localName === "table" ? line.nextElementSibling : null
    const caption = document.createElement(table ? "caption" : "p")
    caption.append(...line.childNodes)
    if (table) table.prepend(caption)
    else line.before(caption)
    line.remove()
  }
  for (const box of body.querySelectorAll("[data-label]")) box.removeAttribute("data-label")
  return body.textContent.trim() || body.querySelector("cite, img") ? body.innerHTML : ""
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body
}
