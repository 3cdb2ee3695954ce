// HTML of a clipboard in, HTML that the editor's schema reads in whole out, with a report of what was left out or changed.
import { bindCitations } from "./citations.js";
import { Report, isBlank, parsed, renamed, stylesOf, unwrap, words } from "./elements.js";
import { mendLists } from "./lists.js";
import { mendMarks } from "./marks.js";
import { mendOffice } from "./office.js";
import { sortPictures } from "./pictures.js";
import { mendTables } from "./tables.js";

const KINDS = ["key-points", "note", "warning", "emergency", "urgent", "see-someone", "next-step", "ask-your-doctor"]
const KEPT = { a: ["href"], aside: ["data-kind"], cite: ["data-key"], img: ["src", "alt"], ol: ["start"], section: ["data-kind"] }
const CONTROLS = "input, select, button, textarea, datalist, progress, meter, output"
const DEEPEST = 150

export function cleaned(html) {
  const report = new Report()
  const body = parsed(html, report)
  // A copy from an editor of this kind carries a mark by which it is put in as it was taken out.
  const slice = body.querySelector("[data-pm-slice]")
  const context = slice?.getAttribute("data-pm-slice")
  dropActive(body, report)
  mendOffice(body, report)
  sortPictures(body, report)
  mendMarks(body, report)
  mendLists(body)
  mendTables(body, report)
  bindCitations(body, report)
  mendLinks(body, report)
  mendBlocks(body, report)
  stripAttributes(body)
  if (context && slice.isConnected) slice.setAttribute("data-pm-slice", context)
  return { html: body.innerHTML, report }
}

function dropActive(body, report) {
  const nodes = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (nodes.nextNode()) comments.push(nodes.currentNode)
  for (const comment of comments) comment.remove()
  for (const element of body.querySelectorAll("*")) if (depthOf(element) > DEEPEST) unwrap(element)
  report.drop(body.querySelectorAll("script, noscript, template"), "scripts")
  for (const sheet of body.querySelectorAll("style")) sheet.remove()
  report.drop(body.querySelectorAll("iframe, frame, frameset, object, embed, applet, video, audio, canvas, svg"), "embedded")
  report.drop(body.querySelectorAll("math"), "formulas")
  report.drop(body.querySelectorAll("nav, [role=navigation]"), "navigation")
  dropForms(body, report)
  report.drop([...body.querySelectorAll("[hidden], [data-style*='display']")].filter(isHidden), "hidden")
  for (const element of body.querySelectorAll("link, meta, title, base, xml, map, area, track, wbr")) element.remove()
}

function depthOf(element) {
  let depth = 0
  for (let at = element; at; at = at.parentElement) depth += 1
  return depth
}

const isHidden = (element) => element.hidden || (stylesOf(element).get("display") === "none" && element.localName !== "tr")

// Some sites put a whole page into a form: its prose stays.
function dropForms(body, report) {
  for (const control of body.querySelectorAll(CONTROLS)) control.remove()
  const forms = [...body.querySelectorAll("form, fieldset")]
  report.add("forms", forms.filter((element) => element.localName === "form").length)
  for (const form of forms) {
    if (form.querySelector("p, h1, h2, h3, li, table")) unwrap(form)
    else form.remove()
  }
}

function mendLinks(body, report) {
  for (const link of body.querySelectorAll("a")) {
    const address = targetOf(link.getAttribute("href") ?? "")
    if (/^(https?:\/\/[^\s/?#@]+|mailto:[^\s@]+@[^\s@]+)/i.test(address) && words(link)) link.setAttribute("href", address)
    else {
      if (link.getAttribute("href") && words(link)) report.add("links")
      unwrap(link)
    }
  }
}

// Google Docs sends every link through an address of its own.
function targetOf(href) {
  const wrapped = /^https:\/\/www\.google\.com\/url\?/.test(href) ? new URL(href).searchParams.get("q") : null
  return (wrapped ?? href).trim()
}

function mendBlocks(body, report) {
  for (const element of body.querySelectorAll("aside:not([data-kind]), section:not([data-kind=question]), cite:not([data-key])")) unwrap(element)
  for (const box of body.querySelectorAll("aside[data-kind]")) if (!KINDS.includes(box.dataset.kind)) unwrap(box)
  for (const term of body.querySelectorAll("dt")) {
    const line = renamed(term, "p")
    line.innerHTML = `<strong>${line.innerHTML}</strong>`
  }
  for (const line of body.querySelectorAll("dd, pre, address, summary")) {
    if (line.querySelector("p, ul, ol, table")) unwrap(line)
    else renamed(line, "p")
  }
  for (const heading of body.querySelectorAll(":is(li, blockquote) > :is(h1, h2, h3, h4, h5, h6)")) renamed(heading, "p")
  mendHeadings(body, report)
  for (const line of body.querySelectorAll("hr")) line.remove()
  for (const br of body.querySelectorAll("br")) if (isBetweenBlocks(br)) br.remove()
  for (const element of [...body.querySelectorAll("p, h2, h3, h4, li, ul, ol, blockquote")].reverse()) if (isBlank(element)) element.remove()
}

// The title of a page stands above its sections, and ours have no first level: all go down one where there is one.
function mendHeadings(body, report) {
  const step = body.querySelector("h1") ? 1 : 0
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Number(heading.localName[1]) + step
    if (level > 4) report.add("headings")
    renamed(heading, `h${Math.min(level, 4)}`)
  }
}

function isBetweenBlocks(br) {
  if (br.className === "Apple-interchange-newline") return true
  const around = [br.previousElementSibling, br.nextElementSibling].filter(Boolean)
  return br.parentElement.localName === "body" && around.some((element) => element.matches("p, h2, h3, h4, ul, ol, table"))
}

function stripAttributes(body) {
  for (const element of body.querySelectorAll("*")) {
    const kept = element.matches("td, th") ? ["colspan", "rowspan"] : (KEPT[element.localName] ?? [])
    for (const { name } of [...element.attributes]) {
      if (!kept.includes(name) && name !== "data-table-caption") element.removeAttribute(name)
    }
  }
}
