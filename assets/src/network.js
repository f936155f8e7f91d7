// The concepts around one, as glosskos/neighbourhood/around.py walks them; tests/site holds both against each other.
export const RELATIONS = ["broader", "narrower", "related"];

/** Read `window.GK.network` into concepts that know their links. */
export function readNetwork({ sources, concepts, links }) {
  const nodes = concepts.map(([slug, file, label, from], at) => ({ at, slug, file, label, sources: from, broader: [], narrower: [], related: [] }));
  for (const [subject, object, kind, reason] of links) {
    if (subject === object) continue;
    const link = { subject, object, kind: kind === "related" ? "related" : "broader", type: ["generic", "partitive", "instantial"].includes(kind) ? kind : "", reason };
    if (link.kind === "related") {
      nodes[subject].related.push([object, link]);
      nodes[object].related.push([subject, link]);
    } else {
      nodes[subject].broader.push([object, link]);
      nodes[object].narrower.push([subject, link]);
    }
  }
  for (const node of nodes) {
    for (const relation of ["narrower", "related"]) node[relation].sort(([a], [b]) => a - b);
  }
  return { sources, nodes, at: new Map(nodes.map((node) => [node.slug, node.at])) };
}

/**
 * Give the concepts within some steps: nodes (concept, distance, side, step, via, link) and edges between them.
 * With a source: those with an entry in it, the centre, and what connects them to it. No more than `most` concepts.
 */
export function neighbourhood(network, centre, depth, relations, source = null, most = 300) {
  const found = new Map([[centre, { at: centre, distance: 0, side: "centre", step: "centre", via: null, link: null }]]);
  let frontier = [centre];
  let left = 0;
  for (let distance = 1; distance <= depth; distance++) {
    const reached = [];
    for (const here of frontier) {
      for (const relation of RELATIONS.filter((each) => relations.has(each))) {
        for (const [there, link] of network.nodes[here][relation]) {
          if (found.has(there)) continue;
          if (found.size >= most) {
            left += 1;
            continue;
          }
          const side = distance === 1 ? relation : found.get(here).side;
          found.set(there, { at: there, distance, side, step: relation, via: here, link });
          reached.push(there);
        }
      }
    }
    frontier = reached;
  }
  const nodes = source === null ? found : ofSource(network, found, source);
  return { centre, nodes, edges: edges(network, nodes, relations), left, slug: (at) => network.nodes[at].slug };
}

function ofSource(network, found, source) {
  const kept = new Set();
  for (const node of found.values()) {
    if (node.distance && !network.nodes[node.at].sources.includes(source)) continue;
    for (let here = node.at; here !== null && !kept.has(here); here = found.get(here).via) kept.add(here);
  }
  return new Map([...found].filter(([at]) => kept.has(at)));
}

function edges(network, nodes, relations) {
  const hierarchy = relations.has("broader") || relations.has("narrower");
  const found = new Set();
  for (const at of nodes.keys()) {
    const { broader, related } = network.nodes[at];
    if (hierarchy) for (const [other, link] of broader) if (nodes.has(other)) found.add(link);
    if (relations.has("related")) for (const [other, link] of related) if (nodes.has(other)) found.add(link);
  }
  const key = ({ subject, object, kind }) => [network.nodes[subject].slug, kind, network.nodes[object].slug];
  return [...found].sort((one, other) => compare(key(one), key(other)));
}

function compare(one, other) {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at < 0 ? 0 : one[at] < other[at] ? -1 : 1;
}
