// Marks that come later than the words, such as those of checks and comments, are drawn without moving the cursor.
import { editors } from "./texts.js";

// The browser tells of a moved cursor a task later. What is drawn before that would put the cursor back where it was, and the
// key that is pressed next would act on other words.
export function settle({ view }) {
  view.domObserver.forceFlush()
  view.domObserver.flush()
}

// Every editor with what this key of a transaction stands for.
export function redraw(key, value = true) {
  for (const editor of editors.values()) {
    settle(editor)
    editor.view.dispatch(editor.state.tr.setMeta(key, value))
  }
}
