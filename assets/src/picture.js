// The neighbourhood on a concept's page: drawn by cytoscape at places from our own layout, by mouse, touch and keyboard.
import cytoscape from "cytoscape";
import { arrange } from "./arrange.js";
import { ROOT, download, element } from "./dom.js";
import { neighbourhood, readNetwork, RELATIONS } from "./network.js";
import { relative } from "./routes.js";
import { asSvg } from "./svg.js";
import { words } from "./words.js";

const FONT = "13px";
const MOST = 300;
const LEAST_ZOOM = 0.72; // at which labels can be read
const SMALL = 0.6; // below, even a full screen is dragged rather than seen whole
const NARROW = 560;
const TALLEST = 1400;
// cytoscape puts a style element into the page unless one of this name is there; the content security policy allows none.
const NO_STYLE = "__________cytoscape_stylesheet";

const GK = (window.GK ??= {});

/** The colours of the page, light or dark. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const get = (name) => style.getPropertyValue(`--${name}`).trim();
  return { paper: get("raised"), ink: get("ink"), soft: get("soft"), line: get("line"), lead: get("lead"), leadSoft: get("lead-soft"), mark: get("mark"), face: get("face") };
}

// Held against the Python package in tests/site.
GK.drawing = { arrange, neighbourhood, readNetwork };

GK.draw = (place, slug) => {
  const network = readNetwork(GK.network);
  const home = network.at.get(slug);
  const state = { centre: home, depth: 1, relations: new Set(RELATIONS), source: null };
  const label = (at) => network.nodes[at].label;
  /** A label within a sentence. */
  const brief = (at) => (label(at).length > 160 ? `${label(at).slice(0, 150).trimEnd()}…` : label(at));
  const marks = (at) => network.nodes[at].sources.map((source) => network.sources[source][1]).join(" ");
  const page = (at) => `${ROOT}concept/${network.nodes[at].file}.html`;
  if (!document.getElementById(NO_STYLE)) document.head.append(element("template", { id: NO_STYLE }));

  const says = element("p", { class: "says", "aria-live": "polite" });
  const help = element("p", { class: "unseen", id: "picture-help" }, words.pictureHelp);
  const canvas = element("div", { class: "canvas", role: "application", tabindex: "0", "aria-describedby": "picture-help" });
  const list = element("ul", {});
  const frame = element("div", { class: "frame" }, toolbar(), canvas, says, key());
  place.replaceChildren(help, frame, element("details", { class: "astext" }, element("summary", {}, words.asText), list));
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (text) => pen.measureText(text).width;

  const cy = cytoscape({ container: canvas, autoungrabify: true, userZoomingEnabled: false, boxSelectionEnabled: false, minZoom: 0.15, maxZoom: 3, pixelRatio: "auto" });
  GK.picture = { cy, state, network, change, layout: () => layout };
  let around;
  let layout;
  let chosen = null;
  let laid = false;

  function toolbar() {
    const depth = [1, 2, 3].map((steps) =>
      element("button", { type: "button", "aria-pressed": String(steps === 1), "data-depth": steps, onclick: () => change({ depth: steps }) }, String(steps)),
    );
    const relations = RELATIONS.map((relation) =>
      element("label", {}, element("input", { type: "checkbox", checked: true, value: relation, onchange: (event) => {
        state.relations[event.target.checked ? "add" : "delete"](relation);
        change({});
      } }), ` ${words.kinds[relation]}`),
    );
    const source = element("select", { onchange: (event) => change({ source: event.target.value === "" ? null : Number(event.target.value) }) },
      element("option", { value: "" }, words.allSources),
      ...network.sources.map(([name, mark], at) => element("option", { value: at }, `${mark} ${name}`)));
    const button = (name, action, extra = {}) => element("button", { type: "button", onclick: action, ...extra }, name);
    return element("div", { class: "tools" },
      element("fieldset", {}, element("legend", {}, words.depth), ...depth),
      element("fieldset", {}, element("legend", {}, words.relations), ...relations),
      network.sources.length ? element("label", {}, `${words.source} `, source) : null,
      element("span", { class: "saves" },
        button("+", () => zoom(1.25), { "aria-label": words.larger }), button("−", () => zoom(0.8), { "aria-label": words.smaller }), button(words.fit, fit),
        document.fullscreenEnabled ? button(words.fullScreen, fullScreen, { "data-full": "" }) : null,
        button("SVG", saveSvg), button("PNG", savePng)));
  }

  /** What lines and marks mean; of the kinds of link, those that the thesaurus has. */
  function keys() {
    const kinds = new Set(network.nodes.flatMap((node) => [...node.broader, ...node.related].map(([, link]) => (link.kind === "related" ? "related" : link.type || "generic"))));
    return [...Object.entries(words.key).filter(([kind]) => kinds.has(kind)).map(([, said]) => said), ...network.sources.map(([name, mark]) => `${mark} ${name}`)];
  }

  function key() {
    return element("p", { class: "key" }, ...keys().map((each) => element("span", {}, each)));
  }

  function change(what) {
    Object.assign(state, what);
    for (const each of frame.querySelectorAll("[data-depth]")) each.setAttribute("aria-pressed", String(Number(each.dataset.depth) === state.depth));
    show();
  }

  function show() {
    pen.font = `${FONT} ${colours().face}`;
    laid = narrow();
    around = neighbourhood(network, state.centre, state.depth, state.relations, state.source, MOST);
    layout = arrange(around, label, marks, widthOf, narrow() ? { narrow: true, limit: narrowest() } : {});
    cy.batch(() => {
      cy.elements().remove();
      cy.style(style());
      for (const box of layout.boxes.values()) {
        const node = around.nodes.get(box.at);
        cy.add({ group: "nodes", data: { id: `n${box.at}`, at: box.at, label: [...box.lines, ...(marks(box.at) ? [marks(box.at)] : [])].join("\n"), width: box.width, height: box.height }, position: { x: box.x, y: box.y }, classes: `${node.step} ${box.at === state.centre ? "centre" : ""}` });
      }
      layout.routes.forEach((route, at) => cy.add(edge(route, at)));
    });
    canvas.setAttribute("aria-label", words.picture(label(state.centre)));
    size();
    choose(state.centre, false);
    writeList();
  }

  const narrow = () => canvas.clientWidth < NARROW;

  /** How wide a line of a label must be on a narrow screen, for no word to be cut. */
  function narrowest() {
    const words_ = [...around.nodes.keys()].flatMap((at) => label(at).split(/[\s/-]+/u)).map(widthOf);
    return Math.min(178, Math.max(84, ...words_) + 1);
  }

  /** A link for cytoscape; one without an arrow starts at the centre's side, so that dashes of those that run together fall together. */
  function edge({ link, curve, outward }, number) {
    const turned = link.kind === "related" && !outward;
    const run = turned ? [...curve].reverse() : curve;
    const [source, target] = turned ? [link.object, link.subject] : [link.subject, link.object];
    const end = ([x, y], at) => `${x - layout.boxes.get(at).x}px ${y - layout.boxes.get(at).y}px`;
    return { group: "edges", data: { id: `e${number}`, number, source: `n${source}`, target: `n${target}`, ...relative(run), from: end(run[0], source), to: end(run.at(-1), target) }, classes: `${link.kind} ${link.type}` };
  }

  function style() {
    const c = colours();
    return [
      { selector: "node", style: { shape: "round-rectangle", width: "data(width)", height: "data(height)", label: "data(label)", "font-family": c.face, "font-size": 13, "line-height": 1.24, "text-wrap": "wrap", "text-max-width": 4000, "text-background-opacity": 0, "text-background-padding": 4, "text-valign": "center", "text-halign": "center", color: c.ink, "background-color": c.paper, "border-width": 1.5, "border-color": c.soft, "overlay-opacity": 0 } },
      { selector: "node.broader, node.narrower", style: { "border-color": c.lead } },
      { selector: "node.related", style: { "border-color": c.mark, "border-style": "dashed" } },
      { selector: "node.centre", style: { "background-color": c.lead, "border-color": c.lead, color: c.paper } },
      { selector: "node.chosen", style: { "border-width": 4, "border-style": "solid", "border-color": c.mark } },
      { selector: "edge", style: { width: 1.6, "curve-style": "unbundled-bezier", "edge-distances": "endpoints", "control-point-weights": "data(weights)", "control-point-distances": "data(distances)", "source-endpoint": "data(from)", "target-endpoint": "data(to)", "line-color": c.lead, "target-arrow-color": c.lead, "target-arrow-shape": "triangle", "arrow-scale": 0.9, "overlay-opacity": 0, "z-index": 0 } },
      { selector: "edge.partitive", style: { "target-arrow-shape": "diamond" } },
      { selector: "edge.instantial", style: { "target-arrow-fill": "hollow" } },
      { selector: "edge.related", style: { "line-style": "dashed", "line-dash-pattern": [6, 4], "line-color": c.mark, "target-arrow-shape": "none", width: 1.4 } },
      { selector: "edge.chosen", style: { width: 4 } },
    ];
  }

  /** As high as the picture wants, so that its text can be read; what is wider than the page is dragged. */
  function size() {
    const box = cy.elements().boundingBox();
    const full = document.fullscreenElement === frame;
    const whole = canvas.clientWidth - 30 >= box.w * LEAST_ZOOM;
    if (!full) canvas.style.height = `${Math.round(Math.min(Math.max(box.h * readable(box) + 40, 170), whole || innerWidth >= 700 ? TALLEST : 0.8 * innerHeight))}px`;
    cy.resize();
    fit(full);
    if (full && cy.zoom() < SMALL) fit(false);
  }
  const readable = (box) => Math.max(LEAST_ZOOM, Math.min(1, (canvas.clientWidth - 30) / box.w));

  function fit(whole) {
    const box = cy.elements().boundingBox();
    cy.fit(cy.elements(), 16);
    if (whole === false) cy.zoom(Math.max(cy.zoom(), Math.min(readable(box), 1)));
    if (cy.zoom() > 1.2) cy.zoom(1.2);
    cy.center(cy.zoom() * box.w > canvas.clientWidth ? cy.getElementById(`n${state.centre}`) : cy.elements());
    if (cy.zoom() * box.h > canvas.clientHeight) {
      // The centre in the middle, but no empty room above or below the picture.
      const [upper, lower] = [box.y1, box.y2].map((y) => cy.zoom() * y);
      const wished = canvas.clientHeight / 2 - cy.zoom() * layout.boxes.get(state.centre).y;
      cy.pan({ x: cy.pan().x, y: Math.min(16 - upper, Math.max(canvas.clientHeight - 16 - lower, wished)) });
    }
  }
  /** A picture that is seen whole is not dragged: a finger on it moves the page. */
  function draggable() {
    const { w, h } = cy.elements().renderedBoundingBox();
    cy.userPanningEnabled(document.fullscreenElement === frame || w > canvas.clientWidth || h > canvas.clientHeight);
  }

  function zoom(by) {
    cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 } });
  }

  /** Say a link in words: what it joins, how, and why. */
  function sentence(link) {
    const kind = link.kind === "related" ? words.kinds.related : words.kinds[link.type || "broader"];
    return `${brief(link.subject)} – ${kind} – ${brief(link.object)}${link.reason ? words.colon + link.reason : ""}`;
  }

  function choose(at, speak = true) {
    chosen = at;
    cy.elements().removeClass("chosen");
    const node = around.nodes.get(at);
    cy.getElementById(`n${at}`).toggleClass("chosen", at !== state.centre || document.activeElement === canvas);
    const parts = [];
    if (node.link) {
      const drawn = layout.routes.findIndex(({ link }) => link === node.link);
      if (drawn >= 0) cy.getElementById(`e${drawn}`).addClass("chosen");
      parts.push(element("span", {}, sentence(node.link)), " ");
    } else parts.push(`${words.centre} `, element("strong", {}, brief(at)), " ");
    if (at !== home) parts.push(element("a", { href: page(at) }, `${words.open}${node.link ? ` (${brief(at)})` : ""}`), " ");
    if (state.centre !== home && at === state.centre) parts.push(element("button", { type: "button", class: "copy", onclick: () => change({ centre: home }) }, words.back));
    if (around.nodes.size === 1) parts.push(words.alone);
    if (around.left && at === state.centre) parts.push(words.tooMany(around.left));
    says.replaceChildren(...parts);
    if (speak) inView(at);
  }

  function inView(at) {
    const box = cy.getElementById(`n${at}`).renderedBoundingBox();
    const pan = { ...cy.pan() };
    if (box.x1 < 0) pan.x += 20 - box.x1;
    if (box.x2 > canvas.clientWidth) pan.x -= box.x2 - canvas.clientWidth + 20;
    if (box.y1 < 0) pan.y += 20 - box.y1;
    if (box.y2 > canvas.clientHeight) pan.y -= box.y2 - canvas.clientHeight + 20;
    cy.pan(pan);
  }

  function toCentre(at) {
    if (at === state.centre) {
      if (at !== home) location.href = page(at);
      return;
    }
    change({ centre: at });
  }

  cy.on("zoom pan resize", draggable);
  cy.on("tap", "node", (event) => toCentre(event.target.data("at")));
  cy.on("tap", "edge", (event) => tell(event.target));
  cy.on("mouseover", "node", (event) => {
    choose(event.target.data("at"), false);
    canvas.style.cursor = "pointer";
  });
  cy.on("mouseover", "edge", (event) => tell(event.target));
  cy.on("mouseout", "node, edge", () => (canvas.style.cursor = ""));
  function tell(edge) {
    cy.edges().removeClass("chosen");
    edge.addClass("chosen");
    says.replaceChildren(sentence(layout.routes[edge.data("number")].link));
  }

  canvas.addEventListener("focus", () => choose(chosen ?? state.centre, false));
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const actions = {
      Enter: () => toCentre(chosen),
      " ": () => toCentre(chosen),
      o: () => (location.href = page(chosen)),
      "+": () => zoom(1.25),
      "-": () => zoom(0.8),
      0: () => fit(true),
      Home: () => change({ centre: home }),
    };
    const action = moves[event.key] ? () => choose(nearest(chosen, moves[event.key])) : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  /** The nearest box in a direction; the same one where there is none. */
  function nearest(at, [dx, dy]) {
    const from = layout.boxes.get(at);
    let best = at;
    let least = Infinity;
    for (const box of layout.boxes.values()) {
      const [x, y] = [box.x - from.x, box.y - from.y];
      const along = x * dx + y * dy;
      const aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (box.at === at || along <= 0 || (dy && box.column !== from.column) || (dx && box.column === from.column)) continue;
      const cost = along + 2 * aside;
      if (cost < least) [best, least] = [box.at, cost];
    }
    return best;
  }

  /** The same content as text: every concept with how it is reached and why, then the links between neighbours. */
  function writeList() {
    const told = new Set();
    const items = [];
    for (const node of around.nodes.values()) {
      if (!node.distance) continue;
      told.add(node.link);
      const from = network.nodes[node.at].sources.map((source) => network.sources[source][0]).join(", ");
      items.push(element("li", {}, element("a", { href: page(node.at) }, brief(node.at)), ` – ${words.kinds[node.step]}${node.via === home ? "" : ` (${brief(node.via)})`}`, node.link.type && node.link.type !== "generic" ? `, ${words.kinds[node.link.type]}` : "", node.link.reason ? words.colon + node.link.reason : "", from ? ` [${from}]` : ""));
    }
    for (const link of around.edges) if (!told.has(link)) items.push(element("li", {}, sentence(link)));
    list.replaceChildren(...items);
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else frame.requestFullscreen();
  }
  document.addEventListener("fullscreenchange", () => {
    const full = document.fullscreenElement === frame;
    const button = frame.querySelector("[data-full]");
    if (button) button.textContent = full ? words.leaveFullScreen : words.fullScreen;
    if (full) canvas.style.height = "";
    cy.userZoomingEnabled(full);
    if (laid === narrow()) size();
    else show();
  });
  function saveSvg() {
    const text = asSvg({ layout, around, label, marks, colours: colours(), title: words.picture(label(state.centre)), sentence, widthOf, key: keys() });
    download(`${network.nodes[state.centre].file}.svg`, text, "image/svg+xml");
  }
  async function savePng() {
    const blob = await cy.png({ output: "blob-promise", full: true, scale: 2, bg: colours().paper });
    download(`${network.nodes[state.centre].file}.png`, blob);
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  let timer;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = setTimeout(() => (laid === narrow() ? size() : show()), 150);
  });
  show();
};
