// The words of the page, in the language that is chosen, and dates as people write them.

const LANGUAGES = Object.keys(DATA.words);

let language = firstLanguage();

function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  const own = (navigator.language || "").slice(0, 2);
  return LANGUAGES.includes(own) ? own : "en";
}

function t(key, values = {}) {
  const text = DATA.words[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
}

// A code such as `city` in words, or the code itself when the page has no word for it.
const word = (section, code) => DATA.words[language][`${section}.${code}`] ?? code;

const labelOf = (look) => look.label[language];

const number = (value) => value.toLocaleString(language);

const percent = (value) => `${Math.round(value * 100)} %`;

const DATE_FORMS = {
  4: { year: "numeric" },
  7: { year: "numeric", month: "short" },
  10: { year: "numeric", month: "short", day: "numeric" },
};

function oneDate(text) {
  const form = DATE_FORMS[text.length];
  const time = Date.parse(text);
  if (!form || Number.isNaN(time)) return text;
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...form, timeZone: "UTC" }).format(time);
}

// `2016-12-15`, `2016-12`, `2016`, `2016-12-15/..`, `2016-12-15/2016-12-20`.
function dateText(value) {
  if (!value) return "";
  const [from, to] = value.split("/");
  if (to === undefined) return oneDate(from);
  if (to === "..") return t("event.since", { when: oneDate(from) });
  if (from === "..") return t("event.until", { when: oneDate(to) });
  return `${oneDate(from)} – ${oneDate(to)}`;
}
