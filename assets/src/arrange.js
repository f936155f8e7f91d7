// Where to draw a neighbourhood, after glosskos/neighbourhood: broader on the left, the centre, all others on the right, in columns
// by distance; few crossings by barycentres; the nearest heights that do not overlap (isotonic regression).
import { fold } from "./text.js";
import { RELATIONS } from "./network.js";

const ROWS = 22;
const PADDING = { x: 11, y: 7 };
const LINE = 17;
const GAP = { row: 10, column: 76 };
const MIN_WIDTH = 84;
const MAX_LINES = 6;
const SWEEPS = { order: 6, place: 4 };
const READABLE = { links: 60, paths: 90 };

/** Break a label into lines no wider than `limit`; words too long for a line are cut. */
export function wrap(label, limit, widthOf) {
  const lines = [];
  let line = "";
  for (let word of label.trim().split(/\s+/u)) {
    while (widthOf(word) > limit) {
      let end = [...word].length;
      const letters = [...word];
      while (end > 1 && widthOf(letters.slice(0, end).join("")) > limit) end = Math.max(1, Math.min(end - 1, Math.floor((end * limit) / widthOf(letters.slice(0, end).join("")))));
      if (line) lines.push(line);
      lines.push(letters.slice(0, end).join(""));
      line = "";
      word = letters.slice(end).join("");
      if (lines.length > MAX_LINES) break;
    }
    if (lines.length > MAX_LINES) break;
    const longer = line ? `${line} ${word}` : word;
    if (line && widthOf(longer) > limit) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  if (lines.length <= MAX_LINES) return lines;
  const kept = lines.slice(0, MAX_LINES);
  let last = kept[MAX_LINES - 1];
  while (last && widthOf(`${last}…`) > limit) last = last.slice(0, -1);
  kept[MAX_LINES - 1] = `${last.trimEnd()}…`;
  return kept;
}

/** Give boxes by concept and the edges worth drawing; the same input gives the same output. */
export function arrange(around, labels, marks, widthOf, limit = 180) {
  const lines = new Map([...around.nodes.keys()].map((at) => [at, wrap(labels(at), limit, widthOf)]));
  const height = new Map([...lines].map(([at, text]) => [at, 2 * PADDING.y + LINE * (text.length + (marks(at) ? 1 : 0))]));
  const drawn = worthDrawing(around);
  const strong = drawn.filter((link) => onPath(around, link));
  const { columns, centre } = inColumns(around, labels);
  const group = (at) => Number(around.nodes.get(at).side === "related");
  const ordered = order(columns, strong, group, centre);
  const middle = place(ordered, strong, height, centre);
  const boxes = new Map();
  let x = 0;
  for (const [column, items] of ordered.entries()) {
    const width = Math.max(MIN_WIDTH, ...items.map((at) => Math.max(widthOf(marks(at)), ...lines.get(at).map(widthOf)) + 2 * PADDING.x));
    for (const at of items) boxes.set(at, { at, x: x + width / 2, y: middle.get(at), width: Math.ceil(width), height: height.get(at), lines: lines.get(at), column });
    x += width + GAP.column + Math.min(60, items.length * 2);
  }
  return { boxes, drawn, undrawn: around.edges.length - drawn.length, centre };
}

const onPath = (around, link) => around.nodes.get(link.subject).distance !== around.nodes.get(link.object).distance;
const inTree = (around, link) => around.nodes.get(link.subject).via === link.object || around.nodes.get(link.object).via === link.subject;

/** All links where these stay readable, else the shortest ways from the centre, else one way to each concept. */
function worthDrawing(around) {
  if (around.edges.length <= READABLE.links) return around.edges;
  const paths = around.edges.filter((link) => onPath(around, link));
  return paths.length <= READABLE.paths ? paths : paths.filter((link) => inTree(around, link));
}

/** By column, left to right: those reached from one concept together, broader first, then narrower, then related, each by name. */
function inColumns(around, labels) {
  const rank = new Map([[around.centre, []]]);
  const sides = { left: [], right: [] };
  for (const node of around.nodes.values()) {
    if (!node.distance) continue;
    rank.set(node.at, [...rank.get(node.via), [RELATIONS.indexOf(node.step), fold(labels(node.at)), node.at]]);
    ((node.side === "broader" ? sides.left : sides.right)[node.distance] ??= []).push(node.at);
  }
  const cut = (distances) =>
    distances.filter(Boolean).flatMap((items) => {
      items.sort((a, b) => compare(rank.get(a), rank.get(b)));
      const parts = Math.ceil(items.length / ROWS);
      return Array.from({ length: parts }, (_, part) => items.filter((_, at) => at % parts === part));
    });
  const left = cut(sides.left);
  return { columns: [...left.reverse(), [around.centre], ...cut(sides.right)], centre: left.length };
}

function compare(a, b) {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    for (let part = 0; part < 3; part++) {
      if (a[at][part] !== b[at][part]) return a[at][part] < b[at][part] ? -1 : 1;
    }
  }
  return a.length - b.length;
}

/** Pairs of a column and the one to look at: outward on both sides, then back. */
function sweep(count, centre) {
  const outward = [];
  for (let at = centre + 1; at < count; at++) outward.push([at, at - 1]);
  for (let at = centre - 1; at >= 0; at--) outward.push([at, at + 1]);
  return [...outward, ...[...outward].reverse().map(([at, beside]) => [beside, at])];
}

/** For a column and one beside it, what each item is linked to there; a link that passes columns counts for the nearest. */
function neighbours(columns, links) {
  const column = new Map(columns.flatMap((items, at) => items.map((item) => [item, at])));
  return (at, beside) => {
    const towards = Math.sign(beside - at);
    const found = new Map();
    for (const { subject, object } of links) {
      for (const [here, there] of [[subject, object], [object, subject]]) {
        if (column.get(here) === at && Math.sign(column.get(there) - at) === towards) {
          if (!found.has(here)) found.set(here, []);
          found.get(here).push(there);
        }
      }
    }
    return found;
  };
}

function order(columns, links, group, centre) {
  let current = columns;
  let best = columns;
  let fewest = crossings(columns, links);
  const towards = neighbours(columns, links);
  for (let turn = 0; turn < SWEEPS.order && fewest; turn++) {
    for (const [at, beside] of sweep(columns.length, centre)) {
      const rank = new Map(current.flatMap((items) => items.map((item, place) => [item, place / items.length])));
      const linked = towards(at, beside);
      let last = 0;
      const key = new Map(
        current[at].map((item) => {
          const others = linked.get(item);
          if (others) last = others.reduce((sum, other) => sum + rank.get(other), 0) / others.length;
          return [item, [group(item), last]];
        }),
      );
      current = current.map((items, column) => (column === at ? [...current[at]].sort((a, b) => key.get(a)[0] - key.get(b)[0] || key.get(a)[1] - key.get(b)[1]) : items));
    }
    const count = crossings(current, links);
    if (count >= fewest) break;
    [best, fewest] = [current, count];
  }
  return best;
}

function crossings(columns, links) {
  const place = new Map(columns.flatMap((items, column) => items.map((item, at) => [item, { column, at }])));
  const between = new Map();
  for (const { subject, object } of links) {
    const [a, b] = [place.get(subject), place.get(object)].sort((one, other) => one.column - other.column);
    if (a.column === b.column) continue;
    const key = `${a.column}-${b.column}`;
    if (!between.has(key)) between.set(key, []);
    between.get(key).push([a.at, b.at]);
  }
  let count = 0;
  for (const pairs of between.values()) {
    for (let i = 0; i < pairs.length; i++) for (let j = 0; j < i; j++) count += (pairs[i][0] - pairs[j][0]) * (pairs[i][1] - pairs[j][1]) < 0;
  }
  return count;
}

/** Give each item the height of its middle; no two items of a column come nearer than the gap. */
function place(columns, links, height, centre) {
  const offsets = (items) => {
    const found = [0];
    for (let at = 1; at < items.length; at++) found[at] = found[at - 1] + Math.ceil((height.get(items[at - 1]) + height.get(items[at])) / 2) + GAP.row;
    return found;
  };
  const middle = new Map();
  for (const items of columns) {
    const total = offsets(items);
    items.forEach((item, at) => middle.set(item, total[at] - total.at(-1) / 2));
  }
  const towards = neighbours(columns, links);
  for (let turn = 0; turn < SWEEPS.place; turn++) {
    for (const [at, beside] of sweep(columns.length, centre)) {
      const linked = towards(at, beside);
      const total = offsets(columns[at]);
      const wished = columns[at].map((item, row) => {
        const others = linked.get(item);
        return (others ? others.reduce((sum, other) => sum + middle.get(other), 0) / others.length : middle.get(item)) - total[row];
      });
      isotonic(wished).forEach((fit, row) => middle.set(columns[at][row], fit + total[row]));
    }
  }
  return new Map([...middle].map(([item, value]) => [item, Math.floor(value + 0.5)]));
}

/** The non-decreasing numbers with the least squared distance (pool adjacent violators). */
function isotonic(values) {
  const blocks = [];
  for (const value of values) {
    let block = [value, 1];
    while (blocks.length && blocks.at(-1)[0] > block[0]) {
      const [mean, length] = blocks.pop();
      block = [(mean * length + block[0] * block[1]) / (length + block[1]), length + block[1]];
    }
    blocks.push(block);
  }
  return blocks.flatMap(([mean, length]) => Array(length).fill(mean));
}
