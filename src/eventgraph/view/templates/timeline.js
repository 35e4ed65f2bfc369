// How many events of cooperation and of conflict fell in each day, month or year.

const UNITS = { day: 10, month: 7, year: 4 };
const MOST_BARS = 75;

function following(key, unit) {
  const date = new Date(Date.parse(key));
  if (unit === "day") date.setUTCDate(date.getUTCDate() + 1);
  else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toISOString().slice(0, UNITS[unit]);
}

function keysBetween(first, last, unit) {
  const keys = [];
  for (let key = first; key <= last && keys.length <= MOST_BARS; key = following(key, unit)) keys.push(key);
  return keys;
}

// The finest unit with few enough bars; a few events far from all others are left outside.
function bins(numbers) {
  const dated = numbers.filter((n) => /^\d{4}-\d\d-\d\d$/.test(EVENTS[n].earliest || ""));
  dated.sort((a, b) => (EVENTS[a].earliest < EVENTS[b].earliest ? -1 : 1));
  if (!dated.length) return null;
  const day = (part) => EVENTS[dated[Math.round((dated.length - 1) * part)]].earliest;
  for (const edge of [0, 0.03, 0.1]) {
    for (const [unit, length] of Object.entries(UNITS)) {
      const [first, last] = [day(edge).slice(0, length), day(1 - edge).slice(0, length)];
      const keys = keysBetween(first, last, unit);
      if (keys.length > MOST_BARS || (unit === "day" && edge)) continue;
      if (unit === "year" && edge < 0.1 && keys.length > 25) continue;
      return counted(dated, keys, unit, numbers.length - dated.length);
    }
  }
  return counted(dated, [day(0.5).slice(0, 4)], "year", numbers.length - dated.length);
}

function counted(dated, keys, unit, undated) {
  const bars = new Map(keys.map((key) => [key, { key, cooperation: 0, conflict: 0 }]));
  let [before, after] = [0, 0];
  for (const n of dated) {
    const key = EVENTS[n].earliest.slice(0, UNITS[unit]);
    if (bars.has(key)) bars.get(key)[quadOf(EVENTS[n]).side] += 1;
    else if (key < keys[0]) before += 1;
    else after += 1;
  }
  return { bars: [...bars.values()], unit, before, after, undated };
}

const lastDay = (key) => {
  if (key.length === 10) return key;
  const end = new Date(Date.parse(following(key, key.length === 7 ? "month" : "year")));
  end.setUTCDate(0);
  if (key.length === 4) return `${key}-12-31`;
  return end.toISOString().slice(0, 10);
};
const firstDay = (key) => key + "-01-01".slice(key.length === 4 ? 0 : key.length === 7 ? 3 : 6);

function timelineBox() {
  return el(
    "div",
    { class: "box timeline" },
    el(
      "div",
      { class: "bar" },
      el("h2", { text: t("timeline.title") }),
      el("span", { id: "unit", class: "hint" }),
      el("span", { class: "grow" }),
      el("span", { class: "key cooperation", text: t("legend.cooperation") }),
      el("span", { class: "key conflict", text: t("legend.conflict") }),
    ),
    el("div", { id: "timeline" }),
  );
}

function showTimeline(numbers) {
  const box = byId("timeline");
  box.replaceChildren();
  const found = bins(numbers);
  byId("unit").textContent = found ? notes(found) : "";
  if (!found) {
    box.append(el("p", { class: "hint", text: t(numbers.length ? "timeline.none" : "graph.empty") }));
    return;
  }
  box.append(chart(found, Math.max(260, box.clientWidth)));
}

function notes({ unit, before, after, undated }) {
  const parts = [t(`timeline.${unit}`)];
  if (before) parts.push(t("timeline.before", { n: number(before) }));
  if (after) parts.push(t("timeline.after", { n: number(after) }));
  if (undated) parts.push(t("timeline.undated", { n: number(undated) }));
  return parts.join(" · ");
}

function chart({ bars }, width) {
  const [height, foot, left] = [104, 18, 30];
  const top = Math.max(...bars.map((bar) => bar.cooperation + bar.conflict));
  const step = Math.min(60, (width - left - 6) / bars.length);
  const scale = (height - foot - 10) / top;
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": t("timeline.title") });
  const base = height - foot;
  for (const mark of new Set([top, Math.round(top / 2)].filter(Boolean))) {
    picture.append(
      svg("line", { class: "grid", x1: left, x2: width, y1: base - mark * scale, y2: base - mark * scale }),
      svg("text", { class: "axis", x: left - 5, y: base - mark * scale + 4, "text-anchor": "end", text: number(mark) }),
    );
  }
  picture.append(svg("line", { class: "axis", x1: left, x2: width, y1: base, y2: base }));
  const every = Math.ceil(70 / step);
  bars.forEach((bar, n) => {
    const x = left + 2 + n * step;
    picture.append(column(bar, x, step, base, scale, height));
    if (n % every === 0 && x + 56 < width) {
      picture.append(svg("text", { class: "axis", x, y: height - 4, text: oneDate(bar.key) }));
    }
  });
  return picture;
}

function column(bar, x, step, base, scale, height) {
  const room = Math.max(1, step - Math.min(3, step / 4));
  const title = t("timeline.bar", { when: oneDate(bar.key), a: bar.cooperation, b: bar.conflict });
  const pick = () => change({ from: firstDay(bar.key), to: lastDay(bar.key) });
  const conflict = bar.conflict * scale;
  const cooperation = bar.cooperation * scale;
  const total = bar.conflict + bar.cooperation;
  return svg(
    "g",
    {
      class: "column",
      role: total ? "button" : null,
      tabindex: total ? 0 : null,
      "aria-label": total ? title : null,
      on: { click: pick, keydown: (event) => event.key === "Enter" && pick() },
    },
    svg("title", { text: title }),
    svg("rect", { class: "catch", x, y: 0, width: step, height }),
    svg("rect", { class: "conflict", x, y: base - conflict, width: room, height: conflict }),
    svg("rect", { class: "cooperation", x, y: base - conflict - cooperation, width: room, height: cooperation }),
  );
}
