// Runs before the page shows: scripts are there, and who chose English before arrives in English.
const page = document.documentElement;
page.classList.add("js");
let leaving = false;

// Only on arrival (once in a tab), and only from the first language, which no address names: so it can never go in circles.
try {
  const arrived = sessionStorage.getItem("glosskos-arrived");
  sessionStorage.setItem("glosskos-arrived", "yes");
  const chosen = localStorage.getItem("glosskos-language");
  if (!arrived && chosen === "en" && page.lang === "fr") {
    const other = document.querySelector('link[rel="alternate"][hreflang="en"]');
    if (other) {
      leaving = true;
      location.replace(other.href + location.search + location.hash);
    }
  }
} catch {
  // A browser that keeps nothing shows the page as it is.
}

// The engine of the queries is the largest part of the site: it starts before all else of that page.
if (!leaving && page.dataset.page === "queries.html" && location.protocol !== "file:" && typeof WebAssembly === "object") {
  const GK = (window.GK ??= {});
  GK.startEngine = () => {
    const engine = new Worker(`${page.dataset.site}assets/sparql-worker.js`);
    engine.addEventListener("message", ({ data }) => {
      if (data.ready || data.failed) engine.said = data; // perhaps before anyone listens
    });
    return engine;
  };
  GK.engine = GK.startEngine();
}
