// The words of an editor's document, and the position of each of their letters.
export function lettersOf(doc) {
  const at = []
  let text = ""
  doc.descendants((node, position) => {
    if (node.isTextblock) {
      text += "\n"
      at.push(position)
    }
    if (!node.isText) return
    text += node.text
    for (let step = 0; step < node.text.length; step += 1) at.push(position + step)
  })
  return { text, at }
}
