// The picture as an SVG file: the same boxes and links, with a title, and every link's reason as a tooltip.
import { svgPath } from "./routes.js";

const MARGIN = 20;
const LINE = 20;
const escape = (text) => String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");

const marker = (id, d, fill, { lead }) =>
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="${d}" fill="${fill}" stroke="${lead}"/></marker>`;

/** The words of the legend in lines no wider than the picture; one that is wider stands alone. */
function inLines(words, limit, widthOf) {
  return words.reduce((lines, word) => {
    const longer = lines.length ? `${lines.at(-1)}${"\u00a0".repeat(4)} ${word}` : word;
    return lines.length && widthOf(longer) <= limit ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

export function asSvg({ layout, around, label, marks, colours: c, title, sentence, key, widthOf }) {
  const boxes = [...layout.boxes.values()];
  const curves = layout.routes.flatMap(({ curve }) => curve);
  const xs = [...boxes.flatMap((box) => [box.x - box.width / 2, box.x + box.width / 2]), ...curves.map(([x]) => x)];
  const ys = [...boxes.flatMap((box) => [box.y - box.height / 2, box.y + box.height / 2]), ...curves.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN - LINE];
  const legend = inLines(key, Math.max(...xs) - Math.min(...xs), widthOf);
  const width = Math.max(Math.max(...xs) + MARGIN - left, ...[title, ...legend].map((line) => widthOf(line) + 2 * MARGIN));
  const height = Math.max(...ys) + MARGIN + legend.length * LINE + MARGIN / 2 - top;
  const face = escape(c.face);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${face}" font-size="13" role="img">`,
    `<title>${escape(title)}</title>`,
    `<defs>${marker("generic", "M0 0 10 5 0 10z", c.lead, c)}${marker("partitive", "M0 5 5 1 10 5 5 9z", c.lead, c)}${marker("instantial", "M1 1 9 5 1 9z", c.paper, c)}</defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${c.paper}"/>`,
    `<text x="${left + MARGIN}" y="${top + 24}" fill="${c.soft}">${escape(title)}</text>`,
    ...legend.map((line, at) => `<text x="${left + MARGIN}" y="${top + height - MARGIN / 2 - (legend.length - 1 - at) * LINE}" fill="${c.soft}">${escape(line)}</text>`),
  ];
  for (const { link, curve, outward } of layout.routes) {
    const look = link.kind === "related" ? `stroke="${c.mark}" stroke-dasharray="6 4"` : `stroke="${c.lead}" marker-end="url(#${link.type || "generic"})"`;
    lines.push(`<path d="${svgPath(link.kind === "related" && !outward ? [...curve].reverse() : curve)}" fill="none" stroke-linejoin="round" stroke-width="1.6" ${look}><title>${escape(sentence(link))}</title></path>`);
  }
  for (const box of boxes) {
    const isCentre = box.at === around.centre;
    const step = around.nodes.get(box.at).step;
    const stroke = isCentre || step !== "related" ? c.lead : c.mark;
    const text = [...box.lines, ...(marks(box.at) ? [marks(box.at)] : [])];
    lines.push(
      `<g><title>${escape(label(box.at))}</title><rect x="${box.x - box.width / 2}" y="${box.y - box.height / 2}" width="${box.width}" height="${box.height}" rx="4" fill="${isCentre ? c.lead : c.paper}" stroke="${stroke}" stroke-width="1.5"${step === "related" ? ' stroke-dasharray="6 4"' : ""}/>`,
      ...text.map((line, at) => `<text x="${box.x}" y="${box.y - ((text.length - 1) * 17) / 2 + at * 17 + 4.5}" text-anchor="middle" fill="${isCentre ? c.paper : c.ink}">${escape(line)}</text>`),
      "</g>",
    );
  }
  return `${lines.join("\n")}\n</svg>\n`;
}
