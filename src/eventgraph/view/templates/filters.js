// Which events are shown. The counts of the choices are made with the page.

const NO_FILTER = { q: "", type: "", status: "", country: "", language: "", source: "", from: "", to: "", focus: null };

const state = { ...NO_FILTER, selected: null, mode: null, sort: "date", down: true, page: 0 };

const filtered = () => Object.keys(NO_FILTER).some((name) => state[name] && state[name].length !== 0);

function inDates(event) {
  if (!state.from && !state.to) return true;
  if (!event.earliest) return false;
  const last = event.latest || "9999"; // an open end
  return (!state.from || last >= state.from) && (!state.to || event.earliest <= state.to);
}

function inFocus(event) {
  if (!state.focus) return true;
  const [one, two] = state.focus;
  if (two === undefined) return partsOf(event).includes(one);
  return pairsOf(event).some(([a, b]) => a === one && b === two);
}

function ofCountry(event, code) {
  const of = (row) => row.country === code;
  return partsOf(event).some((n) => of(ACTORS[n])) || (event.places || []).some(of);
}

function passes(n) {
  const event = EVENTS[n];
  return (
    (!state.type || event.type === state.type || TYPES.get(event.type).quad === state.type) &&
    (!state.status || (state.status === "disputed" ? event.disputed : event.status === state.status)) &&
    (!state.country || ofCountry(event, state.country)) &&
    (!state.language || (event.languages || []).includes(state.language)) &&
    (!state.source || (event.sources || []).includes(state.source)) &&
    inDates(event) &&
    inFocus(event) &&
    state.q.toLowerCase().split(/\s+/).filter(Boolean).every((part) => haystack(n).includes(part))
  );
}

const passing = () => EVENTS.map((_, n) => n).filter(passes);

const COUNTS = Object.fromEntries(Object.entries(DATA.facets).map(([name, rows]) => [name, new Map(rows)]));

const option = (value, label, count) =>
  el("option", { value, text: count === undefined ? label : `${label} (${number(count)})`, selected: false });

function choice(name, options) {
  const select = el(
    "select",
    { id: `filter-${name}`, on: { change: (event) => change({ [name]: event.target.value }) } },
    option("", t("filter.all")),
    options,
  );
  select.value = state[name];
  return el("label", { class: "field" }, el("span", { text: t(`filter.${name}`) }), select);
}

function typeOptions() {
  return DATA.quads.filter((quad) => COUNTS.quad.has(quad.id)).map((quad) =>
    el(
      "optgroup",
      { label: labelOf(quad) },
      option(quad.id, `${labelOf(quad)}: ${t("filter.all")}`, COUNTS.quad.get(quad.id)),
      DATA.types
        .filter((type) => type.quad === quad.id && COUNTS.type.has(type.id))
        .map((type) => option(type.id, labelOf(type), COUNTS.type.get(type.id))),
    ),
  );
}

const plainOptions = (name, label = (value) => value) =>
  [...COUNTS[name]].map(([value, count]) => option(value, label(value), count));

function dayField(name) {
  const input = el("input", {
    type: "date",
    id: `filter-${name}`,
    on: { change: (event) => change({ [name]: event.target.value }) },
  });
  input.value = state[name];
  return el("label", { class: "field half" }, el("span", { text: t(`filter.${name}`) }), input);
}

function filterBox() {
  return el(
    "details",
    { class: "box filters", id: "filters", open: !narrow() },
    el("summary", {}, el("h2", { text: t("filter.title") })),
    choice("type", typeOptions()),
    choice("status", plainOptions("status", (code) => word("status", code)).concat(disputedOption())),
    choice("country", plainOptions("country")),
    choice("language", plainOptions("language", (code) => word("language", code))),
    choice("source", plainOptions("source")),
    el("div", { class: "pair" }, dayField("from"), dayField("to")),
    el("p", { class: "hint", id: "undated" }),
    button(t("filter.reset"), () => change({ ...NO_FILTER }), { id: "reset" }),
  );
}

function disputedOption() {
  const count = EVENTS.filter((event) => event.disputed).length;
  return count ? [option("disputed", t("event.disputed"), count)] : [];
}

function showFilters() {
  for (const name of Object.keys(NO_FILTER)) {
    const field = byId(name === "q" ? "search" : `filter-${name}`);
    if (field && field.value !== state[name]) field.value = state[name];
  }
  const undated = state.from || state.to ? EVENTS.filter((event) => !event.earliest).length : 0;
  byId("undated").textContent = undated ? t("filter.undated", { n: number(undated) }) : "";
  byId("reset").disabled = !filtered();
}
