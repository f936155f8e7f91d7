// Order and height of what stands in columns, after glosskos/neighbourhood/columns.py: few crossings by barycentres, then the nearest
// places that do not overlap (isotonic regression). An item is a box or a lane, through which a long link passes a column.
const SWEEPS = { order: 6, place: 4 };

/** The columns with their items ordered for few crossings; items of a smaller group stay above those of a larger one. */
export function order(columns, links, strong, group, centre) {
  const towards = neighbours(columns, links, strong);
  let [best, fewest, current] = [columns, crossings(columns, strong), columns];
  for (let turn = 0; turn < SWEEPS.order && fewest; turn++) {
    for (const [at, beside] of sweep(columns.length, centre)) {
      const rank = new Map(current[beside].map((item, place) => [item, place]));
      current = current.map((items, column) => (column === at ? byBarycentre(items, towards(at, beside), rank, group) : items));
    }
    const count = crossings(current, strong);
    if (count >= fewest) break;
    [best, fewest] = [current, count];
  }
  return best;
}

/** Pairs of a column and the one to look at: outward on both sides, then back. */
function sweep(count, centre) {
  const outward = [];
  for (let at = centre + 1; at < count; at++) outward.push([at, at - 1]);
  for (let at = centre - 1; at >= 0; at--) outward.push([at, at + 1]);
  return [...outward, ...[...outward].reverse().map(([at, beside]) => [beside, at])];
}

/** For a column and the one beside it, each item's neighbours there; of an item with strong links, by these. */
function neighbours(columns, links, strong) {
  const bound = new Set(strong.flat());
  const column = new Map(columns.flatMap((items, at) => items.map((item) => [item, at])));
  const found = new Map();
  for (const [one, other] of [...strong, ...links.filter((pair) => !pair.every((item) => bound.has(item)))]) {
    const weak = !bound.has(one) || !bound.has(other);
    for (const [here, there] of [[one, other], [other, one]]) {
      if (weak && bound.has(here)) continue;
      const key = `${column.get(here)} ${column.get(there)}`;
      if (!found.has(key)) found.set(key, new Map());
      const linked = found.get(key);
      if (!linked.has(here)) linked.set(here, []);
      linked.get(here).push(there);
    }
  }
  const none = new Map();
  return (at, beside) => found.get(`${at} ${beside}`) ?? none;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function byBarycentre(items, beside, rank, group) {
  let last = 0;
  const key = new Map(
    items.map((item) => {
      const linked = beside.get(item);
      if (linked) last = mean(linked.map((other) => rank.get(other)));
      return [item, [group.get(item) ?? 0, last]];
    }),
  );
  return [...items].sort((a, b) => key.get(a)[0] - key.get(b)[0] || key.get(a)[1] - key.get(b)[1]);
}

/** How many pairs of links cross. */
function crossings(columns, links) {
  const place = new Map(columns.flatMap((items, column) => items.map((item, at) => [item, [column, at]])));
  const between = new Map();
  for (const pair of links) {
    const [[column, left], [, right]] = pair.map((item) => place.get(item)).sort(([a], [b]) => a - b);
    if (!between.has(column)) between.set(column, []);
    between.get(column).push([left, right]);
  }
  let count = 0;
  for (const pairs of between.values()) {
    for (let i = 0; i < pairs.length; i++) for (let j = 0; j < i; j++) count += (pairs[i][0] - pairs[j][0]) * (pairs[i][1] - pairs[j][1]) < 0;
  }
  return count;
}

/** Each item's middle, whole numbers; no two items of a column come nearer than their gaps, the larger of which counts. */
export function place(columns, links, strong, height, gap, centre) {
  const towards = neighbours(columns, links, strong);
  const offsets = columns.map((items) => offsetsOf(items, height, gap));
  const middle = new Map();
  columns.forEach((items, at) => items.forEach((item, row) => middle.set(item, offsets[at][row] - offsets[at].at(-1) / 2)));
  for (let turn = 0; turn < SWEEPS.place; turn++) {
    for (const [at, beside] of sweep(columns.length, centre)) {
      const linked = towards(at, beside);
      const wished = columns[at].map((item, row) => (linked.has(item) ? mean(linked.get(item).map((other) => middle.get(other))) : middle.get(item)) - offsets[at][row]);
      isotonic(wished).forEach((fit, row) => middle.set(columns[at][row], fit + offsets[at][row]));
    }
  }
  return new Map([...middle].map(([item, value]) => [item, Math.floor(value + 0.5)]));
}

function offsetsOf(items, height, gap) {
  const offsets = [0];
  for (let at = 1; at < items.length; at++) {
    const [above, below] = [items[at - 1], items[at]];
    offsets[at] = offsets[at - 1] + Math.ceil((height.get(above) + height.get(below)) / 2 + Math.max(gap.get(above), gap.get(below)));
  }
  return offsets;
}

/** The non-decreasing numbers with the least squared distance (pool adjacent violators). */
function isotonic(values) {
  const blocks = [];
  for (const value of values) {
    let block = [value, 1];
    while (blocks.length && blocks.at(-1)[0] > block[0]) {
      const [middle, length] = blocks.pop();
      block = [(middle * length + block[0] * block[1]) / (length + block[1]), length + block[1]];
    }
    blocks.push(block);
  }
  return blocks.flatMap(([middle, length]) => Array(length).fill(middle));
}
