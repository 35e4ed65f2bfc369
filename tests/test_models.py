import shutil

import pytest
from click.testing import CliRunner

from eventgraph import models
from eventgraph.cli import main
from eventgraph.errors import ModelError
from eventgraph.models import manifest, weights


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the card and one small file of weights, to be damaged."""
    for name in ("manifest.toml", "pieces.json"):
        shutil.copy(models._folder() / name, tmp_path)
    monkeypatch.setattr(models, "_folder", lambda: tmp_path)
    manifest.cache_clear()
    weights.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    manifest.cache_clear()
    weights.cache_clear()


def test_the_card_names_every_file_with_its_size():
    card = manifest()
    assert {file.name for file in card.files} == {"encoder.int8.onnx", "roles.onnx", "pieces.json"}
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


def test_a_damaged_file_is_one_line_and_exit_code_1(copy):
    (copy / "pieces.json").write_text("{}", encoding="utf-8")
    result = CliRunner().invoke(main, ["models", "--check"])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1


def test_no_other_file_is_given():
    with pytest.raises(ModelError, match="files are"):
        weights("../errors.py")


def test_the_command_lists_the_card():
    result = CliRunner().invoke(main, ["models", "--check"])
    assert result.exit_code == 0, result.output
    card = manifest()
    for word in (card.name, card.version, str(card.trained), card.scores[0].data):
        assert word in result.output
