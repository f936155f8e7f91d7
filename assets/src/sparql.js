// Queries and their parameters: tokens, values made into terms, results as CSV; after glosskos/queries, against which tests/site holds them.
const TOKEN =
  /(?<comment>#[^\r\n]*)|(?<iri><[^<>"{}|^`\\\x00-\x20]*>)|(?<text>"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'''(?:[^'\\]|\\[\s\S]|'(?!''))*'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')|(?<variable>[?$][\p{L}\p{N}_]+)|(?<other>[@:][\p{L}\p{N}_:%.-]*|[\p{L}\p{N}_][\p{L}\p{N}_.-]*:[\p{L}\p{N}_:%.-]*|\\.)|(?<word>[\p{L}\p{N}_]+)/gu;
const PREFIXES = { xsd: "http://www.w3.org/2001/XMLSchema#" };
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|\\^`\x00-\x20]+$/;

/** Put terms in the place of variables, and nowhere else. */
export function filled(query, terms) {
  return query.replace(TOKEN, (token, ...rest) => {
    const { variable } = rest.at(-1);
    return variable ? (terms.get(variable.slice(1)) ?? token) : token;
  });
}

/** Give the form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE. */
export function formOf(query) {
  for (const { groups } of query.matchAll(TOKEN)) {
    const word = groups.word?.toUpperCase();
    if (["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"].includes(word)) return word;
  }
  return "";
}

const literal = (text) =>
  `"${text.replace(/[\\"\x00-\x1f\x7f]/g, (char) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" })[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;

/** Give a value as the term its parameter wants; null where it cannot be one. `iri` finds what a name stands for. */
export function termOf(parameter, value, iri) {
  const { type } = parameter;
  if (type === "iri") {
    const found = iri(parameter.of, value);
    return found && ABSOLUTE.test(found) ? `<${found}>` : null;
  }
  if (type === "integer") return /^[+-]?[0-9]+$/.test(value) ? `${literal(value)}^^<${PREFIXES.xsd}integer>` : null;
  if (type === "number") return /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/.test(value) ? `${literal(value)}^^<${PREFIXES.xsd}decimal>` : null;
  if (type === "literal") return literal(value);
  const [prefix, local] = type.split("_");
  if (local) return PREFIXES[prefix] ? `${literal(value)}^^<${PREFIXES[prefix]}${local}>` : null;
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(type) ? `${literal(value)}@${type}` : null;
}

/** Give results as CSV (SPARQL 1.1 Query Results CSV). */
export function asCsv(names, rows) {
  const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [names, ...rows.map((row) => names.map((name) => row[name]?.value ?? ""))].map((row) => `${row.map(field).join(",")}\r\n`).join("");
}
