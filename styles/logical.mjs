// Rewrites left and right of a style sheet to start and end, so that it serves right-to-left scripts too: nhsuk-frontend says left.
// One declaration a line, as sass writes it. Ours are written so already; tests/static/ reads the result.
import { readFileSync, writeFileSync } from "node:fs";

const SIDE = { left: "start", right: "end" };
const CORNER = { "top-left": "start-start", "top-right": "start-end", "bottom-left": "end-start", "bottom-right": "end-end" };
const CORNERS = ["start-start", "start-end", "end-end", "end-start"];

const two = (one, other) => (one === other ? one : `${one} ${other}`);

function parts(value) {
  return value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
}

function ofFour(property, [top, right, bottom, left]) {
  if (right === left && property !== "border-radius") return null;
  switch (property) {
    case "margin": case "padding": case "inset":
      return [[`${property}-block`, two(top, bottom)], [`${property}-inline`, two(left, right)]];
    case "border-width": case "border-color": case "border-style": {
      const kind = property.slice("border-".length);
      return [[`border-block-${kind}`, two(top, bottom)], [`border-inline-${kind}`, two(left, right)]];
    }
    case "border-radius":
      if (top === right && bottom === left) return null;
      return [top, right, bottom, left].map((radius, at) => [`border-${CORNERS[at]}-radius`, radius]);
    default:
      return null;
  }
}

function logical(property, value) {
  let found = property.match(/^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)((?:-(?:width|color|style))?)$/);
  if (found) return [[`${found[1]}-inline-${SIDE[found[2]]}${found[3]}`, value]];
  found = property.match(/^border-(top-left|top-right|bottom-left|bottom-right)-radius$/);
  if (found) return [[`border-${CORNER[found[1]]}-radius`, value]];
  if (property in SIDE) return [[`inset-inline-${SIDE[property]}`, value]];
  if (property === "text-align" && value in SIDE) return [[property, SIDE[value]]];
  if ((property === "float" || property === "clear") && value in SIDE) return [[property, `inline-${SIDE[value]}`]];
  const four = parts(value);
  return four.length === 4 ? ofFour(property, four) : null;
}

function line(text) {
  const found = text.match(/^(\s*)([a-z-]+): (.+?)(\s*!important)?;$/);
  const said = found && logical(found[2], found[3]);
  return said ? said.map(([name, value]) => `${found[1]}${name}: ${value}${found[4] ?? ""};`).join("\n") : text;
}

const sheet = process.argv[2];
writeFileSync(sheet, readFileSync(sheet, "utf8").split("\n").map(line).join("\n"));
