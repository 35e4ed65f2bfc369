"""
Read the tables of the world, `data/world/*.tsv`, and check every row of them.

A wrong row is a `LexiconError` that names file, row and cure.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from eventgraph.errors import LexiconError
from eventgraph.lexicon import LANGUAGES, load_toml

__all__ = [
    "City",
    "Country",
    "CountryName",
    "Leader",
    "Organisation",
    "Region",
    "read_cities",
    "read_countries",
    "read_country_names",
    "read_leaders",
    "read_offices",
    "read_organisations",
    "read_regions",
]

KINDS_OF_NAME = ("name", "variant", "abbreviation", "demonym", "metonym", "historical", "part")
KINDS_OF_ORGANISATION = (
    "igo", "government", "body", "armed_forces", "armed_group", "party", "ngo", "company", "media",
)  # fmt: skip
KINDS_OF_REGION = (
    "continent", "region", "territory", "admin1", "admin2", "district", "islands", "water", "place",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state or territory; `EUE` is the European Union, `SUN` the Soviet Union."""

    iso2: str
    iso3: str
    name: str
    name_id: str
    wikidata: str | None = None
    demonym: str | None = None
    """The English adjective: `Syrian`."""
    capital: str | None = None
    capital_point: tuple[float, float] | None = None
    """Latitude and longitude in degrees, as everywhere here."""
    point: tuple[float, float] | None = None
    """A point about the middle of the land."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryName:
    """A written form that means a country; `kind` is one of `KINDS_OF_NAME`."""

    form: str
    languages: tuple[str, ...]
    kind: str
    iso3: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that acts in politics; `forms` pairs a written form with its languages."""

    name: str
    country: str | None
    kind: str
    sector: str | None = None
    wikidata: str | None = None
    forms: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A person in one office."""

    name: str
    country: str | None
    office: str | None = None
    start: date | None = None
    """The first day on which the term may have run, `None` when not known."""
    end: date | None = None
    """The last such day, `None` when the term is open or its end not known."""
    forms: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city of GeoNames; `country` is its alpha-3 code."""

    geonames: int
    name: str
    name_id: str | None
    country: str
    point: tuple[float, float]
    population: int
    alternates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A sea, island, region or site; several `countries` where it is disputed or shared."""

    name: str
    name_id: str | None
    kind: str
    point: tuple[float, float]
    countries: tuple[str, ...] = ()
    wikidata: str | None = None
    forms: tuple[str, ...] = ()


class _Row:
    """One row under check: every getter complains with file, row and cure."""

    def __init__(self, where: str, cells: dict[str, str]) -> None:
        self.where = where
        self.cells = cells

    def fail(self, what: str, cure: str) -> LexiconError:
        return LexiconError(what, where=self.where, cure=cure)

    def text(self, key: str) -> str:
        value = self.cells[key]
        if not value:
            raise self.fail(f"{key} is empty", f"give {key}")
        return value

    def maybe(self, key: str) -> str | None:
        return self.cells[key] or None

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        if self.cells[key] not in allowed:
            raise self.fail(
                f"{key} {self.cells[key]!r} is unknown", f"use one of {', '.join(allowed)}"
            )
        return self.cells[key]

    def parts(self, key: str) -> tuple[str, ...]:
        return tuple(part for part in self.cells[key].split("|") if part)

    def pattern(self, key: str, pattern: str, cure: str) -> str | None:
        value = self.cells[key]
        if value and not re.fullmatch(pattern, value):
            raise self.fail(f"{key} {value!r} has a wrong form", cure)
        return value or None

    def code(self, key: str) -> str | None:
        return self.pattern(key, "[A-Z]{3}", "write an ISO 3166-1 alpha-3 code, IGO or nothing")

    def wikidata(self) -> str | None:
        return self.pattern("wikidata", "Q[1-9][0-9]*", "write an id such as Q159 or nothing")

    def whole(self, key: str) -> int | None:
        value = self.pattern(key, "[0-9]{1,12}", "write a whole number or nothing")
        return int(value) if value else None

    def days(self, key: str) -> tuple[date, date] | None:
        """Give the first and the last day of a year, month or day."""
        form = "[12][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?"
        cure = "write 2014, 2014-10, 2014-10-20 or nothing"
        value = self.pattern(key, form, cure)
        if value is None:
            return None
        year, month, day = (int(part) for part in (value + "-0-0").split("-")[:3])
        try:
            first = date(year, month or 1, day or 1)
        except ValueError:
            raise self.fail(f"{key} {value!r} is no date", cure) from None
        if day:
            return first, first
        month = month or 12
        return first, date(year, month, calendar.monthrange(year, month)[1])

    def point(self, lat: str = "lat", lon: str = "lon") -> tuple[float, float] | None:
        if not self.cells[lat] and not self.cells[lon]:
            return None
        try:
            point = float(self.cells[lat]), float(self.cells[lon])
        except ValueError:
            raise self.fail(f"{lat}, {lon} are no numbers", "write degrees") from None
        if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            raise self.fail(f"{point} lies outside the globe", "write degrees") from None
        return point

    def some_point(self) -> tuple[float, float]:
        point = self.point()
        if point is None:
            raise self.fail("lat and lon are empty", "write degrees")
        return point


def _rows(path: Traversable | Path, header: str) -> Iterator[_Row]:
    """Read a table whose first line must be `header` (names parted by blanks)."""
    columns = header.split()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(
            "the table is missing", where=path, cure="reinstall eventgraph-kg"
        ) from error
    if not lines or lines[0].split("\t") != columns:
        raise LexiconError("the header is wrong", where=path, cure=f"write {', '.join(columns)}")
    for number, line in enumerate(lines[1:], 2):
        where, cells = f"{path.name}, row {number}", line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(
                f"{len(cells)} cells, not {len(columns)}",
                where=where,
                cure="part the cells by one tab each",
            )
        yield _Row(where, dict(zip(columns, cells, strict=True)))


def _unique(row: _Row, seen: set[object], key: object) -> None:
    if key in seen:
        raise row.fail(f"{key} stands twice", "keep one of the rows")
    seen.add(key)


def read_countries(path: Traversable | Path) -> tuple[Country, ...]:
    """Read and check `countries.tsv`; raise `LexiconError` for a wrong row."""
    header = "iso2 iso3 name_en name_id wikidata demonym capital capital_lat capital_lon lat lon"
    found, seen = [], set[object]()
    for row in _rows(path, header):
        two, three = row.pattern("iso2", "[A-Z]{2}", "write an alpha-2 code"), row.code("iso3")
        if two is None or three is None:
            raise row.fail("iso2 or iso3 is empty", "give both codes")
        _unique(row, seen, two)
        _unique(row, seen, three)
        found.append(
            Country(
                iso2=two,
                iso3=three,
                name=row.text("name_en"),
                name_id=row.text("name_id"),
                wikidata=row.wikidata(),
                demonym=row.maybe("demonym"),
                capital=row.maybe("capital"),
                capital_point=row.point("capital_lat", "capital_lon"),
                point=row.point(),
            )
        )
    return tuple(found)


def read_country_names(path: Traversable | Path, known: Set[str]) -> tuple[CountryName, ...]:
    """Read and check `country_names.tsv` against the `known` alpha-3 codes."""
    found, seen = [], set[object]()
    for row in _rows(path, "form language kind iso3"):
        language = row.choice("language", (*LANGUAGES, "both"))
        entry = CountryName(
            form=row.text("form"),
            languages=LANGUAGES if language == "both" else (language,),
            kind=row.choice("kind", KINDS_OF_NAME),
            iso3=row.text("iso3"),
        )
        if entry.iso3 not in known:
            raise row.fail(f"country {entry.iso3!r} is unknown", "use a code of countries.tsv")
        for one in entry.languages:
            _unique(row, seen, (entry.form, one))
        found.append(entry)
    return tuple(found)


def read_organisations(path: Traversable | Path) -> tuple[Organisation, ...]:
    """Read and check `organisations.tsv`; a form `id:MK` holds in Indonesian only."""
    found, seen = [], set[object]()
    for row in _rows(path, "name country kind sector wikidata forms"):
        forms = []
        for form in row.parts("forms"):
            language, colon, rest = form.partition(":")
            bound = bool(colon) and language in LANGUAGES
            forms.append((rest, (language,)) if bound else (form, LANGUAGES))
        entry = Organisation(
            name=row.text("name"),
            country=row.code("country"),
            kind=row.choice("kind", KINDS_OF_ORGANISATION),
            sector=row.code("sector"),
            wikidata=row.wikidata(),
            forms=tuple(forms),
        )
        for form in {entry.name, *(form for form, _ in forms)}:
            _unique(row, seen, form)
        found.append(entry)
    return tuple(found)


def read_leaders(path: Traversable | Path) -> tuple[Leader, ...]:
    """Read and check `leaders.tsv`: one row for each person and term of office."""
    found, owner = [], dict[str, str]()
    for row in _rows(path, "name country office from to wikidata forms"):
        begun, over = row.days("from"), row.days("to")
        entry = Leader(
            name=row.text("name"),
            country=row.code("country"),
            office=row.maybe("office"),
            start=begun[0] if begun else None,
            end=over[1] if over else None,
            wikidata=row.wikidata(),
            forms=row.parts("forms"),
        )
        if entry.start and entry.end and entry.start > entry.end:
            raise row.fail("the office ends before it begins", "correct from and to")
        for form in (entry.name, *entry.forms):
            if owner.setdefault(form, entry.name) != entry.name:
                raise row.fail(f"{form!r} already means {owner[form]}", "keep one of them")
        found.append(entry)
    return tuple(found)


def read_offices(path: Traversable | Path) -> dict[str, str]:
    """Read and check `offices.toml`: the sector of an office, empty where it tells none."""
    table = load_toml(path).get("sector")
    if not isinstance(table, dict):
        raise LexiconError("there is no table of sectors", where=path.name, cure="write [sector]")
    for office, sector in table.items():
        if not isinstance(sector, str) or not re.fullmatch("([A-Z]{3})?", sector):
            raise LexiconError(
                f"the sector of {office!r} is wrong",
                where=path.name,
                cure="write three capitals or nothing",
            )
    return dict(table)


def read_regions(path: Traversable | Path) -> tuple[Region, ...]:
    """Read and check `regions.tsv`."""
    found, seen = [], set[object]()
    for row in _rows(path, "name_en name_id kind lat lon countries wikidata forms"):
        entry = Region(
            name=row.text("name_en"),
            name_id=row.maybe("name_id"),
            kind=row.choice("kind", KINDS_OF_REGION),
            point=row.some_point(),
            countries=row.parts("countries"),
            wikidata=row.wikidata(),
            forms=row.parts("forms"),
        )
        _unique(row, seen, entry.name)
        found.append(entry)
    return tuple(found)


def read_cities(path: Traversable | Path, codes: dict[str, str]) -> tuple[City, ...]:
    """Read and check `cities.tsv`; `codes` gives the alpha-3 code of an alpha-2 one."""
    found, seen = [], set[object]()
    for row in _rows(path, "geonameid name name_id country lat lon population alternates"):
        number, two = row.whole("geonameid"), row.text("country")
        if number is None or two not in codes:
            raise row.fail(
                "geonameid or country is wrong", "give a GeoNames id and an alpha-2 code"
            )
        _unique(row, seen, number)
        found.append(
            City(
                geonames=number,
                name=row.text("name"),
                name_id=row.maybe("name_id"),
                country=codes[two],
                point=row.some_point(),
                population=row.whole("population") or 0,
                alternates=row.parts("alternates"),
            )
        )
    return tuple(found)
