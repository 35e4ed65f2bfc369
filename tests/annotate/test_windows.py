import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.annotate.pieces import load_pieces
from eventgraph.annotate.windows import CONTEXT, cost, cut_windows, split_words
from eventgraph.models import weights

LONGEST = 240 + CONTEXT + 2
"""Pieces of the longest window: a long sentence alone with its context."""
POSITIONS = 512
"""Places that the network has; a longer window cannot be read."""


@pytest.fixture(scope="module")
def pieces():
    return load_pieces(weights("pieces.json"))


def sentences_of(text):
    """Cut a text at its full stops, as a stand-in for the component."""
    words = split_words(text)
    cuts = [0, *(n + 1 for n, w in enumerate(words) if w.text == "."), len(words)]
    return [words[a:b] for a, b in itertools.pairwise(cuts) if a < b]


def test_words_know_what_stands_before_them():
    words = split_words("Pukul 10.30, (WIB)\n di Jakarta")
    assert [w.text for w in words] == ["Pukul", "10.30", ",", "(", "WIB", ")", "di", "Jakarta"]
    assert [w.spaced for w in words] == [True, True, False, True, False, False, True, True]
    assert [w.fresh for w in words] == [True, False, False, False, False, False, True, False]


def test_words_of_a_stretch_know_their_line():
    text = "Satu dua\ntiga empat"
    assert [w.fresh for w in split_words(text, 5)] == [False, True, False]
    assert [w.fresh for w in split_words(text, 9)] == [True, False]


@given(
    st.lists(
        st.sampled_from(["Putin", "serangan", "di", "10.5", ".", "\n", "…", "كابول"]), max_size=400
    )
)
def test_windows_hold_every_word_once_as_new(pieces, tokens):
    cut = sentences_of(" ".join(tokens))
    new = []
    for window in cut_windows(cut, pieces):
        new += window.words[window.new :]
        assert len(window.first) == len(window.words)
        assert cost(window.words[: window.new], pieces) <= CONTEXT
        assert len(window.ids) <= LONGEST < POSITIONS
    assert new == [word for words in cut for word in words]


def test_a_long_sentence_is_read_in_parts_with_what_stood_before(pieces):
    words = split_words("kata " * 4000)
    windows = list(cut_windows([words], pieces))
    assert max(len(w.ids) for w in windows) < POSITIONS
    assert all(w.new > 0 for w in windows[1:])
    assert sum(len(w.words) - w.new for w in windows) == 4000


def test_a_window_shows_the_headline_and_the_sentence_before(pieces):
    lines = ["Putin usulkan gencatan senjata.", *(["Serangan terjadi di kota itu."] * 60)]
    cut = [split_words(line) for line in lines]
    second = list(cut_windows(cut, pieces))[1]
    shown = [w.text for w in second.words[: second.new]]
    assert shown[:4] == ["Putin", "usulkan", "gencatan", "senjata"]
    assert shown[-6:] == ["Serangan", "terjadi", "di", "kota", "itu", "."]


def test_the_pieces_of_a_window_stand_where_first_says(pieces):
    [window] = cut_windows([split_words("Presiden Putin\nbertemu Erdoğan")], pieces)
    for word, place in zip(window.words, window.first, strict=True):
        assert window.ids[place] == pieces.word(word.text, word.spaced)[0]
    line = window.first[2] - 1
    assert window.ids[line] == pieces.special["eos"]


def seconds(size, piece):
    """Give the processor time of cutting one line of `size` characters sentence by sentence."""
    count = size // len(piece)
    text = piece * count
    spans = [(n * len(piece), (n + 1) * len(piece)) for n in range(count)]
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        words = sum(len(split_words(text, start, end)) for start, end in spans)
        best = min(best, time.process_time() - began)
    assert words == count * len(split_words(piece))
    return best


@pytest.mark.parametrize("piece", ["Ia pergi. ", "A. "])
def test_one_line_of_many_sentences_takes_time_in_proportion(piece):
    # Four times the text; a look back to the begin of the line makes it sixteen times the work.
    assert seconds(1_000_000, piece) < 8 * seconds(250_000, piece)
