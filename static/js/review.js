// Keeps where somebody reads and what they note, on the server, so that their other devices know. Without it the page has
// buttons for both.
const REST = 1500
const NOTE_REST = 1000
// A block counts as read to when it is above this share of the window.
const LINE = 0.6

async function post(form, fields, options = {}) {
  const body = new FormData(form)
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      redirect: "manual",
      ...options,
    })
    return answer.headers.get("Content-Type")?.includes("json") ? { ok: answer.ok, ...(await answer.json()) } : null
  } catch {
    return null
  }
}

function keepPlace(form) {
  const blocks = [...document.querySelectorAll('[data-words] [id^="block-"]')]
  let kept = ""
  let timer = 0

  const current = () => {
    const last = blocks.filter((block) => block.getBoundingClientRect().top < innerHeight * LINE).at(-1)
    // Who jumps past the text, to the verdict, has not read it.
    return last && last.getBoundingClientRect().bottom > 0 ? last.id.slice("block-".length) : ""
  }

  const keep = async (options) => {
    clearTimeout(timer)
    const block = current()
    // Who scrolls back to the sheet has not lost their place.
    if (!block || block === kept || blocks[0].getBoundingClientRect().top > 0) return
    kept = block
    if (!(await post(form, { block }, options))?.ok && kept === block) kept = ""
  }

  addEventListener("scroll", () => {
    clearTimeout(timer)
    timer = setTimeout(keep, REST)
  }, { passive: true })
  document.addEventListener("visibilitychange", () => document.hidden && keep({ keepalive: true }))
}

function keepNote(form) {
  const field = form.elements.note
  const said = form.querySelector("[data-said]")
  let kept = field.value
  let timer = 0

  const keep = async (options) => {
    clearTimeout(timer)
    const note = field.value
    if (note === kept) return
    const answer = await post(form, { note }, options)
    if (answer?.ok) kept = note
    said.textContent = answer?.said ?? form.dataset.lost
  }

  field.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(keep, NOTE_REST)
  })
  document.addEventListener("visibilitychange", () => document.hidden && keep({ keepalive: true }))
  form.addEventListener("submit", () => (kept = field.value))
  addEventListener("beforeunload", (event) => {
    if (field.value !== kept) event.preventDefault()
  })
}

const place = document.querySelector("[data-place]")
const note = document.querySelector("[data-note]")
if (place) keepPlace(place)
if (note) keepNote(note)
