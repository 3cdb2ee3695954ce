// Tables of spreadsheets, word processors and pages: rows and cells alone, with a header row where one is marked.
import { BLOCKS, isBlank, renamed, stylesOf, unwrap, words } from "./elements.js";

export function mendTables(body, report) {
  for (const table of [...body.querySelectorAll("table")]) if (isLayout(table)) flatten(table)
  for (const table of body.querySelectorAll("table")) mend(table, report)
}

// What holds a table or a single cell arranges a page.
const isLayout = (table) => Boolean(table.querySelector("table")) || cellsOf(table).length < 2

const cellsOf = (table) => [...table.querySelectorAll("td, th")].filter((cell) => cell.closest("table") === table)

function flatten(table) {
  const parts = [...table.querySelectorAll("caption, colgroup, thead, tbody, tfoot, tr")].filter((part) => part.closest("table") === table)
  for (const cell of cellsOf(table)) {
    if (cell.querySelector(BLOCKS)) unwrap(cell)
    else renamed(cell, "p")
  }
  for (const part of parts) {
    if (part.localName === "colgroup") part.remove()
    else if (part.localName === "caption") renamed(part, "p")
    else unwrap(part)
  }
  unwrap(table)
}

function mend(table, report) {
  for (const columns of table.querySelectorAll("colgroup, col")) columns.remove()
  for (const row of [...table.querySelectorAll("tr")]) if (isHidden(row)) report.drop([row], "hidden")
  for (const cell of cellsOf(table)) mendCell(cell)
  for (const row of [...table.querySelectorAll("tr")]) if (!row.children.length) row.remove()
  fillRows(table)
  const header = table.querySelector("th") ? "" : headerOf(table)
  if (header === "bold") report.add("headerRows")
  else if (header === "none" && table.querySelectorAll("tr").length > 1) report.hasPlainTable = true
}

const isHidden = (row) => stylesOf(row).get("display") === "none"

function mendCell(cell) {
  // In Excel, words that run over into empty cells are no merged cells.
  if (stylesOf(cell).get("mso-ignore") === "colspan") {
    for (let more = Number(cell.getAttribute("colspan")); more > 1; more -= 1) cell.after(document.createElement("td"))
    cell.removeAttribute("colspan")
  }
  for (const { name, value } of [...cell.attributes]) {
    if (!["colspan", "rowspan"].includes(name) || Number(value) < 2) cell.removeAttribute(name)
  }
  for (const block of cell.querySelectorAll("h1, h2, h3, h4, h5, h6, blockquote, div, pre")) {
    if (block.querySelector("p, ul, ol")) unwrap(block)
    else renamed(block, "p")
  }
  if (isBlank(cell)) cell.replaceChildren()
}

// A row that is shorter than the widest gets empty cells; a merged cell counts for each row and column that it covers.
function fillRows(table) {
  const rows = [...table.querySelectorAll("tr")]
  const covered = rows.map(() => 0)
  for (const [index, row] of rows.entries()) {
    for (const cell of row.children) {
      const deep = Number(cell.getAttribute("rowspan") ?? 1)
      for (let at = index; at < Math.min(index + deep, rows.length); at += 1) covered[at] += Number(cell.getAttribute("colspan") ?? 1)
    }
  }
  const widest = Math.max(...covered)
  for (const [index, row] of rows.entries()) {
    for (let more = covered[index]; more < widest; more += 1) row.append(document.createElement("td"))
  }
}

// A first row in bold is a header that its author had no other means to mark.
function headerOf(table) {
  const cells = [...(table.querySelector("tr")?.children ?? [])]
  const filled = cells.filter((cell) => words(cell))
  if (!filled.length || table.querySelectorAll("tr").length < 2) return ""
  if (!filled.every(isBold)) return "none"
  for (const cell of cells) {
    for (const mark of cell.querySelectorAll("strong, b")) unwrap(mark)
    renamedCell(cell)
  }
  return "bold"
}

function isBold(cell) {
  const bold = [...cell.querySelectorAll("strong, b")].map(words).join(" ")
  return bold === words(cell)
}

function renamedCell(cell) {
  const header = renamed(cell, "th")
  for (const { name, value } of cell.attributes) header.setAttribute(name, value)
}

// Rows of cells parted by tabs, as spreadsheets put them on the clipboard beside or without HTML; null when it is none.
export function tableOfText(text) {
  const rows = rowsOf(text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""))
  const width = rows[0].length
  if (rows.length < 2 || width < 2 || rows.some((row) => row.length !== width)) return null
  const table = document.createElement("table")
  for (const row of rows) {
    const tr = table.appendChild(document.createElement("tr"))
    for (const cell of row) tr.appendChild(document.createElement("td")).textContent = cell.trim()
  }
  return table.outerHTML
}

// A cell in quotation marks may hold line ends and, doubled, quotation marks.
function rowsOf(text) {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*))(\t|\n|$)/y
  const rows = [[]]
  while (cell.lastIndex <= text.length) {
    const match = cell.exec(text)
    if (!match) break
    rows.at(-1).push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"').replaceAll("\n", " "))
    if (match[3] === "\n") rows.push([])
    else if (!match[3]) break
  }
  return rows
}
