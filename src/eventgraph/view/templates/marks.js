// Sentences and articles with the words of a mention set apart.

const KINDS = ["trigger", "actor", "target", "place", "date"];

// Cut [start, end) at every border of a span: each piece knows all spans that cover it, so that
// spans may overlap and the pieces joined are still the very text.
function pieces(start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const borders = new Set([start, end]);
  for (const span of inside) {
    borders.add(Math.max(start, span.start));
    borders.add(Math.min(end, span.end));
  }
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, n) => ({
    start: from,
    end: sorted[n + 1],
    spans: inside.filter((span) => span.start <= from && span.end >= sorted[n + 1]),
  }));
}

const spansOf = (n) =>
  MENTIONS[n].spans.map(([start, end, kind]) => ({ start, end, kind, mention: n }));

const kindsOf = (piece) => KINDS.filter((kind) => piece.spans.some((span) => span.kind === kind));

function quote(n) {
  const mention = MENTIONS[n];
  const { text, base } = textOf(mention);
  const line = el("blockquote", { class: "quote", dir: "auto" });
  for (const piece of pieces(...mention.sentence, spansOf(n))) {
    const words = cut(text, piece.start - base, piece.end - base);
    const kinds = kindsOf(piece);
    line.append(kinds.length ? el("mark", { class: kinds.join(" "), title: kindTitle(kinds), text: words }) : words);
  }
  return line;
}

const kindTitle = (kinds) => kinds.map((kind) => t(`mark.${kind}`)).join(", ");

const markLegend = () =>
  el("p", { class: "marks" }, KINDS.map((kind) => el("mark", { class: kind, text: t(`mark.${kind}`) })));
