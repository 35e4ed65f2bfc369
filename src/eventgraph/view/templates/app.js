// Joins the parts: one state, one way to change it, the address of the page.

let visible = [];
let article = null;

const narrow = () => globalThis.innerWidth < 900;
const panel = () => byId("panel");

// In a sandboxed frame the history may not be touched: the page works without it.
function remember(hash, replace = false) {
  const address = hash || `${location.pathname}${location.search}`;
  try {
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  } catch {
    return;
  }
}

const hashOf = (n) => `#${encodeURIComponent(EVENTS[n].id)}`;

function notice(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = !text;
}

function change(values, { mode } = {}) {
  Object.assign(state, values, { page: 0 });
  if (mode) state.mode = mode;
  refresh();
}

function refresh({ refit = true } = {}) {
  visible = passing();
  if (state.selected !== null && !visible.includes(state.selected)) {
    state.selected = null;
    article = null;
    remember("", true);
  }
  byId("shown").textContent = t("page.shown", { n: number(visible.length), m: number(EVENTS.length) });
  showFilters();
  showFocus();
  showModes();
  showTimeline(visible);
  draw(visible, { refit });
  showPanel();
}

function showPanel() {
  article = null;
  if (state.selected === null) showList();
  else showEvidence(state.selected);
}

function showModes() {
  for (const mode of ["events", "overview"]) byId(`mode-${mode}`).setAttribute("aria-pressed", String(state.mode === mode));
}

function setMode(mode) {
  state.mode = mode;
  showModes();
  draw(visible);
}

function openEvent(n, { push = true } = {}) {
  notice("");
  state.selected = n;
  if (!visible.includes(n)) {
    Object.assign(state, NO_FILTER);
    refresh();
    notice(t("page.hidden_event"));
  }
  if (push) remember(hashOf(n));
  mark();
  showPanel();
  panel().focus({ preventScroll: true });
  if (narrow()) panel().scrollIntoView({ block: "start" });
}

function closeEvent() {
  const was = state.selected;
  state.selected = null;
  remember("");
  mark();
  showPanel();
  const back = panel().querySelector(`button[data-event="${was}"]`);
  (back || panel()).focus({ preventScroll: !back });
}

function openArticle(a, mention) {
  article = a;
  showArticle(a, mention);
  panel().focus({ preventScroll: true });
}

function followHash() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A broken escape is taken as it is, and then found to be unknown.
  }
  if (!id || id === "panel") {
    if (!id && state.selected !== null) {
      state.selected = null;
      mark();
      showPanel();
    }
    return;
  }
  if (EVENT_BY_ID.has(id)) openEvent(EVENT_BY_ID.get(id), { push: false });
  else notice(t("page.unknown_event", { id }));
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
}

function tools() {
  const search = el("input", {
    type: "search",
    id: "search",
    placeholder: t("page.search_hint"),
    "aria-label": t("page.search"),
    on: { input: later((event) => change({ q: event.target.value })) },
  });
  search.value = state.q;
  const languages = el(
    "select",
    { id: "language", "aria-label": "Language / Bahasa", on: { change: (event) => setLanguage(event.target.value) } },
    LANGUAGES.map((code) => el("option", { value: code, text: DATA.words[code]["page.language"] })),
  );
  languages.value = language;
  const theme = button("◐", () => {
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    themed = true;
    refresh({ refit: false });
  }, { id: "theme", class: "mini", title: t("page.theme"), "aria-label": t("page.theme") });
  return [search, languages, theme];
}

function later(run) {
  let waiting = null;
  return (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(event), 150);
  };
}

function setLanguage(code) {
  language = code;
  build();
  refresh({ refit: false });
}

function build() {
  document.documentElement.lang = language;
  byId("skip").textContent = t("page.skip");
  byId("about").textContent = t("page.about");
  byId("tools").replaceChildren(...tools());
  byId("side").replaceChildren(filterBox(), legendBox());
  byId("side").setAttribute("aria-label", t("filter.title"));
  byId("middle").replaceChildren(networkBox(), timelineBox());
  byId("middle").setAttribute("aria-label", t("graph.title"));
  panel().setAttribute("aria-label", t("list.title"));
}

let themed = false;
const darkness = matchMedia("(prefers-color-scheme: dark)");
setTheme(darkness.matches ? "dark" : "light");
darkness.addEventListener("change", () => {
  if (themed) return;
  setTheme(darkness.matches ? "dark" : "light");
  refresh({ refit: false });
});

state.mode = EVENTS.length > MANY ? "overview" : "events";
build();
startNetwork();
refresh();
followHash();
addEventListener("hashchange", followHash);
addEventListener("resize", later(() => showTimeline(visible)));

// For notebooks and tests: what is shown, and the vis-network object.
globalThis.eventgraph = {
  state,
  network: net,
  nodes: nodeSet,
  edges: edgeSet,
  shown: () => visible.map((n) => EVENTS[n].id),
  open: (id) => openEvent(EVENT_BY_ID.get(id)),
};
document.documentElement.dataset.ready = "true";
