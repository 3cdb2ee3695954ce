// The way to the page that finds and replaces over all texts; words that are selected are looked for at once.
import { addCommands } from "./registry.js";

const LONGEST = 200
const link = document.querySelector("[data-find]")

addCommands({ find: { run: go, isPossible: () => link !== null } })

function go({ state }) {
  const { from, to } = state.selection
  const words = state.doc.textBetween(from, to, " ").trim()
  const address = new URL(link.href)
  if (words && words.length <= LONGEST) address.searchParams.set("words", words)
  location.assign(address)
}
