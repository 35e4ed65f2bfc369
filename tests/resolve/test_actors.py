from dataclasses import replace
from datetime import date

import pytest

from eventgraph.resolve import resolve
from tests.resolve.samples import article, last, mention, speaker


def actor(text, words, language="id", published=date(2016, 12, 16), late=False):
    """Resolve an actor: the first occurrence of its words, or the last."""
    told = mention(text, actors=[words])
    told = last(told, text, words) if late else told
    (found,) = resolve([told], article(text, language, published))
    return found.actors[0]


@pytest.mark.parametrize(
    ("text", "words", "language", "name", "country", "kind", "sector"),
    [
        ("AS mengecam Iran.", "AS", "id", "United States", "USA", "state", "GOV"),
        ("Pyongyang menolak itu.", "Pyongyang", "id", "North Korea", "PRK", "state", "GOV"),
        ("PBB mengecam Iran.", "PBB", "id", "United Nations", "IGO", "igo", "IGO"),
        ("The EU agreed.", "EU", "en", "European Union", "IGO", "igo", "IGO"),
        ("kelompok Houthi menyerang.", "kelompok Houthi", "id", "Houthis", "YEM",
         "armed_group", "REB"),
        ("pemerintah Prancis setuju.", "pemerintah Prancis", "id", "Government of France", "FRA",
         "government", "GOV"),
        ("The British government agreed.", "British government", "en",
         "Government of the United Kingdom", "GBR", "government", "GOV"),
        ("tentara Suriah mundur.", "tentara Suriah", "id", "Syrian Armed Forces", "SYR",
         "armed_forces", "MIL"),
        ("Russians protested.", "Russians", "en", "Russians", "RUS", "population", "CVL"),
        ("ISIS menyerang Rusia.", "ISIS", "id", "Islamic State", None, "armed_group", "UAF"),
    ],
)  # fmt: skip
def test_states_bodies_and_forces(text, words, language, name, country, kind, sector):
    found = actor(text, words, language)
    assert (found.name, found.country, found.kind, found.sector) == (name, country, kind, sector)
    assert found.rule


def test_a_short_name_takes_the_fuller_one_of_the_article():
    text = "Menteri Luar Negeri Jepang Kenji Morita tiba. Morita bertemu wartawan."
    found = actor(text, "Morita")
    assert (found.name, found.country, found.sector) == ("Kenji Morita", "JPN", "GOV")
    assert found.rule == "name-in-article+title"


def test_the_latest_fuller_name_before_counts():
    text = "Adam Brook spoke. Later Clara Brook came to Oslo. Now Brook left Norway in Norway."
    told = mention(text, actors=["Brook"])
    (found,) = resolve([told], article(text, "en"))
    assert found.actors[0].name == "Adam Brook"  # nothing stands before the first Brook
    start = text.rindex("Brook")
    late = replace(told.actors[0], start=start, end=start + 5)
    (found,) = resolve([replace(told, actors=(late,))], article(text, "en"))
    assert found.actors[0].name == "Clara Brook"


@pytest.mark.parametrize(
    ("text", "words", "language", "country", "sector"),
    [
        ("Presiden Rusia, Karl Ivanski berpidato.", "Karl Ivanski", "id", "RUS", "GOV"),
        ("Karl Ivanski, presiden Rusia, berpidato.", "Karl Ivanski", "id", "RUS", "GOV"),
        ("Panglima militer Myanmar Jenderal Ko Maung hadir.", "Ko Maung", "id", "MMR", "MIL"),
        ("U.S. Ambassador Ali Demirok spoke in Peru, Peru.", "Ali Demirok", "en", "USA", "GOV"),
        ("Turkish President Ali Demirok spoke.", "Ali Demirok", "en", "TUR", "GOV"),
        ("Ali Demirok, the Turkish president, spoke.", "Ali Demirok", "en", "TUR", "GOV"),
    ],
)
def test_titles_beside_a_name_tell_country_and_sector(text, words, language, country, sector):
    found = actor(text, words, language)
    assert (found.name, found.country, found.sector) == (words, country, sector)


def test_titles_come_off_and_a_title_alone_means_its_holder():
    assert actor("Presiden Jokowi hadir.", "Presiden Jokowi").name == "Joko Widodo"
    found = actor("Presiden Rusia hadir di Tokyo.", "Presiden Rusia")
    assert (found.name, found.rule) == ("Vladimir Putin", "holder-of-office")
    assert actor("Presiden Rusia hadir.", "Presiden Rusia", published=None).name != "Vladimir Putin"


def test_a_country_before_a_name_stays_part_of_it():
    assert actor("Israel Katz came.", "Israel Katz", "en").name == "Israel Katz"


def test_a_pronoun_means_the_nearest_person_that_does_something_before_it():
    text = "Putin menelepon Erdogan, lalu dia setuju."
    told = [mention(text, actors=["Putin"], targets=["Erdogan"]), mention(text, actors=["dia"])]
    found = resolve(told, article(text))[1].actors[0]
    assert (found.text, found.name, found.rule) == ("dia", "Vladimir Putin", "pronoun")
    assert actor("Kemarin dia setuju.", "dia").name is None


@pytest.mark.parametrize(("words", "language"), [("mereka", "id"), ("they", "en"), ("it", "en")])
def test_a_pronoun_that_cannot_be_told_stays_open(words, language):
    text = f"Putin spoke. {words} agreed."
    told = [mention(text, actors=["Putin"]), mention(text, actors=[words])]
    assert resolve(told, article(text, language))[1].actors[0].name is None


def test_us_is_no_pronoun():
    assert actor("The US agreed.", "US", "en").country == "USA"


def test_the_country_of_the_article_is_said_to_be_that():
    text = "Di Jakarta dan Surabaya polisi berjaga. Warga Indonesia tenang."
    found = actor(text, "polisi")
    assert (found.country, found.rule) == ("IDN", "article-country")
    mixed = "Rusia, Jepang, Brasil, dan Mali diam. Lalu polisi datang."
    assert actor(mixed, "polisi").country is None


def test_what_is_not_known_keeps_its_words():
    found = actor("Rusia, Jepang, Brasil, Mali. Zorgblatt tiba.", "Zorgblatt")
    assert (found.name, found.country, found.rule) == ("Zorgblatt", None, "as-written")


def test_an_open_pronoun_has_the_country_of_the_article_or_of_the_speaker():
    text = "Polisi Thailand menahan dua warga Thailand. Mereka menolak."
    found = actor(text, "Mereka")
    assert (found.name, found.country, found.rule) == (None, "THA", "pronoun+article-country")
    text = "Kami menolak, kata Menlu Jepang Kenji Morita di Thailand, Thailand, Thailand."
    told = replace(mention(text, actors=["Kami"]), source=speaker(text, "Kenji Morita"))
    (found,) = resolve([told], article(text, "id"))
    assert (found.actors[0].name, found.actors[0].country) == (None, "JPN")
    assert found.actors[0].rule == "pronoun-of-speaker"


def test_a_title_of_one_country_alone_tells_the_country():
    text = "Di Jepang, Kapolres Budi Santoso bertemu polisi Jepang. Kapolres itu pulang."
    assert actor(text, "Budi Santoso").country == "IDN"
    assert actor("Jepang dan Jepang. Polres menahan dia.", "Polres").country == "IDN"


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("Kenya dan Kenya: negara-negara menolak.", "negara-negara", "id"),
        ("Kenya and Kenya: both sides agreed.", "both sides", "en"),
    ],
)
def test_words_for_many_have_no_country(text, words, language):
    found = actor(text, words, language)
    assert (found.country, found.rule) == (None, "no-one-country")


def test_the_first_word_of_a_sentence_is_no_part_of_a_name_known_without_it():
    text = "Usulan Sirla Mahata ditolak. Kemarin usulan Sirla Mahata dibahas. Mahata marah."
    assert actor(text, "Mahata", late=True).name == "Sirla Mahata"


@pytest.mark.parametrize(
    "text",
    [
        "Secretary of State Karl Brandmann spoke in Kenya. Brandmann left.",
        "He met Karl Brandmann.Trump spoke. Brandmann left.",  # no blank between two sentences
    ],
)
def test_words_around_a_name_are_no_part_of_it(text):
    assert actor(text, "Brandmann", "en", late=True).name == "Karl Brandmann"
