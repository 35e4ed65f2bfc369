import hashlib
import shutil

import pytest
from click.testing import CliRunner

from eventgraph import models
from eventgraph.annotate.encoder import shipped_encoder
from eventgraph.cli import main
from eventgraph.corefer.link import shipped_judge
from eventgraph.errors import ModelError
from eventgraph.models import manifest, weights

FILES = ("coreference.npz", "encoder.int8.onnx", "pieces.json", "roles.onnx")
CARD = """
name = "a reader"
version = "1"
trained = 2020-01-02
seed = 1
languages = ["en"]
licence = "MIT"
origin = "made by hand"
score = []
data = []
"""


@pytest.fixture
def use(monkeypatch):
    """What takes another folder for that of the shipped weights, until the end of the test."""

    def forget():
        for kept in (manifest, weights, shipped_encoder, shipped_judge):
            kept.cache_clear()

    def take(folder):
        monkeypatch.setattr(models, "_folder", lambda: folder)
        forget()
        return folder

    yield take
    monkeypatch.undo()
    forget()


@pytest.fixture
def copy(tmp_path, use):
    """A copy of the card and one small file of weights, to be damaged."""
    for name in ("manifest.toml", "pieces.json"):
        shutil.copy(models._folder() / name, tmp_path)
    return use(tmp_path)


@pytest.fixture
def small(tmp_path, use):
    """A folder with a card of two tiny files."""
    card = CARD
    for name, content in (("first.onnx", b"some weights"), ("second.json", b"{}")):
        (tmp_path / name).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        card += f'[[file]]\nname = "{name}"\nsize = {len(content)}\nsha256 = "{digest}"\n'
    (tmp_path / "manifest.toml").write_text(card, encoding="utf-8")
    return use(tmp_path)


@pytest.fixture
def shipped(tmp_path, use):
    """A folder with the shipped weights, any of which a test can put another file for."""
    folder = tmp_path / "weights"
    folder.mkdir()
    for name in ("manifest.toml", *FILES):
        (folder / name).symlink_to(models._folder() / name)
    return use(folder)


def test_the_card_names_every_file_with_its_size():
    card = manifest()
    assert {file.name for file in card.files} == set(FILES)
    for file in card.files:
        assert weights(file.name).stat().st_size == file.size
    assert card.size < 45_000_000
    assert card.scores and card.data


def test_a_changed_file_is_refused_with_the_cure(copy):
    path = copy / "pieces.json"
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    with pytest.raises(ModelError, match=r"not those that were shipped.*pip install"):
        weights("pieces.json")


def test_a_missing_file_is_told_with_the_cure(copy):
    with pytest.raises(ModelError, match=r"cannot be read.*pip install"):
        weights("roles.onnx")


@pytest.mark.parametrize("damage", ["name = ", "name = 'x'", "\x00", "[[file]]\nsize = 1"])
def test_a_damaged_card_is_told_with_the_cure(copy, damage):
    (copy / "manifest.toml").write_text(damage, encoding="utf-8")
    with pytest.raises(ModelError, match=r"card of the weights cannot be read.*pip install"):
        manifest()


def test_a_missing_card_is_told_with_the_cure(copy):
    (copy / "manifest.toml").unlink()
    with pytest.raises(ModelError, match=r"card of the weights is missing.*pip install"):
        manifest()


def check():
    return CliRunner().invoke(main, ["models", "--check"])


def test_whole_files_pass_the_check(small):
    result = check()
    assert result.exit_code == 0, result.output
    assert "all files are as shipped" in result.output


@pytest.mark.parametrize("name", ["first.onnx", "second.json"])
@pytest.mark.parametrize(
    "damage", [lambda b: b + b" ", lambda b: b[:-1], lambda b: b[:0], lambda b: b[:-1] + b"#"]
)
def test_a_damaged_file_is_one_line_and_exit_code_1(small, name, damage):
    path = small / name
    path.write_bytes(damage(path.read_bytes()))
    result = check()
    assert result.exit_code == 1
    [line] = result.output.splitlines()
    assert "sha256 differs" in line
    assert str(path) in line
    assert "pip install" in line


def test_a_missing_file_is_one_line_and_exit_code_1(small):
    (small / "second.json").unlink()
    result = check()
    assert result.exit_code == 1
    [line] = result.output.splitlines()
    assert str(small / "second.json") in line
    assert "pip install" in line


@pytest.mark.parametrize("name", FILES)
def test_damaged_weights_end_a_build_with_one_line_and_no_outputs(shipped, tmp_path, name):
    (shipped / name).unlink()
    (shipped / name).write_bytes(b"no weights")
    news = tmp_path / "news"
    news.mkdir()
    for number in range(3):
        text = f"Rusia menyerang Ukraina pada hari ke-{number}. Presiden Putin bertemu Erdogan."
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    graph = tmp_path / "graph"
    result = CliRunner().invoke(main, ["build", str(news), "-o", str(graph), "--language", "id"])
    assert result.exit_code == 1
    [line] = result.output.splitlines()
    assert str(shipped / name) in line
    assert "sha256 differs" in line
    assert "pip install" in line
    written = {path.name for path in graph.glob("*")}
    outputs = {"events.ttl", "events.jsonl", "events.csv", "mentions.jsonl", "graph.html"}
    assert not written & (outputs | {"report.json"})


def test_no_other_file_is_given():
    with pytest.raises(ModelError, match="files are"):
        weights("../errors.py")


def test_the_command_lists_the_card():
    result = CliRunner().invoke(main, ["models", "--check"])
    assert result.exit_code == 0, result.output
    card = manifest()
    for word in (card.name, card.version, str(card.trained), card.scores[0].data):
        assert word in result.output
