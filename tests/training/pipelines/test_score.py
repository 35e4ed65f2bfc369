from collections import Counter

import numpy as np
from training.pipelines.corpora import Sentence, Story
from training.pipelines.score import (
    event_counts,
    event_scores,
    score_bounds,
    score_events,
    score_tags,
    tag_text,
)

from eventgraph.annotate.encoder import Encoder
from eventgraph.annotate.labels import NER_TAGS, TRIGGER_TAGS, UPOS
from eventgraph.annotate.windows import split_words
from tests.training.samples import letters, story

PIECES = letters()
CAPITALS = [n for n, piece in enumerate(PIECES.pieces) if piece.isalpha() and piece.isupper()]
SPACE = PIECES.pieces.index("\u2581")


class Capitals:
    """An engine for which a word with a capital is a place, a trigger and a sentence's start."""

    def read(self, ids, places):
        following = np.append(ids[0, 1:], 0)
        capital = np.isin(ids[0], CAPITALS) | (ids[0] == SPACE) & np.isin(following, CAPITALS)
        size = ids.shape[1]

        def logits(count, number, other=0):
            values = np.zeros((size, count), np.float32)
            values[np.arange(size), np.where(capital, number, other)] = 9
            return values[places]

        return {
            "states": np.ones((len(places), 384), np.float32),
            "triggers": logits(len(TRIGGER_TAGS), 1),
            "ner": logits(len(NER_TAGS), NER_TAGS.index("B-LOC")),
            "upos": logits(len(UPOS), UPOS.index("PROPN"), UPOS.index("NOUN")),
            "bounds": logits(2, 1),
        }

    def roles(self, states, mask, trigger, kind):  # noqa: ARG002
        roles = np.zeros((*states.shape[:2], 11), np.float32)
        roles[:, :, 0] = 1
        return roles, np.eye(4, dtype=np.float32)[np.zeros(len(states), int)]


ENCODER = Encoder(Capitals(), PIECES)


def tagged(text, names, parts):
    words = tuple(split_words(text))
    ner = tuple(NER_TAGS.index(name) for name in names)
    return Sentence(words, ner=ner, upos=tuple(UPOS.index(part) for part in parts))


def mention(start, kind="AID", actors=(), **more):
    trigger = {"text": "x" * 3, "start": start, "end": start + 3}
    row = {"type": kind, "status": "actual", "trigger": trigger, "targets": [], "places": []}
    row["actors"] = [{"start": a, "end": a + 2} for a in actors]
    return row | {"date": None, "source": ""} | more


def test_the_same_mentions_are_all_right():
    gold = [mention(0, actors=(10, 20)), mention(30, "ASSAULT")]
    scores = event_scores(event_counts(gold, gold))
    assert scores["Trig-I"] == scores["Trig-C"] == scores["Arg-C"] == {"p": 1, "r": 1, "f": 1}
    assert scores["status"] == scores["source"] == scores["date"] == 1


def test_a_wrong_type_counts_as_found_and_takes_its_arguments_with_it():
    counts = event_counts([mention(0, actors=(10,))], [mention(1, "ASSAULT", actors=(10,))])
    assert (counts["trig_i"], counts["trig_c"], counts["actors_hit"]) == (1, 0, 0)
    assert (counts["actors_gold"], counts["actors_found"]) == (1, 1)


def test_each_trigger_and_argument_is_paired_once_and_the_right_type_first():
    found = [mention(0, "ASSAULT"), mention(1, "AID", actors=(10, 11))]
    counts = event_counts([mention(0, "AID", actors=(10,))], found)
    assert (counts["trig_i"], counts["trig_c"], counts["actors_hit"]) == (1, 1, 1)


def test_nothing_found_is_no_division_by_zero():
    assert event_scores(event_counts([], []))["Trig-C"]["f"] == 0
    assert event_scores(Counter())["status"] == 0


def test_names_and_parts_of_speech_are_those_of_the_running_encoder():
    sentences = (
        tagged("aba Cd ef", ["O", "B-LOC", "O"], ["NOUN", "PROPN", "NOUN"]),
        tagged("Aba, cd", ["B-PER", "O", "O"], ["PROPN", "PUNCT", "VERB"]),
    )
    scores = score_tags(Story("s", "en", "", sentences, ordered=False), ENCODER)
    assert scores["all"] == {"p": 0.5, "r": 0.5, "f": 0.5}
    assert (scores["LOC"], scores["PER"]) == (0.667, 0.0)
    assert scores["upos"] == round(4 / 6, 4)


def test_a_silent_data_set_has_no_figure():
    sentence = Sentence(tuple(split_words("aba")), ner=(0,))
    assert "upos" not in score_tags(Story("s", "en", "", (sentence,)), ENCODER)


def test_sentence_starts_are_scored_between_sentences():
    starts = [Sentence(tuple(split_words(text))) for text in ("Aba cd.", "Ef gh.", "ij kl.")]
    scores = score_bounds([Story("s", "en", "", tuple(starts))], ENCODER)
    assert scores == {"p": 1.0, "r": 0.5, "f": 0.667}


def test_events_are_found_in_the_given_sentences():
    told = story(4)
    gold = tuple(mention(start, "AGREE") for start, _ in told.spans)
    told = Story(told.id, told.language, told.text, told.sentences, mentions=gold)
    scores = score_events([told], ENCODER)
    assert scores["all"] == scores["en"]
    assert scores["all"]["Trig-C"] == {"p": 1.0, "r": 1.0, "f": 1.0}


def test_sentences_are_written_as_they_were_cut():
    text = "Aba, cd (ef)"
    assert tag_text(Story("s", "en", "", (Sentence(tuple(split_words(text))),))) == [text]
