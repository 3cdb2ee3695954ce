// Signing in again without leaving the page: a dialog that ends when the person who wrote here is signed in.
import { asked } from "./server.js";

const EVERY = 2000

export class SigningIn {
  constructor(server) {
    this.server = server
    this.dialog = document.getElementById("sign-in-again")
    this.form = this.dialog.querySelector("form")
    this.form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.submit()
    })
    this.dialog.addEventListener("close", () => this.end(false))
  }

  // True when the same person is signed in; false when the dialog was closed.
  ask() {
    this.asking ??= new Promise((resolve) => {
      this.resolve = resolve
      this.say("")
      this.dialog.showModal()
      this.timer = setInterval(() => this.look(), EVERY)
    })
    return this.asking
  }

  end(done) {
    clearInterval(this.timer)
    this.resolve?.(done)
    this.resolve = this.asking = undefined
    this.form.reset()
    if (this.dialog.open) this.dialog.close()
  }

  // Signed in here, or in another tab.
  async look() {
    const state = await this.server.refresh()
    if (state === "ok") this.end(true)
    if (state === "other") this.say("other", this.server.otherName)
    return state
  }

  async submit() {
    const headers = { "X-Requested-With": "XMLHttpRequest" }
    const response = await asked(this.form.action, { method: "POST", body: new FormData(this.form), headers })
    if (!response || response.status >= 500) return this.say("away")
    const answer = await response.json().catch(() => ({}))
    if (answer.location) {
      if ((await this.look()) === "out") this.say("second")
      return
    }
    this.form.elements.password.value = ""
    this.form.elements.password.focus()
    this.sentence.textContent = complaints(answer.form) || this.sentence.dataset.wrong
  }

  get sentence() {
    return this.dialog.querySelector("[data-complaint]")
  }

  say(what, name = "") {
    const words = what ? this.sentence.dataset[what].replace("{name}", name) : ""
    if (this.sentence.textContent !== words) this.sentence.textContent = words
  }
}

const complaints = (form) =>
  [...(form?.errors ?? []), ...Object.values(form?.fields ?? {}).flatMap((field) => field.errors)].join(" ")
