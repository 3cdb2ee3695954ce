// Ward computers are shared: what this browser kept of somebody's words goes when they sign out, and they are told before.
import { wordsOf } from "./keeping/browser.js";

for (const form of document.querySelectorAll("[data-sign-out]")) {
  form.addEventListener("submit", (event) => {
    const kept = wordsOf(form.dataset.signOut)
    if (kept.length && !confirm(form.dataset.lose)) event.preventDefault()
    else for (const key of kept) localStorage.removeItem(key)
  })
}
