// Elements and numbers. Text from articles only ever becomes text nodes: no markup is built from
// strings anywhere in these scripts.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    } else if (name === "text") {
      node.textContent = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

const el = (tag, props = {}, ...children) => fill(document.createElement(tag), props, children);
const svg = (tag, props = {}, ...children) => fill(document.createElementNS(SVG, tag), props, children);

// Words that come from articles may run from right to left: each keeps to itself.
const bdi = (text) => el("bdi", { text });

const button = (text, run, props = {}) => el("button", { type: "button", text, on: { click: run }, ...props });

const byId = (id) => document.getElementById(id);

const read = (id) => JSON.parse(byId(id).textContent);

const DATA = read("data");

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const tally = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};
