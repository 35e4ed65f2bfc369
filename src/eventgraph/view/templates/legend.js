// What the shapes, colours and lines mean.

const legendRow = (icon, text) => el("li", {}, icon, el("span", { text }));

function legendBox() {
  const quads = DATA.quads.map((quad) => {
    const types = DATA.types.filter((type) => type.quad === quad.id).map(labelOf).join(", ");
    return el("li", {}, eventIcon(quad), el("span", {}, el("b", { text: labelOf(quad) }), el("small", { text: types })));
  });
  const used = new Set(ACTORS.map((actor) => actor.look));
  const looks = DATA.looks.filter((look) => used.has(look.id));
  const first = DATA.quads[0];
  return el(
    "details",
    { class: "box legend", id: "legend", open: !narrow() },
    el("summary", {}, el("h2", { text: t("legend.title") })),
    el("h3", { text: t("legend.events") }),
    el("ul", {}, quads),
    el("h3", { text: t("legend.actors") }),
    el("ul", {}, looks.map((look) => legendRow(actorIcon(look), labelOf(look)))),
    el("h3", { text: t("legend.lines") }),
    el(
      "ul",
      {},
      legendRow(lineIcon("plain"), t("legend.does")),
      legendRow(eventIcon(first, { planned: true }), t("legend.unsure")),
      legendRow(eventIcon(first, { negated: true }), t("legend.negated")),
      legendRow(eventIcon(first, { disputed: true }), t("legend.disputed")),
      el("li", { class: "plain", text: t("legend.size") }),
    ),
    el("h3", { text: t("legend.overview") }),
    el(
      "ul",
      {},
      legendRow(lineIcon("cooperation"), t("legend.cooperation")),
      legendRow(lineIcon("conflict"), t("legend.conflict")),
      el("li", { class: "plain", text: t("legend.width") }),
    ),
    el("h3", { text: t("legend.words") }),
    markLegend(),
  );
}
