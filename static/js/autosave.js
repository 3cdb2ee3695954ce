// Keeps what somebody types: on the server within seconds, in this browser while the server is away, and never under
// another name. Also says who else is here. It knows the editor through js/editor/texts.js alone.
import { currentText, form, noteChange, ready, say, setText, tell } from "./editor/texts.js";
import { show } from "./keeping/around.js";
import { BrowserWords } from "./keeping/browser.js";
import { offer } from "./keeping/offering.js";
import { Server } from "./keeping/server.js";
import { SigningIn } from "./keeping/signing-in.js";

const REST = 2000
const LONGEST_WAIT = 5000
const HEARTBEAT = 15000
const LONGEST_PAUSE = 30000
const LARGEST_BEACON = 60000

const settings = JSON.parse(document.getElementById("keeping").textContent)
const { words: said } = settings
const fields = form.elements
const windowName = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
fields.window.value = windowName

const server = new Server(settings)
const browser = new BrowserWords(settings.person, settings.text, windowName)
const signingIn = new SigningIn(server)

let kept = ""
let timer = 0
let firstChange = 0
let pause = REST
let running = null
let isPassing = false
let waiting = null
const taken = []

const current = () => ({ ...currentText(), note: fields.note.value })
const isBehind = () => JSON.stringify(current()) !== kept

function message(words) {
  const page = { base_revision: fields.base_revision.value, kept_at: fields.kept_at.value, window: windowName }
  return words ? { ...page, ...words, has_words: "on" } : page
}

// One at a time: who comes while words are under way gets what is true afterwards.
async function keep(options) {
  while (running) await running
  running = attempt(options)
  try {
    return await running
  } finally {
    running = null
  }
}

async function attempt({ asks = true } = {}) {
  clearTimeout(timer)
  firstChange = 0
  const words = isBehind() ? current() : null
  let { state, answer = {} } = await server.send(message(words))
  if (state !== "ok" && words) keepHere(words)
  if (state === "out" && asks) {
    say(said.out)
    if (!(await signingIn.ask())) return state
    ;({ state, answer = {} } = await server.send(message(words)))
  }
  conclude(state, answer, words)
  return state
}

function conclude(state, answer, words) {
  if (state === "ok") arrived(answer, words)
  else if (state === "refused") say(answer.refused || said.refused)
  else if (state === "other") say(said.other.replace("{name}", server.otherName))
  else if (state === "barred" || state === "out") say(said[state])
  else if (words || waiting) retry()
}

function arrived(answer, words) {
  pause = REST
  show(answer)
  if (!words) return
  if (answer.other) {
    keepHere(words)
    say(answer.other)
  } else {
    fields.kept_at.value = answer.kept_at
    browser.forget()
    tell("kept")
    for (const key of taken.splice(0)) browser.forget(key)
    if (JSON.stringify(current()) === JSON.stringify(words)) say(answer.said)
    else plan()
  }
  kept = JSON.stringify(words)
}

function keepHere(words) {
  say(browser.keep(words, fields.base_revision.value) ? said.here : said.full)
}

function retry() {
  if (waiting) say(said.later)
  clearTimeout(timer)
  timer = setTimeout(again, pause)
  pause = Math.min(pause * 2, LONGEST_PAUSE)
}

async function again() {
  const save = waiting
  const state = await keep({ asks: true })
  if (state !== "ok" || !save) return
  waiting = null
  pass(save.submitter)
}

function plan() {
  const now = Date.now()
  firstChange ||= now
  clearTimeout(timer)
  timer = setTimeout(keep, Math.max(0, Math.min(REST, firstChange + LONGEST_WAIT - now)))
}

function pass(submitter) {
  isPassing = true
  form.requestSubmit(submitter?.isConnected ? submitter : undefined)
}

form.addEventListener("text:changed", () => {
  waiting = null
  plan()
})

// Saving begins with keeping: that tells whether the server is there and who is signed in, before the page is left.
form.addEventListener(
  "submit",
  async (event) => {
    if (isPassing) {
      isPassing = false
      clearTimeout(timer)
      kept = JSON.stringify(current())
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    const submitter = event.submitter
    const state = await keep()
    if (state === "away") {
      waiting = { submitter }
      retry()
    } else if (state === "ok" || state === "refused") pass(submitter)
  },
  { capture: true },
)

addEventListener("blur", () => isBehind() && keep())
addEventListener("online", again)
addEventListener("pagehide", () => {
  const words = isBehind() ? current() : null
  const isSmall = words && new Blob([JSON.stringify(words)]).size < LARGEST_BEACON
  if (words) browser.keep(words, fields.base_revision.value)
  server.sendLast({ ...message(isSmall ? words : null), is_leaving: "on" })
})
addEventListener("pageshow", ({ persisted }) => persisted && keep())

await ready
const isUnsaved = "notSaved" in form.dataset
kept = isUnsaved ? "" : JSON.stringify(current())
offer(browser.others(), current(), server, browser, ({ key, words: { note, ...words }, base }) => {
  taken.push(key)
  setText(words)
  fields.note.value = note
  if (Number(base) < Number(fields.base_revision.value)) fields.base_revision.value = base
  noteChange("note")
})
keep({ asks: false })
setInterval(() => keep({ asks: false }), HEARTBEAT)
form.dataset.keeping = ""
