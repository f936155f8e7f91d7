// The queries page: a form for every ready-made query, an editor, a worker that answers, a table that sorts.
import { loadNames, loadSearch } from "./combobox.js";
import { LANGUAGE, ROOT, copy, download, element, load } from "./dom.js";
import { asCsv, filled, formOf, termOf } from "./sparql.js";
import { words } from "./words.js";

const MOST = 1000;
const LONG = 40; // characters from which a cell asks for room
const GK = (window.GK ??= {});
GK.sparql = { asCsv, filled, formOf, termOf }; // held against the Python package in tests/site
const { ready, source, theme } = GK.queries;
const page = document.querySelector("[data-queries]");
const find = (name) => page.querySelector(`[data-${name}]`);
const byName = new Map(ready.map((query) => [query.name, query]));
const cannot = location.protocol === "file:" ? words.noQueriesHere : typeof WebAssembly !== "object" ? words.noWasm : "";

const first = byName.get(page.querySelector("[data-query]").dataset.query);
let current = first;
let rows = { names: [], list: [] };
let worker = null;
let number = 0;
const area = find("sparql");
// A plain field until the editor has come: it is larger than all else here, and a query can be asked without it.
let editor = { get: () => area.value, set: (text) => Object.assign(area, { value: text, rows: text.split("\n").length }) };

// Concepts by IRI, to link results to pages; by name, for parameters.
const pages = new Map([...source, ...theme].map(([iri, name, path]) => [iri, [path, name]]));
const iriOf = (concept) => concept[5] ?? GK.search.base + concept[0];
const named = loadNames().then(() => {
  for (const concept of GK.search.concepts) pages.set(iriOf(concept), [`concept/${concept[0]}.html`, concept[1][LANGUAGE] ?? Object.values(concept[1])[0]]);
});

function choose(name, values = {}) {
  current = byName.get(name) ?? first;
  for (const link of page.querySelectorAll("[data-query]")) {
    if (link.dataset.query === current.name) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  find("summary").textContent = current.summary;
  find("description").textContent = current.description;
  const params = find("params");
  params.replaceChildren(params.querySelector("legend"), ...current.parameters.map((each) => field(each, values[each.name])));
  params.hidden = !current.parameters.length;
  editor.set(current.text.trimEnd());
  find("answer").hidden = true;
}

/** Whether a parameter is the language of the answer: the only language asked for, so that the page's own is meant. */
const translated = (parameter) => LANGUAGE !== "fr" && parameter.of === "language" && current.parameters.filter((each) => each.of === "language").length === 1;

/** A field for a parameter: a list where the values are known, else an input; concepts are proposed while typing. */
function field(parameter, given) {
  const known = { language: [["fr", "français"], ["en", "English"]], source, theme, status: ["complete", "repaired", "truncated", "missing"].map((each) => [each, words.states[each]]) };
  const name = `param-${parameter.name}`;
  let choices = parameter.choices.length ? parameter.choices.map((each) => [each, pages.get(each)?.[1] ?? words.kinds[each] ?? words.states[each] ?? each]) : known[parameter.of];
  let value = given ?? (translated(parameter) ? LANGUAGE : parameter.default);
  let input;
  if (choices?.length) {
    if (!choices.some(([each]) => each === value)) choices = [[value, value || "—"], ...choices];
    input = element("select", { id: name, name: parameter.name }, ...choices.map(([each, label]) => element("option", { value: each, selected: each === value }, label)));
  } else {
    input = element("input", { type: parameter.type === "xsd_date" ? "date" : "text", id: name, name: parameter.name, value, dir: "auto", autocomplete: "off", required: true, inputmode: ["integer", "number"].includes(parameter.type) ? "numeric" : undefined });
    if (parameter.of === "concept") propose(input);
  }
  return element("label", { for: name }, `${parameter.label} `, input);
}

function propose(input) {
  const list = element("datalist", { id: `${input.id}-names` });
  input.setAttribute("list", list.id);
  input.after(list);
  Promise.all([named, loadSearch()]).then(() => {
    const known = pages.get(input.value);
    if (known) input.value = known[1];
    find("params").append(list);
    input.addEventListener("input", () => list.replaceChildren(...GK.find(input.value, 12).map((hit) => element("option", { value: hit.name }))));
  });
}

/** Give the IRI that a name stands for; nothing where there is none. */
function iriFor(of, name) {
  const plain = name.trim();
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\/|^urn:/.test(plain)) return plain;
  if (of === "status") return `https://w3id.org/glosskos/ns#${plain}`;
  if (of !== "concept") return "";
  const hit = GK.find(plain, 1)[0];
  return hit ? iriOf(GK.search.concepts.find((concept) => concept[0] === hit.file)) : "";
}

/** The query as it runs: values in the place of the parameters that it still has. */
async function query() {
  if (current.parameters.some((each) => each.of === "concept")) await loadSearch();
  const terms = new Map();
  for (const parameter of current.parameters) {
    const input = find("params").querySelector(`[name="${parameter.name}"]`);
    const term = input.value.trim() ? termOf(parameter, input.value, iriFor) : null;
    if (!term) {
      input.focus();
      throw new Error(words.missing(parameter.label));
    }
    terms.set(parameter.variable, term);
  }
  return filled(editor.get(), terms);
}

function startWorker() {
  worker = GK.engine ?? GK.startEngine();
  GK.engine = null;
  const started = (data) => {
    startEditor();
    if (data.failed) show({ error: data.failed });
  };
  if (worker.said) started(worker.said);
  worker.addEventListener("message", ({ data }) => {
    if (data.ready || data.failed) started(data);
    else if (data.number === number) named.then(() => show(data), () => show(data)); // without names, results are IRIs
  });
  worker.addEventListener("error", (event) => show({ error: event.message || words.noWasm }));
}

async function run() {
  if (cannot) return;
  try {
    const text = await query();
    const form = formOf(text);
    find("answer").hidden = false;
    find("rows").replaceChildren();
    find("csv").hidden = true;
    find("says").textContent = words.running;
    find("stop").hidden = false;
    if (!worker) startWorker();
    worker.postMessage({ number: ++number, query: text, form });
  } catch (error) {
    find("answer").hidden = false;
    show({ error: error.message });
  }
}

function stop() {
  worker?.terminate();
  worker = null;
  find("stop").hidden = true;
  find("says").textContent = words.stopped;
  startWorker();
}

function show({ answer, error, ms }) {
  find("stop").hidden = true;
  const says = find("says");
  const place = find("rows");
  find("csv").hidden = true;
  place.removeAttribute("tabindex");
  if (error) {
    says.textContent = words.error;
    place.replaceChildren(element("pre", { class: "error" }, error));
  } else if (answer.triples !== undefined) {
    says.textContent = words.triples(answer.triples.split("\n").length - 1, ms);
    place.replaceChildren(element("pre", {}, answer.triples));
  } else if (answer.boolean !== undefined) {
    says.textContent = `${answer.boolean ? words.yes : words.no}, ${ms} ms`;
    place.replaceChildren();
  } else {
    rows = { names: answer.head.vars, list: answer.results.bindings };
    says.textContent = words.rows(rows.list.length, ms) + (rows.list.length > MOST ? `. ${words.cut(MOST)}` : "");
    find("csv").hidden = false;
    place.replaceChildren(table(rows.names, rows.list));
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", words.table);
    place.tabIndex = 0;
  }
  GK.answer = rows;
}

function table(names, list) {
  const body = element("tbody", {});
  const fill = (shown) => body.replaceChildren(...shown.slice(0, MOST).map((row) => element("tr", {}, ...names.map((name) => element("td", { class: row[name]?.type === "literal" && row[name].value.length > LONG ? "long" : undefined }, ...cell(row[name]))))));
  const heads = names.map((name) => {
    const button = element("button", { type: "button", class: "sort", title: words.sort(name) }, name);
    const head = element("th", { scope: "col" }, button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] ?? "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      if (next !== "none") head.setAttribute("aria-sort", next);
      fill(next === "none" ? list : sorted(list, name, next === "ascending" ? 1 : -1));
    });
    return head;
  });
  fill(list);
  return element("table", { class: "rows" }, element("thead", {}, element("tr", {}, ...heads)), body);
}

function sorted(list, name, way) {
  const collator = new Intl.Collator(LANGUAGE, { numeric: true });
  const key = (row) => row[name]?.value ?? "";
  const all = [...list];
  const numbers = all.every((row) => key(row) === "" || !Number.isNaN(Number(key(row))));
  return all.sort((a, b) => way * (numbers ? Number(key(a)) - Number(key(b)) : collator.compare(key(a), key(b))));
}

/** A term as people read it: a concept, source or theme as a link to its page, another IRI as what it is. */
function cell(term) {
  if (!term) return [];
  if (term.type === "uri") {
    const known = pages.get(term.value);
    if (known?.[0]) return [element("a", { href: ROOT + known[0], title: term.value }, known[1])];
    return [element("code", {}, term.value)];
  }
  if (term.type === "literal" && term["xml:lang"]) return [element("span", { lang: term["xml:lang"] === LANGUAGE ? undefined : term["xml:lang"], dir: "auto" }, term.value)];
  return [element("span", { dir: "auto" }, term.value ?? "")];
}

const address = () => {
  const values = new URLSearchParams([...find("params").querySelectorAll("[name]")].map((input) => [input.name, input.value]));
  const edited = editor.get() !== current.text.trimEnd() ? `${values.size ? "&" : ""}query=${encodeURIComponent(editor.get())}` : "";
  return `${location.href.split("#")[0]}#${current.name}${values.size || edited ? "?" : ""}${values}${edited}`;
};

function fromAddress() {
  const [name, rest = ""] = decodeURI(location.hash.slice(1)).split(/\?(.*)/s);
  const values = Object.fromEntries(new URLSearchParams(location.hash.slice(1).split(/\?(.*)/s)[1] ?? rest));
  choose(name, values);
  if (values.query) editor.set(values.query);
}

async function said(button, text) {
  const label = button.textContent;
  await copy(text);
  button.textContent = `✓ ${words.copied}`;
  setTimeout(() => (button.textContent = label), 1500);
}

/** Have the editor come when nothing else is to be done, or at once where it is wanted. */
function startEditor() {
  const idle = window.requestIdleCallback ?? setTimeout;
  idle(putEditor);
}
function putEditor() {
  load("assets/editor.js").then(() => {
    if (area.hidden) return;
    const focused = document.activeElement === area;
    const place = [area.selectionStart, area.selectionEnd];
    editor = GK.editorFor(area, page.querySelector("label[for=sparql]").textContent, run);
    if (focused) editor.focus(...place);
  }, () => {});
}
area.addEventListener("focus", putEditor, { once: true });
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});

if (cannot) {
  startEditor();
  find("cannot").textContent = cannot;
  find("cannot").hidden = false;
  find("ask").querySelector("[type=submit]").disabled = true;
} else startWorker();
page.querySelectorAll("[data-query]").forEach((link) =>
  link.addEventListener("click", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `#${link.dataset.query}`);
    choose(link.dataset.query);
    find("summary").scrollIntoView({ block: "nearest" });
  }),
);
find("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
find("stop").addEventListener("click", stop);
find("reset").addEventListener("click", () => choose(current.name));
find("copy-query").addEventListener("click", (event) => query().then((text) => said(event.target, text), (error) => show({ error: error.message })));
find("share").addEventListener("click", (event) => said(event.target, address()));
find("csv").addEventListener("click", () => download(`${current.name}.csv`, asCsv(rows.names, rows.list), "text/csv;charset=utf-8"));
addEventListener("hashchange", fromAddress);
fromAddress();
