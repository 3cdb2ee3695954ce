// The text beside the edited one: both scroll together, headings name their partners, changes are stepped through, and on
// a phone the two are tabs. Stands before page.js, because it brings marks into the editor.
import { addExtensions } from "./editor/registry.js";
import { currentText, editors, form, ready } from "./editor/texts.js";

const pane = document.querySelector("[data-beside]")
const reading = pane.querySelector("[data-beside-text]")
const words = reading.querySelector("[data-beside-body]")
const columns = document.querySelector("[data-beside-columns]")
const together = pane.querySelector("#beside-together")
const narrow = matchMedia("(max-width: 63.99em)")
const calm = matchMedia("(prefers-reduced-motion: reduce)")

// Numbers of sections that go together; 0 is what stands above the first heading.
let pairs = JSON.parse(pane.dataset.pairs)

const partnerOf = (number) => pairs.find(([left]) => left === number)?.[1] ?? null
const leftOf = (number) => pairs.find(([, right]) => right === number)?.[0] ?? null
const headingBeside = (number) => words.querySelector(`[data-section="${number}"]`)
const namedBeside = (number) => headingBeside(number)?.textContent ?? ""

// --- Headings of the editor name their partners -------------------------------------------------------------------

const isSection = (node) => node.type.name === "heading" && node.attrs.level < 4

function eachSection(doc, visit) {
  let number = 0
  doc.descendants((node, position) => {
    if (isSection(node)) visit(node, position, (number += 1))
    return node.type.name !== "aside" && !node.isTextblock
  })
}

addExtensions((parts, field) => (field === "body" ? [partners(parts)] : []))

function partners({ Extension, Plugin, pm }) {
  const { Decoration, DecorationSet } = pm.view
  const decorations = ({ doc }) => {
    const lines = []
    eachSection(doc, (node, position, number) => lines.push(Decoration.node(position, position + node.nodeSize, lineOf(number))))
    return DecorationSet.create(doc, lines)
  }
  return Extension.create({ name: "partners", addProseMirrorPlugins: () => [new Plugin({ props: { decorations } })] })
}

function lineOf(number) {
  const partner = partnerOf(number)
  return partner === null
    ? { "data-partner": pane.dataset.aloneThere, "data-alone": "" }
    : { "data-partner": pane.dataset.goesWith.replace("{heading}", namedBeside(partner)) }
}

const editedSections = () =>
  [...editors.get("body").view.dom.querySelectorAll("h2, h3")].filter((heading) => !heading.closest("aside"))

// --- The pairs follow what is typed -------------------------------------------------------------------------------

let known = ""
let timer = 0

const headings = () => editedSections().map((heading) => heading.textContent)

function followTyping() {
  clearTimeout(timer)
  timer = setTimeout(realign, 1000)
}

// A server that is away answers later: until then the former pairs stand.
async function realign() {
  const now = JSON.stringify(headings())
  if (now === known) return
  const body = new FormData()
  body.append("body", currentText().body)
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  const answer = await fetch(pane.dataset.sections, { method: "POST", body }).catch(() => null)
  if (!answer?.ok) return
  known = now
  const found = await answer.json()
  pairs = found.pairs
  nameBeside(found.left)
  const { view } = editors.get("body")
  view.dispatch(view.state.tr.setMeta("addToHistory", false))
}

function nameBeside(left) {
  for (const line of words.querySelectorAll(".rb-partner")) {
    const partner = leftOf(Number(line.dataset.partner))
    line.textContent = partner === null ? pane.dataset.aloneHere : pane.dataset.goesWith.replace("{heading}", left[partner])
    line.toggleAttribute("data-alone", partner === null)
  }
}

// --- Scrolling together -------------------------------------------------------------------------------------------

// Below the upper edge of the pane, where a reader's eyes are.
const LINE = 80
// What this script scrolled to, so that the events that follow are not taken for a person's.
const caused = { page: null, pane: null }

const isTogether = () => together.checked && !narrow.matches
const top = (element) => element.getBoundingClientRect().top
const besideTop = (element) => top(element) - top(reading) + reading.scrollTop

// Heights of what goes together: on the page, and in the pane.
function anchors() {
  const body = editors.get("body").view.dom
  const edited = editedSections()
  const found = [{ left: top(editors.get("summary").view.dom) + scrollY, right: 0 }]
  found.push({ left: top(body) + scrollY, right: besideTop(words) })
  for (const [left, right] of pairs) {
    if (left && right && edited[left - 1]) {
      found.push({ left: top(edited[left - 1]) + scrollY, right: besideTop(headingBeside(right)) })
    }
  }
  found.push({ left: body.getBoundingClientRect().bottom + scrollY, right: besideTop(words) + words.offsetHeight })
  return found
}

// Between two anchors as far as on the other side, before the first and after the last one as many pixels.
function counterpart(found, from, to, height) {
  if (height <= found[0][from]) return found[0][to] + height - found[0][from]
  for (let at = 1; at < found.length; at += 1) {
    const [before, after] = [found[at - 1], found[at]]
    if (height > after[from]) continue
    const share = (height - before[from]) / Math.max(1, after[from] - before[from])
    return before[to] + share * (after[to] - before[to])
  }
  return found.at(-1)[to] + height - found.at(-1)[from]
}

function scrollPane(height) {
  reading.scrollTo({ top: height, behavior: "instant" })
  caused.pane = reading.scrollTop
}

function scrollPage(height) {
  scrollTo({ top: height, behavior: "instant" })
  caused.page = scrollY
}

function followPage() {
  if (!isTogether() || isCaused("page", scrollY)) return
  const line = top(reading) + LINE
  scrollPane(counterpart(anchors(), "left", "right", line + scrollY) - LINE)
}

function followPane() {
  if (!isTogether() || isCaused("pane", reading.scrollTop)) return
  const line = top(reading) + LINE
  scrollPage(counterpart(anchors(), "right", "left", reading.scrollTop + LINE) - line)
}

function isCaused(side, height) {
  const is = caused[side] !== null && Math.abs(caused[side] - height) < 2
  caused[side] = null
  return is
}

// The section with the cursor and its partner come to the same height; where either is out of sight, the passage does.
function followCursor({ detail }) {
  if (detail.field !== "body" || !isTogether() || !editors.get("body").isFocused) return
  const { state, view } = editors.get("body")
  let current = 0
  eachSection(state.doc, (_node, position, number) => {
    if (position < state.selection.from) current = number
  })
  const heading = editedSections()[current - 1]
  const partner = headingBeside(partnerOf(current))
  const height = heading ? top(heading) - top(reading) : -1
  if (partner && height >= 0 && height < reading.clientHeight - LINE) {
    scrollPane(besideTop(partner) - height)
    return
  }
  const cursor = view.coordsAtPos(state.selection.from).top
  scrollPane(counterpart(anchors(), "left", "right", cursor + scrollY) - (cursor - top(reading)))
}

function followClick(event) {
  if (!isTogether() || event.target.closest("a, button")) return
  const sections = [...words.querySelectorAll("[data-section]")].filter((heading) => top(heading) <= event.clientY)
  const heading = sections.at(-1)
  const edited = heading && editedSections()[leftOf(Number(heading.dataset.section)) - 1]
  if (edited) scrollPage(scrollY + top(edited) - Math.max(top(heading), top(reading)))
}

let waiting = { page: 0, pane: 0 }

function once(side, follow) {
  if (waiting[side]) return
  waiting[side] = requestAnimationFrame(() => {
    waiting[side] = 0
    follow()
  })
}

// --- Stepping through what changed --------------------------------------------------------------------------------

const stepped = pane.querySelector("[data-step-state]")
let at = -1

function step(by) {
  const changes = [...reading.querySelectorAll(".rb-change")]
  at = (at + by + changes.length + (at < 0 && by < 0 ? 1 : 0)) % changes.length
  changes[at].focus({ preventScroll: true })
  if (narrow.matches) changes[at].scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" })
  else reading.scrollTo({ top: besideTop(changes[at]) - LINE, behavior: "instant" })
  stepped.textContent = stepped.dataset.of.replace("{number}", at + 1).replace("{count}", changes.length)
}

function bindSteps() {
  const steps = pane.querySelector("[data-beside-steps]")
  if (!steps) return
  steps.hidden = false
  for (const button of steps.querySelectorAll("button")) button.addEventListener("click", () => step(Number(button.dataset.step)))
}

// --- Tabs on a phone ----------------------------------------------------------------------------------------------

const tabs = [...document.querySelectorAll("[data-beside-tabs] [role=tab]")]

function bindTabs() {
  tabs[0].parentElement.hidden = false
  for (const [number, tab] of tabs.entries()) {
    tab.addEventListener("click", () => show(number))
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return
      event.preventDefault()
      show(1 - number)
      tabs[1 - number].focus({ preventScroll: true })
    })
  }
  narrow.addEventListener("change", asPanels)
  asPanels()
  mark(0)
}

function asPanels() {
  for (const tab of tabs) {
    const panel = document.getElementById(tab.getAttribute("aria-controls"))
    if (narrow.matches) panel.setAttribute("role", "tabpanel")
    else panel.removeAttribute("role")
  }
}

function mark(number) {
  columns.dataset.shown = number === 0 ? "this" : "other"
  for (const [place, tab] of tabs.entries()) {
    tab.setAttribute("aria-selected", String(place === number))
    tab.tabIndex = place === number ? 0 : -1
  }
}

// The other text opens at the section that goes with the one that was in sight.
function show(number) {
  const was = number === 1 ? editedSections() : [...words.querySelectorAll("[data-section]")]
  const seen = was.filter((heading) => top(heading) <= innerHeight / 2).length
  mark(number)
  const partner = number === 1 ? headingBeside(partnerOf(seen)) : editedSections()[leftOf(seen) - 1]
  if (partner && seen) partner.scrollIntoView({ block: "start", behavior: "instant" })
}

function begin() {
  pane.querySelector("[data-beside-together]").hidden = false
  bindTabs()
  known = JSON.stringify(headings())
  nameBeside(["", ...headings()])
  form.addEventListener("text:changed", followTyping)
  form.addEventListener("text:selected", followCursor)
  reading.addEventListener("click", followClick)
  reading.addEventListener("scroll", () => once("pane", followPane), { passive: true })
  addEventListener("scroll", () => once("page", followPage), { passive: true })
  together.addEventListener("change", followPage)
  pane.dataset.ready = ""
}

bindSteps()
ready.then(begin)
