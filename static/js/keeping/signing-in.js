// Signing in again without leaving the page: a dialog that ends when the person who wrote here is signed in. It asks for the
// password, and for a code where the account wants one.
import { asked } from "./server.js";

const EVERY = 2000

export class SigningIn {
  constructor(server) {
    this.server = server
    this.dialog = document.getElementById("sign-in-again")
    this.password = this.dialog.querySelector("[data-step=password]")
    this.code = this.dialog.querySelector("[data-step=code]")
    this.bind(this.password, () => this.sendPassword())
    this.bind(this.code, () => this.sendCode())
    this.dialog.addEventListener("close", () => this.end(false))
  }

  bind(form, send) {
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      send()
    })
  }

  // True when the same person is signed in; false when the dialog was closed.
  ask() {
    this.asking ??= new Promise((resolve) => {
      this.resolve = resolve
      this.step(this.password)
      this.dialog.showModal()
      this.timer = setInterval(() => this.look(), EVERY)
    })
    return this.asking
  }

  end(done) {
    clearInterval(this.timer)
    this.resolve?.(done)
    this.resolve = this.asking = undefined
    for (const form of [this.password, this.code]) form.reset()
    if (this.dialog.open) this.dialog.close()
  }

  step(form, what = "") {
    this.password.hidden = form !== this.password
    this.code.hidden = form !== this.code
    this.again(form)
    this.say(what)
  }

  again(form) {
    const field = form.querySelector(".nhsuk-input")
    field.value = ""
    field.focus()
  }

  // Signed in here, or in another tab.
  async look() {
    const state = await this.server.refresh()
    if (state === "ok") this.end(true)
    if (state === "other") this.say("other", this.server.otherName)
    return state
  }

  async send(form) {
    const headers = { "X-Requested-With": "XMLHttpRequest" }
    const response = await asked(form.action, { method: "POST", body: new FormData(form), headers })
    if (response && response.status < 500) return response
    this.say("away")
    return null
  }

  async sendPassword() {
    const response = await this.send(this.password)
    if (!response) return
    const answer = await response.json().catch(() => ({}))
    if (answer.location) {
      if ((await this.look()) === "out") this.second(answer.location)
      return
    }
    this.again(this.password)
    this.sentence.textContent = complaints(answer.form) || this.sentence.dataset.wrong
  }

  second(location) {
    const isCode = new URL(location, document.baseURI).pathname === new URL(this.code.action).pathname
    if (isCode) this.step(this.code)
    else this.say("second")
  }

  // A code that is right leads on, and so does one that comes after the time for it is over; a wrong one shows the form again.
  async sendCode() {
    const response = await this.send(this.code)
    if (!response || (await this.look()) !== "out") return
    if (response.type === "opaqueredirect") this.step(this.password, "late")
    else this.step(this.code, "code")
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
