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

/** Lead a link that passes columns through the gap between their boxes, or above or below them, that is nearest to its way. */
function detour(start, end, boxes, side) {
  const room = 20;
  const columns = [...new Set(boxes.map((box) => box.column))].sort((a, b) => side * (a - b));
  const points = [];
  let here = start;
  for (const column of columns) {
    const there = boxes.filter((box) => box.column === column).sort((a, b) => a.y - b.y);
    const upper = there.map((box) => box.y - box.height / 2);
    const lower = there.map((box) => box.y + box.height / 2);
    const lanes = [upper[0] - room, ...upper.slice(1).map((y, at) => (y + lower[at]) / 2), lower.at(-1) + room];
    const left = Math.min(...there.map((box) => box.x - box.width / 2)) - room;
    const right = Math.max(...there.map((box) => box.x + box.width / 2)) + room;
    const wished = here[1] + ((end[1] - here[1]) * ((left + right) / 2 - here[0])) / (end[0] - here[0] || 1);
    const y = lanes.reduce((best, lane) => (Math.abs(lane - wished) < Math.abs(best - wished) ? lane : best));
    const [first, last] = side > 0 ? [left, right] : [right, left];
    points.push([first, here[1]], [first, y], [last, y]);
    here = [last, y];
  }
  return [...points, [here[0], end[1]]];
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
