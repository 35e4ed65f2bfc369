// A whole article with every mention in it; a marked act leads to its event.

function articleBody(a, chosen) {
  const article = ARTICLES[a];
  const mentions = MENTIONS_OF_ARTICLE.get(a) || [];
  const spans = mentions.flatMap(spansOf);
  const apart = (article.marks || []).map(([start, end, kind]) => ({ start, end, kind: "apart", why: kind }));
  const body = el("div", { class: "text", dir: "auto", id: "text" });
  for (const piece of pieces(0, lengthOf(article.text), [...spans, ...apart])) {
    const words = cut(article.text, piece.start, piece.end);
    body.append(articlePiece(piece, words, chosen));
  }
  return body;
}

function articlePiece(piece, words, chosen) {
  if (!piece.spans.length) return words;
  const kinds = kindsOf(piece);
  const pale = piece.spans.some((span) => span.kind === "apart");
  if (!kinds.length) return el("span", { class: "apart", text: words });
  const trigger = piece.spans.find((span) => span.kind === "trigger");
  const mine = piece.spans.some((span) => chosen.has(span.mention));
  const n = trigger && EVENT_OF_MENTION.get(trigger.mention);
  const go = n === undefined ? null : () => openEvent(n);
  return el("mark", {
    class: [...kinds, mine ? "mine" : "", pale ? "apart" : "", go ? "link" : ""].filter(Boolean).join(" "),
    title: kindTitle(kinds),
    text: words,
    role: go ? "button" : null,
    tabindex: go ? 0 : null,
    "data-event": n,
    on: go ? { click: go, keydown: (event) => event.key === "Enter" && go() } : {},
  });
}

function showArticle(a, mention) {
  const article = ARTICLES[a];
  const event = state.selected === null ? null : EVENTS[state.selected];
  const chosen = new Set(event ? event.mentions : []);
  panel().replaceChildren(
    el(
      "div",
      { class: "bar" },
      button(`← ${t(event ? "article.back" : "article.close")}`, () => (event ? showPanel() : closeEvent()), { id: "back" }),
    ),
    el(
      "div",
      { id: "article", "data-article": a },
      articleLine(article),
      el("p", { class: "hint", text: t("article.events", { n: number((MENTIONS_OF_ARTICLE.get(a) || []).length) }) }),
      (article.marks || []).length ? el("p", { class: "hint", text: t("article.set_apart") }) : null,
      markLegend(),
      articleBody(a, chosen),
    ),
  );
  const first = mention === undefined ? null : panel().querySelector("mark.mine");
  if (first) first.scrollIntoView({ block: "center" });
  else panel().scrollTop = 0;
}
