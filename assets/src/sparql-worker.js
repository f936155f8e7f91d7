// SPARQL in a worker: oxigraph (WebAssembly) over the site's data, so that a long query never holds the page up.
import init, { Store } from "oxigraph/web.js";

const DATA = ["thesaurus.ttl", "more.ttl"];

async function read(address) {
  const response = await fetch(new URL(address, location.href));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** The engine, compiled while it comes; a server that does not say what it is has it compiled afterwards. */
async function engine() {
  const response = await read("oxigraph.wasm");
  const said = response.headers.get("Content-Type") === "application/wasm";
  return init({ module_or_path: said ? response : await response.arrayBuffer() });
}

const ready = (async () => {
  const [, ...texts] = await Promise.all([engine(), ...DATA.map(async (name) => (await read(`../data/${name}`)).text())]);
  const store = new Store();
  for (const text of texts) store.load(text, { format: "text/turtle", lenient: true, no_transaction: true });
  return store;
})();
ready.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error?.message ?? error) }),
);

addEventListener("message", async ({ data: { number, query, form } }) => {
  try {
    const store = await ready;
    const start = performance.now();
    const graph = form === "CONSTRUCT" || form === "DESCRIBE";
    const answer = store.query(query, { results_format: graph ? "application/n-triples" : "json" });
    postMessage({ number, answer: graph ? { triples: answer } : JSON.parse(answer), ms: Math.max(1, Math.round(performance.now() - start)) });
  } catch (error) {
    postMessage({ number, error: String(error?.message ?? error) });
  }
});
