// Words that an earlier window left in this browser because the server was away: offered, compared, taken up or thrown away.
import { asked } from "./server.js";

const panel = document.getElementById("kept-here")

// `take(slot)` puts the words into the editor.
export function offer(slots, here, server, browser, take) {
  const same = (slot) => JSON.stringify(slot.words) === JSON.stringify(here)
  for (const slot of slots.filter(same)) browser.forget(slot.key)
  const [slot, ...rest] = slots.filter((slot) => !same(slot))
  panel.hidden = !slot
  if (!slot) return
  panel.querySelector("[data-when]").textContent = new Date(slot.at).toLocaleString(document.documentElement.lang)
  panel.querySelector("[data-differences]").replaceChildren()
  const done = () => offer(rest, here, server, browser, take)
  on("differences", () => differences(slot, server))
  on("take", () => {
    take(slot)
    done()
  })
  on("drop", () => {
    browser.forget(slot.key)
    done()
  })
}

function on(name, act) {
  panel.querySelector(`[data-${name}-words]`).onclick = act
}

async function differences(slot, server) {
  const place = panel.querySelector("[data-differences]")
  const response = await asked(panel.dataset.compare, { method: "POST", body: server.body(slot.words) })
  if (response?.ok) place.innerHTML = await response.text()
  else place.textContent = panel.dataset.away
}
