// The picture as an SVG file: the same boxes and links, with a title, and every link's reason as a tooltip.
import { svgPath } from "./routes.js";

const MARGIN = 20;
const escape = (text) => String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");

export function asSvg({ layout, around, label, marks, colours: c, title, sentence }) {
  const boxes = [...layout.boxes.values()];
  const left = Math.min(...boxes.map((box) => box.x - box.width / 2)) - MARGIN - 50;
  const top = Math.min(...boxes.map((box) => box.y - box.height / 2)) - MARGIN - 24;
  const width = Math.max(...boxes.map((box) => box.x + box.width / 2)) + MARGIN + 60 - left;
  const height = Math.max(...boxes.map((box) => box.y + box.height / 2)) + MARGIN - top;
  const face = escape(c.face);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${face}" font-size="13" role="img">`,
    `<title>${escape(title)}</title>`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="${c.lead}"/></marker></defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${c.paper}"/>`,
    `<text x="${left + MARGIN}" y="${top + 24}" fill="${c.soft}">${escape(title)}</text>`,
  ];
  for (const { link, curve, outward } of layout.routes) {
    const look = link.kind === "related" ? `stroke="${c.mark}" stroke-dasharray="6 4"` : `stroke="${c.lead}" marker-end="url(#arrow)"`;
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
