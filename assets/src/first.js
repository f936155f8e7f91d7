// Runs before the page shows: scripts are there, and who chose English before arrives in English.
const page = document.documentElement;
page.classList.add("js");

// Only on arrival (once in a tab), and only from the first language, which no address names: so it can never go in circles.
try {
  const arrived = sessionStorage.getItem("glosskos-arrived");
  sessionStorage.setItem("glosskos-arrived", "yes");
  const chosen = localStorage.getItem("glosskos-language");
  if (!arrived && chosen === "en" && page.lang === "fr") {
    const other = document.querySelector('link[rel="alternate"][hreflang="en"]');
    if (other) location.replace(other.href + location.search + location.hash);
  }
} catch {
  // A browser that keeps nothing shows the page as it is.
}
