"""Sentence boundaries against the articles marked by hand in `tests/sentences/`."""

import pytest

from tests.annotate.marked_sentences import (
    BLANK,
    NOTHING,
    Marked,
    compare,
    load,
    misses,
    unmark,
)

LEAST_F = 0.97
ARTICLES = {"id": 20, "en": 10}


@pytest.mark.parametrize("language", ARTICLES)
def test_sentences_end_where_a_hand_marked_them(language):
    articles = load(language)
    score = compare(articles)
    assert score.f >= LEAST_F, "\n".join([str(score), *misses(articles)])


@pytest.mark.parametrize(("language", "number"), ARTICLES.items())
def test_the_set_is_whole(language, number):
    articles = load(language)
    assert len(articles) == number
    for article in articles:
        assert article.starts, article.name
        assert len(article.starts) + article.text.count("\n") >= 10, article.name


def test_marks_become_a_blank_and_nothing():
    text, starts = unmark(f"Ia pergi.{BLANK}Ia pulang.{NOTHING}Lalu\nia tidur. {BLANK}Habis.")
    assert text == "Ia pergi. Ia pulang.Lalu\nia tidur.  Habis."
    assert sorted(text[at:][:3] for at in starts) == ["Hab", "Ia ", "Lal"]


def test_the_measure_counts_both_kinds_of_error():
    text = "Ia pergi. Ia pulang. Habis."
    wrong = Marked(name="a", language="id", text=text, starts=frozenset({10, 13}))
    score = compare([wrong])
    assert (score.right, score.found, score.marked) == (1, 2, 2)
    assert [line[0] for line in misses([wrong])] == ["-", "+"]
