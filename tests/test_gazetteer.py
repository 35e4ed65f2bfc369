import re
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph import gazetteer
from eventgraph.errors import LexiconError
from eventgraph.gazetteer import tables
from eventgraph.lexicon import data_file


@pytest.mark.parametrize(
    ("text", "language", "iso3", "kind"),
    [
        ("AS", "id", "USA", "abbreviation"),
        ("U.S.", "en", "USA", "abbreviation"),
        ("Korut", "id", "PRK", "variant"),
        ("Gedung Putih", "id", "USA", "metonym"),
        ("the Netherlands", "en", "NLD", "name"),
        ("Türkiye", "en", "TUR", "name"),
        ("Arab Saudi", "id", "SAU", "name"),
        ("Filipinos", "en", "PHL", "demonym"),
        ("Dutch", "en", "NLD", "demonym"),
        ("Uni Soviet", "id", "SUN", "historical"),
        ("Côte d'Ivoire", "en", "CIV", "variant"),
    ],
)
def test_a_form_means_its_country(text, language, iso3, kind):
    found = gazetteer.find_country(text, language)
    assert found is not None
    assert (found.iso3, found.kind) == (iso3, kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("as", "id"),
        ("us", "en"),
        ("As", "en"),
        ("Papua", "id"),
        ("Barat", "id"),
        ("Putin", "id"),
        ("turkey", "en"),
        ("Middle East", "en"),
        ("Kamis", "id"),
        ("Lima", "id"),
        ("", "id"),
        ("AS", "en"),
    ],
)
def test_a_word_is_no_country(text, language):
    assert gazetteer.find_country(text, language) is None


def test_a_country_is_found_inside_a_phrase():
    assert gazetteer.find_country_in("pasukan Korea Utara", "id").iso3 == "PRK"
    assert gazetteer.find_country_in("North Korea's army", "en").iso3 == "PRK"
    assert gazetteer.find_country_in("duta besar Rusia untuk Turki", "id").iso3 == "RUS"
    assert gazetteer.find_country_in("warga di pasar", "id") is None


def test_abbreviations_of_bodies_keep_case_and_language():
    assert gazetteer.find_organisation("PBB", "id").name == "United Nations"
    assert gazetteer.find_organisation("MK", "id").country == "IDN"
    assert gazetteer.find_organisation("MK", "en") is None
    assert gazetteer.find_organisation("Mk", "id") is None
    assert gazetteer.find_organisation("Islamic State", "en").country is None


def test_a_leader_is_known_by_the_day():
    assert gazetteer.find_leader("Jokowi", date(2016, 1, 1)).name == "Joko Widodo"
    assert gazetteer.find_leader("Vladimir Putin", date(2010, 5, 1)).office == "prime minister"
    assert gazetteer.find_leader("Putin", date(2016, 5, 1)).office == "president"
    assert gazetteer.find_leader("Abbas", date(1985, 1, 1)) is None
    assert gazetteer.find_leader("abe", date(2015, 1, 1)) is None


def test_the_holder_of_an_office_is_known_by_the_day():
    assert gazetteer.find_holder("RUS", "president", date(2016, 12, 16)).name == "Vladimir Putin"
    assert gazetteer.find_holder("RUS", "president", date(1960, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "language", "name", "countries", "precision"),
    [
        ("Laut China Selatan", "id", "South China Sea", (), "region"),
        ("Papua", "id", "Papua", ("IDN",), "admin1"),
        ("Crimea", "en", "Crimea", ("UKR", "RUS"), "region"),
        ("Kairo", "id", "Cairo", ("EGY",), "city"),
        ("Dili", "id", "Dili", ("TLS",), "city"),
        ("Georgia", "en", "Georgia", ("GEO",), "country"),
        ("Washington", "en", "Washington, D.C.", ("USA",), "city"),
        ("Tepi Barat", "id", "West Bank", ("PSE",), "region"),
    ],
)
def test_a_place_is_found_in_the_order_of_the_tables(text, language, name, countries, precision):
    found = gazetteer.find_place(text, language)
    assert (found.name, found.countries, found.precision) == (name, countries, precision)


def test_a_country_nearby_outweighs_size_within_reason():
    assert gazetteer.find_place("Tripoli", "en").countries == ("LBY",)
    assert gazetteer.find_place("Tripoli", "en", {"LBN"}).countries == ("LBN",)
    assert gazetteer.find_place("London", "en", {"CAN"}).countries == ("GBR",)


def test_a_country_inside_the_name_of_a_sea_or_region_is_none():
    assert gazetteer.find_country_in("kapal di Laut China Selatan", "id") is None
    assert gazetteer.find_country_in("a ship in the Persian Gulf", "en") is None
    assert gazetteer.find_country_in("Iranian ships in the Persian Gulf", "en").iso3 == "IRN"


@pytest.mark.parametrize(
    ("office", "sector"),
    [
        ("president", "GOV"),
        ("foreign minister", "GOV"),
        ("opposition leader", "OPP"),
        ("chief of staff of the army", "MIL"),
        ("leader of Hamas", "UAF"),
        ("chair of the KPK", gazetteer.find_organisation("KPK").sector),
        ("leader", "GOV"),
        ("leader of nobody that is known", None),
    ],
)
def test_an_office_tells_the_sector(office, sector):
    assert gazetteer.sector_of_office(office) == sector


def test_a_wrong_sector_of_an_office_is_told(tmp_path):
    path = tmp_path / "offices.toml"
    for text, word in (("a = 1", "table"), ('[sector]\njudge = "jud"', "judge")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LexiconError, match=word):
            tables.read_offices(path)


def test_common_words_are_no_places():
    for word in ("of", "nice", "batu", "dan", "zzz"):
        assert gazetteer.find_place(word, "en") is None


def test_tables_agree_with_each_other():
    codes = set(gazetteer.countries()) | {"IGO", None}
    folder = ("world",)
    bodies = tables.read_organisations(data_file(*folder, "organisations.tsv"))
    leaders = tables.read_leaders(data_file(*folder, "leaders.tsv"))
    regions = tables.read_regions(data_file(*folder, "regions.tsv"))
    assert {b.country for b in bodies} <= codes
    assert {leader.country for leader in leaders} <= codes
    assert {c for r in regions for c in r.countries} <= codes
    owners = {}
    for row in (*gazetteer.countries().values(), *bodies, *regions, *leaders):
        if row.wikidata:
            known = owners.setdefault(row.wikidata, row.name)
            assert known == row.name, f"{row.wikidata} means {known} and {row.name}"
    for state in gazetteer.countries().values():
        assert re.fullmatch(r"Q[1-9]\d*", state.wikidata or "Q1")
    assert gazetteer.country("NLD").wikidata == "Q55"
    assert gazetteer.country("DNK").wikidata == "Q35"


def test_tables_are_small_and_load_at_the_first_question():
    assert (
        sum(
            len(data_file("world", f"{n}.tsv").read_bytes())
            for n in ("cities", "countries", "country_names", "leaders", "organisations", "regions")
        )
        < 3_000_000
    )
    code = (
        "import time, eventgraph.gazetteer as g\n"
        "from eventgraph.gazetteer import look_up\n"
        "assert look_up._cities.cache_info().currsize == 0\n"
        "t = time.process_time(); g.find_place('Kandahar', 'en'); print(time.process_time() - t)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 1


def test_a_text_too_long_for_a_name_is_answered_and_not_kept():
    for text in ("Peru" + " " * 300, "P" * 5000):
        held = sys.getrefcount(text)
        found = gazetteer.find_country(text, "en"), gazetteer.find_organisation(text, "en")
        assert (found[0] is not None) is text.startswith("Peru")
        assert sys.getrefcount(text) == held


def test_a_look_up_is_quick():
    gazetteer.find_place("Kandahar", "en")
    start = time.process_time()
    for _ in range(2000):
        gazetteer.find_place("Kandahar", "en")
    assert (time.process_time() - start) / 2000 < 50e-6


HEADER = "form\tlanguage\tkind\tiso3\n"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Atlantis\ten\tname\tXXX\n", ("row 2", "XXX", "countries.tsv")),
        ("Java\ten\tname\n", ("row 2", "cells", "tab")),
        ("Chile\ten\tname\tCHL\nChile\ten\tname\tCHL\n", ("row 3", "twice", "keep one")),
        ("Chile\tfr\tname\tCHL\n", ("row 2", "fr", "use one of")),
        ("\ten\tname\tCHL\n", ("row 2", "form is empty", "give form")),
    ],
)
def test_a_wrong_row_names_file_row_and_cure(tmp_path, rows, words):
    path = tmp_path / "country_names.tsv"
    path.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        tables.read_country_names(path, {"CHL"})
    for word in ("country_names.tsv", *words):
        assert word in str(caught.value)


TERMS = "name\tcountry\toffice\tfrom\tto\twikidata\tforms\n"


def test_a_term_is_known_by_day_month_or_year(tmp_path):
    path = tmp_path / "leaders.tsv"
    rows = (
        "Ann Other\tKEN\tpresident\t2001-02\t2004\t\t\nBo Third\tKEN\tpresident\t2004-05-06\t\t\t\n"
    )
    path.write_text(TERMS + rows, encoding="utf-8")
    first, second = tables.read_leaders(path)
    assert (first.start, first.end) == (date(2001, 2, 1), date(2004, 12, 31))
    assert (second.start, second.end) == (date(2004, 5, 6), None)
    for wrong in ("2001-13", "2001-02-30", "soon"):
        path.write_text(TERMS + f"Ann Other\tKEN\tpresident\t{wrong}\t\t\t\n", encoding="utf-8")
        with pytest.raises(LexiconError, match=r"leaders\.tsv, row 2"):
            tables.read_leaders(path)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("Nowhere\t\tregion\t91\t0\t\t\t", "outside the globe"),
        ("Nowhere\t\tregion\t\t\t\t\t", "lat and lon are empty"),
        ("Nowhere\t\tregion\tx\t0\t\t\t", "no numbers"),
        ("Nowhere\t\tplanet\t1\t0\t\t\t", "use one of"),
        ("Nowhere\t\tregion\t1\t0\t\tQ0\t", "Q159"),
    ],
)
def test_a_wrong_region_is_told(tmp_path, row, word):
    path = tmp_path / "regions.tsv"
    header = "name_en\tname_id\tkind\tlat\tlon\tcountries\twikidata\tforms\n"
    path.write_text(header + row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"regions\.tsv, row 2") as caught:
        tables.read_regions(path)
    assert word in str(caught.value)


def test_a_missing_table_or_a_wrong_header_is_told(tmp_path):
    with pytest.raises(LexiconError, match="missing"):
        tables.read_leaders(tmp_path / "leaders.tsv")
    (tmp_path / "leaders.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="header"):
        tables.read_leaders(tmp_path / "leaders.tsv")


@given(st.text(max_size=60))
def test_no_text_crashes_a_look_up(text):
    for language in ("id", "en", None):
        gazetteer.find_country(text, language)
        gazetteer.find_country_in(text, language)
        gazetteer.find_organisation(text, language)
        gazetteer.find_place(text, language)
    gazetteer.find_leader(text, date(2016, 1, 1))
    assert gazetteer.normal(gazetteer.normal(text)) == gazetteer.normal(text)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ((48.74, 37.58), (48.74, 37.58), 0),
        ((-6.21, 106.85), (-35.28, 149.13), 5400),  # Jakarta and Canberra
        ((0, 179.5), (0, -179.5), 111),
        ((90, 0), (-90, 120), 20_015),
        ((0, 0), (0, 180), 20_015),
    ],
)
def test_distances_are_those_over_a_round_earth(one, other, wanted):
    assert gazetteer.kilometres(*one, *other) == pytest.approx(wanted, rel=0.01)
    assert gazetteer.kilometres(*other, *one) == gazetteer.kilometres(*one, *other)
