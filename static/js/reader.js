// What a published page gains where scripts run. Without it the number of a reference leads to the list, and a definition opens all the same.

// The browser shows the entry beside its number, on hover and focus, and closes it by Escape. Browsers that do not know the attribute,
// which the HTML standard does not have yet, jump to the list.
for (const link of document.querySelectorAll(".rb-cite a[href^='#ref-']")) {
  link.setAttribute("interestfor", `${link.hash.slice(1)}-words`);
}

// WCAG 2.2, 1.4.13: what a pointer opened can be closed without moving it. It opens again when the pointer comes back.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".rb-term:hover")) {
    term.classList.add("rb-term--closed");
    term.addEventListener("pointerleave", () => term.classList.remove("rb-term--closed"), { once: true });
  }
});
