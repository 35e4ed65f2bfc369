from datetime import date

import pytest

from eventgraph.resolve import resolve
from tests.resolve.samples import article, last, mention

DAY = date(2016, 12, 16)


def actor(text, words, language="id"):
    """Resolve the last occurrence of some words as an actor."""
    told = last(mention(text, actors=[words]), text, words)
    (found,) = resolve([told], article(text, language, DAY))
    return found.actors[0]


@pytest.mark.parametrize(
    ("text", "words", "language", "name", "country"),
    [
        (
            "Serikat Tani Lembah Hijau (STLH) bertemu polisi Indonesia. STLH menolak tambang.",
            "STLH",
            "id",
            "Serikat Tani Lembah Hijau",
            "IDN",
        ),
        (
            "The Kenya Dock Labour Front (KDLF) met in Nairobi. The KDLF rejected the plan.",
            "KDLF",
            "en",
            "Kenya Dock Labour Front",
            "KEN",
        ),
    ],
)
def test_an_acronym_means_the_name_told_before_it(text, words, language, name, country):
    found = actor(text, words, language)
    assert (found.text, found.name, found.country) == (words, name, country)
    assert found.rule.startswith("acronym-in-article")


def test_letters_that_do_not_fit_are_no_acronym():
    text = "Serikat Tani Lembah Hijau (foto: XQZ) berunjuk rasa. XQZ menolak tambang."
    assert "acronym" not in actor(text, "XQZ").rule
    text = "Serikat Tani Lembah Hijau (XQZ) berunjuk rasa. XQZ menolak tambang."
    assert "acronym" not in actor(text, "XQZ").rule


def test_a_title_alone_means_the_one_person_who_bears_it_in_the_article():
    text = "Jenderal Ko Maung tiba di Naypyidaw. Menurut kantor itu, jenderal itu menolak."
    found = actor(text, "jenderal itu")
    assert (found.name, found.rule) == ("Ko Maung", "title-in-article")
    two = "Jenderal Ko Maung dan Jenderal Aung Sein tiba. Kemudian jenderal itu menolak."
    assert actor(two, "jenderal itu").rule != "title-in-article"


def test_a_demonstrative_means_what_was_named_last():
    text = "Boko Haram struck after Hamas spoke. On Monday the militant group denied it."
    found = actor(text, "militant group", "en")
    assert (found.name, found.rule) == ("Hamas", "body-before")
    text = "Kenya closed the border with Somalia. On Monday the country opened it."
    found = actor(text, "country", "en")
    assert (found.name, found.country, found.rule) == ("Somalia", "SOM", "country-before")
    text = "Kenya menutup perbatasan dengan Somalia. Kemudian negara itu membukanya."
    assert actor(text, "negara").country == "SOM"
    assert actor(text, "negara itu").country == "SOM"


def test_without_a_demonstrative_a_noun_means_nothing_before():
    text = "Kenya closed the border with Somalia. A country opened it."
    assert actor(text, "country", "en").rule != "country-before"
