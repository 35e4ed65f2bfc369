import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.annotate.pieces import Pieces, load_pieces, save_pieces

SPECIAL = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}


@pytest.fixture(scope="module")
def pieces():
    table = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁serang", "an", "serangan", "a", "n", "e"]
    scores = [0, 0, 0, 0, -3.0, -4.0, -2.0, -9.0, -5.0, -5.0, -5.0]
    return Pieces(table, scores, SPECIAL, {"é": "e"})


def texts(pieces, word, spaced=True):
    return [pieces.pieces[n] for n in pieces.word(word, spaced)]


def test_the_path_with_the_best_score_is_taken(pieces):
    assert texts(pieces, "serangan") == ["▁serang", "an"]
    assert texts(pieces, "serangan", spaced=False) == ["serangan"]


def test_a_character_outside_the_table_is_unknown(pieces):
    assert texts(pieces, "a中n", spaced=False) == ["a", "<unk>", "n"]


def test_signs_are_normalised_first(pieces):
    assert texts(pieces, "é", spaced=False) == ["e"]


@given(st.text(max_size=300), st.booleans())
def test_every_word_has_pieces_of_the_table(pieces, word, spaced):
    found = pieces.word(word, spaced)
    assert found
    assert all(0 <= n < len(pieces.pieces) for n in found)
    assert len(found) <= 97


def test_a_saved_table_cuts_the_same(pieces, tmp_path):
    save_pieces(tmp_path / "pieces.json", pieces)
    again = load_pieces(tmp_path / "pieces.json")
    for word in ("serangan", "an", "xé中"):
        assert again.word(word, True) == pieces.word(word, True)
