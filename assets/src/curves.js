// How a link runs between two boxes: an S-curve across the columns, an arc between two boxes of one column.

/** Give the sides (-1 left, 1 right) on which a link leaves and arrives, and its control points. */
export function curve(from, to, layout) {
  if (from.column === to.column) {
    const side = from.column < layout.centre ? -1 : 1;
    const start = [from.x + (side * from.width) / 2, from.y];
    const end = [to.x + (side * to.width) / 2, to.y];
    const bulge = side * (14 + Math.min(46, Math.abs(start[1] - end[1]) * 0.12));
    return { sides: [side, side], start, end, controls: [[start[0] + bulge, start[1]], [end[0] + bulge, end[1]]] };
  }
  const side = from.column < to.column ? 1 : -1;
  const start = [from.x + (side * from.width) / 2, from.y];
  const end = [to.x - (side * to.width) / 2, to.y];
  const passed = [...layout.boxes.values()].filter((box) => (box.column - from.column) * side > 0 && (to.column - box.column) * side > 0);
  if (passed.length) return { sides: [side, -side], start, end, controls: detour(start, end, passed, side), straight: true };
  const half = (start[0] + end[0]) / 2;
  return { sides: [side, -side], start, end, controls: [[half, start[1]], [half, end[1]]] };
}

/** Lead a link that passes columns above or below their boxes, the nearer way. */
function detour(start, end, boxes, side) {
  const room = 22;
  const above = Math.min(...boxes.map((box) => box.y - box.height / 2)) - room;
  const below = Math.max(...boxes.map((box) => box.y + box.height / 2)) + room;
  const cost = (y) => Math.abs(start[1] - y) + Math.abs(end[1] - y);
  const y = cost(above) < cost(below) ? above : below;
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2)) - room;
  const right = Math.max(...boxes.map((box) => box.x + box.width / 2)) + room;
  const [first, last] = side > 0 ? [left, right] : [right, left];
  return [[first, start[1]], [first, y], [last, y], [last, end[1]]];
}

/** Give control points as cytoscape wants them: share of the way from start to end, and distance from that line. */
export function relative({ start, end, controls }) {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  return {
    weights: controls.map(([x, y]) => ((x - start[0]) * dx + (y - start[1]) * dy) / length ** 2),
    distances: controls.map(([x, y]) => (-(x - start[0]) * dy + (y - start[1]) * dx) / length),
  };
}
