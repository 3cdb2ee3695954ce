// What commands that ask first have in common.

// Opens a dialog and calls `answer` with the value of the button that closed it, "" for Escape and Cancel. An editor has
// its selection back before that.
export function ask(dialog, answer, editor = null) {
  const back = editor ? comingBack(editor) : () => {}
  const close = () => {
    back()
    answer(dialog.returnValue)
  }
  dialog.addEventListener("close", close, { once: true })
  dialog.returnValue = ""
  dialog.showModal()
}

// The browser gives an editor the focus alone, which puts the cursor at the beginning, and says "close" a task later: a key
// that was pressed meanwhile would be typed there. So the selection comes back with the focus, and once only.
function comingBack({ view }) {
  // The browser tells of a moved cursor a task later too.
  view.domObserver.flush()
  const place = view.state.selection.getBookmark()
  let isBack = false
  const back = () => {
    if (isBack) return
    isBack = true
    view.dispatch(view.state.tr.setSelection(place.resolve(view.state.doc)))
    view.focus()
  }
  view.dom.addEventListener("focus", back, { once: true })
  return back
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
