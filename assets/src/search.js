// Search: every name of every concept, then the definitions and what the sources say, which come after. Loaded when first asked for.
import MiniSearch from "minisearch";
import { LANGUAGE, load } from "./dom.js";
import { fold, rules } from "./text.js";

const GK = (window.GK ??= {});
const { concepts, rules: lists } = GK.search;
const { matchKey, singular } = rules(lists);
const WORD = /[\p{L}\p{N}]+(?:\.[\p{L}\p{N}])*/gu;
const KINDS = ["pref", "alt", "hidden", "printed"];

const options = { fields: ["key"], idField: "id", tokenize: (text) => text.split(" "), processTerm: (term) => term || null };
const names = new MiniSearch(options);
const texts = new MiniSearch(options);
const labels = [];
const bodies = [];

concepts.forEach((concept, at) => {
  const [, pref, alt, hidden, printed] = concept;
  [pref, alt, hidden, { fr: printed }].forEach((group, kind) => {
    for (const [language, values] of Object.entries(group))
      for (const label of [values].flat()) labels.push({ id: labels.length, at, kind, language, label, key: matchKey(label) });
  });
});

// Indexes are made a slice at a time, so that no key waits for them. What begins with the words asked for needs none; who asks
// for more has the index of names completed at once, and answers from the long texts when these are there.
const SLICE = 8; // milliseconds

function addNames(until = Infinity) {
  while (names.documentCount < labels.length && performance.now() < until) names.addAll(labels.slice(names.documentCount, names.documentCount + 50));
}
let read = 0;
function addTexts(until) {
  for (; read < concepts.length && performance.now() < until; read++) {
    for (const [language, source, text] of GK.texts[read]) {
      const body = { id: bodies.length, at: read, language, source, text, key: matchKey(text) };
      bodies.push(body);
      texts.add(body);
    }
  }
}
GK.ready = new Promise((done) => {
  const next = () => {
    const until = performance.now() + SLICE;
    addNames(until);
    if (GK.texts) addTexts(until);
    if (names.documentCount < labels.length || (GK.texts && read < concepts.length)) setTimeout(next);
    else if (GK.texts) done((GK.complete = true));
    else load("data/texts.js").then(next, () => done((GK.complete = true))); // without them, search goes by the names
  };
  setTimeout(next);
});

// Names in the order of their keys: what begins with the words asked for is found without looking at the others.
const sorted = [...labels].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

function* beginning(key) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].key < key) low = middle + 1;
    else high = middle;
  }
  for (; low < sorted.length && sorted[low].key.startsWith(key); low++) yield sorted[low];
}

const FEW = 3;
const last = (term, index, terms) => index === terms.length - 1;
const near = (share) => (term) => (term.length > 3 && !/^\d+$/.test(term) ? share : false);

/** Find concepts: best first, each once, with the name or text that matched. */
GK.find = (asked, limit = 50) => {
  const key = matchKey(asked.slice(0, 500));
  if (!key) return [];
  const wanted = key.split(" ");
  const best = new Map();
  const keep = (hit) => {
    const known = best.get(hit.at);
    if (!known || hit.score > known.score) best.set(hit.at, hit);
  };
  const byName = (found) => {
    for (const result of found) {
      const label = labels[result.id];
      keep({ ...label, score: score(label, key, wanted, result.score), terms: new Set(result.terms) });
    }
  };
  // Each step only where those before it, which rank higher, have not found enough.
  for (const label of beginning(key)) keep({ ...label, score: score(label, key, wanted, 0), terms: beginningWith(label, wanted) });
  if (best.size < limit) addNames();
  if (best.size < limit) byName(names.search(key, { combineWith: "AND", prefix: last }));
  if (best.size < FEW) byName(names.search(key, { combineWith: "AND", prefix: last, fuzzy: near(0.2) }));
  if (!best.size) byName(names.search(key, { combineWith: "AND", prefix: last, fuzzy: near(0.4) }));
  if (best.size < limit) {
    for (const result of texts.search(key, { combineWith: "AND", prefix: last })) {
      const body = bodies[result.id];
      if (!best.has(body.at)) keep({ ...body, score: Math.min(0.9, result.score / 1000) + (body.source ? 0 : 0.05), terms: new Set(result.terms) });
    }
  }
  if (!best.size) byName(names.search(key, { combineWith: "OR", prefix: last, fuzzy: near(0.3) }));
  return [...best.values()]
    .sort((a, b) => b.score - a.score || a.key.length - b.key.length || a.at - b.at)
    .slice(0, limit)
    .map(shown);
};

/** 60 the same name, 50 begins with it, 40 has it as words, 30 has all words, 10 nearly; preferred names and the page's language first. */
function score(label, key, wanted, points) {
  if (label.key === key) points = 60;
  else if (label.key.startsWith(key)) points = 50;
  else if (` ${label.key}`.includes(` ${key}`)) points = 40;
  else if (hasAll(label.key.split(" "), wanted)) points = 30;
  else points = 10 + Math.min(9, points / 10);
  return points - label.kind / 2 + (label.language === LANGUAGE ? 0.3 : 0);
}

const hasAll = (words, wanted) => wanted.every((word, at) => (at < wanted.length - 1 ? words.includes(word) : words.some((each) => each.startsWith(word))));

/** The words of a name that its beginning asked for. */
const beginningWith = (label, wanted) => new Set(label.key.split(" ").slice(0, wanted.length));

function shown(hit) {
  const [file, prefs] = concepts[hit.at];
  const own = prefs[LANGUAGE] ?? Object.values(prefs)[0] ?? file;
  const found = { file, name: own, parts: parts(own, hit.terms), note: null, kind: "pref", language: LANGUAGE, definition: definition(hit.at) };
  if (hit.text !== undefined) return { ...found, kind: hit.source ? "source" : "text", source: hit.source, note: parts(excerpt(hit.text, hit.terms), hit.terms), language: hit.language };
  if (hit.label === own) return found;
  return { ...found, kind: KINDS[hit.kind], note: parts(hit.label, hit.terms), language: hit.language };
}

/** The editor's definition, in the page's language where there is one: [language, text]. */
function definition(at) {
  const own = (GK.texts?.[at] ?? []).filter(([, source]) => !source);
  const [language, , text] = own.find(([each]) => each === LANGUAGE) ?? own[0] ?? ["", "", ""];
  return [language, text];
}

/** Cut a text into stretches: [text, whether its words were asked for]. */
function parts(text, terms) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(WORD)) {
    if (!terms.has(singular(fold(match[0]).replaceAll(".", "")))) continue;
    if (match.index > at) found.push([text.slice(at, match.index), false]);
    found.push([match[0], true]);
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push([text.slice(at), false]);
  return found;
}

function excerpt(text, terms, width = 150) {
  const plain = text.replace(/[ \t\r\n]+/g, " ");
  const match = [...plain.matchAll(WORD)].find((each) => terms.has(singular(fold(each[0]))));
  let start = Math.max(0, (match?.index ?? 0) - width / 3);
  if (start > 0) start = plain.indexOf(" ", start) + 1 || start;
  let end = Math.min(plain.length, start + width);
  if (end < plain.length) end = Math.max(start + 1, plain.lastIndexOf(" ", end));
  return (start > 0 ? "… " : "") + plain.slice(start, end) + (end < plain.length ? " …" : "");
}

GK.matchKey = matchKey;
