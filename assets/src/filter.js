// The comparison's filter: over the rows of the page; where there are more pages, over all of them, from a file of data.
import { LANGUAGE, ROOT, element, load } from "./dom.js";
import { fold } from "./text.js";
import { words } from "./words.js";

const MOST = 250;

export function startFilter() {
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const body = document.querySelector(".compare tbody");
  const pager = document.querySelector(".pager");
  const text = form.querySelector("[data-filter-text]");
  const source = form.querySelector("[data-filter-source]");
  const count = form.querySelector("[data-filter-count]");
  const { all, view, total } = form.dataset;
  const own = [...body.rows];
  const here = own.map((row) => ({ row, name: fold(row.cells[0].textContent), said: (at) => row.cells[at].textContent.trim() !== "" }));
  let every = all ? null : here;

  const fits = ({ name, said }, wanted, at) => name.includes(wanted) && (!at || said(at));
  async function apply() {
    const wanted = fold(text.value.trim());
    const at = Number(source.value);
    if (!wanted && !at) return show(own, `${own.length} / ${total} ${count.dataset.words}`);
    if (!every) {
      // Without the file, the page's own rows are filtered, and the count says so.
      every = await load(all).then(() => read(window.GK.compare, Number(view)), () => here);
      if (wanted !== fold(text.value.trim()) || at !== Number(source.value)) return apply();
    }
    const found = every.filter((each) => fits(each, wanted, at));
    const of = every === here ? own.length : total;
    show(found.slice(0, MOST).map((each) => (each.row ??= made(each))), found.length > MOST ? `${found.length} / ${of}, ${words.first(MOST)}` : `${found.length} / ${of} ${count.dataset.words}`);
  }
  function show(rows, says) {
    body.replaceChildren(...rows);
    if (pager) pager.hidden = rows !== own;
    count.textContent = says;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}

/** The rows of one view: [file, name or [name, language], views as bits, whether the sources differ, a text for each source]. */
function read({ texts, rows }, view) {
  return rows
    .filter(([, , views]) => views & (1 << view))
    .map(([file, label, , differs, ...cells]) => {
      const [name, language] = [label].flat();
      return { file, label: name, language, differs, cells: cells.map((at) => texts[at]), name: fold(name), said: (at) => cells[at - 1] !== 0 };
    });
}

function made({ file, label, language, differs, cells }) {
  const name = language && language !== LANGUAGE ? element("span", { lang: language }, label) : label;
  const head = element("th", { scope: "row" }, element("a", { href: `${ROOT}concept/${file}.html`, dir: "auto" }, name));
  return element("tr", {}, head, ...[...cells, differs ? "≠" : ""].map((each) => element("td", {}, each)));
}
