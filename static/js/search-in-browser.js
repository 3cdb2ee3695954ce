// The search of a site that lies as files on a server without a programme: whole passages with their warnings (S9), no word replaced (S10).

const page = document.querySelector("[data-search-in-browser]");
const MOST_TEXTS = 30;
const MOST_PASSAGES = 3;

if (page) {
  const asked = new URLSearchParams(location.search);
  const query = (asked.get("q") || "").trim().slice(0, 300);
  const audience = ["patient", "student", "clinician"].includes(asked.get("audience")) ? asked.get("audience") : "patient";
  page.querySelector("[name=q]").value = query;
  page.querySelector("[name=audience]").value = audience;
  if (query) {
    find(query, audience).catch(() => say(page.dataset.failed));
  } else {
    page.dataset.ready = "";
  }
}

async function find(query, audience) {
  const answer = await fetch(`${audience}.json`);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  const index = await answer.json();
  const wanted = stemsOf(query, index.stems);
  const hits = wanted === null ? [] : index.texts.map((text) => hit(text, wanted)).filter((one) => one !== null);
  hits.sort((one, other) => other.weight - one.weight);
  show(hits.slice(0, MOST_TEXTS), hits.length);
}

// One list of stems for each word; a word that stands in no text is wanted as it is, so that nothing is found rather than another medicine.
function stemsOf(query, known) {
  const words = query.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}.,-]+/u);
  const stems = words.map((word) => word.replace(/^[.,-]+|[.,-]+$/g, "")).filter(Boolean)
    .map((word) => (Object.hasOwn(known, word) ? known[word] : word));
  return stems.length ? stems.filter(Boolean) : null;
}

function hit(text, wanted) {
  const whole = text.stems + text.passages.map((passage) => passage[6]).join("");
  if (!wanted.length || !wanted.every((stem) => holds(whole, stem))) {
    return null;
  }
  const counted = text.passages.map((passage, place) => ({ passage, place, count: count(passage[6], wanted) }));
  const best = counted.filter((one) => one.count > 0).sort((one, other) => other.count - one.count || one.place - other.place);
  const weight = 4 * count(text.stems, wanted) + (best.length ? best[0].count : 0) + Math.min(best.length, 20) / 100;
  return { text, weight, passages: best.slice(0, MOST_PASSAGES).map((one) => one.passage) };
}

function count(stems, wanted) {
  return wanted.filter((stem) => holds(stems, stem)).length;
}

function holds(stems, stem) {
  return stems.includes(` ${stem} `);
}

function show(hits, number) {
  const list = page.querySelector("ol");
  list.replaceChildren(...hits.map(entry));
  say(number ? page.dataset.found.replace("{number}", String(number)) : page.dataset.nothing);
}

function say(words) {
  page.querySelector("[role=status]").textContent = words;
  page.dataset.ready = "";
}

function entry(one) {
  const item = made("li", "rb-list__item rb-hit");
  const title = made("h2", "rb-hit__title");
  title.append(link(one.text.title, one.text.address, "rb-list__link"));
  item.append(title, ...one.passages.map((passage) => quoted(passage, one.text.address)));
  item.append(made("p", "rb-list__meta", one.text.about));
  return item;
}

function quoted([words, heading, anchor, leadIn, card, warning], address) {
  const block = made("div", "rb-hit__passage");
  if (heading) {
    const above = made("p", "rb-hit__heading");
    above.append(link(heading, anchor ? `${address}#${anchor}` : address, ""));
    block.append(above);
  }
  if (leadIn) {
    block.append(made("p", "rb-hit__lead", leadIn));
  }
  const told = card === "table" ? `${page.dataset.table} ${words}` : words;
  block.append(made("p", leadIn ? "rb-hit__words rb-hit__words--item" : "rb-hit__words", told));
  if (warning) {
    const box = made("div", "rb-hit__warning");
    box.append(made("p", "rb-hit__label", page.dataset.warns), ...warning.split("\n").map((line) => made("p", "", line)));
    block.append(box);
  }
  return block;
}

function made(tag, name, words = "") {
  const element = document.createElement(tag);
  if (name) {
    element.className = name;
  }
  element.textContent = words;
  return element;
}

function link(words, address, name) {
  const element = made("a", name, words);
  element.href = address;
  return element;
}
