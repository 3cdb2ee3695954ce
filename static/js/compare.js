// Steps through the changes of a comparison, by button and by key; the position is said aloud.
const bar = document.querySelector("[data-steps]")
const changes = [...document.querySelectorAll("[data-change]")]
const position = bar.querySelector("[data-position]")
const KEYS = { n: 1, j: 1, p: -1, k: -1 }
let current = -1

function step(by) {
  const next = current < 0 ? (by > 0 ? 0 : changes.length - 1) : current + by
  current = Math.min(Math.max(next, 0), changes.length - 1)
  const change = changes[current]
  change.tabIndex = -1
  change.focus({ preventScroll: true })
  change.scrollIntoView({ block: "center" })
  position.textContent = position.dataset.position
    .replace("{number}", current + 1)
    .replace("{count}", changes.length)
}

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null
}

bar.hidden = changes.length === 0
bar.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]")
  if (button) step(Number(button.dataset.step))
})
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (event.key in KEYS) {
    event.preventDefault()
    step(KEYS[event.key])
  }
})
for (const [number, change] of changes.entries()) change.addEventListener("focusin", () => (current = number))
