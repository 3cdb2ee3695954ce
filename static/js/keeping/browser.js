// Words that the server does not have yet, in this browser: by person, text and window, and gone as soon as the server has
// them. Nobody else is ever shown them; signing out removes them (js/sign-out.js).
const PREFIX = "unsaved"

export class BrowserWords {
  constructor(person, text, window) {
    this.begin = `${PREFIX}:${person}:${text}:`
    this.own = this.begin + window
  }

  // False where the browser has no room or keeps nothing at all.
  keep(words, base) {
    try {
      localStorage.setItem(this.own, JSON.stringify({ words, base, at: Date.now() }))
      return true
    } catch {
      return false
    }
  }

  forget(key = this.own) {
    try {
      localStorage.removeItem(key)
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  // What other windows of this person left behind, newest first.
  others() {
    return keysFrom(this.begin)
      .filter((key) => key !== this.own)
      .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
      .sort((one, other) => other.at - one.at)
  }
}

export function keysFrom(begin) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(begin))
  } catch {
    return []
  }
}

export const wordsOf = (person) => keysFrom(`${PREFIX}:${person}:`)
