"""
Answer what a written name means: a country, an organisation, a leader, a place.

A table is loaded at the first question and kept. A look-up is exact after folding case,
diacritics and punctuation, never fuzzy: on running text a fuzzy match turns `Putin` into
Bhutan. Names hold a capital, and abbreviations keep their case, because `as` and `us` are
words and `AS` and `US` are the United States.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from eventgraph.gazetteer import tables
from eventgraph.gazetteer.tables import City, Country, CountryName, Leader, Organisation, Region
from eventgraph.lexicon import LANGUAGES, data_file

__all__ = [
    "PlaceMatch",
    "countries",
    "country",
    "find_country",
    "find_country_in",
    "find_holder",
    "find_leader",
    "find_organisation",
    "find_place",
    "normal",
    "remembered",
    "sector_of_office",
]

_Function = TypeVar("_Function", bound=Callable[..., Any])

_PRECISION = {"admin1": "admin1", "admin2": "admin1", "district": "city", "place": "point"}
_KINDS_FOR_PLACES = ("name", "variant", "abbreviation", "historical")
# A leader is in the news before taking office, but a namesake decades earlier is another person.
_YEARS_BEFORE_OFFICE = 12
# A country named nearby outweighs size, but London stays London in news of Canada.
_SIZE_AGAINST_NEAR = 15
_REMEMBERED = 1 << 15  # names of an article come again and again
_LONGEST_REMEMBERED = 200  # characters; more is no name, and hostile text would fill the memory
_LONGEST_NAME = 5  # words of the longest country name looked for inside a phrase
_LONGEST_ABBREVIATION = 6

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", "ə": "e"})
_DROPPED = re.compile(r"['’‘ʻʼʿʾ`.]")
_OTHER = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMatch:
    """Where a place name points to (degrees), and which table said so (`rule`)."""

    name: str
    name_id: str | None
    countries: tuple[str, ...]
    precision: str
    latitude: float | None
    longitude: float | None
    rule: str
    geonames: int | None = None
    wikidata: str | None = None


def normal(text: str) -> str:
    """Fold case, diacritics and punctuation: `Kim Jong-un` → `kim jong un`."""
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold().translate(_LETTERS)
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    folded = _DROPPED.sub("", folded)
    return _OTHER.sub(" ", folded).strip()


def remembered(answer: _Function) -> _Function:
    """Keep the answers to the texts that were asked last, but for those too long to be a name."""
    kept = functools.lru_cache(_REMEMBERED)(answer)

    @functools.wraps(answer)
    def ask(text: str, *more: Any, **named: Any) -> Any:
        asked: Callable[..., Any] = kept if len(text) <= _LONGEST_REMEMBERED else answer
        return asked(text, *more, **named)

    return cast(_Function, ask)


@remembered
def _key(text: str) -> str:
    key = normal(text)
    return key[4:] if key.startswith("the ") else key


def _abbreviation(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _named(text: str) -> bool:
    """Tell whether a text may be a name: it holds a capital."""
    return text != text.lower()


def _languages(language: str | None) -> tuple[str, ...]:
    return (language,) if language in LANGUAGES else LANGUAGES


@functools.cache
def countries() -> dict[str, Country]:
    """Give all countries by alpha-3 code."""
    return {c.iso3: c for c in tables.read_countries(data_file("world", "countries.tsv"))}


def country(iso3: str | None) -> Country | None:
    """Give the country of an alpha-3 code, or `None` when there is none (`IGO`)."""
    return countries().get(iso3 or "")


@functools.cache
def _country_names() -> tuple[
    dict[tuple[str, str], CountryName], dict[tuple[str, str], CountryName]
]:
    """Give names by (language, key) and abbreviations by (language, text without dots)."""
    names: dict[tuple[str, str], CountryName] = {}
    short: dict[tuple[str, str], CountryName] = {}
    path = data_file("world", "country_names.tsv")
    for entry in tables.read_country_names(path, countries().keys()):
        for language in entry.languages:
            if entry.kind == "abbreviation":
                short.setdefault((language, _abbreviation(entry.form)), entry)
            else:
                names.setdefault((language, _key(entry.form)), entry)
    return names, short


@remembered
def find_country(text: str, language: str | None = None) -> CountryName | None:
    """Find the country that a whole text names; without a language both are tried."""
    if not _named(text):
        return None
    names, short = _country_names()
    brief, key = _abbreviation(text), _key(text)
    for one in _languages(language):
        found = short.get((one, brief)) or names.get((one, key))
        if found:
            return found
    return None


def find_country_in(text: str, language: str | None = None) -> CountryName | None:
    """
    Find the first country named inside a phrase: `pasukan Suriah` → Syria.

    A country inside the name of a sea or region is none: `Persian Gulf`, `Latin America`.
    """
    words = [_POSSESSIVE.sub("", w.group()) for w in _WORD.finditer(text)]
    start = 0
    while start < len(words):
        taken = 1
        last = min(len(words), start + _LONGEST_NAME) if _named(words[start]) else start
        for end in range(last, start, -1):
            part = " ".join(words[start:end])
            found = find_country(part, language)
            if found:
                return found
            if end - start > 1 and _key(part) in _regions():
                taken = end - start
                break
        start += taken
    return None


@functools.cache
def _organisations() -> dict[tuple[str, str], Organisation]:
    found: dict[tuple[str, str], Organisation] = {}
    for entry in tables.read_organisations(data_file("world", "organisations.tsv")):
        for form, languages in ((entry.name, LANGUAGES), *entry.forms):
            for language in languages:
                found.setdefault((language, _organisation_key(form)), entry)
    return found


def _organisation_key(text: str) -> str:
    brief = _abbreviation(text)
    return brief if brief.isupper() and len(brief) <= _LONGEST_ABBREVIATION else _key(text)


@remembered
def find_organisation(text: str, language: str | None = None) -> Organisation | None:
    """Find the organisation that a whole text names."""
    if not _named(text):
        return None
    table = _organisations()
    for one in _languages(language):
        found = table.get((one, _organisation_key(text))) or table.get((one, _key(text)))
        if found:
            return found
    return None


@functools.cache
def _leaders() -> dict[str, tuple[Leader, ...]]:
    rows = tables.read_leaders(data_file("world", "leaders.tsv"))
    terms: dict[str, list[Leader]] = {}
    keys: dict[str, str] = {}
    for row in rows:
        terms.setdefault(row.name, []).append(row)
        for form in (row.name, *row.forms):
            keys.setdefault(_key(form), row.name)
    return {
        key: tuple(sorted(terms[name], key=lambda t: t.start or date.min))
        for key, name in keys.items()
    }


def find_leader(text: str, on: date | None = None) -> Leader | None:
    """
    Find the leader that a whole text names, in the office held on a day.

    Out of office the last one before that day is given, else the first. A single word
    (`Abbas`) means nobody long before the first office.
    """
    terms = _leaders().get(_key(text)) if _named(text) else None
    if not terms:
        return None
    if on is None:
        return terms[-1]
    first = terms[0].start
    single = len(_key(text).split()) == 1
    if single and first is not None and on.year < first.year - _YEARS_BEFORE_OFFICE:
        return None
    begun = [term for term in terms if term.start is not None and term.start <= on]
    holding = [term for term in begun if term.end is None or term.end >= on]
    return (holding or begun or list(terms[:1]))[-1]


def find_holder(iso3: str, office: str, on: date) -> Leader | None:
    """
    Find who holds an office of a country on a day: president of Russia in 2016 → Putin.

    Where a term is known by year or month alone, nobody is found while two may hold it.
    """
    found = [
        term
        for term in _offices().get((iso3, office), ())
        if term.start is not None and term.start <= on and (term.end is None or on <= term.end)
    ]
    return found[0] if len({term.name for term in found}) == 1 else None


@functools.cache
def sector_of_office(office: str) -> str | None:
    """
    Give the sector of who holds an office, `None` when the office does not tell.

    `leader of Hamas` has that of the body; else `data/world/offices.toml` says it.
    """
    _, of, body = office.partition(" of ")
    known = find_organisation(body.removeprefix("the ")) if of else None
    if known and known.sector:
        return known.sector
    sectors = tables.read_offices(data_file("world", "offices.toml"))
    for end in range(len(office.split()), 0, -1):
        told = sectors.get(" ".join(office.split()[:end]))
        if told is not None:
            return told or None
    return "GOV"


@functools.cache
def _offices() -> dict[tuple[str, str], list[Leader]]:
    found: dict[tuple[str, str], list[Leader]] = {}
    for term in {t for terms in _leaders().values() for t in terms}:
        if term.country and term.office:
            found.setdefault((term.country, term.office), []).append(term)
    return found


@functools.cache
def _regions() -> dict[str, Region]:
    found: dict[str, Region] = {}
    rows = tables.read_regions(data_file("world", "regions.tsv"))
    for pick in (lambda r: (r.name,), lambda r: (r.name_id or "",), lambda r: r.forms):
        for row in rows:
            for form in pick(row):
                found.setdefault(_key(form), row)
    found.pop("", None)
    return found


@functools.cache
def _cities() -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    """Give cities by their own names and by alternate names, the largest first."""
    codes = {c.iso2: c.iso3 for c in countries().values()}
    rows = tables.read_cities(data_file("world", "cities.tsv"), codes)
    own: dict[str, list[City]] = {}
    other: dict[str, list[City]] = {}
    for row in sorted(rows, key=lambda c: (-c.population, c.geonames)):
        for form in {_key(row.name), _key(row.name_id or row.name)}:
            own.setdefault(form, []).append(row)
        for form in row.alternates:
            other.setdefault(_key(form), []).append(row)
    return own, other


def _choose(cities: Iterable[City], near: Set[str]) -> City:
    """Choose the largest city, or a smaller one in a country that is near."""
    ordered = list(cities)
    largest = ordered[0]
    for city in ordered:
        if city.country in near and city.population * _SIZE_AGAINST_NEAR >= largest.population:
            return city
    return largest


def find_place(
    text: str, language: str | None = None, near: Set[str] = frozenset()
) -> PlaceMatch | None:
    """
    Find the place that a whole text names: country, then region overlay, then city.

    A city's own name beats an alternate name; then a country of `near` (alpha-3 codes of
    the surroundings) and population decide.
    """
    if not _named(text):
        return None
    state = find_country(text, language)
    if state and state.kind in _KINDS_FOR_PLACES:
        return _of_country(countries()[state.iso3], state.kind)
    region = _regions().get(_key(text))
    if region:
        return _of_region(region)
    for table, rule in zip(_cities(), ("city", "city-alternate"), strict=True):
        found = table.get(_key(text))
        if found:
            return _of_city(_choose(found, near), rule)
    return None


def _of_country(state: Country, kind: str) -> PlaceMatch:
    latitude, longitude = state.point or (None, None)
    return PlaceMatch(
        name=state.name,
        name_id=state.name_id,
        countries=(state.iso3,),
        precision="country",
        latitude=latitude,
        longitude=longitude,
        rule=f"country-{kind}",
        wikidata=state.wikidata,
    )


def _of_region(region: Region) -> PlaceMatch:
    return PlaceMatch(
        name=region.name,
        name_id=region.name_id,
        countries=region.countries,
        precision=_PRECISION.get(region.kind, "region"),
        latitude=region.point[0],
        longitude=region.point[1],
        rule=f"region-{region.kind}",
        wikidata=region.wikidata,
    )


def _of_city(city: City, rule: str) -> PlaceMatch:
    return PlaceMatch(
        name=city.name,
        name_id=city.name_id,
        countries=(city.country,),
        precision="city",
        latitude=city.point[0],
        longitude=city.point[1],
        rule=rule,
        geonames=city.geonames,
    )
