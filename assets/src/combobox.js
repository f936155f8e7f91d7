// The search box of every page: suggestions while typing (ARIA combobox), and the search page with its sharable address.
import { ROOT, element, load } from "./dom.js";
import { words } from "./words.js";

const SHOWN = 8;
let asked;

/** Load what is searched, and no more. */
export const loadNames = () => load("data/search.js", true);

/** Load the search once: its data and the program, which reads them. */
export function loadSearch() {
  asked ??= Promise.all([loadNames(), load("assets/search.js", true)]);
  return asked;
}

const page = (hit) => `${ROOT}concept/${hit.file}.html`;

function marked(parts) {
  return parts.map(([text, found]) => (found ? element("mark", {}, text) : text));
}

/** Say why a concept was found, where its name does not. */
function why(hit) {
  if (!hit.note) return null;
  const where = { text: words.inText, source: `${words.bySource} (${hit.source})`, printed: words.printed }[hit.kind];
  const language = hit.language === document.documentElement.lang || hit.language === "und" ? undefined : hit.language;
  return element("span", { class: "why" }, where ? where + words.colon : "", element("span", { lang: language, dir: "auto" }, ...marked(hit.note)));
}

/** The definition of a concept that was found by one of its names. */
function gloss(hit) {
  const [language, text] = hit.definition;
  return text && !["text", "source"].includes(hit.kind) ? element("span", { class: "gloss", lang: language === document.documentElement.lang || language === "und" ? undefined : language, dir: "auto" }, text) : null;
}

export function startSearch() {
  addEventListener("keydown", (event) => {
    const field = document.getElementById("q");
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]") || event.target.shadowRoot;
    if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  const input = document.getElementById("q");
  if (!input) return;
  const results = document.querySelector("[data-results]");
  if (results) searchPage(input, results);
  else combobox(input);
}

function combobox(input) {
  const form = input.form;
  const list = element("div", { role: "listbox", id: "suggestions", class: "suggestions", "aria-label": words.suggestions, hidden: true });
  const status = element("p", { role: "status", class: "unseen" });
  form.append(list, status);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) input.setAttribute(key, value);
  let chosen = -1;
  let count = 0;

  const open = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) choose(-1);
  };
  const choose = (index) => {
    const options = list.querySelectorAll('[role="option"]');
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const option = options[chosen];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else input.removeAttribute("aria-activedescendant");
  };
  const go = (option) => {
    location.href = option.dataset.href;
  };
  async function show() {
    const text = input.value;
    const turn = ++count;
    if (!text.trim()) return open(false);
    await loadSearch();
    if (turn !== count) return;
    let hits = window.GK.find(text, SHOWN + 1);
    if (!hits.length) {
      await window.GK.ready; // it may be in a text
      if (turn !== count) return;
      hits = window.GK.find(text, SHOWN + 1);
    }
    const option = (href, ...children) =>
      element("div", { role: "option", id: `suggestion-${list.childElementCount}`, "aria-selected": "false", "data-href": href }, ...children);
    list.replaceChildren();
    for (const hit of hits.slice(0, SHOWN)) list.append(option(page(hit), element("span", { class: "found", dir: "auto" }, ...marked(hit.parts)), why(hit)));
    if (hits.length > SHOWN) list.append(option(`${ROOT}search.html?q=${encodeURIComponent(text)}`, words.all(text)));
    if (!hits.length) list.append(option(`${ROOT}search.html?q=${encodeURIComponent(text)}`, words.nothing));
    status.textContent = words.results(Math.min(hits.length, SHOWN));
    chosen = -1;
    choose(-1);
    open(document.activeElement === input);
  }

  input.addEventListener("focus", () => loadSearch().catch(() => {}), { once: true });
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value.trim() && show());
  input.addEventListener("blur", () => setTimeout(() => open(false), 150));
  input.addEventListener("keydown", (event) => {
    const options = list.querySelectorAll('[role="option"]');
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen === -1 && step === -1 ? options.length - 1 : ((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && !list.hidden && options[chosen]) {
      event.preventDefault();
      go(options[chosen]);
    } else if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault();
      open(false);
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest('[role="option"]');
    event.preventDefault();
    if (option && event.button === 0) go(option);
  });
}

function searchPage(input, results) {
  const status = document.querySelector("[data-results-count]");
  const given = new URLSearchParams(location.search).get("q") ?? "";
  async function show() {
    const text = input.value;
    await loadSearch();
    if (text !== input.value) return;
    if (!window.GK.complete) window.GK.ready.then(() => text === input.value && show());
    const hits = window.GK.find(text, 200);
    results.replaceChildren(...hits.map((hit) => element("li", {}, element("a", { href: page(hit), dir: "auto" }, ...marked(hit.parts)), why(hit), gloss(hit))));
    status.textContent = text.trim() ? words.results(hits.length) + (hits.length ? "" : `. ${words.nothing}`) : "";
    const query = text.trim() ? `?q=${encodeURIComponent(text)}` : location.pathname.split("/").pop();
    try {
      history.replaceState(null, "", query);
    } catch {
      // Some browsers keep the address as it is on file://.
    }
    for (const link of document.querySelectorAll("[data-language]")) link.search = text.trim() ? query : "";
  }
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  input.addEventListener("input", show);
  input.value = given;
  show();
  input.focus();
}
