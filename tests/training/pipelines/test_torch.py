"""What needs PyTorch: tensors of batches, the mean of the weights, the engine."""

import numpy as np
import pytest

REASON = "SKIPPED LOUDLY: the parts in PyTorch need the dependency group `training`"
torch = pytest.importorskip("torch", reason=REASON)
pytest.importorskip("safetensors", reason=REASON)

from training.encoder.network import Encoder as Network  # noqa: E402
from training.encoder.packed import Shape  # noqa: E402
from training.pipelines.batches import collate  # noqa: E402
from training.pipelines.corpora import IGNORE  # noqa: E402
from training.pipelines.engines import TorchEngine  # noqa: E402
from training.pipelines.heads import Reader  # noqa: E402
from training.pipelines.outliers import set_apart  # noqa: E402
from training.pipelines.running import Average  # noqa: E402
from training.pipelines.train import losses  # noqa: E402
from training.pipelines.windows import train_windows  # noqa: E402

from eventgraph.annotate.encoder import Encoder  # noqa: E402
from tests.training.samples import SPECIAL, dice, letters, story  # noqa: E402

PIECES = letters()


@pytest.fixture
def reader():
    torch.manual_seed(1)
    shape = Shape(
        hidden=384,
        layers=1,
        heads=2,
        inner=8,
        pieces=len(PIECES.pieces),
        positions=512,
        epsilon=1e-5,
    )
    return Reader(Network(shape))


@pytest.fixture
def windows():
    return train_windows(story(30), PIECES, dice(1))[:3]


def test_a_batch_finds_every_word_and_labels_new_ones_alone(windows):
    batch = collate(windows, SPECIAL["pad"])
    assert batch.ids.shape == (3, max(w.size for w in windows))
    assert batch.mask.sum(1).tolist() == [w.size for w in windows]
    at = 0
    for number, one in enumerate(windows):
        stretch = slice(at, at + len(one.window.words))
        assert set(batch.row[stretch].tolist()) == {number}
        assert batch.place[stretch].tolist() == list(one.window.first)
        told = batch.labels["triggers"][stretch] != IGNORE
        assert told.tolist() == [n >= one.window.new for n in range(len(one.window.words))]
        at += len(one.window.words)
    assert len(batch.acts) == sum(len(one.sentences) for one in windows)
    for begin, end, trigger, *_, roles in batch.acts:
        assert batch.labels["triggers"][trigger] == 1
        assert begin == trigger
        assert end - begin == len(roles)


def test_every_head_with_labels_has_a_loss_that_moves_it(reader, windows):
    found = losses(reader, collate(windows, SPECIAL["pad"]), half=False)
    assert set(found) == {"triggers", "bounds", "roles", "status"}  # names and parts are silent
    sum(found.values()).backward()
    assert reader.triggers.weight.grad.abs().sum() > 0
    assert reader.roles.roles.weight.grad.abs().sum() > 0
    assert reader.ner.weight.grad is None


def test_the_mean_follows_the_weights_slowly_and_swaps_back():
    model = torch.nn.Linear(1, 1)
    model.bias.requires_grad_(requires_grad=False)
    with torch.no_grad():
        model.weight.fill_(0.0)
    average = Average(model, decay=0.5)
    with torch.no_grad():
        model.weight.fill_(1.0)
    average.update(model)
    assert average.values["weight"].item() == pytest.approx(10 / 11)  # young: follows fast
    for _ in range(20):
        average.update(model)
    average.update(model)
    assert average.values["weight"].item() == pytest.approx(1.0)
    assert set(average.values) == {"weight"}
    with torch.no_grad():
        model.weight.fill_(3.0)
    average.swap(model)
    assert model.weight.item() == pytest.approx(1.0)
    average.swap(model)
    assert model.weight.item() == 3.0


def test_the_decay_is_never_above_what_was_asked_for():
    model = torch.nn.Linear(1, 1, bias=False)
    average = Average(model, decay=0.5)
    average.steps = 1000
    with torch.no_grad():
        average.values["weight"].fill_(0.0)
        model.weight.fill_(1.0)
    average.update(model)
    assert average.values["weight"].item() == pytest.approx(0.5)


def test_the_running_encoder_reads_with_the_engine(reader):
    told = story(5)
    encoder = Encoder(TorchEngine(reader), PIECES)
    reading = encoder.read(told.text, told.spans)
    words = [word for sentence in told.sentences for word in sentence.words]
    assert reading.starts.tolist() == [word.start for word in words]
    assert np.diff(reading.sentences).tolist() == [len(s.words) for s in told.sentences]
    assert not reader.training
    assert reading.triggers.shape == (len(words), 33)


def test_setting_channels_apart_changes_no_result(reader, windows):
    batch = collate(windows, SPECIAL["pad"])
    reader.eval()
    before = reader.read(batch.ids, batch.mask)
    set_apart(reader, [one.window for one in windows], 2)
    after = reader.read(batch.ids, batch.mask)
    assert type(reader.encoder.layers[0].up).__name__ == "SetApart"
    for a, b in zip(before, after, strict=True):
        assert torch.allclose(a, b, atol=1e-5)
