// Drops what nhsuk-frontend says of classes that no template, script or module of ours names, and every
// reader would fetch. Reads what sass writes, where a rule ends at a brace of its own indent.
// A rule whose selectors are all dropped goes with them. tests/static/ reads the result.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["../templates", "../static/js", "../articles", "../workflows"];
const CLASS = /nhsuk-[a-z0-9_-]+/g;

const named = new Set(
  FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => /\.(html|js|py)$/.test(name))
    .flatMap((name) => readFileSync(name, "utf8").match(CLASS) ?? []),
);

// What is behind `:not(` is no class that the element has.
const isWanted = (selector) =>
  (selector.replace(/:not\([^)]*\)/g, "").match(CLASS) ?? []).every((name) => named.has(name));

function kept(lines) {
  const found = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = at;
    while (lines[at].endsWith(",") && !lines[at].trimStart().startsWith("@") && !lines[at].includes(": ")) at += 1;
    if (!lines[at].endsWith("{")) {
      found.push(...lines.slice(first, at + 1));
      continue;
    }
    const indent = lines[at].match(/^\s*/)[0];
    const end = lines.indexOf(`${indent}}`, at);
    const inside = lines.slice(at + 1, end);
    if (lines[first].trimStart().startsWith("@")) {
      const rest = kept(inside);
      if (rest.length) found.push(...lines.slice(first, at + 1), ...rest, lines[end]);
    } else {
      const all = lines.slice(first, at + 1).join(" ").trim().replace(/ \{$/, "");
      const selectors = all.split(/,\s*(?![^()]*\))/).filter(isWanted);
      if (selectors.length) found.push(`${indent}${selectors.join(`,\n${indent}`)} {`, ...inside, lines[end]);
    }
    at = end;
  }
  return found;
}

const sheet = process.argv[2];
writeFileSync(sheet, kept(readFileSync(sheet, "utf8").split("\n")).join("\n"));
