// What commands that ask first have in common.
import { settle } from "./redrawing.js";

// Opens a dialog and calls `answer` with the value of the button that closed it, "" for Escape and Cancel. An editor has
// its selection back before that. The browser gives an editor the focus at once and says "close" a task later: a key that was
// pressed meanwhile would be typed at the beginning, before what was asked for is there. So whichever comes first counts.
export function ask(dialog, answer, editor = null) {
  const back = editor ? comingBack(editor) : () => {}
  const closed = () => {
    // What is said late of the question before this one.
    if (dialog.open) return
    dialog.removeEventListener("close", closed)
    editor?.view.dom.removeEventListener("focus", closed)
    back()
    answer(dialog.returnValue)
  }
  dialog.addEventListener("close", closed)
  editor?.view.dom.addEventListener("focus", closed)
  dialog.returnValue = ""
  dialog.showModal()
}

function comingBack(editor) {
  const { view } = editor
  settle(editor)
  const place = view.state.selection.getBookmark()
  return () => {
    view.dispatch(view.state.tr.setSelection(place.resolve(view.state.doc)))
    // Where marks came into the text meanwhile, Chromium types before a citation although it says that it stands behind it.
    getSelection().removeAllRanges()
    view.focus()
  }
}

// Posts fields of this page's form with its token; the answer as JSON, or null when there is none to be had.
export async function posted(url, fields) {
  const body = new FormData()
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return json(url, { method: "POST", body })
}

export async function json(url, options = {}) {
  try {
    const response = await fetch(url, { ...options, headers: { Accept: "application/json" } })
    return /json/.test(response.headers.get("Content-Type")) ? await response.json() : null
  } catch (error) {
    // No network, or the page was left: everything else is a fault of ours.
    if (error instanceof TypeError || error.name === "AbortError") return null
    throw error
  }
}
