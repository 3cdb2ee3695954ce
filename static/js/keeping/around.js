// Who else is in the texts of this article, and who saved this one: sentences of the server, shown and read out once.
export function show({ others, saved }) {
  list(document.getElementById("others-here"), others)
  list(document.getElementById("saved-since"), saved)
}

function list(element, sentences = []) {
  const shown = [...element.children].map((item) => item.textContent)
  if (shown.join("\n") === sentences.join("\n")) return
  element.replaceChildren(
    ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
  )
}
