// The rules of glosskos/text.py (fold, match_key) once more; tests/site holds both against each other on every label.
const LIGATURES = { œ: "oe", Œ: "OE", æ: "ae", Æ: "AE", ß: "ss", "’": "'", "‘": "'", ʼ: "'" };
const LIGATURE = /[œŒæÆß’‘ʼ]/g;
const DOTTED = /(?<![\p{L}\p{N}_])(?:[a-z0-9]\.){2,}(?:[a-z0-9](?![\p{L}\p{N}_]))?/gu;
const ELIDED = /(?<![\p{L}\p{N}_])(?:l|d|qu|n|s|j|c|m|t)'/gu;
const ASCII = /^[\x00-\x7f]*$/;
const WORD = /[\p{L}\p{N}]+/gu;

/** Make the rules from the word lists of the Python package. */
export function rules({ stop, keep }) {
  const stops = new Set(stop);
  const keeps = new Set(keep);

  function singular(word) {
    if (word.length <= 3 || keeps.has(word) || /(?:ss|us|is)$/.test(word)) return word;
    if (word.endsWith("eaux")) return word.slice(0, -1);
    return /[sx]$/.test(word) ? word.slice(0, -1) : word;
  }

  function matchKey(label) {
    // Patterns that look behind are slow: they are tried only where their mark is.
    let folded = fold(label);
    if (folded.includes(".")) folded = folded.replace(DOTTED, (found) => `${found.replaceAll(".", "")} `);
    if (folded.includes("'")) folded = folded.replace(ELIDED, " ");
    const tokens = folded.match(WORD) ?? [];
    const kept = tokens.filter((token) => !stops.has(token)).map(singular);
    return (kept.length ? kept : tokens).join(" ");
  }
  return { matchKey, singular };
}

/** Lower-case a text and take off accents, ligatures and typographic apostrophes. */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .replace(LIGATURE, (char) => LIGATURES[char])
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "");
}
