// Routes of links between columns of boxes, after glosskos/neighbourhood/routes.py: across the free channels in S-curves, through columns
// in lanes between the boxes. A Bézier curve never leaves the hull of its control points, so no link runs through a box that is not its end.
const PORT_GAP = 11;
const WIDEST_ARC = 64;
const [LEFT, RIGHT] = [-1, 1];

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const hundredth = (value) => Math.round(value * 100) / 100;

/** Find which columns each link passes, and give it lanes there; `strong` are the links that order and height go by. */
export function track(links, strong, columns, centre) {
  const column = new Map(columns.flatMap((items, at) => items.map((item) => [item, at])));
  const share = new Map(columns.flatMap((items) => items.map((item, row) => [item, (row + 0.5) / items.length])));
  const stops = [];
  const lanes = new Map();
  const [joined, bound] = [new Map(), new Map()];
  for (const link of links) {
    let [left, right] = [link.subject, link.object];
    if (column.get(left) > column.get(right)) [left, right] = [right, left];
    const far = (item) => Math.abs(column.get(item) - centre);
    const near = far(left) <= far(right) ? left : right;
    const passed = [];
    for (let at = column.get(left) + 1; at < column.get(right); at++) {
      const lane = `lane ${near} ${link.kind} ${link.type} ${strong.has(link)} ${at}`;
      if (!lanes.has(lane)) lanes.set(lane, { column: at, end: near, aims: [] });
      lanes.get(lane).aims.push(share.get(near === left ? right : left));
      passed.push(lane);
    }
    const own = [left, ...passed, right];
    stops.push(own);
    if (column.get(left) === column.get(right)) continue;
    for (let at = 1; at < own.length; at++) {
      const key = `${own[at - 1]}|${own[at]}`;
      if (!joined.has(key)) joined.set(key, [own[at - 1], own[at]]);
      if (strong.has(link) && !bound.has(key)) bound.set(key, [own[at - 1], own[at]]);
    }
  }
  for (const [lane, { column: at }] of lanes) column.set(lane, at);
  return { columns: withLanes(columns, lanes), stops, lanes, links: [...joined.values()], strong: [...bound.values()], column, centre };
}

/** Put each lane among the boxes of its column, as far down as its far ends are in theirs on average. */
function withLanes(columns, lanes) {
  const placed = columns.map((items) => items.map((item, row) => [(row + 0.5) / items.length, item]));
  for (const [lane, { column, aims }] of lanes) placed[column].push([mean(aims), lane]);
  return placed.map((items) => items.sort(([a], [b]) => a - b).map(([, item]) => item));
}

/** The side of a column that looks away from the centre. */
const outward = (column, centre) => (column < centre ? LEFT : RIGHT);

/** The channel of every part of every link, and whether it is an arc there; channel n lies left of column n. */
export function* channelsOf({ stops, column, centre }) {
  for (const own of stops) {
    const columns = own.map((item) => column.get(item));
    if (columns[0] === columns.at(-1)) yield [columns[0] + Number(outward(columns[0], centre) === RIGHT), true];
    else for (const at of columns.slice(1)) yield [at, false];
  }
}

/** Give each link its curve from subject to object: start, then for each Bézier two control points and its end. */
export function draw(links, tracks, boxes, middle) {
  const sides = tracks.columns.map((items) => {
    const box = boxes.get(items.find((item) => boxes.has(item)));
    return [box.x - box.width / 2, box.x + box.width / 2];
  });
  const ports = portsOf(links, tracks, boxes, middle);
  const height = (item, side, link) => (boxes.has(item) ? ports.get(portOf(link, item, side)) : middle.get(item));
  return links.map((link, number) => {
    const stops = tracks.stops[number];
    if (tracks.column.get(stops[0]) === tracks.column.get(stops.at(-1))) return arc(link, tracks, boxes, ports);
    const curve = [];
    for (let at = 1; at < stops.length; at++) {
      const [left, right] = [stops[at - 1], stops[at]];
      const start = [sides[tracks.column.get(left)][1], height(left, RIGHT, link)];
      const end = [sides[tracks.column.get(right)][0], height(right, LEFT, link)];
      if (curve.length) curve.push(...straight(curve.at(-1), start));
      else curve.push(start);
      const half = (start[0] + end[0]) / 2;
      curve.push([half, start[1]], [half, end[1]], end);
    }
    return stops[0] === link.subject ? curve : curve.reverse();
  });
}

function straight(start, end) {
  const third = (end[0] - start[0]) / 3;
  return [[start[0] + third, start[1]], [end[0] - third, end[1]], end];
}

/** The port of a link at one of its ends: links of one kind, type and direction share it. */
const portOf = (link, item, side) => `${item} ${side} ${link.kind} ${link.kind === "related" ? "" : link.object === item ? "in" : "out"} ${link.type}`;

/** The height of each port, those of one side ordered by where their links go. */
function portsOf(links, tracks, boxes, middle) {
  const aims = new Map();
  links.forEach((link, number) => {
    const stops = tracks.stops[number];
    const [first, last] = [stops[0], stops.at(-1)];
    const inside = outward(tracks.column.get(first), tracks.centre);
    const same = tracks.column.get(first) === tracks.column.get(last);
    for (const [item, side, beside] of [[first, same ? inside : RIGHT, stops[1]], [last, same ? inside : LEFT, stops.at(-2)]]) {
      const key = `${item} ${side}`;
      if (!aims.has(key)) aims.set(key, { item, ports: new Map() });
      const { ports } = aims.get(key);
      const port = portOf(link, item, side);
      if (!ports.has(port)) ports.set(port, []);
      ports.get(port).push(middle.get(beside));
    }
  });
  const found = new Map();
  for (const { item, ports } of aims.values()) {
    const ordered = [...ports].map(([port, heights]) => [mean(heights), port]).sort(([a, one], [b, other]) => a - b || (one < other ? -1 : 1));
    const box = boxes.get(item);
    const step = Math.min(PORT_GAP, (box.height - 10) / ordered.length);
    ordered.forEach(([, port], at) => found.set(port, box.y + hundredth((at - (ordered.length - 1) / 2) * step)));
  }
  return found;
}

/** Join two boxes of one column on their outer side; the farther apart, the wider the arc, within the least channel. */
function arc(link, tracks, boxes, ports) {
  const side = outward(tracks.column.get(link.subject), tracks.centre);
  const box = boxes.get(link.subject);
  const x = box.x + (side * box.width) / 2;
  const [start, end] = [link.subject, link.object].map((item) => ports.get(portOf(link, item, side)));
  const bulge = side * Math.min(10 + 1.7 * Math.sqrt(Math.abs(end - start)), WIDEST_ARC);
  return [[x, start], [x + bulge, start], [x + bulge, end], [x, end]];
}

/** The control points of quadratic pieces, as cytoscape chains them, that run where a chain of cubic ones does. */
export function quadratic(curve) {
  const points = [];
  for (let at = 0; at + 3 < curve.length; at += 3) {
    if (at) points.push(curve[at]);
    // A straight piece through a column needs no more than its ends.
    if (curve[at][1] !== curve[at + 3][1] || curve.length === 4) points.push(curve[at + 1], curve[at + 2]);
  }
  return points;
}

/** Give control points as cytoscape wants them: share of the way from start to end, and distance from that line. */
export function relative(curve) {
  const [start, end] = [curve[0], curve.at(-1)];
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  const points = quadratic(curve);
  return {
    weights: points.map(([x, y]) => ((x - start[0]) * dx + (y - start[1]) * dy) / length ** 2),
    distances: points.map(([x, y]) => (-(x - start[0]) * dy + (y - start[1]) * dx) / length),
  };
}

/** The curve as the `d` of an SVG path. */
export function svgPath(curve) {
  const at = ([x, y]) => `${hundredth(x)},${hundredth(y)}`;
  let path = `M${at(curve[0])}`;
  for (let from = 1; from < curve.length; from += 3) path += ` C${curve.slice(from, from + 3).map(at).join(" ")}`;
  return path;
}
