// Where to draw a neighbourhood, by the rules of glosskos/neighbourhood/layout.py, which tests/site holds against it: a box a concept,
// in columns by distance, broader on the left, all others on the right; a route a link, which passes between the boxes.
import { order, place } from "./columns.js";
import { plain, visible, wrap } from "./labels.js";
import { RELATIONS } from "./network.js";
import { channelsOf, draw, track } from "./routes.js";
import { fold } from "./text.js";

const LINE = 17;
const PADDING = { x: 11, y: 7 };
const MIN_WIDTH = 84;
const [BOX_GAP, LANE, LANE_GAP] = [10, 2, 4];
const ROWS = 26;
const READABLE = { links: 60, paths: 90 };
const [CHANNEL, WIDEST_CHANNEL, OUTER] = [64, 150, 52];

/**
 * Give boxes by concept (`x` and `y` of their middles), routes of the links worth drawing, and the links left out; the same input
 * gives the same output.
 * @param limit how wide a line of a label may be
 * @param marked the height that marks take below a label
 * @param narrow for a narrow screen: smaller channels
 */
export function arrange(around, labels, marks, widthOf, { limit = 178, marked = LINE, narrow = false } = {}) {
  const shown = new Map([...around.nodes.keys()].map((at) => [at, visible(plain(labels(at))) ? plain(labels(at)) : around.slug(at)]));
  const lines = new Map([...shown].map(([at, label]) => [at, wrap(label, limit, widthOf)]));
  const high = (at) => 2 * PADDING.y + (marks(at) ? marked : 0) + LINE * lines.get(at).length;
  const { columns, centre } = inColumns(around, shown);
  const drawn = worthDrawing(around);
  const tracks = track(drawn, new Set(drawn.filter((link) => onPath(around, link))), columns, centre);
  const group = new Map([...around.nodes.values()].map((node) => [node.at, Number(node.side === "related")]));
  for (const [lane, { end }] of tracks.lanes) group.set(lane, group.get(end));
  const items = order(tracks.columns, tracks.links, tracks.strong, group, centre);
  const isLane = (item) => tracks.lanes.has(item);
  const height = new Map(items.flat().map((item) => [item, isLane(item) ? LANE : high(item)]));
  const gap = new Map(items.flat().map((item) => [item, isLane(item) ? LANE_GAP : BOX_GAP]));
  const middle = place(items, tracks.links, tracks.strong, height, gap, centre);
  const widths = items.map((column) =>
    Math.max(MIN_WIDTH, Math.floor(Math.max(...column.filter((item) => !isLane(item)).flatMap((at) => [widthOf(marks(at)), ...lines.get(at).map(widthOf)]))) + 1 + 2 * PADDING.x),
  );
  const free = channels(items.length, tracks, narrow);
  const boxes = new Map();
  let x = free[0];
  for (const [column, inIt] of items.entries()) {
    for (const at of inIt) {
      if (isLane(at)) continue;
      const y = middle.get(at) - Math.floor(height.get(at) / 2) + height.get(at) / 2;
      boxes.set(at, { at, x: x + widths[column] / 2, y, width: widths[column], height: height.get(at), lines: lines.get(at), column });
    }
    x += widths[column] + free[column + 1];
  }
  const routes = draw(drawn, tracks, boxes, middle).map((curve, number) => ({ link: drawn[number], curve, outward: outward(around, drawn[number]) }));
  return { boxes, routes, undrawn: around.edges.length - drawn.length, centre, width: x };
}

const distance = (around, at) => around.nodes.get(at).distance;
const onPath = (around, link) => distance(around, link.subject) !== distance(around, link.object);
const outward = (around, link) => distance(around, link.subject) <= distance(around, link.object);
const inTree = (around, link) => around.nodes.get(link.subject).via === link.object || around.nodes.get(link.object).via === link.subject;

/** All links where these stay readable, else the shortest ways from the centre, else one way to each concept. */
function worthDrawing(around) {
  if (around.edges.length <= READABLE.links) return around.edges;
  const paths = around.edges.filter((link) => onPath(around, link));
  return paths.length <= READABLE.paths ? paths : paths.filter((link) => inTree(around, link));
}

/** The free width before each column and behind the last, by the number of links in it; arcs want room on a narrow screen too. */
function channels(columns, tracks, narrow) {
  const load = Array(columns + 1).fill(0);
  for (const [channel] of channelsOf(tracks)) load[channel] += 1;
  const arcs = new Set([...channelsOf(tracks)].filter(([, isArc]) => isArc).map(([channel]) => channel));
  return load.map((count, at) => {
    if (at === 0 || at === columns) return count ? OUTER : 0;
    return narrow && !arcs.has(at) ? CHANNEL / 2 : Math.min(CHANNEL + Math.floor(count / 2), WIDEST_CHANNEL);
  });
}

/** By column, left to right: those reached from one concept together, broader first, then narrower, then related, each by name. */
function inColumns(around, shown) {
  const rank = new Map([[around.centre, []]]);
  const sides = { left: [], right: [] };
  for (const node of around.nodes.values()) {
    if (!node.distance) continue;
    rank.set(node.at, [...rank.get(node.via), [RELATIONS.indexOf(node.step), fold(shown.get(node.at)), around.slug(node.at)]]);
    ((node.side === "broader" ? sides.left : sides.right)[node.distance] ??= []).push(node.at);
  }
  const cut = (distances) =>
    distances.filter(Boolean).flatMap((items) => {
      items.sort((a, b) => compare(rank.get(a), rank.get(b)));
      // Of n boxes in columns of 2√n, the whole is about half as high as it is wide.
      const parts = Math.ceil(items.length / Math.max(ROWS, Math.ceil(2 * Math.sqrt(items.length))));
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
