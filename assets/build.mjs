// Builds the site's scripts and style into the Python package: npm ci && npm run build
// The same lockfile gives the same bytes; tests/site/test_assets.py rebuilds and compares.
import { build } from "esbuild";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "build", "glosskos", "site", "assets");
const modules = join(here, "node_modules");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// Classic scripts (iife), for ES modules do not load from the disk (file://).
const result = await build({
  absWorkingDir: here,
  entryPoints: ["first", "site", "search", "picture", "queries", "editor", "sparql-worker"].map((name) => `src/${name}.js`).concat("src/site.css"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2021"],
  define: { "import.meta.url": "undefined" },
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  metafile: true,
  outdir: out,
});
cpSync(join(modules, "oxigraph", "web_bg.wasm"), join(out, "oxigraph.wasm"));
cpSync(join(here, "src", "static"), out, { recursive: true });
writeFileSync(join(out, "licences.txt"), licences(Object.keys(result.metafile.inputs)));

// The licence of every library that went into the scripts, in full.
function licences(inputs) {
  const names = new Set(["oxigraph"]);
  for (const input of inputs) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) names.add(found[1]);
  }
  const parts = ["The scripts of this site hold these libraries, each under its own licence.\n"];
  for (const name of [...names].sort()) {
    const folder = join(modules, name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((each) => /^licen[cs]e(\.(txt|md))?$/i.test(each));
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : readFileSync(join(here, "licences", `${name}.txt`), "utf8").trim();
    parts.push(`${"=".repeat(72)}\n${name} ${about.version} (${about.license})\n${"=".repeat(72)}\n${text}\n`);
  }
  return parts.join("\n").replace(/\r\n/g, "\n");
}
