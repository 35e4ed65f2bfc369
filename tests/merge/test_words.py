import math
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.merge.words import cosine, names_of, vector, words_of
from eventgraph.model import Article


def named(text):
    return names_of(Article(id="a", text=text)).weights


@pytest.mark.parametrize("word", ["yang", "dan", "dengan", "the", "and", "that"])
def test_everyday_words_weigh_nothing(word):
    assert vector({word: 5}).weights == {}


def test_a_rare_name_weighs_more_than_a_frequent_one():
    weights = vector({"Kyrylenko": 1, "Indonesia": 1}).weights
    assert weights["Kyrylenko"] > weights.get("Indonesia", 0)


def test_no_word_weighs_more_than_the_cap():
    weights = vector({"Kyrylenko": 1, "qzxvkjqzxvkjqzxvkj": 1, "Xq" * 30: 1}).weights
    assert max(weights.values()) == weights["qzxvkjqzxvkjqzxvkj"] == weights["Xq" * 30]


def test_names_begin_with_a_capital_or_a_digit_and_have_three_letters():
    found = named("Gubernur Kyrylenko bertemu El Baradei di kramatorsk pada 11/5/2023.")
    assert {"Kyrylenko", "Baradei", "2023"} <= set(found)
    assert not {"kramatorsk", "El", "11"} & set(found)


def test_a_name_that_is_told_again_weighs_more_but_not_twice_as_much():
    once, twice = named("Kyrylenko"), named("Kyrylenko Kyrylenko")
    assert once["Kyrylenko"] < twice["Kyrylenko"] < 2 * once["Kyrylenko"]


def test_a_text_is_all_like_itself_and_nothing_like_another():
    one, other = vector({"Kyrylenko": 2, "Kramatorsk": 1}), vector({"Trukhanov": 1})
    assert cosine(one, one) == pytest.approx(1)
    assert cosine(one, other) == 0
    assert 0 < cosine(one, vector({"Kyrylenko": 1, "Trukhanov": 1})) < 1


@pytest.mark.parametrize("text", ["", " ", "yang dan", "\ud800\udfff \udc00", "!!! ... ???"])
def test_a_text_without_words_that_tell_is_like_no_other(text):
    empty = names_of(Article(id="a", text=text))
    assert empty.weights == {}
    assert cosine(empty, empty) == cosine(empty, vector({"Kyrylenko": 1})) == 0


def test_lone_surrogates_part_words_and_do_no_harm():
    assert list(words_of("Kyry\ud800lenko")) == ["Kyry", "lenko"]


def test_endless_words_are_cut_so_that_neither_vectors_nor_the_cache_keep_them():
    word = "Zq" * 50_000
    [(kept, weight)] = named(f"{word} {word}x").items()
    assert len(kept) < 100
    assert word.startswith(kept)
    assert weight > 0
    tracemalloc.start()
    for number in range(40):
        named(f"Q{number}{word}")
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert left < len(word) * 10, "forty endless words are kept"


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_lies_between_none_and_all_and_is_the_same_both_ways(one, other):
    a, b = (names_of(Article(id=x, text=text)) for x, text in (("a", one), ("b", other)))
    assert 0 <= cosine(a, b) <= 1 + 1e-9
    assert cosine(a, b) == cosine(b, a)
    assert all(w > 0 and math.isfinite(w) for w in a.weights.values())
