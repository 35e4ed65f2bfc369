import pytest
from training.merging.labels import Story
from training.merging.score import mean_f, score_stories

from eventgraph.evaluate import Score


def test_pairs_of_two_articles_are_counted_by_story():
    story = Story("s", frozenset("abc"), {("a", 1): 0, ("b", 1): 0, ("b", 2): 0, ("c", 1): 1})
    ids = {("a", 1): "a1", ("b", 1): "b1", ("b", 2): "b2", ("c", 1): "c1", ("c", 2): "c2"}
    event_of = {"a1": "x", "b1": "x", "b2": "y", "c1": "x", "c2": "z"}
    # Right: a1 and b1. Found: these and c1 with each. Labelled: a1 with b1 and with b2.
    assert score_stories([story], ids, event_of) == {"s": Score(hit=1, predicted=3, gold=2)}
    alone = Story("t", frozenset("d"), {})
    assert score_stories([alone], {("d", 1): "d1"}, {"d1": "x"}) == {}


def test_each_story_counts_the_same():
    scores = {"large": Score(50, 100, 100), "small": Score(1, 1, 1)}
    assert mean_f(scores.values()) == pytest.approx(0.75)
