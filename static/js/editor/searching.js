// A field over the list of what it finds, as the ARIA pattern for comboboxes has it: typing searches, arrows walk, Enter or a
// click takes. `find(words)` answers {results, more} or null, `line(one)` draws one, `take(one)` is told which was taken;
// `enter(event)` may take the Enter key for itself. Keys that walk or take wait for the list of the words that were typed before
// them: pressed quickly, they would mean a line of the list before. The sentences stand in the dialog's data.
const PAUSE = 200

export function searchList(dialog, { find, line, take, enter = () => false }) {
  const field = dialog.querySelector("[role=combobox]")
  const list = dialog.querySelector("[role=listbox]")
  const count = dialog.querySelector("[data-count]")
  const words = dialog.dataset
  let found = []
  let active = -1
  let timer = 0
  let asked = 0
  let isLooking = false
  let waiting = []

  async function search() {
    clearTimeout(timer)
    isLooking = true
    asked += 1
    const mine = asked
    const answer = await find(field.value)
    if (mine !== asked) return
    show(answer?.results ?? [])
    // An offer to look elsewhere is no work that was found.
    const works = found.filter(({ offer }) => !offer).length
    const sentence = answer?.more ? words.more : works ? words.some : words.none
    say(answer ? sentence.replace("{n}", works) : words.noAnswer)
    for (const event of waiting.splice(0)) if (answer) pressed[event.key](event)
  }

  function say(sentence) {
    count.textContent = sentence
  }

  function show(results) {
    isLooking = false
    found = results
    active = -1
    list.replaceChildren(...results.map(option))
    list.scrollTop = 0
    field.setAttribute("aria-expanded", String(results.length > 0))
    field.removeAttribute("aria-activedescendant")
  }

  function option(one, index) {
    const item = line(one)
    item.setAttribute("role", "option")
    item.id = `${list.id}-${index}`
    item.dataset.index = index
    return item
  }

  // What was asked for and has not come yet is not shown any more.
  function forget() {
    clearTimeout(timer)
    asked += 1
    waiting = []
    field.value = ""
    say("")
    show([])
  }

  function move(step) {
    if (!found.length) return
    active = (active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length
    for (const [index, item] of [...list.children].entries()) item.classList.toggle("rb-results__active", index === active)
    field.setAttribute("aria-activedescendant", list.children[active].id)
    list.children[active].scrollIntoView({ block: "nearest" })
  }

  const pressed = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: (event) => enter(event, found[active]) || (active >= 0 && take(found[active])),
  }

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !pressed[event.key] || event.altKey) return
    event.preventDefault()
    if (isLooking && (waiting.length || !(event.ctrlKey || event.metaKey))) waiting.push(event)
    else pressed[event.key](event)
  })
  field.addEventListener("input", () => {
    isLooking = true
    asked += 1
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE)
  })
  list.addEventListener("click", ({ target }) => {
    const item = target.closest("[role=option]")
    if (!item) return
    field.focus()
    take(found[item.dataset.index])
  })

  return { field, search, forget, say, shown: () => [...list.children].map((item, index) => [item, found[index]]) }
}

// A list item: what it is, and below it the rest.
export function line(title, details) {
  const item = document.createElement("li")
  const name = Object.assign(document.createElement("span"), { className: "rb-results__title", textContent: title })
  const meta = Object.assign(document.createElement("span"), { className: "rb-results__meta", textContent: details.filter(Boolean).join(" · ") })
  item.append(name, meta)
  return item
}
