import json
import sys

import numpy as np
import pytest
from training.merging.labels import labelled, stories
from training.merging.train import Rows, fit, label, rows, write

from eventgraph.merge.acts import acts_of
from eventgraph.merge.similar import FEATURES, Model, read_model
from training.merging import train

COUNT = 240


def column(name):
    return FEATURES.index(name)


def made(**tells):
    """
    Made-up rows, every second of them one act.

    A feature that tells 1 is high for one act, one that tells -1 for two acts; all others are
    noise that says nothing.
    """
    dice = np.random.default_rng(7)
    y = np.arange(COUNT) % 2
    x = dice.normal(0, 0.2, (COUNT, len(FEATURES)))
    for name, sign in tells.items():
        x[:, column(name.replace("_", " "))] += y if sign > 0 else 1 - y
    return Rows(x, y.astype(float), np.ones(COUNT), [("s", "s")] * COUNT)


def weights_of(data, learn=None):
    learned = fit(data, np.ones(COUNT, bool) if learn is None else learn)
    return dict(zip(FEATURES, learned.weights, strict=True))


def chances(model, data):
    return 1 / (1 + np.exp(-(data.x @ np.array(model.weights) + model.bias)))


# fit


def test_what_tells_one_act_gets_weight_and_what_tells_two_gets_it_against():
    data = made(actor_same=1, place_other=-1, same_status=1, no_date=-1)
    weights = weights_of(data)
    assert weights["actor same"] > 0.5 > -0.5 > weights["place other"]
    assert weights["same status"] > 0.5 > -0.5 > weights["no date"]
    right = (chances(fit(data, data.y >= 0), data) > 0.5) == (data.y > 0)
    assert right.mean() > 0.95


def test_what_agrees_may_not_speak_against_one_act_nor_what_differs_for_it():
    weights = weights_of(made(actor_same=-1, place_other=1, target_same=1))
    assert weights["actor same"] == weights["place other"] == 0
    assert weights["target same"] > 0.5


def test_no_weight_has_a_sign_that_it_may_not_have():
    dice = np.random.default_rng(3)
    data = Rows(
        dice.normal(size=(COUNT, len(FEATURES))),
        dice.integers(0, 2, COUNT).astype(float),
        np.ones(COUNT),
        [("s", "s")] * COUNT,
    )
    for name, weight in weights_of(data).items():
        if name.endswith((" other", "days between")):
            assert weight <= 0, name
        if name.endswith((" same", " alike")) or name.startswith(("same ", "alike ")):
            assert weight >= 0, name


def test_a_feature_that_is_always_the_same_weighs_nothing():
    data = made(actor_same=1)
    data.x[:, column("same language")] = 1.0
    assert weights_of(data)["same language"] == 0


def test_rows_that_are_not_to_be_learned_from_change_nothing():
    data = made(actor_same=1)
    learn = np.arange(COUNT) < COUNT // 2
    before = weights_of(data, learn)
    data.y[~learn] = 1 - data.y[~learn]
    assert weights_of(data, learn) == before
    assert weights_of(data) != before


def test_rows_of_more_weight_count_more():
    data = made(actor_same=1)
    wrong = np.arange(COUNT) < COUNT // 4
    data.y[wrong] = 1 - data.y[wrong]
    equal = weights_of(data)["actor same"]
    data.weight[wrong] = 0.01
    assert weights_of(data)["actor same"] > equal


# labels, pairs and the score

# article | language | what it says: trigger, actor, place and date stand in brackets, in this order
LINES = """
id | id | [menembaki] dilakukan [pasukan Rusia] di pasar [{town}] [pada Kamis], kata {name}.
en | en | [shelled] was by [Russian forces] a market in [{town}] [on Thursday], {name} said.
other | en | [bombed] was by [Russian forces] a bridge near [{near}] [in May], {name} said.
"""
TOWNS = (("Kramatorsk", "Sloviansk", "Kyrylenko"), ("Odesa", "Chornomorsk", "Kiper"))


def gold_of(doc, n, line, start):
    """Give the labels of a marked line that begins at an offset of its article."""
    parts = line.replace("]", "[").split("[")
    ends = np.cumsum([start, *(len(part) for part in parts)]).tolist()
    trigger, actor, place, day = (
        {"text": parts[k], "start": ends[k], "end": ends[k + 1]} for k in range(1, 8, 2)
    )
    return {
        "doc": doc, "n": n, "type": "ASSAULT", "status": "actual", "trigger": trigger,
        "actors": [actor], "targets": [], "places": [place], "date": {"text": day["text"]},
        "same_as": n - 1 or None,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """Two stories: two articles tell one shelling, one of them twice, a third another one."""
    docs, gold, cross = [], [], []
    for story, (town, near, name) in zip(("first", "second"), TOWNS, strict=True):
        for row in LINES.strip().splitlines():
            suffix, lang, line = row.format(town=town, near=near, name=name).split(" | ")
            doc, size = f"{story}-{suffix}", len(line.replace("[", "").replace("]", ""))
            starts = (0, size + 1) if suffix == "id" else (0,)
            text = "\n".join([line.replace("[", "").replace("]", "")] * len(starts))
            sentences = [[start, start + size] for start in starts]
            docs.append(
                {"id": doc, "lang": lang, "date": "2023-05-12", "text": text}
                | {"source": lang, "sentences": sentences}
            )
            gold += [gold_of(doc, n, line, start) for n, start in enumerate(starts, 1)]
        members = [[f"{story}-id", 1], [f"{story}-id", 2], [f"{story}-en", 1]]
        names = [f"{story}-{suffix}" for suffix in ("id", "en", "other")]
        cross.append({"story": story, "docs": names, "clusters": [members]})
    docs.append(docs[0] | {"id": "unwanted"})
    files = {"train.docs": docs, "train.gold": gold, "cross.dev": cross}
    for name, records in files.items():
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_labels_become_mentions_and_acts(folder):
    told = stories(folder)
    assert [s.name for s in told] == ["first", "second"]
    wanted = frozenset().union(*(s.articles for s in told))
    articles, mentions, ids = labelled(folder, "train", lambda d: d["id"] in wanted)
    assert set(articles) == wanted
    assert len(mentions) == len(ids) == 8
    for mention in mentions:
        text = articles[mention.article].text
        assert mention.trigger.text == text[mention.trigger.start : mention.trigger.end]
        assert mention.date.value in ("2023-05-11", "2023-05"), "resolved by the program"
        assert [a.country for a in mention.actors] == ["RUS"]
    acts = acts_of(mentions, articles, {})
    assert [len(act.mentions) for act in acts] == [1, 2, 1] * 2
    first, second = ("first", 0), ("second", 0)
    assert label(acts, told, ids) == [first, first, None, second, second, None]


def test_pairs_of_acts_are_rows_and_those_that_contradict_are_none(folder):
    told = stories(folder)
    articles, mentions, ids = labelled(folder, "train", lambda d: d["id"] != "unwanted")
    acts = acts_of(mentions, articles, {})
    data = rows(acts, label(acts, told, ids), articles.values(), told)
    assert data.x.shape == (len(data.y), len(FEATURES))
    assert sorted(zip(data.of, data.y.tolist(), strict=True)) == [
        ((story, story), same) for story in ("first", "second") for same in (0, 0, 1)
    ]
    assert (data.weight > 0).all()


def test_what_is_written_is_read_by_the_program(tmp_path):
    weights = tuple(n / 8 - 1 for n in range(len(FEATURES)))
    model = Model(bias=-1.25, weights=weights, least=0.5)
    write(model, 0.7, tmp_path / "merging.toml")
    assert read_model(tmp_path / "merging.toml") == model
    assert "never saw is 0.700" in (tmp_path / "merging.toml").read_text(encoding="utf-8")


def test_the_whole_recipe_runs_and_gives_the_same_weights_again(folder, monkeypatch, capsys):
    written = []
    for name in ("one.toml", "two.toml"):
        target = folder / name
        monkeypatch.setattr(sys, "argv", ["train", str(folder), "--target", str(target)])
        train.main()
        read_model(target)
        written.append(target.read_bytes())
    assert written[0] == written[1]
    said = capsys.readouterr().out
    assert "6 acts, 6 pairs, 2 of them one act" in said
    assert "left out: mean F" in said
    assert "seen: mean F" in said
