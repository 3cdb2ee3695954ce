// The entry of the editing page: an editor over each text area, with everything that the modules below have registered.
// A script of its own tag that stands before this one in the page may register as well.
import "./boxes.js";
import "./characters.js";
import "./citations.js";
import "./citing.js";
import "./commands.js";
import "./counting.js";
import "./finding.js";
import "./folding.js";
import "./help.js";
import "./images.js";
import "./leaving.js";
import "./links.js";
import "./moving.js";
import "./outline.js";
import "./paste.js";
import "./shortcuts.js";
import "./tables.js";
import { registered } from "./registry.js";
import { opened, schema } from "./schema.js";
import { editors, form, noteChange, noteEdit, tell } from "./texts.js";
import { bind } from "./toolbar.js";

const labels = Object.fromEntries(
  [...document.querySelectorAll("[data-menu=boxMenu] [data-command]")].map((item) => [
    item.dataset.command.replace("box-", ""),
    item.querySelector("[data-label]").textContent,
  ]),
)

function begin(parts, textarea) {
  const field = textarea.name
  const mount = document.createElement("div")
  mount.className = "prose-editor"
  textarea.before(mount)
  mount.append(textarea)
  const editor = new parts.Editor({
    element: mount,
    injectCSS: false,
    extensions: [...schema(parts, labels), ...registered(parts, field)],
    content: opened(textarea.value),
    editorProps: { attributes: named(textarea) },
    onUpdate: () => noteEdit(field),
    onSelectionUpdate: () => tell("selected", { field }),
  })
  editors.set(field, editor)
  bind(editor, textarea.closest("[data-editor-box]").querySelector("[data-toolbar]"))
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

addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault()
    form.requestSubmit()
  }
})

const parts = await import(form.dataset.editorModule)
for (const textarea of form.querySelectorAll("[data-editor]")) begin(parts, textarea)
if ("notSaved" in form.dataset) noteChange()
form.dataset.ready = ""
tell("ready")
