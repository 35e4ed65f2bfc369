import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from eventgraph.annotate.decode import best_tags, log_softmax
from eventgraph.annotate.labels import bio_spans, bio_tags

LOGITS = st.integers(0, 4).flatmap(
    lambda words: arrays(np.float32, (words, 5), elements=st.floats(-4, 4, width=16))
)


def allowed(tags):
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


@given(LOGITS)
def test_the_best_sequence_is_that_of_all_allowed_ones(logits):
    found = best_tags(logits)
    assert allowed(found)
    scores = log_softmax(logits)
    every = itertools.product(range(5), repeat=len(logits))
    best = max(sum(scores[n, tag] for n, tag in enumerate(tags)) for tags in every if allowed(tags))
    assert np.isclose(sum(scores[n, tag] for n, tag in enumerate(found)), best)


def test_chances_sum_to_one_even_for_large_logits():
    chances = np.exp(log_softmax(np.array([[1e4, 0.0, -1e4], [1.0, 1.0, 1.0]], np.float32)))
    assert np.allclose(chances.sum(-1), 1)
    assert np.allclose(chances[1], 1 / 3)


def test_spans_of_tags():
    assert bio_tags(["A", "B"]) == ("O", "B-A", "I-A", "B-B", "I-B")
    assert bio_spans([1, 2, 1, 0, 3, 4, 4]) == [(0, 2, 0), (2, 3, 0), (4, 7, 1)]
    assert bio_spans([0, 2]) == [(1, 2, 0)]
