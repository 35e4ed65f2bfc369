from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.coreference.crossed import crossed

from eventgraph.annotate.encoder import Reading
from eventgraph.corefer.features import NAMES, pair_features
from eventgraph.model import Mention
from tests.corefer.samples import ARTICLES, MIDDLE, Act, reading_of, told


@dataclass
class Source:
    language: str
    mentions: tuple[Mention, ...]
    reading: Reading | None


def source(acts, number, language="id", seen=True):
    text, mentions = told(*acts, article=f"article {number}")
    return Source(language, mentions, reading_of(text) if seen else None)


@given(st.lists(ARTICLES, max_size=4))
def test_pairs_are_of_one_type_and_of_two_articles(articles):
    found = list(crossed([source(a, n) for n, a in enumerate(articles)], 5, MIDDLE))
    assert len(found) in (0, 5)
    for pair in found:
        one, other = pair.first.mention, pair.second.mention
        assert one.article != other.article
        assert one.type is other.type
        assert 0 <= one.sentence.start <= one.trigger.start < other.trigger.start
        assert pair.between + 2 <= pair.of_type
        assert len(pair_features(pair)) == len(NAMES)


def test_states_and_words_are_those_of_the_mention_where_it_was_told():
    articles = [source([Act()], 0), source([Act(actor="Turki")], 1)]
    for pair in crossed(articles, 4, MIDDLE):
        assert pair.first.state is not None
        assert np.array_equal(pair.first.state, pair.second.state)  # the same word
        assert pair.first.sides[0].names != pair.second.sides[0].names


@pytest.mark.parametrize(
    "articles",
    [
        [],
        [source([Act(), Act()], 0)],
        [source([Act()], 0), source([Act(verb="bertemu")], 1)],
        [source([Act()], 0), source([Act()], 1, language="en")],
        [source([Act()], 0), source([Act()], 1, seen=False)],
    ],
)
def test_where_no_two_articles_tell_acts_alike_there_are_no_pairs(articles):
    assert list(crossed(articles, 3, MIDDLE)) == []


def test_they_are_the_same_in_every_run():
    articles = [source([Act(), Act(verb="serangan")], n) for n in range(5)]
    runs = [[pair_features(p) for p in crossed(articles, 9, MIDDLE)] for _ in range(2)]
    assert runs[0] == runs[1]
