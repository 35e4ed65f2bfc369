from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.annotate import encoder as room
from eventgraph.annotate.encoder import Encoder, OnnxEngine, shipped_encoder
from eventgraph.annotate.labels import TRIGGER_TAGS, UPOS
from eventgraph.errors import ModelError
from eventgraph.models import weights

TEXT = "Rusia menyerang Ukraina. Presiden Putin bertemu Erdogan di Ankara pada Kamis."
SENTENCES = [(0, 24), (25, len(TEXT))]


def read(text, sentences=None):
    return shipped_encoder().read(text, [(0, len(text))] if sentences is None else sentences)


def test_what_is_read_points_into_the_text():
    reading = read(TEXT, SENTENCES)
    words = [TEXT[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]
    assert words[:4] == ["Rusia", "menyerang", "Ukraina", "."]
    assert reading.sentences.tolist() == [0, 4, 13]
    assert [UPOS[n] for n in reading.upos[:4]] == ["PROPN", "VERB", "PROPN", "PUNCT"]
    assert TRIGGER_TAGS[reading.triggers[1].argmax()] == "B-ASSAULT"


def test_states_are_kept_of_sentences_that_may_tell_of_an_act(monkeypatch):
    monkeypatch.setattr(room, "_SILENT", 0.5)  # where exactly the line is, weights decide
    text = "Rusia menyerang Ukraina. Harga beras di pasar naik."
    reading = read(text, [(0, 24), (25, len(text))])
    assert reading.states_of(0, 4).shape == (4, 384)
    assert reading.states_of(4, len(reading.starts)) is None
    assert reading.states.shape[0] == 4


def test_an_article_is_read_the_same_in_any_company():
    alone = read(TEXT, SENTENCES)
    for other in ("Gempa di Jepang. " * 40, "!", TEXT * 3):
        read(other)
        again = read(TEXT, SENTENCES)
        for name, array in alone.as_dict().items():
            assert np.array_equal(array, getattr(again, name)), name


def test_the_cut_of_long_sentences_keeps_every_word():
    text = "pasukan menyerang kota " * 1500
    reading = read(text)
    assert len(reading.starts) == 4500
    edges = reading.sentences.tolist()
    assert (edges[0], edges[-1]) == (0, 4500)
    assert all(0 < end - start <= 480 for start, end in pairwise(edges))


def words_of(text, reading):
    return [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]


@pytest.mark.parametrize("text", ["", "   \n ", "\u00a0\u2003", "\n\n\t\r\n"])
@pytest.mark.parametrize("whole", [True, False], ids=["as a sentence", "without sentences"])
def test_nothing_to_read_gives_empty_arrays(text, whole):
    reading = read(text, [(0, len(text))] if whole else [])
    assert reading.sentences.tolist() == [0]
    assert reading.states.shape == (0, 384)
    rest = {n: a for n, a in reading.as_dict().items() if n not in ("sentences", "states")}
    assert {name: len(array) for name, array in rest.items()} == dict.fromkeys(rest, 0)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("\u200b\u200d", 2),
        ("\x00\x01", 2),
        (" . ", 1),
        ("!?!", 3),
        ("Pukul 10.30, (WIB)\n", 6),
        ("中国和日本", 1),
        ("anak-anak", 3),
        ("kata" * 2000, 1),
    ],
    ids=["unseen", "control", "mark", "marks", "line", "Chinese", "hyphen", "long word"],
)
def test_every_word_and_mark_has_its_row(text, count):
    reading = read(text)
    assert reading.sentences.tolist() == [0, count]
    assert "".join(words_of(text, reading)) == "".join(text.split())
    rest = {n: a for n, a in reading.as_dict().items() if n not in ("sentences", "states")}
    assert {name: len(array) for name, array in rest.items()} == dict.fromkeys(rest, count)


VISIBLE = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n.,'’-19aZ")


@settings(max_examples=40)
@given(st.text(VISIBLE, max_size=200))
def test_any_text_is_read_with_right_offsets(text):
    reading = read(text)
    assert "".join(words_of(text, reading)) == "".join(text.split())
    assert (reading.starts[1:] >= reading.ends[:-1]).all()
    assert len(reading.starts) == len(reading.ner) == len(reading.triggers)


def test_an_old_runtime_is_told_with_the_cure(monkeypatch):
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "__version__", "1.10.0")
    with pytest.raises(ModelError, match=r"1\.10\.0 is too old.*pip install 'onnxruntime>=1\.20'"):
        OnnxEngine(weights("encoder.int8.onnx"), weights("roles.onnx"))


def test_a_file_that_is_no_model_is_told_with_the_cure(tmp_path):
    path = tmp_path / "encoder.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(ModelError, match="cannot load the weights"):
        OnnxEngine(path, path)


def test_a_window_never_sees_the_stretches_between_sentences():
    class Spy:
        def __init__(self):
            self.seen = []

        def read(self, ids, places):
            self.seen += ids[0].tolist()
            return engine.read(ids, places)

    shipped = shipped_encoder()
    engine = shipped.engine
    text = "Putin bertemu Erdogan. BACAJUGA Putin bertemu Erdogan."
    spy = Spy()
    Encoder(spy, shipped.pieces).read(text, [(0, 22), (32, len(text))])
    assert shipped.pieces.word("BACAJUGA", True)[0] not in spy.seen


def test_the_encoder_is_loaded_once():
    assert shipped_encoder() is room.shipped_encoder()
