// Passages of a text as threads note them: found again among the letters of a page, and named when words are selected.
// Blanks, signs of layout and what is raised make no difference, as in articles/text/quotes.py.
const CONTEXT = 32
const SILENT = /[\s|^_()]/u

function folded(text) {
  const letters = []
  const places = []
  for (let place = 0; place < text.length; place += 1) {
    const sign = String.fromCodePoint(text.codePointAt(place))
    for (const letter of sign.normalize("NFKC")) {
      if (SILENT.test(letter)) continue
      for (const unit of letter.replace("−", "-")) {
        letters.push(unit)
        places.push([place, place + sign.length])
      }
    }
    place += sign.length - 1
  }
  return { letters: letters.join(""), places: letters.flatMap((unit, at) => Array(unit.length).fill(places[at])) }
}

// Where the quote begins and ends in the text, or null. Of several places the one between the noted words.
export function place(text, { quote, before, after }) {
  const { letters, places } = folded(text)
  const [wanted, head, tail] = [quote, before, after].map((words) => folded(words ?? "").letters)
  if (!wanted) return null
  const around = letters.indexOf(head + wanted + tail)
  const start = around < 0 ? letters.indexOf(wanted) : around + head.length
  return start < 0 ? null : [places[start][0], places[start + wanted.length - 1][1]]
}

// Name of the passage between two places of a block's words, for the address or fields of a new thread.
export function named(words, start, end) {
  return {
    quote: words.slice(start, end),
    before: words.slice(Math.max(0, start - CONTEXT), start),
    after: words.slice(end, end + CONTEXT),
  }
}

export function addressOf(link, passage, kind) {
  const query = new URLSearchParams(passage)
  if (kind === "suggest") query.set("suggests", "on")
  return `${link}?${query}`
}

// The threads on the page whose words can be marked.
export const marked = () => [...document.querySelectorAll("[data-thread][data-quote]")].map((card) => ({ card, ...card.dataset }))

// The buttons beside selected words: shown at a rectangle of the window, hidden without one.
export function showTools(tools, rectangle) {
  tools.hidden = !rectangle
  if (!rectangle) return
  const left = Math.min(rectangle.left, document.documentElement.clientWidth - tools.offsetWidth - 8)
  tools.style.left = `${Math.max(8, left) + scrollX}px`
  tools.style.top = `${rectangle.bottom + scrollY + 6}px`
}

// Alt+Shift+K comments on the selected words, Alt+Shift+E suggests others, as in the editor.
export function shortcut(event) {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return ""
  return { KeyK: "comment", KeyE: "suggest" }[event.code] ?? ""
}
