import pytest

from eventgraph.resolve import resolve
from tests.resolve.samples import article, mention


def place(text, words, language="id"):
    (found,) = resolve([mention(text, places=[words])], article(text, language))
    return found.places[0]


@pytest.mark.parametrize(
    ("words", "language", "name", "country", "precision"),
    [
        ("Kota Wamena", "id", "Wamena", "IDN", "city"),
        ("Provinsi Papua Tengah", "id", "Central Papua", "IDN", "admin1"),
        ("Kenosha, Wisconsin", "en", "Kenosha", "USA", "city"),
        ("Kairo, Mesir", "id", "Cairo", "EGY", "city"),
        ("Krimea", "id", "Crimea", None, "region"),
        ("Laut Merah", "id", "Red Sea", None, "region"),
        ("Jepang", "id", "Japan", "JPN", "country"),
    ],
)
def test_a_place_has_name_country_and_point(words, language, name, country, precision):
    found = place(f"x {words} x", words, language)
    assert (found.name, found.country, found.precision) == (name, country, precision)
    assert found.latitude is not None and found.rule


def test_a_country_in_the_article_tells_which_town():
    assert place("Tentara Lebanon masuk ke Tripoli.", "Tripoli").country == "LBN"
    assert place("Tentara masuk ke Tripoli.", "Tripoli").country == "LBY"


def test_an_unknown_place_takes_the_country_told_with_it():
    found = place("di pasar Zorg, Suriah", "pasar Zorg, Suriah")
    assert found.country == "SYR"
    inside = place("Massa berunjuk rasa di konsulat di Davao.", "konsulat di Davao")
    assert (inside.country, inside.rule) == ("PHL", "place-inside")
    home = place("Tentara Mali masuk ke pasar Zorg di Mali.", "pasar Zorg")
    assert (home.country, home.rule) == ("MLI", "as-written+article-country")
    lost = place("Rusia, Jepang, Brasil, Mali: pasar itu", "pasar")
    assert (lost.name, lost.country, lost.rule) == ("pasar", None, "as-written")
