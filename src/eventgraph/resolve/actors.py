"""
Resolve actors: names to people, bodies and states, role nouns to their country.

Every link says by which rule it was made. What cannot be told stays `None`; only the name
of an actor falls back to its own words (`as-written`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from eventgraph import gazetteer
from eventgraph.gazetteer import CountryName, Leader, Organisation
from eventgraph.lexicon import RoleNoun, word_lists
from eventgraph.model import Argument
from eventgraph.resolve.context import Context
from eventgraph.resolve.words import phrase_words

__all__ = ["resolve_actor"]

_IGO = "IGO"
_UNION = "EUE"  # the European Union acts as an organisation
_BESIDE = 30  # characters beside a noun in which its country may stand
_LONGEST_INSIDE = 4  # words of a body looked for inside a phrase


def resolve_actor(argument: Argument, context: Context) -> Argument:
    """Give an actor its canonical English name, country, kind and sector where known."""
    text = argument.text.strip().strip("\"'“”‘’").strip() or (argument.name or "").strip()
    if not text:
        return argument
    for rule in (
        _state,
        _body,
        _acronym,
        _holder,
        _leader_whole,
        _body_of_other,
        _person,
        _told,
        _phrase,
    ):
        found = rule(argument, text, context)
        if found is not None:
            return found
    return replace(argument, name=text, rule="as-written")


# -- states and bodies


def _state(argument: Argument, text: str, context: Context) -> Argument | None:
    found = gazetteer.find_country(text, context.language)
    if found is None:
        return None
    if found.iso3 == _UNION:
        union = gazetteer.find_organisation("European Union")
        return _as_body(argument, union, "country-igo") if union else None
    state = gazetteer.countries()[found.iso3]
    adjectives = word_lists("en", "names")["demonyms_in_s"]
    plural = found.form.endswith("s") and found.form.lower() not in adjectives
    people = found.kind == "demonym" and plural
    part = found.kind == "part"
    return replace(
        argument,
        name=text if people or part else state.name,
        country=state.iso3,
        kind="population" if people else "state",
        sector="CVL" if people else "GOV",
        wikidata=None if people or part else state.wikidata,
        rule=f"country-{found.kind}",
    )


def _body(argument: Argument, text: str, context: Context) -> Argument | None:
    found = gazetteer.find_organisation(text, context.language)
    if found is None:
        bare = _without_head(text, context)
        found = gazetteer.find_organisation(bare, context.language) if bare else None
    return _as_body(argument, found, "organisation") if found else None


def _body_of_other(argument: Argument, text: str, context: Context) -> Argument | None:
    """Resolve a body that bears the name of one of ours: `Mahkamah Agung Brasil`."""
    words = phrase_words(text)
    for size in range(len(words) - 1, 0, -1):
        body = gazetteer.find_organisation(" ".join(words[:size]), context.language)
        if body and context.of_other(body, words[size:]):
            state = gazetteer.find_country(" ".join(words[size:]), context.language)
            if state is None:
                return None
            return replace(
                argument,
                name=text,
                country=state.iso3,
                kind=body.kind,
                sector=body.sector,
                rule="body-of-country",
            )
    return None


def _as_body(argument: Argument, body: Organisation, rule: str) -> Argument:
    return replace(
        argument,
        name=body.name,
        country=body.country,
        kind=body.kind,
        sector=body.sector,
        wikidata=body.wikidata,
        rule=rule,
    )


def _without_head(text: str, context: Context) -> str | None:
    head, _, rest = text.partition(" ")
    return rest if rest and head.lower() in context.words.lists.get("heads", ()) else None


def _acronym(argument: Argument, text: str, context: Context) -> Argument | None:
    """Resolve an acronym by the full name that the article told before it in brackets."""
    full = context.told.acronyms.get(text)
    if full is None or text.lower() in context.words.national:
        return None
    found = resolve_actor(replace(argument, text=full), context)
    return replace(found, text=argument.text, rule=f"acronym-in-article+{found.rule}")


def _told(argument: Argument, text: str, context: Context) -> Argument | None:
    """Resolve a title or noun for what the article told before: `presiden itu`, `the group`."""
    at = argument.start
    noun, shown = context.told.noun(text, at)
    person = context.told.holder(noun)
    if person:
        found = _person(replace(argument, text=person), person, context)
        return replace(found, text=argument.text, rule="title-in-article") if found else None
    lists = context.words.lists
    if at is None or not shown:
        return None
    for kind in ("armed_group", "party", "igo"):
        if noun in lists.get(f"nouns_of_{kind}", ()):
            body = context.told.body_before(at, kind)
            return _as_body(argument, body, "body-before") if body else None
    if noun in lists.get("nouns_of_country", ()):
        state = gazetteer.country(context.told.country_before(at))
        if state:
            return replace(
                argument,
                name=state.name,
                country=state.iso3,
                kind="state",
                sector="GOV",
                wikidata=state.wikidata,
                rule="country-before",
            )
    return None


# -- people


def _holder(argument: Argument, text: str, context: Context) -> Argument | None:
    """Link a title without a name to who holds it: `Presiden Rusia` in 2016 → Vladimir Putin."""
    on, lower = context.article.published, text.lower()
    if on is None:
        return None
    for title in sorted(context.words.offices, key=len, reverse=True):
        if lower == title:
            iso3 = context.home
        elif lower.startswith(f"{title} "):
            iso3 = _country_of(text[len(title) + 1 :], context)
        elif lower.endswith(f" {title}"):
            iso3 = _country_of(text[: -len(title) - 1], context)
        else:
            continue
        leader = gazetteer.find_holder(iso3, context.words.offices[title], on) if iso3 else None
        return _as_leader(argument, leader, "holder-of-office") if leader else None
    return None


def _sector(leader: Leader) -> str | None:
    return gazetteer.sector_of_office(leader.office) if leader.office else None


def _leader_whole(argument: Argument, text: str, context: Context) -> Argument | None:
    """Find a leader by the whole text, before a word of it is taken for a title: `Gus Dur`."""
    if len(text.split()) < 2:
        return None
    leader = gazetteer.find_leader(text, context.article.published)
    return _as_leader(argument, leader, "leader") if leader else None


def _country_of(text: str, context: Context) -> str | None:
    found = gazetteer.find_country(text, context.language)
    return found.iso3 if found else None


def _as_leader(argument: Argument, leader: Leader, rule: str) -> Argument:
    return replace(
        argument,
        name=leader.name,
        country=leader.country,
        kind="person",
        sector=_IGO if leader.country == _IGO else _sector(leader),
        rule=rule,
    )


def _person(argument: Argument, text: str, context: Context) -> Argument | None:
    words = phrase_words(text)
    skip, country, sector = context.peel(words)
    if skip == len(words):
        return None
    bare = " ".join(words[skip:]) if skip else text
    if not _is_name(bare, context) or (not skip and _beside_country(words, context)):
        return None
    if skip and (body := gazetteer.find_organisation(bare, context.language)):
        return replace(
            argument, name=text, country=body.country, sector=sector, rule="title-of-body"
        )
    fuller = context.fullest(bare, argument.start)
    leader = _leader(bare, fuller.text if fuller else None, context)
    if leader:
        return _as_leader(argument, leader, "leader")
    place = None if fuller or skip else _place(argument, bare, context)
    if place:
        return place
    name = fuller.text if fuller else bare
    told = context.said_of(name)
    country, sector = country or told[0], sector or told[1]
    rule = "name-in-article" if fuller else "as-written"
    if country:
        rule += "+title"
    elif context.home:
        country, rule = context.home, rule + "+article-country"
    person = bool(fuller or sector or len(bare.split()) > 1)
    return replace(
        argument,
        name=name,
        country=country,
        kind="person" if person else None,
        sector=sector,
        rule=rule,
    )


def _beside_country(words: list[str], context: Context) -> bool:
    """Tell whether capitals hold a noun and its country: `Konsulat Jerman`, `German Consulate`."""
    if len(words) < 2:
        return False
    after = "after" in context.words.lists.get("country_beside_noun", ())
    found = gazetteer.find_country(words[-1] if after else words[0], context.language)
    return found is not None and (after or found.kind in ("demonym", "abbreviation"))


def _place(argument: Argument, text: str, context: Context) -> Argument | None:
    """Resolve a city or region that acts: `Florida`, `Aceh`."""
    found = gazetteer.find_place(text, context.language, frozenset(context.near))
    if found is None or found.rule == "city-alternate":
        return None
    if len(found.countries) != 1:  # the Middle East is nobody's government
        return replace(argument, name=found.name, wikidata=found.wikidata, rule="place")
    return replace(
        argument,
        name=found.name,
        country=found.countries[0],
        kind="government",
        sector="GOV",
        wikidata=found.wikidata,
        rule="place",
    )


def _is_name(text: str, context: Context) -> bool:
    """Tell whether a text is a proper name: capitals throughout, and no ordinary word alone."""
    words = phrase_words(text)
    small = context.words.lists.get("connectors", ())
    if not words or not all(w[0].isupper() or w.lower() in small for w in words):
        return False
    if _role(text, context) and text.lower().endswith(context.words.lists.get("clitics", ())):
        return False
    return not (len(words) == 1 and context.is_common(words[0]) and not words[0].isupper())


def _leader(bare: str, fuller: str | None, context: Context) -> Leader | None:
    """Find a leader by the fuller name, or by the short one when the article has no other."""
    on = context.article.published
    short = gazetteer.find_leader(bare, on)
    full = gazetteer.find_leader(fuller, on) if fuller else None
    if full or not short or not fuller:
        return full or short
    return short if short.name in context.leaders else None


# -- role nouns and other phrases


def _phrase(argument: Argument, text: str, context: Context) -> Argument | None:
    state = gazetteer.find_country_in(text, context.language)
    noun = _role(text, context)
    if state is None and (noun or _is_government(text, context)):
        state = _beside(argument, context)
    inside = None if state else _inside(argument, text, noun, context)
    if state is not None:
        return _of_state(argument, text, state, noun, context)
    if inside is not None:
        return inside
    government, first = _is_government(text, context), text.split()[0]
    if _stateless(text, context):
        name = _role_name(text, noun, None, context)
        return replace(argument, name=name, rule="no-one-country")
    home, rule = _national(text, context), "national-word"
    if home is None:
        home, rule = context.home, "article-country"
    if home and (noun or government or text[0].islower() or context.is_common(first)):
        name = _role_name(text, noun, home if government else None, context)
        return replace(
            argument,
            name=name,
            country=home,
            kind="government" if government else noun.kind if noun else None,
            sector="GOV" if government else noun.sector if noun else None,
            rule=rule,
        )
    if noun:
        return replace(argument, name=noun.en, kind=noun.kind, sector=noun.sector, rule="role-noun")
    return None


def _beside(argument: Argument, context: Context) -> CountryName | None:
    """Give the country right beside a noun that the span leaves out: `Pemerintah` Indonesia."""
    if argument.start is None or argument.end is None:
        return None
    if "after" in context.words.lists.get("country_beside_noun", ()):
        rest = context.text[argument.end : argument.end + _BESIDE]
        parts = phrase_words(rest) if rest[:1] == " " else []
        tries = [" ".join(parts[:size]) for size in range(min(3, len(parts)), 0, -1)]
        tries = [part for part in tries if rest[1 : 1 + len(part)] == part]
    else:
        rest = context.text[max(0, argument.start - _BESIDE) : argument.start]
        parts = phrase_words(rest) if rest[-1:] == " " else []
        tries = [" ".join(parts[-size:]) for size in range(min(3, len(parts)), 0, -1)]
        tries = [part for part in tries if rest[:-1].endswith(part)]
    found = (gazetteer.find_country(part, context.language) for part in tries)
    return next((state for state in found if state), None)


def _national(text: str, context: Context) -> str | None:
    """Give the country that alone has what a word of the phrase names: `kapolres`, `propam`."""
    found = (context.words.national.get(word.lower()) for word in phrase_words(text))
    return next((code for code in found if code), None)


def _stateless(text: str, context: Context) -> bool:
    """Tell whether a phrase means many or none: `negara-negara`, `both sides`, `truck`."""
    lists = context.words.lists.get("no_country", ())
    lower = text.lower()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower) for word in lists)


def _of_state(
    argument: Argument, text: str, state: CountryName, noun: RoleNoun | None, context: Context
) -> Argument:
    """Resolve a phrase that names a country: `pasukan Suriah`, `Nigerian government`."""
    government = _is_government(text, context)
    igo = state.iso3 == _UNION
    return replace(
        argument,
        name=_role_name(text, noun, state.iso3, context),
        country=_IGO if igo else state.iso3,
        kind="government" if government else noun.kind if noun else None,
        sector="GOV" if government else noun.sector if noun else None,
        rule="role-noun+country" if noun or government else f"country-{state.kind}",
    )


def _role_name(text: str, noun: RoleNoun | None, iso3: str | None, context: Context) -> str:
    """
    Name a phrase in English: `pemerintah Prancis` → Government of France.

    A role noun is put into English only where nothing but its country stands beside it;
    more words would be lost.
    """
    state = gazetteer.country(iso3)
    if state and _is_government(text, context):
        return f"Government of {_article(state.name)}"
    if noun is None or noun.form == noun.en:
        return text
    left = text.lower().replace(noun.form, "", 1).strip()
    if not left:
        return noun.en
    beside = gazetteer.find_country(text[-len(left) :], context.language) if state else None
    return f"{state.demonym} {noun.en}" if beside and state and state.demonym else text


def _article(name: str) -> str:
    """Say `the United Kingdom` within a name."""
    takes = word_lists("en", "names")["countries_with_the"]
    return f"the {name}" if name.lower() in takes else name


def _is_government(text: str, context: Context) -> bool:
    lists = context.words.lists.get("government", ())
    words = text.lower().split()
    return bool(words) and (words[0] in lists or words[-1] in lists)


def _role(text: str, context: Context) -> RoleNoun | None:
    """Find the role noun of a phrase: the longest row of its words that is one, the first."""
    roles, words = context.words.roles, text.lower().split()
    for size in range(min(len(words), context.words.longest_role), 0, -1):
        for start in range(len(words) - size + 1):
            noun = roles.get(" ".join(words[start : start + size]))
            if noun:
                return noun
    for clitic in context.words.lists.get("clitics", ()):  # `duta besarnya`: his ambassador
        if len(text) > len(clitic) and text.lower().endswith(clitic):
            return _role(text[: -len(clitic)], context)
    return None


def _inside(
    argument: Argument, text: str, noun: RoleNoun | None, context: Context
) -> Argument | None:
    """Resolve a phrase that names a body or leader: `Boko Haram militants`, `kubu Trump`."""
    words = phrase_words(text)
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST_INSIDE), start, -1):
            part = " ".join(words[start:end])
            body = gazetteer.find_organisation(part, context.language)
            if body:
                found = _as_body(argument, body, "organisation-inside")
                return found if noun else replace(found, name=text, wikidata=None)
            leader = gazetteer.find_leader(part, context.article.published)
            if leader:
                return replace(argument, name=text, country=leader.country, rule="leader-inside")
    return None
