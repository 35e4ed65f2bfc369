import pytest

from eventgraph.annotate import pipeline
from eventgraph.extract.names import Names
from eventgraph.extract.phrases import find_phrases
from tests.extract.samples import Reading


def all_names(language, text):
    """Give the phrases of all sentences of a text."""
    doc = pipeline(language)(text)
    names = Names(doc, language)
    return [
        doc[p.start : p.end].text for s in doc.sents for p in find_phrases(s, names, frozenset())
    ]


def test_a_word_that_only_begins_a_sentence_is_no_name():
    assert all_names("en", "Bridges were closed for hours by the heavy snow.") == []
    assert all_names("id", "Jembatan ditutup berjam-jam karena salju yang lebat.") == []


def test_a_first_word_is_a_name_when_the_article_shows_it_elsewhere():
    text = "Lavrov left the hall in anger. People saw that Lavrov was pale and tired."
    assert all_names("en", text).count("Lavrov") == 2
    assert "Lavrov" not in all_names("en", "Lavrov left the hall in anger.")


def test_a_first_word_that_the_article_writes_small_is_no_name():
    text = "Snow Bridge was closed. Much snow fell on the road and on that bridge all night."
    assert "Snow Bridge" not in all_names("en", text)


def test_a_country_or_an_acronym_begins_a_sentence_as_a_name():
    assert all_names("en", "Germany closed the bridge for some hours.") == ["Germany"]
    assert all_names("id", "KNKT menutup jembatan selama beberapa jam.") == ["KNKT"]


def test_in_a_headline_only_known_names_count():
    headline = "Big Storm Over Germany Closes Many Old Bridges"
    assert all_names("en", headline) == ["Germany"]


def test_months_and_weekdays_are_no_names():
    text = "The bridge was closed on Monday and opened in December for good."
    assert all_names("en", text) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("id", "Presiden Rusia, Vladimir Putin, mengecam serangan itu kemarin pagi.", None),
        ("id", "Kata utusan itu, Presiden Rusia Vladimir Putin kecewa dan marah.", None),
        ("en", "Later Russian President Vladimir Putin condemned it in a long speech.", None),
        ("en", "The Russian president, Vladimir Putin, condemned it in a long speech.", None),
        ("en", "In a long speech former President Vladimir Putin condemned it again.", None),
        (
            "id",
            "Kemarin pagi Presiden Turki Recep Tayyip Erdogan menolak rencana damai itu.",
            "Recep Tayyip Erdogan",
        ),
        (
            "en",
            "He said that Turkish President Recep Tayyip Erdogan was angry about it.",
            "Recep Tayyip Erdogan",
        ),
    ],
)
def test_titles_and_countries_are_stripped_from_a_person(language, text, name):
    reading = Reading(language, text)
    [person] = [p for p in reading.phrases if p.person and p.kind == "name"]
    assert reading.words(person) == (name or "Vladimir Putin")


def test_a_title_alone_stays_a_phrase():
    assert "Presiden Rusia" in Reading("id", "Utusan itu menemui Presiden Rusia lagi.").names()


def test_a_name_behind_a_comma_is_no_apposition_of_a_list():
    text = "He thanked the president, Barack Obama and the others for their help."
    assert Reading("en", text).names()[1:3] == ["president", "Barack Obama"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The army fought Hezbollah (a Lebanese group) for days.", ["army", "Hezbollah"]),
        ("id", "Tentara itu melawan Hizbullah (kelompok Lebanon) lagi.", ["Tentara", "Hizbullah"]),
        ("en", "The army fought Hezbollah (44) and some rebels.", ["army", "Hezbollah", "rebels"]),
    ],
)
def test_what_stands_in_brackets_only_repeats_a_name(language, text, names):
    assert Reading(language, text).names() == names


def test_a_bracket_that_never_closes_swallows_nothing():
    text = "The army fought Hezbollah (for days and nights and saw that Iran helped"
    assert Reading("en", text).names()[-1] == "Iran"


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_hyphened_first_name_is_one(language):
    text = {"en": "The envoy wrote to Kim Jong-un.", "id": "Utusan itu menyurati Kim Jong-un."}
    assert "Kim Jong-un" in Reading(language, text[language]).names()


def test_two_indonesian_names_at_a_hyphen_are_two_of_a_group():
    groups = Reading("id", "Hari ini warga melihat Jokowi-Prabowo lewat.").groups()
    assert ["Jokowi", "Prabowo"] in groups


def test_an_english_double_name_is_one():
    assert "Greek-Cypriot leaders" in Reading("en", "He wrote to Greek-Cypriot leaders.").names()


def test_a_tail_such_as_led_is_no_part_of_a_name():
    assert Reading("en", "He wrote to the Saudi-led forces.").names()[1:] == ["Saudi", "forces"]


@pytest.mark.parametrize(
    ("language", "text", "group"),
    [
        ("en", "He wrote to Germany, France and Italy.", ["Germany", "France", "Italy"]),
        ("en", "He wrote to Germany and the rebels.", ["Germany", "rebels"]),
        ("id", "Ia menyurati Jerman, Prancis, dan Italia.", ["Jerman", "Prancis", "Italia"]),
        ("id", "Ia menyurati tentara dan para pemberontak.", ["tentara", "pemberontak"]),
    ],
)
def test_coordinated_phrases_share_a_group_and_a_preposition(language, text, group):
    reading = Reading(language, text)
    assert group in reading.groups()
    assert len({p.preposition for p in reading.phrases if reading.words(p) in group}) == 1


def test_phrases_parted_by_more_than_a_coordinator_share_no_group():
    groups = Reading("en", "He wrote to Germany and then told Italy of it.").groups()
    assert ["Germany"] in groups
    assert ["Italy"] in groups


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "The hall in Oslo is old.", "Oslo", "place"),
        ("en", "A war against the Taliban is costly.", "Taliban", "target"),
        ("en", "A book by Orhan Pamuk is old.", "Orhan Pamuk", "agent"),
        ("en", "A train from Oslo is late.", "Oslo", "origin"),
        ("en", "The crowd left after Netanyahu spoke.", "Netanyahu", None),
        ("id", "Gedung di kota Oslo itu tua.", "Oslo", "place"),
        ("id", "Buku itu ditulis oleh Orhan Pamuk.", "Orhan Pamuk", "agent"),
        ("id", "Kereta itu berjalan ke Oslo.", "Oslo", "motion"),
    ],
)
def test_a_phrase_knows_the_class_of_its_preposition(language, text, name, kind):
    reading = Reading(language, text)
    [phrase] = [p for p in reading.phrases if reading.words(p) == name]
    assert phrase.preposition == kind


def test_a_pronoun_is_a_phrase_but_a_possessive_is_none():
    kinds = [(p.kind, p.start) for p in Reading("en", "They wrote to her house for help.").phrases]
    assert kinds == [("pronoun", 0)]
    assert Reading("en", "They wrote to her.").names() == ["They", "her"]


def test_a_trigger_is_part_of_no_phrase():
    reading = Reading("en", "The Israeli attack on Hezbollah failed.")
    taken = {k for hit in reading.found for k in range(hit.start, hit.end)}
    assert taken
    assert not any(taken & set(range(p.start, p.end)) for p in reading.phrases)
