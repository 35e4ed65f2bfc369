// One event: who did what to whom, where, when, and every sentence that says so.

const arrow = " → ";

// One line for the caption under the picture.
function sentenceOf(event) {
  const who = nameList(event.actors) || t("list.no_actor");
  const whom = event.targets ? arrow + nameList(event.targets) : "";
  return [`${typeLabel(event)}: ${who}${whom}`, dateText(event.value)].filter(Boolean).join(", ");
}

const withCountry = (row, name = row.name) =>
  el("span", { class: "part" }, bdi(name), row.country ? el("small", { class: "code", text: row.country }) : null);

const parts = (rows) =>
  rows.length ? rows.map((row) => withCountry(row)) : el("i", { class: "faint", text: t("event.unknown") });

function fact(name, ...content) {
  return [el("dt", { text: t(`event.${name}`) }), el("dd", {}, content)];
}

function placeParts(event) {
  const rows = event.places || [];
  if (!rows.length) return parts([]);
  return rows.map((row) => {
    const shown = withCountry(row);
    if (row.precision) shown.append(el("small", { text: word("precision", row.precision) }));
    return shown;
  });
}

function whenParts(event) {
  if (!event.value) return parts([]);
  const rules = [...new Set((event.mentions || []).map((n) => MENTIONS[n].date?.rule).filter(Boolean))];
  return [
    el("time", { datetime: event.earliest || null, text: dateText(event.value) }),
    event.precision ? el("small", { text: word("precision", event.precision) }) : null,
    rules.length ? el("small", { text: t("event.dated_by", { rule: rules.join(", ") }) }) : null,
  ];
}

function confidenceParts(event) {
  return [
    el("meter", { min: 0, max: 1, value: event.confidence, "aria-label": t("event.confidence") }),
    el("span", { text: percent(event.confidence), title: t("event.confidence_hint") }),
  ];
}

function countText(event) {
  const articles = new Set((event.mentions || []).map((n) => MENTIONS[n].article ?? MENTIONS[n].name));
  const values = { n: number(event.evidence), a: number(articles.size), s: number((event.sources || []).length) };
  return t("event.counts", values);
}

function eventHead(event) {
  const quad = quadOf(event);
  return el(
    "div",
    { class: "head" },
    iconOf(event),
    el(
      "div",
      {},
      el("h2", { id: "event-title", class: event.status === "negated" ? "struck" : null, text: typeLabel(event) }),
      el("p", { class: "hint", text: `${labelOf(quad)} · ${event.type}` }),
    ),
    el("span", { class: `badge ${event.status}`, text: word("status", event.status) }),
    event.disputed ? el("span", { class: "badge disputed", text: t("event.disputed") }) : null,
  );
}

function eventFacts(event) {
  const rows = (numbers) => (numbers || []).map((n) => ACTORS[n]);
  return el(
    "dl",
    {},
    fact("who", parts(rows(event.actors))),
    fact("whom", parts(rows(event.targets))),
    fact("where", placeParts(event)),
    fact("when", whenParts(event)),
    fact("status", el("span", { text: word("status", event.status) }), event.disputed ? el("small", { text: t("event.disputed") }) : null),
    fact("confidence", confidenceParts(event)),
    fact("evidence", el("span", { text: countText(event) })),
    fact("copy", el("code", { text: event.id })),
  );
}

function saidBy(mention) {
  const said = mention.said;
  if (!said) return t("event.own_telling");
  return said.via ? t("event.said_via", { who: said.who || "?", via: said.via }) : t("event.said_by", { who: said.who || "?" });
}

// Only plain web addresses become links; anything else is shown and does nothing.
function addressLine(url) {
  if (!url) return null;
  let safe = false;
  try {
    safe = /^https?:\/\/[^\s]+$/i.test(url) && ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    safe = false;
  }
  if (!safe) return el("span", { class: "url", dir: "auto", text: url });
  return el("a", { class: "url", href: url, target: "_blank", rel: "noopener noreferrer nofollow", text: url });
}

function articleLine(article) {
  const about = [article.source, article.published && oneDate(article.published), article.language && word("language", article.language)];
  return el(
    "div",
    { class: "from" },
    el("b", {}, bdi(article.title || t("article.no_title"))),
    el("span", { class: "hint", dir: "auto", text: about.filter(Boolean).join(" · ") }),
    addressLine(article.url),
  );
}

function telling(n) {
  const mention = MENTIONS[n];
  const about = [saidBy(mention)];
  if (mention.status) about.push(word("status", mention.status));
  about.push(percent(mention.confidence));
  if (mention.rule) about.push(t("event.found_by", { rule: mention.rule }));
  if (mention.date) about.push(t("event.written", { text: mention.date.text }));
  return el("div", { class: "telling" }, quote(n), el("p", { class: "hint", dir: "auto", text: about.join(" · ") }));
}

function articleTellings(numbers) {
  const first = MENTIONS[numbers[0]];
  const told = numbers.filter((n) => !MENTIONS[n].repeat);
  const again = numbers.filter((n) => MENTIONS[n].repeat);
  const known = first.article !== undefined;
  return el(
    "article",
    { class: "source" },
    known ? articleLine(ARTICLES[first.article]) : el("div", { class: "from" }, el("b", {}, bdi(first.name)), el("span", { class: "hint", text: t("event.not_stored") })),
    told.map(telling),
    again.length
      ? el("details", { class: "repeats" }, el("summary", { text: t("event.repeats", { n: number(again.length) }) }), again.map(telling))
      : null,
    known ? button(t("event.read"), () => openArticle(first.article, numbers[0]), { class: "read" }) : null,
  );
}

function grouped(numbers) {
  const groups = new Map();
  for (const n of numbers) {
    const key = MENTIONS[n].article ?? MENTIONS[n].name;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(n);
  }
  return [...groups.values()].map(articleTellings);
}

function tellings(event) {
  const all = event.mentions || [];
  const denied = all.filter((n) => MENTIONS[n].status === "negated");
  if (!event.disputed || !denied.length || denied.length === all.length) {
    return [el("h3", { text: t("event.tellings") }), markLegend(), grouped(all)];
  }
  const told = all.filter((n) => MENTIONS[n].status !== "negated");
  return [
    markLegend(),
    el("h3", { text: t("event.told") }),
    grouped(told),
    el("h3", { class: "denied", text: t("event.denied") }),
    grouped(denied),
  ];
}

function showEvidence(n) {
  const event = EVENTS[n];
  panel().replaceChildren(
    el("div", { class: "bar" }, button(`← ${t("list.back")}`, closeEvent, { id: "back" }), isDrawn(n) ? null : button(t("event.show"), () => showInNetwork(n), { id: "show" })),
    el("div", { id: "evidence", "data-event": n }, eventHead(event), eventFacts(event), tellings(event)),
  );
  panel().scrollTop = 0;
}
