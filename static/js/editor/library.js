// Inside the image dialog: a picture of the library in place of a file. What belongs to the picture, its credit, licence and
// consent, is shown and not asked again; the text alternative and the caption are this text's own.
import { json } from "./dialogs.js";
import { line, searchList } from "./searching.js";

const dialog = document.getElementById("image-dialog")
const fields = dialog.querySelector("form").elements
const chosen = dialog.querySelector("[data-chosen-image]")
const preview = dialog.querySelector("[data-preview]")
let picture = null

const pictures = searchList(dialog, {
  find: (words) => json(`${dialog.dataset.library}?${new URLSearchParams({ q: words })}`),
  line: option,
  take,
})

// The picture of the library that was taken, or null.
export const taken = () => picture

export function forgetTaken() {
  picture = null
  pictures.forget()
  show()
}

function option(one) {
  const item = line(one.alt, [one.caption, one.origin, one.patient])
  // Only those that are scrolled to are loaded: a list holds pictures of several megabytes.
  item.prepend(Object.assign(document.createElement("img"), { src: one.address, alt: "", loading: "lazy", decoding: "async" }))
  item.classList.add("rb-results__picture")
  return item
}

function take(one) {
  pictures.forget()
  picture = one
  fields.file.value = ""
  fields.alt.value = one.alt
  fields.caption.value = one.caption
  preview.src = one.address
  preview.hidden = false
  show()
  fields.alt.focus()
}

function show() {
  for (const part of dialog.querySelectorAll("[data-of-file]")) part.hidden = picture !== null
  chosen.hidden = picture === null
  if (picture) chosen.querySelector("[data-facts]").textContent = [picture.size, picture.origin, picture.patient].filter(Boolean).join(" · ")
}

pictures.field.addEventListener("focus", () => pictures.search())

chosen.querySelector("button").addEventListener("click", () => {
  forgetTaken()
  preview.hidden = true
  pictures.field.focus()
})
