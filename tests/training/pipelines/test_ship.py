import hashlib
import json
import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.pipelines.ship import FILES, MODELS, manifest_text, score_rows, ship

from eventgraph.models import _manifest

CARD = """\
name = "reader"
version = "3"
trained = 2020-01-02
seed = 9
languages = ["en", "id"]
licence = "CC BY-SA 4.0"
origin = "an \\"encoder\\""

[[file]]
name = "old.onnx"
size = 1
sha256 = "00"

[[score]]
head = "names"
data = "an old test"
measure = "F"
value = 0.1

[[data]]
name = "a treebank"
licence = "CC BY-SA 4.0"
use = "parts of speech"
"""


def scores(trigger=0.6, names=0.9):
    event = {"Trig-C": {"p": 0.1, "f": trigger}, "Arg-C": {"f": 0.4}, "status": 0.92}
    return {
        "events": {"all": event, "id": event},
        "idner test": {"all": {"f": names}, "PER": 0.5},
        "GSD test": {"upos": 0.91},
        "EWT test": {"upos": 0.93, "bounds": {"f": 0.77}},
        "cpu_minutes": 1.0,
    }


@pytest.fixture
def folders(tmp_path):
    onnx, models = tmp_path / "onnx", tmp_path / "models"
    onnx.mkdir()
    models.mkdir()
    for name in FILES:
        (onnx / name).write_bytes(name.encode() * 3)
    (models / "manifest.toml").write_text(CARD, encoding="utf-8")
    return onnx, models


def test_the_card_has_the_size_and_digest_of_what_was_copied(folders):
    onnx, models = folders
    ship(onnx, [scores()], 2, date(2021, 3, 4), models)
    with (models / "manifest.toml").open("rb") as stream:
        card = _manifest(tomllib.load(stream))
    assert [file.name for file in card.files] == list(FILES)
    for file in card.files:
        data = (models / file.name).read_bytes()
        assert data == (onnx / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (card.seed, card.trained) == (2, date(2021, 3, 4))


def test_what_is_no_result_of_a_training_stays(folders):
    onnx, models = folders
    ship(onnx, [scores()], 2, date(2021, 3, 4), models)
    before, after = tomllib.loads(CARD), tomllib.loads((models / "manifest.toml").read_text())
    for key in ("name", "version", "languages", "licence", "origin", "data"):
        assert after[key] == before[key]
    assert "an old test" not in {row["data"] for row in after["score"]}


def test_shipping_twice_changes_nothing(folders):
    onnx, models = folders
    texts = []
    for _ in range(2):
        ship(onnx, [scores()], 2, date(2021, 3, 4), models)
        texts.append((models / "manifest.toml").read_bytes())
    assert texts[0] == texts[1]


def test_a_missing_file_is_told_before_anything_is_copied(folders):
    onnx, models = folders
    (onnx / "roles.onnx").unlink()
    with pytest.raises(SystemExit, match=r"roles\.onnx is missing; run .*\.export"):
        ship(onnx, [scores()], 2, date(2021, 3, 4), models)
    assert [path.name for path in models.iterdir()] == ["manifest.toml"]


def test_rows_name_head_data_and_measure():
    rows = {
        (row["head"], row["data"], row["measure"]): row["value"] for row in score_rows([scores()])
    }
    held_out = "held-out tenth of the labelled articles"
    assert rows == {
        ("triggers", held_out, "trigger and type F"): 0.6,
        ("triggers", f"{held_out}, Indonesian", "trigger and type F"): 0.6,
        ("roles", held_out, "argument and role F"): 0.4,
        ("roles", f"{held_out}, Indonesian", "argument and role F"): 0.4,
        ("status", held_out, "accuracy"): 0.92,
        ("status", f"{held_out}, Indonesian", "accuracy"): 0.92,
        ("names", "idner-news-2k test", "exact span F"): 0.9,
        ("parts of speech", "UNER and UD English-EWT test", "accuracy"): 0.93,
        ("parts of speech", "UD Indonesian-GSD test", "accuracy"): 0.91,
        ("sentence starts", "UNER and UD English-EWT test", "F"): 0.77,
    }


def test_the_mean_is_that_of_all_seeds_and_the_value_that_of_the_first():
    runs = [scores(0.6, 0.90), scores(0.5, 0.86), scores(0.7, 0.85)]
    rows = {(row["head"], row["data"]): row for row in score_rows(runs)}
    names = rows["names", "idner-news-2k test"]
    assert (names["value"], names["mean"]) == (0.9, 0.87)
    assert all("mean" not in row for row in score_rows(runs[:1]))
    del runs[2]["GSD test"]
    rows = {(row["head"], row["data"]): row for row in score_rows(runs)}
    assert "mean" not in rows["parts of speech", "UD Indonesian-GSD test"]


PLAIN = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x7f")),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=date(1000, 1, 1)),
)
KEYS = st.text("abcdefgh_", min_size=1)
ROWS = st.lists(st.dictionaries(KEYS, PLAIN), min_size=1, max_size=3)


@given(st.dictionaries(KEYS, st.one_of(PLAIN, st.lists(st.text('ab"\\\n')), ROWS)))
def test_a_card_that_is_written_reads_the_same(card):
    assert tomllib.loads(manifest_text(card)) == card


def test_the_shipped_card_is_as_it_would_be_written():
    text = (MODELS / "manifest.toml").read_text(encoding="utf-8")
    assert manifest_text(tomllib.loads(text)) == text


def test_the_notice_names_the_data_of_the_card():
    card = tomllib.loads((MODELS / "manifest.toml").read_text(encoding="utf-8"))
    notice = " ".join((MODELS / "licences" / "NOTICE").read_text(encoding="utf-8").split())
    assert json.dumps(card["licence"]).startswith('"CC BY-SA 4.0')
    for name in ("multilingual-e5-small", "idner-news-2k", "spacyndo", "NERGRIT", "Indonesian-GSD"):
        assert any(name in row["name"] for row in card["data"]), name
        assert name in notice
    for name in ("MIT.txt", "Apache-2.0.txt", "CC-BY-SA-4.0.txt"):
        assert name in notice
        assert (MODELS / "licences" / name).is_file()
