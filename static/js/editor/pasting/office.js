// What Word and Google Docs keep beside the words: comments, tracked changes, notes, titles, typed spaces.
import { renamed, stylesOf, unwrap, words } from "./elements.js";

const NOTE = /#_?(?:ftnt|ftn|edn)(\d+)$/
const BACK = /#_?(?:ftnt_ref|ftnref|ednref)(\d+)$/

export function mendOffice(body, report) {
  dropComments(body, report)
  takeChanges(body, report)
  mendNotes(body, report)
  for (const title of body.querySelectorAll("p.MsoTitle")) renamed(title, "h1")
  for (const space of body.querySelectorAll("[data-style*='mso-spacerun'], .Apple-converted-space")) {
    if (!space.textContent.trim()) space.replaceWith(" ")
  }
  for (const element of body.querySelectorAll("*")) if (element.localName.includes(":")) unwrap(element)
}

function dropComments(body, report) {
  const anchors = [...body.querySelectorAll("a[href*='#_msocom_'], a[href^='#cmnt']:not([href^='#cmnt_ref'])")]
  report.add("comments", new Set(anchors.map((anchor) => anchor.getAttribute("href"))).size)
  for (const anchor of anchors) (anchor.closest(".MsoCommentReference, sup") ?? anchor).remove()
  for (const back of body.querySelectorAll("a[href*='#cmnt_ref']")) (back.closest("div") ?? back.closest("p"))?.remove()
  for (const element of body.querySelectorAll("[data-style*='mso-element']")) {
    if (stylesOf(element).get("mso-element")?.startsWith("comment")) element.remove()
  }
}

// Insertions are taken as they are; what somebody deleted or struck out is not pasted.
function takeChanges(body, report) {
  const isStruck = (element) => (stylesOf(element).get("text-decoration") ?? "").includes("line-through")
  const struck = [...body.querySelectorAll("[data-style*='line-through']")].filter(isStruck)
  report.drop([...body.querySelectorAll("del, s, strike, .msoDel"), ...struck], "deletions")
  const inserted = body.querySelectorAll("ins, .msoIns")
  report.add("insertions", inserted.length)
  for (const element of inserted) unwrap(element)
}

// A note keeps its words at the end; its mark becomes a citation that waits for its reference, never a bare number that
// would read as one of ours.
function mendNotes(body, report) {
  let count = 0
  for (const link of body.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href")
    const back = BACK.exec(href)
    const note = NOTE.exec(href)
    if (back) link.replaceWith(`[${back[1]}] `)
    else if (note) {
      const cite = document.createElement("cite")
      cite.dataset.key = `unresolved:note-${note[1]}`
      const sup = link.closest("sup")
      ;(sup && words(sup) === words(link) ? sup : link).replaceWith(cite)
      count += 1
    }
  }
  report.add("notes", count)
  for (const line of body.querySelectorAll("[data-style*='mso-element:footnote-list'] > hr, [data-style*='mso-element:endnote-list'] > hr")) line.remove()
}
