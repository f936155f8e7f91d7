// A label as lines that fit a box, by the rules of glosskos/neighbourhood/metrics.py; tests/site holds both against each other.
const MAX_LINES = 6;
const MOST_MARKS = 3;
const BREAK = /[ \t\r\n]+|(?<=[-/\u2013\u2014])(?=[\p{L}\p{N}_])/gu;
const SPACE = /[ \t\r\n\f\v\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]+/g;
const NOT_TEXT = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/gu;
const EVEN = 24;

/** A text on one line: white space folded, but for spaces that break no line; what is no text is replaced. */
export const plain = (text) => text.replace(SPACE, " ").trim().replace(NOT_TEXT, "\ufffd");

/** Whether a text shows anything: more than white space, controls, formatting and marks without a letter. */
export const visible = (text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** Break a label into lines no wider than `limit`, as even as can be; what does not fit is cut, with an ellipsis. */
export function wrap(label, limit, widthOf, most = MAX_LINES) {
  const text = calm(plain(label));
  let lines = fill(text, limit, widthOf, most);
  if (lines.length > most) return [...lines.slice(0, most - 1), shorten(`${lines[most - 1]} ${lines[most]}`, limit, widthOf)];
  const words = text.split(BREAK);
  for (let narrower = limit; lines.length > 1 && narrower > limit / 2; ) {
    narrower -= limit / EVEN;
    if (words.some((word) => widthOf(word) > narrower)) break;
    const tried = fill(text, narrower, widthOf, most);
    if (tried.length > lines.length) break;
    lines = tried;
  }
  return lines;
}

/** Leave out marks that would pile up: more than three on one character grow out of their line. */
function calm(text) {
  let marks = 0;
  return [...text].filter((character) => (marks = /[\p{Mn}\p{Me}]/u.test(character) ? marks + 1 : 0) <= MOST_MARKS).join("");
}

/** Fill lines greedily; stop one line behind `most`. */
function fill(text, limit, widthOf, most) {
  const lines = [];
  let line = "";
  for (const [piece, glue] of pieces(text, limit, widthOf)) {
    if (line && widthOf(line + glue + piece) > limit) {
      lines.push(line);
      line = piece;
      if (lines.length > most) return lines;
    } else line += (line ? glue : "") + piece;
  }
  return line || !lines.length ? [...lines, line] : lines;
}

/** The pieces that stay whole, each with what joins it to the piece before. */
function* pieces(text, limit, widthOf) {
  let end = 0;
  let glue = "";
  for (const match of [...text.matchAll(BREAK), null]) {
    for (const part of parts(text.slice(end, match ? match.index : undefined), limit, widthOf)) {
      yield [part, glue];
      glue = "";
    }
    if (match) [end, glue] = [match.index + match[0].length, match[0]];
  }
}

/** Cut a word that is wider than a line, never before a mark that belongs to the character it follows. */
function* parts(word, limit, widthOf) {
  if (widthOf(word) <= limit) {
    yield word;
    return;
  }
  let part = "";
  let width = 0;
  for (const character of word) {
    const own = widthOf(character);
    if (part && width + own > limit && own) {
      yield part;
      [part, width] = ["", 0];
    }
    part += character;
    width += own;
  }
  yield part;
}

function shorten(line, limit, widthOf) {
  let kept = [...line];
  while (kept.length && widthOf(`${kept.join("").trimEnd()}…`) > limit) kept = kept.slice(0, -1);
  return `${kept.join("").trimEnd()}…`;
}
