// The drawn network: events between their actors, or the overview of who with whom.

const MANY = 150; // events; above, the page opens on the overview
const PLACED = new Map(read("nodes").map((node) => [node.id, node]));
const FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

let net = null;
let moved = false; // by the reader, who then keeps the view
let drawn = { nodes: [], edges: [] };
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();

// Marks that turn the direction of writing would, on a canvas, also turn what stands beside them.
const TURNS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

function lines(text, width = 16, most = 3) {
  const found = [""];
  for (const part of text.replace(TURNS, "").trim().split(/\s+/)) {
    const last = found[found.length - 1];
    if (last && last.length + part.length + 1 > width) found.push(part);
    else found[found.length - 1] = last ? `${last} ${part}` : part;
  }
  const kept = found.slice(0, most).map((line) => (line.length > width + 4 ? `${line.slice(0, width + 3)}…` : line));
  if (found.length > most) kept[most - 1] += " …";
  return kept.join("\n");
}

const boxOf = (label) => {
  const rows = label.split("\n");
  return [Math.max(...rows.map((row) => row.length)) * 8 + 22, rows.length * 18 + 12];
};

function actorNode(id, n, { count = 0, rows = 3 } = {}) {
  const actor = ACTORS[n];
  const look = LOOKS.get(actor.look);
  const label = lines(actor.name + (count > 1 ? ` (${number(count)})` : ""), 16, rows);
  const [fillColour, line, ink] = ["fill", "line", "ink"].map((part) => css(`--${look.id}-${part}`));
  const colour = { background: fillColour, border: line };
  return {
    id,
    label,
    shape: "box",
    color: { ...colour, highlight: colour, hover: { background: fillColour, border: css("--focus") } },
    font: { color: ink, size: 15, face: FONT },
    borderWidth: look.id === "forces" ? 3 : 1.5,
    borderWidthSelected: 3,
    shapeProperties: {
      borderRadius: look.radius,
      borderDashes: look.id === "people" || look.id === "other" ? [4, 3] : false,
    },
    margin: 7,
    box: boxOf(label),
  };
}

function eventNode(n, labelled) {
  const event = EVENTS[n];
  const quad = quadOf(event);
  const hollow = unsure(event);
  const colour = {
    background: hollow ? css("--paper") : quad.colour,
    border: event.disputed ? css("--disputed") : hollow ? quad.colour : css("--edge-of-shape"),
  };
  const label = event.status === "negated" ? t("graph.not", { label: typeLabel(event) }) : typeLabel(event);
  return {
    id: `e${n}`,
    label: labelled ? label : undefined,
    shape: quad.shape,
    size: 11 + 3 * Math.min(5, Math.max(0, (event.sources || []).length - 1)),
    color: { ...colour, highlight: { background: quad.colour, border: css("--focus") }, hover: { background: quad.colour, border: css("--focus") } },
    font: { color: css("--ink"), size: 13, face: FONT, strokeWidth: 3, strokeColor: css("--canvas") },
    borderWidth: event.disputed ? 4 : hollow ? 2 : 1,
    borderWidthSelected: 4,
    shapeProperties: { borderDashes: hollow ? [4, 3] : false },
    box: labelled ? [92, 60] : [28, 28],
  };
}

function eventEdges(n) {
  const event = EVENTS[n];
  const targets = new Set(event.targets || []);
  const style = { width: 1.5, dashes: unsure(event) ? [5, 5] : false, event: n, color: { color: css("--line"), highlight: css("--focus"), hover: css("--focus") } };
  const from = (event.actors || []).map((a) => ({
    ...style,
    id: `a${a}>e${n}`,
    from: `a${a}`,
    to: `e${n}`,
    arrows: { to: { enabled: true, scaleFactor: 0.5 } },
    // An actor that is its own target has two edges to the event: bend one.
    smooth: targets.has(a) ? { enabled: true, type: "curvedCW", roundness: 0.3 } : false,
  }));
  const to = [...targets].map((a) => ({
    ...style,
    id: `e${n}>a${a}`,
    from: `e${n}`,
    to: `a${a}`,
    arrows: { to: { enabled: true, scaleFactor: 0.7 } },
    smooth: (event.actors || []).includes(a) ? { enabled: true, type: "curvedCW", roundness: 0.3 } : false,
  }));
  return [...from, ...to];
}

function eventPicture(shown) {
  const limit = DATA.drawn ? EVENTS.length : MANY;
  const events = shown.slice(0, limit);
  const actors = [...new Set(events.flatMap((n) => partsOf(EVENTS[n])))].sort((a, b) => a - b);
  const count = events.length + actors.length;
  const rows = count <= DATA.labelled ? 3 : 2;
  const nodes = [...actors.map((n) => actorNode(`a${n}`, n, { rows })), ...events.map((n) => eventNode(n, count <= DATA.labelled))];
  if (count > 500) thin(nodes, actors, events);
  // A small choice from a large network gets places of its own, else it would lie scattered.
  const fresh = EVENTS.length > MANY && events.length <= MANY;
  return settle(nodes, events.flatMap(eventEdges), fresh, { events: events.length, length: DATA.lengths.events });
}

// With very many nodes only the actors of several events keep their names.
function thin(nodes, actors, events) {
  const told = tally(events.flatMap((n) => partsOf(EVENTS[n])));
  actors.forEach((actor, n) => {
    if (told.get(actor) < 3) Object.assign(nodes[n], { label: " ", margin: 2 });
  });
}

function overviewPicture(shown) {
  const pairs = new Map();
  for (const n of shown) {
    const side = quadOf(EVENTS[n]).side;
    for (const [a, b] of pairsOf(EVENTS[n])) {
      const key = `${a} ${b} ${side}`;
      if (!pairs.has(key)) pairs.set(key, { a, b, side, count: 0 });
      pairs.get(key).count += 1;
    }
  }
  const chosen = leading([...pairs.values()]);
  const told = tally(shown.flatMap((n) => partsOf(EVENTS[n])));
  const nodes = [...chosen].sort((a, b) => a - b).map((n) => actorNode(`o${n}`, n, { count: told.get(n) }));
  const edges = [...pairs.values()].filter(({ a, b }) => chosen.has(a) && chosen.has(b)).map(overviewEdge);
  return settle(nodes, edges, false, { actors: chosen.size, ofActors: told.size, length: DATA.lengths.overview });
}

// The same choice as in Python: pair by pair, those with most events first.
function leading(pairs) {
  const told = new Map();
  const both = new Map();
  for (const { a, b, count } of pairs) {
    for (const n of [a, b]) told.set(n, (told.get(n) || 0) + count);
    const key = `${a} ${b}`;
    if (!both.has(key)) both.set(key, { a, b, count: 0 });
    both.get(key).count += count;
  }
  const weight = ({ a, b }) => told.get(a) + told.get(b);
  const order = [...both.values()].sort(
    (p, q) => q.count - p.count || weight(q) - weight(p) || p.a - q.a || p.b - q.b,
  );
  const chosen = new Set();
  for (const { a, b } of order) {
    const fresh = [a, b].filter((n) => !chosen.has(n));
    if (chosen.size + fresh.length <= DATA.actors_shown) fresh.forEach((n) => chosen.add(n));
  }
  return chosen;
}

function overviewEdge({ a, b, side, count }) {
  const colour = css(side === "conflict" ? "--conflict" : "--cooperation");
  return {
    id: `o${a}-o${b}-${side}`,
    from: `o${a}`,
    to: `o${b}`,
    pair: [a, b],
    side,
    count,
    width: Math.min(18, 2.2 * Math.sqrt(count) + 0.8),
    color: { color: colour, highlight: colour, hover: colour, opacity: 0.85 },
    label: count > 1 ? String(count) : undefined,
    font: { color: css("--ink"), size: 15, face: FONT, strokeWidth: 5, strokeColor: css("--canvas") },
    smooth: { enabled: true, type: side === "conflict" ? "curvedCW" : "curvedCCW", roundness: 0.12 },
  };
}

function settle(nodes, edges, fresh, said) {
  if (fresh || nodes.some((node) => !PLACED.has(node.id))) {
    const at = new Map(nodes.map((node, n) => [node.id, n]));
    const places = place(nodes.map((node) => node.box), edges.map((edge) => [at.get(edge.from), at.get(edge.to)]), said.length);
    nodes.forEach((node, n) => Object.assign(node, places[n]));
  } else {
    for (const node of nodes) Object.assign(node, { x: PLACED.get(node.id).x, y: PLACED.get(node.id).y });
  }
  return { nodes, edges, ...said };
}

function draw(shown, { refit = true } = {}) {
  drawn = state.mode === "overview" ? overviewPicture(shown) : eventPicture(shown);
  nodeSet.clear();
  edgeSet.clear();
  nodeSet.add(drawn.nodes);
  edgeSet.add(drawn.edges);
  net.setOptions({ interaction: { hideEdgesOnDrag: drawn.edges.length > 600, hideEdgesOnZoom: drawn.edges.length > 600 } });
  if (refit) fit();
  mark();
  say(shown);
}

// On a narrow screen names come first: the middle is shown, and the rest by dragging.
function fit({ whole = false } = {}) {
  moved = false;
  if (!drawn.nodes.length) return;
  const edge = (axis, side, way) => way(...drawn.nodes.map((node) => node[axis] + (side * node.box[axis === "x" ? 0 : 1]) / 2));
  const [left, right] = [edge("x", -1, Math.min), edge("x", 1, Math.max)];
  const [top, bottom] = [edge("y", -1, Math.min), edge("y", 1, Math.max)];
  const least = narrow() && !whole ? 0.62 : 0;
  const fitting = Math.min(1.1, holder.clientWidth / (right - left + 30), holder.clientHeight / (bottom - top + 30));
  const scale = Math.max(least, fitting);
  net.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: false });
}

function zoom(by) {
  moved = true;
  net.moveTo({ scale: net.getScale() * by, animation: false });
}

function mark() {
  const id = state.selected === null ? null : `e${state.selected}`;
  net.unselectAll();
  if (id && state.mode === "events" && nodeSet.get(id)) {
    net.selectNodes([id]);
    const spot = net.canvasToDOM(net.getPosition(id));
    const { clientWidth: width, clientHeight: height } = holder;
    if (spot.x < 20 || spot.y < 20 || spot.x > width - 20 || spot.y > height - 20) net.focus(id, { animation: false });
  }
}

// Draw the events around one event, for when the overview or a limit leaves it out.
function showInNetwork(n) {
  const focus = pairsOf(EVENTS[n])[0] || partsOf(EVENTS[n]).slice(0, 1);
  change({ focus: focus.length ? focus : null }, { mode: "events" });
}

const isDrawn = (n) => Boolean(nodeSet.get(`e${n}`));

function say(shown) {
  const overview = state.mode === "overview";
  let text = t(overview ? "graph.hint_overview" : "graph.hint_events");
  if (!shown.length) text = t("graph.empty");
  else if (!overview && drawn.events < shown.length) {
    text = t("graph.drawn_events", { n: number(drawn.events), m: number(shown.length) });
  } else if (overview && drawn.actors < drawn.ofActors) {
    text += ` ${t("graph.drawn_actors", { n: number(drawn.actors), m: number(drawn.ofActors) })}`;
  }
  byId("caption").textContent = text;
}

function hover({ node, edge }) {
  let text = null;
  if (node !== undefined) {
    const n = Number(node.slice(1));
    text = node[0] === "e" ? sentenceOf(EVENTS[n]) : ACTORS[n].name + (ACTORS[n].country ? ` (${ACTORS[n].country})` : "");
  } else if (edgeSet.get(edge)?.pair) {
    const { pair, count, side } = edgeSet.get(edge);
    text = t("graph.pair", { a: ACTORS[pair[0]].name, b: ACTORS[pair[1]].name, n: number(count), side: t(`legend.${side}`) });
  }
  if (text) byId("caption").textContent = text;
}

function click({ nodes, edges }) {
  if (nodes.length) {
    const [kind, n] = [nodes[0][0], Number(nodes[0].slice(1))];
    if (kind === "e") openEvent(n);
    else change({ focus: [n] }, { mode: "events" });
  } else if (edges.length) {
    const edge = edgeSet.get(edges[0]);
    if (edge.pair) change({ focus: edge.pair }, { mode: "events" });
    else openEvent(edge.event);
  }
}

// What is denied is struck through, over its shape.
function strike(context) {
  if (state.mode !== "events") return;
  context.strokeStyle = css("--ink");
  context.lineWidth = 2.5;
  for (const node of drawn.nodes) {
    if (node.id[0] !== "e" || EVENTS[Number(node.id.slice(1))].status !== "negated") continue;
    const reach = node.size + 5;
    context.beginPath();
    context.moveTo(node.x - reach, node.y + reach);
    context.lineTo(node.x + reach, node.y - reach);
    context.stroke();
  }
}

function startNetwork() {
  net = new vis.Network(holder, { nodes: nodeSet, edges: edgeSet }, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, dragNodes: false, tooltipDelay: 1e9 },
    edges: { selectionWidth: 1.5, hoverWidth: 0.5, smooth: false },
  });
  // Its nodes cannot be reached by key, so that the picture is no stop on the way to the list.
  for (const node of holder.querySelectorAll("[tabindex]")) node.tabIndex = -1;
  net.on("click", click);
  net.on("dragEnd", () => (moved = true));
  net.on("zoom", () => (moved = true));
  net.on("resize", () => moved || fit());
  net.on("hoverNode", hover);
  net.on("hoverEdge", hover);
  net.on("blurNode", () => say(visible));
  net.on("blurEdge", () => say(visible));
  net.on("afterDrawing", strike);
}

const holder = el("div", { id: "canvas" });

function networkBox() {
  const tab = (mode) =>
    button(t(`graph.${mode}`), () => setMode(mode), { id: `mode-${mode}`, "aria-pressed": String(state.mode === mode) });
  const mini = (id, sign, title, run) => button(sign, run, { id, title, "aria-label": title, class: "mini" });
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", t("graph.canvas"));
  return el(
    "div",
    { class: "box network" },
    el(
      "div",
      { class: "bar" },
      el("h2", { text: t("graph.title") }),
      el("div", { class: "tabs", role: "group" }, tab("events"), tab("overview")),
      el("span", { class: "grow" }),
      mini("zoom-out", "−", t("graph.zoom_out"), () => zoom(0.8)),
      mini("zoom-in", "+", t("graph.zoom_in"), () => zoom(1.25)),
      mini("fit", t("graph.fit"), t("graph.fit"), () => fit({ whole: true })),
    ),
    el("div", { id: "focus" }),
    holder,
    el("p", { id: "caption", class: "hint", dir: "auto" }),
  );
}

function showFocus() {
  const box = byId("focus");
  box.replaceChildren();
  if (!state.focus) return;
  const [a, b] = state.focus.map((n) => ACTORS[n].name);
  box.append(
    el("span", { dir: "auto", text: t(b === undefined ? "filter.focus_one" : "filter.focus_two", { a, b }) }),
    button("×", () => change({ focus: null }, { mode: EVENTS.length > MANY ? "overview" : "events" }), {
      class: "mini",
      title: t("filter.remove"),
      "aria-label": t("filter.remove"),
    }),
  );
}
