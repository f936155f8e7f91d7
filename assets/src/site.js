// What every page does: language, copying, reasons, filters, tree, search box; pictures and queries are loaded where they are.
import { startSearch } from "./combobox.js";
import { LANGUAGE, SITE, copy, element, load } from "./dom.js";
import { startFilter } from "./filter.js";
import { startTree } from "./tree.js";
import { words } from "./words.js";

function rememberLanguage() {
  for (const link of document.querySelectorAll("[data-language]")) {
    link.addEventListener("click", () => {
      try {
        localStorage.setItem("glosskos-language", link.dataset.language);
      } catch {
        // Not kept then.
      }
    });
  }
}

function startCopying() {
  const status = element("p", { role: "status", class: "unseen" });
  document.body.append(status);
  for (const button of document.querySelectorAll("[data-copy]")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await copy(button.dataset.copy);
      button.textContent = `✓ ${words.copied}`;
      status.textContent = words.copied + words.colon + button.dataset.copy;
      setTimeout(() => (button.textContent = label), 1500);
    });
  }
}

function startReasons() {
  const all = [...document.querySelectorAll(".linked details")];
  const links = document.querySelector(".links");
  if (all.length > 1 && links) {
    const button = element("button", { type: "button", class: "copy", "aria-pressed": "false" }, words.reasons);
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      for (const each of all) each.open = open;
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? words.noReasons : words.reasons;
    });
    links.after(element("p", { class: "reasons" }, button));
  }
  addEventListener("beforeprint", () => all.forEach((each) => (each.open = true)));
}

/** The picture comes when it is about to be seen: its program and data are larger than the page. */
function startPicture() {
  const place = document.querySelector("[data-picture]");
  if (!place) return;
  const start = async () => {
    await Promise.all([load(`data/network.${LANGUAGE}.js`), load("assets/picture.js")]);
    window.GK.draw(place, place.closest("[data-concept]").dataset.concept);
  };
  new IntersectionObserver((seen, observer) => {
    if (seen.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      start();
    }
  }, { rootMargin: "300px" }).observe(place.parentElement);
}

rememberLanguage();
startCopying();
startReasons();
startFilter();
startTree();
startSearch();
startPicture();
warmQueries();
if (document.querySelector("[data-queries]")) startQueries();

/** Who is about to go to the queries has their engine on the way. */
function warmQueries() {
  if (location.protocol === "file:" || navigator.connection?.saveData) return;
  const link = document.querySelector('.menu a[href$="queries.html"]:not([aria-current])');
  const come = () => fetch(`${SITE}assets/oxigraph.wasm`).then((response) => response.arrayBuffer()).catch(() => {});
  for (const event of ["pointerenter", "focus"]) link?.addEventListener(event, come, { once: true });
}

/** Their engine has been started by first.js. */
function startQueries() {
  load(`data/queries.${LANGUAGE}.js`, true);
  load("assets/queries.js", true);
}
