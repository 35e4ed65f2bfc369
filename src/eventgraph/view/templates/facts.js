// What the page knows, with what is worked out once from it.

const byKey = (rows) => new Map(rows.map((row) => [row.id, row]));
const QUADS = byKey(DATA.quads);
const TYPES = byKey(DATA.types);
const LOOKS = byKey(DATA.looks);
const { articles: ARTICLES, mentions: MENTIONS, actors: ACTORS, events: EVENTS } = DATA;
const EVENT_BY_ID = new Map(EVENTS.map((event, n) => [event.id, n]));

const quadOf = (event) => QUADS.get(TYPES.get(event.type).quad);
const typeLabel = (event) => labelOf(TYPES.get(event.type));
const unsure = (event) => event.status === "planned" || event.status === "hypothetical";
const partsOf = (event) => [...new Set([...(event.actors || []), ...(event.targets || [])])];

// Actors with targets; in an act without target, its actors with each other.
function pairsOf(event) {
  const found = new Map();
  for (const one of event.actors || []) {
    for (const two of event.targets || event.actors) {
      if (one === two) continue;
      const [a, b] = one < two ? [one, two] : [two, one];
      found.set(`${a} ${b}`, [a, b]);
    }
  }
  return [...found.values()];
}

const EVENT_OF_MENTION = new Map();
EVENTS.forEach((event, n) => {
  for (const mention of event.mentions || []) EVENT_OF_MENTION.set(mention, n);
});

const MENTIONS_OF_ARTICLE = new Map();
MENTIONS.forEach((mention, n) => {
  if (mention.article === undefined) return;
  if (!MENTIONS_OF_ARTICLE.has(mention.article)) MENTIONS_OF_ARTICLE.set(mention.article, []);
  MENTIONS_OF_ARTICLE.get(mention.article).push(n);
});

const nameList = (numbers) => (numbers || []).map((n) => ACTORS[n].name).join(", ");

// Offsets count code points, as Python does; JavaScript counts halves of the rare ones.
const POINTS = new Map();
function pointsOf(text) {
  if (!/[\uD800-\uDFFF]/.test(text)) return text;
  if (!POINTS.has(text)) POINTS.set(text, Array.from(text));
  return POINTS.get(text);
}
function cut(text, start, end) {
  const points = pointsOf(text);
  return typeof points === "string" ? points.slice(start, end) : points.slice(start, end).join("");
}
const lengthOf = (text) => pointsOf(text).length;

// The text a mention stands in, and the offset at which that text begins in its article.
function textOf(mention) {
  if (mention.article === undefined) return { text: mention.quote, base: mention.base || 0 };
  return { text: ARTICLES[mention.article].text, base: 0 };
}
function quoteOf(mention) {
  const { text, base } = textOf(mention);
  return cut(text, mention.sentence[0] - base, mention.sentence[1] - base);
}

const HAYSTACKS = [];
function haystack(n) {
  if (HAYSTACKS[n] === undefined) {
    const event = EVENTS[n];
    const parts = [event.label, event.id, event.type, TYPES.get(event.type).label.en, TYPES.get(event.type).label.id];
    for (const actor of partsOf(event)) parts.push(ACTORS[actor].name, ACTORS[actor].country);
    for (const place of event.places || []) parts.push(place.name, place.country);
    for (const mention of event.mentions || []) parts.push(quoteOf(MENTIONS[mention]));
    HAYSTACKS[n] = parts.filter(Boolean).join("\n").toLowerCase();
  }
  return HAYSTACKS[n];
}
