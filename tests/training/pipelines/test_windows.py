import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.pipelines.corpora import IGNORE, Sentence, Story
from training.pipelines.windows import LabelledWindow, batches, labels, train_windows

from eventgraph.annotate.windows import LENGTH
from tests.training.samples import dice, letters, sentence, story

PIECES = letters()


@given(st.integers(1, 40), st.integers(1, 30), st.booleans(), st.integers(0, 99))
def test_every_sentence_is_new_once_and_in_order(count, words, ordered, seed):
    told = story(count, words, ordered)
    windows = train_windows(told, PIECES, dice(seed))
    assert tuple(s for w in windows for s in w.sentences) == told.sentences
    for one in windows:
        new = tuple(word for s in one.sentences for word in s.words)
        assert one.window.words[one.window.new :] == new


@given(st.integers(1, 40), st.integers(1, 30), st.integers(0, 99))
def test_a_window_of_several_sentences_is_no_longer_than_in_reading(count, words, seed):
    for one in train_windows(story(count, words), PIECES, dice(seed)):
        assert one.size <= LENGTH or len(one.sentences) == 1


def test_the_same_dice_give_the_same_windows_and_others_do_not():
    told = story(30)
    first, again, other = (
        [w.window.ids for w in train_windows(told, PIECES, dice(seed))] for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_sentences_without_order_have_no_context():
    assert all(not w.window.new for w in train_windows(story(30, ordered=False), PIECES, dice(1)))
    ordered = train_windows(story(30), PIECES, dice(1))
    assert [bool(w.window.new) for w in ordered] == [False] + [True] * (len(ordered) - 1)


def test_a_sentence_longer_than_the_network_is_passed_over():
    text = "cd " * 400
    told = Story("long", "en", text, (sentence(text, 0, len(text)),))
    assert train_windows(told, PIECES, dice(1)) == []


def test_context_and_silent_heads_have_no_labels():
    windows = train_windows(story(30), PIECES, dice(1))
    one = windows[1]
    told = labels(one)
    size = len(one.window.words)
    assert {name: len(values) for name, values in told.items()} == dict.fromkeys(told, size)
    assert set(told["triggers"][: one.window.new]) == {IGNORE}
    assert set(told["bounds"][: one.window.new]) == {IGNORE}
    assert set(told["ner"]) == set(told["upos"]) == {IGNORE}
    assert told["bounds"][one.window.new] == told["triggers"][one.window.new] == 1
    assert told["bounds"].count(1) == len(one.sentences)


def test_a_label_of_nothing_is_not_silence():
    words = sentence("Aba cd.", 0, 7).words
    told = Story("s", "en", "", (Sentence(words, ner=(0, 0, 0)),))
    assert labels(train_windows(told, PIECES, dice(1))[0])["ner"] == [0, 0, 0]


@pytest.mark.parametrize("size", [1, 300, 100_000])
def test_batches_hold_every_window_once_and_follow_the_dice(size):
    windows = train_windows(story(300, 20), PIECES, dice(1))
    groups = batches(windows, size, dice(3))
    assert sorted(map(id, windows)) == sorted(id(w) for group in groups for w in group)
    assert groups == batches(windows, size, dice(3))
    assert all(_padded(group) <= size or len(group) == 1 for group in groups)


def _padded(group: list[LabelledWindow]) -> int:
    return max(w.size for w in group) * len(group)
