// The events as a table: the same events as in the picture, by keyboard and for screen readers.

const rowsOfPage = () => (narrow() ? 30 : 100);

const SORTS = {
  date: (event) => event.earliest || "",
  type: (event) => `${DATA.quads.findIndex((quad) => quad === quadOf(event))} ${typeLabel(event)}`,
  actor: (event) => `${nameList(event.actors)} ${nameList(event.targets)}`.toLowerCase(),
  tellings: (event) => event.evidence,
};

const compare = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0);

function sorted(numbers) {
  const key = SORTS[state.sort];
  const keyed = numbers.map((n) => [key(EVENTS[n]), n]);
  const way = state.down ? -1 : 1;
  // What has no date comes last, whichever way the dates run.
  keyed.sort(([a, n], [b, m]) => (a === "" ? 1 : 0) - (b === "" ? 1 : 0) || way * compare(a, b) || n - m);
  return keyed.map(([, n]) => n);
}

function heading(name) {
  const on = state.sort === name;
  return el(
    "th",
    { scope: "col", "aria-sort": on ? (state.down ? "descending" : "ascending") : null, class: name },
    button(t(`list.${name}`) + (on ? (state.down ? " ↓" : " ↑") : ""), () => sortBy(name), {
      id: `sort-${name}`,
      title: name === "tellings" ? t("list.tellings_hint") : null,
    }),
  );
}

function sortBy(name) {
  const down = state.sort === name ? !state.down : name === "date" || name === "tellings";
  Object.assign(state, { sort: name, down, page: 0 });
  showList();
  byId(`sort-${name}`).focus();
}

const NAMES = 3;

function named(numbers) {
  if (!numbers || !numbers.length) return el("i", { text: t("list.no_actor") });
  const more = numbers.length - NAMES;
  return [bdi(nameList(numbers.slice(0, NAMES))), more > 0 ? el("small", { text: ` +${more}` }) : null];
}

function row(n) {
  const event = EVENTS[n];
  const open = button("", () => openEvent(n), { class: "row", "data-event": n });
  fill(open, {}, [named(event.actors), event.targets ? [" → ", named(event.targets)] : null]);
  return el(
    "tr",
    { class: n === state.selected ? "selected" : null },
    el("td", { class: "date", text: dateText(event.value) || "–" }),
    el("td", { class: "type" }, iconOf(event), el("span", { class: event.status === "negated" ? "struck" : null, text: typeLabel(event) }), statusNote(event)),
    el("td", { class: "actor" }, open),
    el("td", { class: "tellings", text: number(event.evidence) }),
  );
}

const statusNote = (event) => (event.status === "actual" ? null : el("small", { text: word("status", event.status) }));

function showList() {
  const order = sorted(visible);
  const rows = rowsOfPage();
  const pages = Math.max(1, Math.ceil(order.length / rows));
  state.page = Math.min(state.page, pages - 1);
  const first = state.page * rows;
  const some = order.slice(first, first + rows);
  const turn = (by) => {
    state.page += by;
    showList();
    panel().scrollTop = 0;
  };
  panel().replaceChildren(
    el("div", { class: "bar" }, el("h2", { id: "events", tabindex: -1, text: t("list.title") }), el("span", { class: "hint", text: t("page.shown", { n: number(visible.length), m: number(EVENTS.length) }) })),
    order.length ? table(some) : el("p", { class: "hint", text: t("graph.empty") }),
    pages > 1
      ? el(
          "div",
          { class: "bar pager" },
          button(t("list.previous"), () => turn(-1), { id: "previous", disabled: state.page === 0 }),
          el("span", { text: t("list.page", { a: number(first + 1), b: number(first + some.length), n: number(order.length) }) }),
          button(t("list.next"), () => turn(1), { id: "next", disabled: state.page === pages - 1 }),
        )
      : "",
  );
}

const table = (some) =>
  el(
    "table",
    { id: "table" },
    el("thead", {}, el("tr", {}, Object.keys(SORTS).map(heading))),
    el("tbody", {}, some.map(row)),
  );
