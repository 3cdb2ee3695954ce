// What the page sends to the server while somebody types, and what became of it, in one of these words:
//   ok        the answer is in `answer`
//   refused   the server will not keep this; `answer.refused` says why
//   away      no server, or one in trouble: try again later
//   out       nobody is signed in
//   other     somebody else is signed in; nothing was sent on their account
//   barred    the person may no longer write here
export class Server {
  constructor({ keep, session, person }) {
    Object.assign(this, { address: keep, sessionAddress: session, person })
  }

  async send(fields) {
    const first = await this.post(fields)
    if (first.state !== "barred") return first
    // Signing in somewhere else gave a new token; with the old one everything is refused.
    const state = await this.refresh()
    return state === "ok" ? this.post(fields) : { state }
  }

  async post(fields) {
    const response = await asked(this.address, { method: "POST", body: this.body(fields) })
    if (!response || response.status >= 500 || response.status === 429) return { state: "away" }
    if (response.type === "opaqueredirect" || response.status === 401) return { state: "out" }
    if (response.status === 403) return { state: "barred" }
    const answer = await response.json().catch(() => ({}))
    return response.ok ? { state: "ok", answer } : { state: "refused", answer }
  }

  // The last words of a page that is closed; nobody hears the answer.
  sendLast(fields) {
    return navigator.sendBeacon(this.address, this.body(fields))
  }

  body(fields) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value ?? "")
    body.append("person", this.person)
    body.append("csrfmiddlewaretoken", token().value)
    return body
  }

  // Who is signed in; their new token goes into the forms of the page only where it is the same person as before.
  async refresh() {
    const response = await asked(this.sessionAddress)
    if (!response?.ok) return "away"
    const { person, name, csrf } = await response.json()
    this.otherName = name
    if (person !== null && person !== this.person) return "other"
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf
    return person === null ? "out" : "ok"
  }
}

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")

export async function asked(address, options = {}) {
  try {
    return await fetch(address, { redirect: "manual", credentials: "same-origin", ...options })
  } catch {
    return null
  }
}
