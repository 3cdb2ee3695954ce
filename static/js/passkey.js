// Signing with a passkey: ask it, put its answer into the form, send the form. The server sent the question with the page.
for (const button of document.querySelectorAll("[data-passkey]")) {
  const options = JSON.parse(document.getElementById(button.dataset.passkey).textContent)
  const answer = button.form.elements.passkey
  // Pressed before this module was there, it would send the form without an answer.
  button.disabled = false
  button.addEventListener("click", async (event) => {
    if (answer.value) return
    event.preventDefault()
    try {
      answer.value = JSON.stringify(await window.webauthnJSON.get(options))
    } catch {
      say(button)
      return
    }
    button.form.requestSubmit(button)
  })
}

function say(button) {
  const found = button.form.querySelector("[data-passkey-refused]") ?? button.parentElement.appendChild(document.createElement("p"))
  found.dataset.passkeyRefused = ""
  found.setAttribute("role", "alert")
  found.textContent = button.dataset.refused
}
