import pytest

from tests.extract.samples import Reading


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("en", "The town burned, said Ahmet Davutoglu, as quoted by Reuters.", "Reuters"),
        ("id", "Kota itu terbakar, kata Ahmet Davutoglu dikutip dari Reuters.", "Reuters"),
        ("id", "Kota itu terbakar, kata utusan itu seperti dilansir dari Kompas.", "Kompas"),
    ],
)
def test_the_outlet_a_sentence_is_quoted_from_is_found(language, text, outlet):
    assert Reading(language, text).outlet() == outlet


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The town burned, said Ahmet Davutoglu."),
        ("id", "Buku itu dikutip dari sebuah naskah lama oleh Ahmet Davutoglu."),
    ],
)
def test_without_a_name_behind_the_form_there_is_no_outlet(language, text):
    assert Reading(language, text).outlet() is None
