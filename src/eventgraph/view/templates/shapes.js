// The shapes of the network, small, for legend, list and headings.

const POLYGONS = {
  square: "2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5",
  triangle: "8,1.5 15,14 1,14",
  triangleDown: "8,14.5 15,2 1,2",
  diamond: "8,0.5 15.5,8 8,15.5 0.5,8",
  hexagon: "4,1 12,1 16,8 12,15 4,15 0,8",
  star: "8,0 10,6 16,6 11,10 13,16 8,12 3,16 5,10 0,6 6,6",
};

function eventIcon(quad, { planned = false, negated = false, disputed = false, title = "" } = {}) {
  const look = {
    fill: planned ? "none" : quad.colour,
    stroke: quad.colour,
    "stroke-width": planned ? 2 : 1,
    "stroke-dasharray": planned ? "3 2" : null,
  };
  const points = POLYGONS[quad.shape];
  const body = points ? svg("polygon", { points, ...look }) : svg("circle", { cx: 8, cy: 8, r: 6.5, ...look });
  return svg(
    "svg",
    { class: "icon", viewBox: "-3 -3 22 22", "aria-hidden": title ? null : "true", role: title ? "img" : null },
    title ? svg("title", { text: title }) : null,
    body,
    disputed ? svg("circle", { class: "ring", cx: 8, cy: 8, r: 9.5 }) : null,
    negated ? svg("line", { class: "strike", x1: -2, y1: 18, x2: 18, y2: -2 }) : null,
  );
}

const iconOf = (event) =>
  eventIcon(quadOf(event), {
    planned: unsure(event),
    negated: event.status === "negated",
    disputed: event.disputed,
  });

const actorIcon = (look) =>
  svg(
    "svg",
    { class: "icon wide", viewBox: "0 0 30 18", "aria-hidden": "true" },
    svg("rect", { class: `actor ${look.id}`, x: 2, y: 2, width: 26, height: 14, rx: Math.min(7, look.radius / 2) }),
  );

const lineIcon = (kind) =>
  svg(
    "svg",
    { class: "icon wide", viewBox: "0 0 30 18", "aria-hidden": "true" },
    svg("line", { class: `line ${kind}`, x1: 1, y1: 9, x2: 29, y2: 9 }),
  );
