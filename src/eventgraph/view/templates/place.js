// Places for a choice of nodes: the same forces as in Python, for a few hundred nodes at most.
// No chance is in it: the start is a spiral in the order of the nodes.

const WIDER = 1.3;
const GAP = 10;

function place(boxes, links, edge) {
  const places = [];
  const frames = groupsOf(boxes.length, links).map((group) => {
    const at = new Map(group.map((node, n) => [node, n]));
    const own = links.filter(([a]) => at.has(a)).map(([a, b]) => [at.get(a), at.get(b)]);
    return frame(group, placeGroup(group.map((node) => boxes[node]), own, edge));
  });
  for (const { group, nodes, x, y } of pack(frames)) {
    group.forEach((node, n) => {
      places[node] = { x: Math.round(nodes[n].x + x), y: Math.round(nodes[n].y + y) };
    });
  }
  return places;
}

function groupsOf(count, links) {
  const root = Array.from({ length: count }, (_, n) => n);
  const find = (node) => {
    while (root[node] !== node) node = root[node] = root[root[node]];
    return node;
  };
  for (const [a, b] of links) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  const found = new Map();
  root.forEach((_, node) => found.set(find(node), [...(found.get(find(node)) || []), node]));
  return [...found.values()];
}

function placeGroup(boxes, links, edge) {
  const nodes = boxes.map(([w, h], n) => ({
    w,
    h,
    x: edge * 0.7 * Math.sqrt(n + 0.5) * Math.cos(n * 2.39996),
    y: edge * 0.7 * Math.sqrt(n + 0.5) * Math.sin(n * 2.39996),
  }));
  const rounds = Math.max(40, Math.min(250, Math.round(1.6e7 / (nodes.length * nodes.length + 1))));
  for (let step = 0; step < rounds; step += 1) pull(nodes, links, edge, 1 - step / rounds);
  for (const node of nodes) node.x *= WIDER;
  for (let step = 0; step < 80 && part(nodes); step += 1);
  return nodes;
}

function frame(group, nodes) {
  const most = (axis, size, side) => Math.max(...nodes.map((node) => side * node[axis] + node[size] / 2));
  const [left, right] = [-most("x", "w", -1), most("x", "w", 1)];
  const [top, bottom] = [-most("y", "h", -1), most("y", "h", 1)];
  for (const node of nodes) {
    node.x -= (left + right) / 2;
    node.y -= (top + bottom) / 2;
  }
  return { group, nodes, w: right - left + 2 * GAP, h: bottom - top + 2 * GAP, x: 0, y: 0 };
}

// The largest group in the middle, each next one as near as it fits.
function pack(frames) {
  const order = [...frames].sort((a, b) => b.w * b.h - a.w * a.h);
  order.forEach((one, n) => {
    if (!n) return;
    const held = order.slice(0, n);
    let best = Infinity;
    for (const spot of held.flatMap((other) => beside(other, one))) {
      const far = Math.max((Math.abs(spot.x) + one.w / 2) / WIDER, Math.abs(spot.y) + one.h / 2);
      if (far >= best || held.some((other) => clash(other, { ...one, ...spot }))) continue;
      best = far;
      Object.assign(one, spot);
    }
  });
  return order;
}

const clash = (a, b) =>
  Math.abs(a.x - b.x) < (a.w + b.w) / 2 - 0.01 && Math.abs(a.y - b.y) < (a.h + b.h) / 2 - 0.01;

const beside = (a, b) =>
  [-1, 1].flatMap((side) =>
    [-1, 0, 1].flatMap((shift) => [
      { x: a.x + (side * (a.w + b.w)) / 2, y: a.y + (shift * (a.h - b.h)) / 2 },
      { x: a.x + (shift * (a.w - b.w)) / 2, y: a.y + (side * (a.h + b.h)) / 2 },
    ]),
  );

function pull(nodes, links, edge, heat) {
  const force = nodes.map((node) => ({ x: -0.3 * node.x, y: -0.3 * node.y }));
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const x = nodes[i].x - nodes[j].x;
      const y = nodes[i].y - nodes[j].y;
      const push = (edge * edge) / (x * x + y * y + 1);
      force[i].x += x * push;
      force[i].y += y * push;
      force[j].x -= x * push;
      force[j].y -= y * push;
    }
  }
  for (const [i, j] of links) {
    const x = nodes[j].x - nodes[i].x;
    const y = nodes[j].y - nodes[i].y;
    const draw = Math.hypot(x, y) / edge;
    force[i].x += x * draw;
    force[i].y += y * draw;
    force[j].x -= x * draw;
    force[j].y -= y * draw;
  }
  const reach = (edge * Math.sqrt(nodes.length)) / 4;
  nodes.forEach((node, n) => {
    const length = Math.hypot(force[n].x, force[n].y) + 1e-9;
    const go = Math.min(length, reach * heat + 1) / length;
    node.x += force[n].x * go;
    node.y += force[n].y * go;
  });
}

// Push boxes that overlap apart along the shorter way; say whether any did.
function part(nodes) {
  let hit = false;
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const [a, b] = [nodes[i], nodes[j]];
      const overX = (a.w + b.w) / 2 + GAP - Math.abs(a.x - b.x);
      const overY = (a.h + b.h) / 2 + GAP - Math.abs(a.y - b.y);
      if (overX <= 0 || overY <= 0) continue;
      hit = true;
      if (overX < overY) {
        const way = (a.x < b.x ? -1 : 1) * overX * 0.5;
        a.x += way;
        b.x -= way;
      } else {
        const way = (a.y < b.y ? -1 : 1) * overY * 0.5;
        a.y += way;
        b.y -= way;
      }
    }
  }
  return hit;
}
