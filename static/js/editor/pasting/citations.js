// Superscript links to a list of references ("¹⁻³", "[4]") become citations that wait for their reference: as plain
// superscripts they would read as exponents, as plain numbers as references of ours.
import { words } from "./elements.js";

const NUMBERS = /^\[?\(?\s*(\d{1,3}(?:\s*[,;–‒-]\s*\d{1,3})*)\s*\)?\]?$/
const BETWEEN = /^[\s,;–‒()[\]-]*$/
const LONGEST_RANGE = 30

export function bindCitations(body, report) {
  for (const link of body.querySelectorAll("a[href*='#']")) {
    const keys = keysIn(words(link))
    if (keys) link.replaceWith(citation(keys))
  }
  for (const group of body.querySelectorAll("sup, span")) gather(group)
  for (const cite of body.querySelectorAll("cite[data-key]")) if (cite.isConnected) takeNeighbours(cite)
  report.add("citations", body.querySelectorAll("cite[data-key*='unresolved:']:not([data-key*='unresolved:note-'])").length)
}

function keysIn(text) {
  const match = NUMBERS.exec(text)
  return match && expanded(match[1].split(/(\s*[,;–‒-]\s*)/).map((part) => part.trim()))
}

// ["1", ",", "3", "–", "5"] → the keys of 1, 3, 4 and 5.
function expanded(parts) {
  const keys = []
  for (const [index, part] of parts.entries()) {
    if (index % 2) continue
    const isRange = /[–‒-]/.test(parts[index - 1] ?? "")
    const from = isRange ? Number(parts[index - 2]) + 1 : Number(part)
    for (let number = from; number <= Number(part) && number - from < LONGEST_RANGE; number += 1) keys.push(`unresolved:${number}`)
  }
  return [...new Set(keys)]
}

function citation(keys) {
  const cite = document.createElement("cite")
  cite.dataset.key = keys.join(" ")
  return cite
}

// A superscript or span that holds nothing but citations and what parts them is one citation.
function gather(group) {
  const cites = [...group.children]
  const rest = [...group.childNodes].filter((node) => node.nodeType === 3)
  if (!cites.length || !cites.every((child) => child.matches("cite[data-key]"))) return
  if (rest.every((text) => BETWEEN.test(text.data))) group.replaceWith(joined([...group.childNodes]))
}

function joined(nodes) {
  const parts = nodes.map((node) => (node.nodeType === 3 ? node.data.trim() : node.dataset.key))
  const keys = []
  for (const [index, part] of parts.entries()) {
    if (!/unresolved:/.test(part)) continue
    const isRange = index > 1 && /^[–‒-]$/.test(parts[index - 1])
    const [from] = /\d+$/.exec(keys.at(-1) ?? "") ?? []
    const [to] = /\d+/.exec(part) ?? []
    if (isRange && from && to) keys.push(...expanded([from, "–", to]).slice(1))
    else keys.push(...part.split(" "))
  }
  return citation([...new Set(keys)])
}

// "[" cite ", " cite "]" in running words: the brackets are ours to write.
function takeNeighbours(cite) {
  const nodes = [cite]
  while (isCitation(nodes.at(-1).nextSibling?.nextSibling) && isBetween(nodes.at(-1).nextSibling)) {
    nodes.push(nodes.at(-1).nextSibling, nodes.at(-1).nextSibling.nextSibling)
  }
  const { previousSibling: before } = cite
  const after = nodes.at(-1).nextSibling
  if (before?.nodeType !== 3 || after?.nodeType !== 3 || !/[[(]\s*$/.test(before.data) || !/^\s*[\])]/.test(after.data)) return
  const whole = joined(nodes)
  before.data = before.data.replace(/\s*[[(]\s*$/, "")
  after.data = after.data.replace(/^\s*[\])]/, "")
  cite.replaceWith(whole)
  for (const node of nodes.slice(1)) node.remove()
}

const isCitation = (node) => node?.nodeType === 1 && node.matches("cite[data-key]")
const isBetween = (node) => node?.nodeType === 3 && /^\s*[,;–‒-]\s*$/.test(node.data)
