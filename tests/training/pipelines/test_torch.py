"""What needs PyTorch: tensors of batches, the mean of the weights, the engine."""

import numpy as np
import pytest

REASON = "SKIPPED LOUDLY: the parts in PyTorch need the dependency group `training`"
torch = pytest.importorskip("torch", reason=REASON)
pytest.importorskip("safetensors", reason=REASON)

from training.encoder.network import Encoder as Network  # noqa: E402
from training.encoder.packed import Shape  # noqa: E402
from training.pipelines.batches import collate  # noqa: E402
from training.pipelines.blend import blend  # noqa: E402
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


def network(layers):
    torch.manual_seed(3)
    shape = Shape(hidden=12, layers=layers, heads=3, inner=8, pieces=40, positions=30, epsilon=1e-5)
    return Network(shape).eval()


@pytest.mark.parametrize("layers", [1, 2, 4])
@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("places", [[0], [2, 5, 7], [7, 2, 2], list(range(9)), []])
def test_states_of_some_places_are_those_of_all_with_the_others_left_out(layers, masked, places):
    body = network(layers)
    ids = torch.randint(0, 40, (3, 9))
    mask = torch.arange(9)[None] < torch.tensor([[9], [6], [8]]) if masked else None
    wanted = torch.tensor(places, dtype=torch.long)
    with torch.no_grad():
        whole, some = body(ids, mask), body(ids, mask, wanted)
    assert len(whole) == len(some) == layers + 1
    for one, other in zip(whole, some, strict=True):
        assert other.shape == (3, len(places), 12)
        assert torch.allclose(one[:, wanted], other, atol=1e-6)


def test_the_last_layer_computes_the_places_that_are_asked_for_and_no_others():
    body = network(3)
    seen = []
    for layer in body.layers:
        layer.up.register_forward_hook(lambda _, given, __: seen.append(given[0].shape[1]))
    with torch.no_grad():
        body(torch.randint(0, 40, (1, 9)), None, torch.tensor([1, 4]))
    assert seen == [9, 9, 2]


def test_what_is_learned_from_some_places_is_what_is_learned_from_all():
    body = network(2)
    ids, places = torch.randint(0, 40, (2, 9)), torch.tensor([1, 4, 8])
    found = []
    for states in (body(ids, None)[-1][:, places], body(ids, None, places)[-1]):
        body.zero_grad()
        states.square().sum().backward()
        found.append([parameter.grad.clone() for parameter in body.parameters()])
    for one, other in zip(*found, strict=True):
        assert torch.allclose(one, other, atol=1e-4)


def test_the_reader_mixes_the_states_of_the_places_alone(reader, windows):
    batch = collate(windows, SPECIAL["pad"])
    places = torch.tensor([1, 3, 4])
    reader.eval()
    with torch.no_grad():
        whole = reader.read(batch.ids, batch.mask)
        some = reader.read(batch.ids, batch.mask, places)
    for one, other in zip(whole, some, strict=True):
        assert torch.allclose(one[:, places], other, atol=1e-5)


def test_a_blend_takes_the_mean_of_weights_and_keeps_counters():
    states = [{"w": torch.tensor([v, 2.0]), "n": torch.tensor(int(v))} for v in (1.0, 4.0)]
    mean = blend(states)
    assert mean["w"].tolist() == [2.5, 2.0]
    assert mean["n"].item() == 1
