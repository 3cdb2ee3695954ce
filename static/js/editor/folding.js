// On a phone the text comes first: what stands above it is one line that opens, and the tab of this text is in sight.
const narrow = matchMedia("(max-width: 47.99em)")
const about = document.querySelector("[data-about-text]")

function fold() {
  if (about) about.open = !narrow.matches
}

narrow.addEventListener("change", fold)
fold()

for (const tab of document.querySelectorAll(".rb-tabs [aria-current]")) {
  const row = tab.closest("ul")
  row.scrollLeft = Math.max(0, tab.parentElement.offsetLeft - row.offsetLeft + tab.offsetWidth - row.clientWidth)
}
