"""The training of the judge of coreference; all of it needs PyTorch."""

import json
import sys
import tomllib
from dataclasses import fields, replace

import numpy as np
import pytest

REASON = "SKIPPED LOUDLY: the parts in PyTorch need the dependency group `training`"
torch = pytest.importorskip("torch", reason=REASON)

from training.coreference.train import (  # noqa: E402
    FILE,
    Examples,
    Network,
    Told,
    judge_of,
    learn,
    middle_of,
    score,
    ship,
)
from training.pipelines.ship import MODELS, manifest_text  # noqa: E402

from eventgraph import extract  # noqa: E402
from eventgraph.corefer.features import NAMES, vector  # noqa: E402
from eventgraph.corefer.link import Judge, in_blocks, pairs  # noqa: E402
from eventgraph.graph import mention_records  # noqa: E402
from eventgraph.models import _manifest  # noqa: E402
from tests.corefer.samples import HIDDEN, Act, reading_of, sure, told  # noqa: E402
from training.coreference import train  # noqa: E402

ACTORS = ("Rusia", "Turki", "Suriah")


def article(number):
    """An article in which each of two actors tells of one act twice, and one is not labelled."""
    one, other = ACTORS[number % 3], ACTORS[(number + 1) % 3]
    lines = [
        Act(actor=one, target=None),
        Act(actor=other, target=None),
        Act(actor=one, verb="serangan", place="Kyiv"),
        Act(actor=other, verb="membom"),
        Act(actor=None, target="Ukraina"),
    ]
    text, mentions = told(*lines, article=f"article {number}")
    acts = {m.id: n % 2 for n, m in enumerate(mentions[:4])}
    return Told("id", mentions, reading_of(text), acts)


@pytest.fixture(scope="module")
def articles():
    return [article(number) for number in range(12)]


@pytest.fixture(scope="module")
def examples(articles):
    return Examples.of(articles, middle_of(articles), across=0)


@pytest.fixture(scope="module")
def networks(examples):
    return [learn(examples, seed) for seed in range(2)]


@pytest.fixture(scope="module")
def judge(articles, networks):
    return judge_of(networks, middle_of(articles))


def test_pairs_are_those_of_labelled_mentions(articles, examples):
    assert examples.numbers.shape == (12 * 6, len(NAMES))
    assert examples.one.shape == examples.other.shape == (12 * 6, HIDDEN)
    assert examples.same[:6].tolist() == [0, 1, 0, 0, 1, 0]


def test_pairs_across_articles_are_never_one_act(articles):
    more = Examples.of(articles, middle_of(articles), across=0.5)
    assert len(more.same) == 12 * 6 * 1.5
    assert not more.same[12 * 6 :].any()
    assert more.one[12 * 6 :].any()


def test_an_article_without_states_gives_pairs_whose_states_are_nothing(articles):
    blind = Examples.of([replace(told, reading=None) for told in articles], middle_of(articles))
    assert not blind.one.any()
    assert not blind.other.any()


def test_the_middle_is_the_mean_state_of_the_triggers(articles):
    states = [
        vector(told.reading, m.trigger.start, m.trigger.end)
        for told in articles
        for m in told.mentions
    ]
    assert middle_of(articles) == pytest.approx(np.mean(states, axis=0), abs=1e-5)
    assert middle_of([*articles, replace(articles[0], reading=None)]) == pytest.approx(
        middle_of(articles)
    )


def test_a_chain_of_labels_leads_to_its_first_mention():
    rows = [{"n": 1, "same_as": None}, {"n": 2, "same_as": 1}, {"n": 3, "same_as": None}]
    rows += [{"n": 4, "same_as": 2}, {"n": 5, "same_as": 3}]
    assert train._roots(rows) == {1: 1, 2: 1, 3: 3, 4: 1, 5: 3}


def test_the_package_computes_the_same_chances_as_pytorch(articles, examples, networks, judge):
    some = [
        pair
        for told in articles
        for block in in_blocks(told.mentions)
        for pair in pairs(block, told.reading, judge.middle)
        if {pair.first.mention.id, pair.second.mention.id} <= set(told.acts)
    ]
    with torch.no_grad():
        given = (examples.numbers, examples.one, examples.other)
        chances = torch.stack([network(*given).sigmoid() for network in networks]).mean(0)
    assert judge.chances(some) == pytest.approx(chances.numpy(), abs=1e-5)
    assert chances.std() > 0.1


def test_dice_leave_no_trace_in_what_is_computed(networks, examples):
    assert not any(network.training for network in networks)
    given = (examples.numbers, examples.one, examples.other)
    assert torch.equal(networks[0](*given), networks[0](*given))


def test_what_is_learned_is_told_apart(articles, judge):
    assert score(articles, judge) > 0.95
    assert score(articles, sure(-20)) == 0
    # All of an article in one act: of six pairs two are right.
    assert score(articles, sure(20)) == pytest.approx(0.5)


def test_a_higher_limit_unites_less(articles):
    unsure = sure(0)
    assert score(articles, unsure, joined=0.4) == pytest.approx(0.5)
    assert score(articles, unsure, joined=0.6) == 0


def test_the_seed_decides_the_weights(examples, networks, judge, articles):
    again = judge_of([learn(examples, seed) for seed in range(2)], middle_of(articles))
    for field in fields(Judge):
        assert np.array_equal(getattr(again, field.name), getattr(judge, field.name))
    one, other = (network.first.weight for network in networks)
    assert not torch.equal(one, other)


def test_a_network_without_training_gives_one_chance_a_pair(examples):
    network = Network(examples).eval()
    assert network(examples.numbers, examples.one, examples.other).shape == (72,)


def test_the_trained_weights_can_be_written_and_read(judge, tmp_path):
    judge.save(tmp_path / FILE)
    read = Judge.load(tmp_path / FILE)
    assert np.array_equal(read.first, judge.first)
    assert read.second.shape == (2, 64)
    assert read.space.flags.c_contiguous


@pytest.fixture
def models(tmp_path):
    (tmp_path / "manifest.toml").write_bytes((MODELS / "manifest.toml").read_bytes())
    return tmp_path


def test_shipping_writes_the_file_and_its_rows_and_leaves_the_others(judge, models):
    before = tomllib.loads((models / "manifest.toml").read_text(encoding="utf-8"))
    for value in (0.25, 0.75):
        ship(judge, {"Indonesian": value}, models)
    text = (models / "manifest.toml").read_text(encoding="utf-8")
    after = tomllib.loads(text)
    assert manifest_text(after) == text
    [row] = [row for row in _manifest(after).files if row.name == FILE]
    assert row.size == (models / FILE).stat().st_size
    rows = [row for row in after["score"] if row["head"] == "coreference"]
    assert [(row["data"], row["value"]) for row in rows] == [("dev, Indonesian", 0.75)]

    def others(card):
        rest = {key: card[key] for key in card if key not in ("file", "score")}
        files = [row for row in card["file"] if row["name"] != FILE]
        return rest, files, [row for row in card["score"] if row["head"] != "coreference"]

    assert others(after) == others(before)


TEXTS = {
    "id": "Rusia menyerang Aleppo pada Kamis. Serangan Rusia ke Aleppo itu menewaskan warga.",
    "en": "Russia attacked Aleppo on Thursday. The Russian attack on Aleppo killed civilians.",
}


def labelled(folder, name):
    """Write two articles with what the program finds in them as labels, all of a type one act."""
    docs, gold = [], []
    for language, text in TEXTS.items():
        docs.append({"id": f"{name}-{language}", "lang": language, "text": text})
        first = {}
        for row in mention_records_of(text, language):
            same = first.setdefault(row["type"], row["n"])
            row |= {"doc": docs[-1]["id"], "same_as": None if same == row["n"] else same}
            gold.append(row)
    for kind, rows in (("docs", docs), ("gold", gold)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.{kind}.jsonl").write_text(lines, encoding="utf-8")


def mention_records_of(text, language):
    return list(mention_records(extract(text, language=language)))


def test_the_command_reads_learns_scores_and_ships(models, tmp_path, monkeypatch, capsys):
    for name in ("train", "train_translated", "dev"):
        labelled(tmp_path, name)
    arguments = [str(tmp_path), "--seeds", "2", "--models", str(models)]
    monkeypatch.setattr(sys, "argv", ["train", *arguments])
    train.main()
    report = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert report["pairs"] >= 2 * 2 * 2  # languages, with and without states, files
    assert set(report["dev"]) == {"Indonesian", "English"}
    shipped = Judge.load(models / FILE)
    assert shipped.second.shape == (2, 64)
    assert shipped.middle.shape == (384,)
