import pytest

from tests.extract.samples import Reading


@pytest.mark.parametrize(
    ("language", "text", "speaker", "inside", "outside"),
    [
        ("en", "The town burned, said Ahmet Davutoglu.", "Ahmet Davutoglu", "burned", None),
        ("en", "“The town burned,” Ahmet Davutoglu said.", "Ahmet Davutoglu", "burned", None),
        ("en", "An envoy said that the town burned.", "envoy", "burned", "An"),
        ("en", "According to Ahmet Davutoglu the town burned.", "Ahmet Davutoglu", "burned", None),
        ("en", "The town burned, according to Ahmet Davutoglu.", "Ahmet Davutoglu", "burned", None),
        ("id", "Kota itu terbakar, kata Ahmet Davutoglu.", "Ahmet Davutoglu", "terbakar", None),
        ("id", "“Kota itu terbakar,” ujar seorang utusan.", "utusan", "terbakar", None),
        ("id", "Seorang utusan mengatakan kota itu terbakar.", "utusan", "terbakar", "Seorang"),
        ("id", "Menurut Lavrov, kota itu terbakar semalam.", "Lavrov", "terbakar", None),
    ],
)
def test_the_ways_of_saying_give_speaker_and_scope(language, text, speaker, inside, outside):
    who, words, _ = Reading(language, text).sayings()[0]
    assert who == speaker
    assert inside in words
    assert outside is None or outside not in words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The town burned for days and nobody came."),
        ("en", "The town said little of the fire by the rebels."),
        ("id", "Kota itu terbakar dan tidak ada yang datang."),
    ],
)
def test_without_a_speaker_there_is_no_saying(language, text):
    assert not any(
        "burned" in words or "terbakar" in words
        for _, words, _ in Reading(language, text).sayings()
    )


def test_two_sayings_of_one_sentence_are_in_order():
    text = "An envoy said that the town burned and the king said that it was old."
    assert [who for who, _, _ in Reading("en", text).sayings()] == ["envoy", "king"]


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("en", "The town burned, said Ahmet Davutoglu, as quoted by Reuters.", "Reuters"),
        ("id", "Kota itu terbakar, kata Ahmet Davutoglu dikutip dari Reuters.", "Reuters"),
        ("id", "Kota itu terbakar, kata utusan itu seperti dilansir dari Kompas.", "Kompas"),
    ],
)
def test_the_outlet_of_a_saying_is_kept(language, text, outlet):
    assert Reading(language, text).sayings()[0][2] == outlet


def test_a_phrase_behind_a_preposition_speaks_not():
    assert Reading("en", "The town of rebels said little.").sayings() == []
