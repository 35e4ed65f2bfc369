"""
Train the judge of coreference on what the program finds in the labelled articles.

    python -m training.coreference.train EVAL [--seeds 8] [--models FOLDER]

The shipped encoder reads `train` and `train_translated` of EVAL; mentions that are also labelled
give the pairs, and pairs across articles (`crossed`) are added. Every pair is shown a second time
without the states of the encoder, so that the judge also serves where none were kept. `dev` of
EVAL is only scored. Writes `coreference.npz` and its row on the card; the weights are small and a
run takes minutes.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from training.coreference.crossed import crossed
from training.pipelines.ship import MODELS, file_row, manifest_text

from eventgraph.annotate.encoder import Reading
from eventgraph.corefer.features import NAMES, Pair, Vector, pair_features, vector
from eventgraph.corefer.link import Judge, groups, in_blocks, pairs
from eventgraph.evaluate import align, article_of, read_records
from eventgraph.graph import mention_records
from eventgraph.model import Mention
from eventgraph.pipeline import found_in

__all__ = ["FILE", "main"]

FILE = "coreference.npz"
_SIZE, _INNER = 24, 64
_EPOCHS, _BATCH, _RATE, _DECAY, _DROP = 12, 64, 2e-3, 1e-2, 0.3
_CROSSED = 0.2
"""Pairs across articles for every pair of labelled mentions."""


@dataclass(slots=True)
class Told:
    """What the program finds in an article, and which act each find is of by the labels."""

    language: str
    mentions: tuple[Mention, ...]
    reading: Reading | None
    acts: dict[str, int]
    """By mention id; a find that is not labelled has none."""


def read(folder: Path, name: str) -> Iterator[Told]:
    """Let the program read `NAME.docs.jsonl` and compare with `NAME.gold.jsonl`."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for row in read_records(folder / f"{name}.gold.jsonl", ("doc", "n", "trigger")):
        gold.setdefault(row["doc"], []).append(row)
    for row in read_records(folder / f"{name}.docs.jsonl", ("id", "lang", "text")):
        mentions, reading = found_in(article_of(row))
        labelled = sorted(gold.get(row["id"], ()), key=lambda m: m["n"])
        aligned = align(labelled, list(mention_records(mentions, {})))
        roots = _roots(labelled)
        acts = {mentions[found].id: roots[labelled[label]["n"]] for label, found in aligned}
        yield Told(row["lang"], mentions, reading, acts)


def _roots(labelled: Iterable[dict[str, Any]]) -> dict[int, int]:
    roots: dict[int, int] = {}
    for mention in labelled:
        same = mention["same_as"]
        roots[mention["n"]] = roots.get(same, same) if same else mention["n"]
    return roots


def middle_of(articles: Iterable[Told]) -> Vector:
    """Give the mean state of all triggers."""
    found = [
        vector(told.reading, m.trigger.start, m.trigger.end)
        for told in articles
        for m in told.mentions
    ]
    return np.mean([state for state in found if state is not None], axis=0, dtype=np.float32)


@dataclass(slots=True)
class Examples:
    """Pairs as arrays: numbers, the states of both triggers, and whether they are one act."""

    numbers: Tensor
    one: Tensor
    other: Tensor
    same: Tensor

    @classmethod
    def of(cls, articles: Sequence[Told], middle: Vector, across: float = _CROSSED) -> Examples:
        """Take the pairs of which both mentions are labelled, and `across` for each of others."""
        known = [found for told in articles for found in _labelled_pairs(told, middle)]
        apart = crossed(articles, round(across * len(known)), middle)
        nothing = np.zeros_like(middle)
        rows: list[tuple[list[float], Vector, Vector, float]] = []
        for pair, same in chain(known, ((pair, False) for pair in apart)):
            one, other = (
                nothing if side.state is None else side.state for side in (pair.first, pair.second)
            )
            rows.append((pair_features(pair), one, other, float(same)))
        columns = [np.array(column, np.float32) for column in zip(*rows, strict=True)]
        return cls(*map(torch.from_numpy, columns))


def _labelled_pairs(told: Told, middle: Vector) -> Iterator[tuple[Pair, bool]]:
    """Give the pairs of which both mentions are labelled, and whether they are one act."""
    for block in in_blocks(told.mentions):
        for pair in pairs(block, told.reading, middle):
            one, other = (told.acts.get(side.mention.id) for side in (pair.first, pair.second))
            if one is not None and other is not None:
                yield pair, one == other


class Network(nn.Module):
    """One judge; `corefer.link.Judge` computes the same."""

    def __init__(self, examples: Examples) -> None:
        super().__init__()
        numbers, hidden = examples.numbers.shape[1], examples.one.shape[1]
        self.register_buffer("mean", examples.numbers.mean(0))
        self.register_buffer("scale", examples.numbers.std(0).clamp(min=0.05))
        self.space = nn.Linear(hidden, _SIZE, bias=False)
        self.first = nn.Linear(numbers + 2 * _SIZE, _INNER)
        self.second = nn.Linear(_INNER, 1)
        self.dropout = nn.Dropout(_DROP)

    def forward(self, numbers: Tensor, one: Tensor, other: Tensor) -> Tensor:
        """Give the logits (pairs,)."""
        left, right = self.space(one), self.space(other)
        plain = (numbers - self.mean) / self.scale
        seen = torch.cat([plain, left * right, (left - right).abs()], 1)
        inner = torch.relu(self.first(self.dropout(seen)))
        return self.second(self.dropout(inner))[:, 0]


def learn(examples: Examples, seed: int) -> Network:
    """Train one network."""
    torch.manual_seed(seed)
    network = Network(examples).train()
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    count = len(examples.same)
    steps = _EPOCHS * -(-count // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for _ in range(_EPOCHS):
        for chosen in torch.randperm(count).split(_BATCH):
            given = (examples.numbers[chosen], examples.one[chosen], examples.other[chosen])
            loss = nn.functional.binary_cross_entropy_with_logits(
                network(*given), examples.same[chosen]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return network.eval()


def judge_of(networks: list[Network], middle: Vector) -> Judge:
    """Give what the program loads."""

    def stacked(of: str, name: str = "weight") -> np.ndarray[Any, np.dtype[np.float32]]:
        arrays = [getattr(getattr(n, of), name).detach().numpy() for n in networks]
        return np.ascontiguousarray(np.stack([a.T for a in arrays]))

    return Judge(
        names=np.array(NAMES),
        middle=middle,
        mean=networks[0].mean.numpy(),
        scale=networks[0].scale.numpy(),
        space=stacked("space"),
        first=stacked("first"),
        first_bias=stacked("first", "bias"),
        second=stacked("second")[:, :, 0],
        second_bias=stacked("second", "bias")[:, 0],
    )


def score(articles: Iterable[Told], judge: Judge, joined: float | None = None) -> float:
    """Give F of the pairs of labelled mentions that are one act."""
    counts: Counter[str] = Counter()
    limit = {} if joined is None else {"joined": joined}
    for told in articles:
        act: dict[str, str] = {m.id: m.id for m in told.mentions}
        for block in in_blocks(told.mentions):
            chances = judge.chances(list(pairs(block, told.reading, judge.middle)))
            for group in groups(len(block), chances, **limit):
                act |= {block[n].id: block[group[0]].id for n in group}
        found = [m.id for m in told.mentions if m.id in told.acts]
        for place, later in enumerate(found):
            for earlier in found[:place]:
                gold, same = told.acts[earlier] == told.acts[later], act[earlier] == act[later]
                counts.update(gold=gold, found=same, hit=gold and same)
    return 2 * counts["hit"] / max(counts["gold"] + counts["found"], 1)


def ship(judge: Judge, scores: dict[str, float], models: Path) -> None:
    """Write the weights into the package, and their size and scores on the card."""
    judge.save(models / FILE)
    path = models / "manifest.toml"
    card = tomllib.loads(path.read_text(encoding="utf-8"))
    card["file"] = [row for row in card["file"] if row["name"] != FILE]
    card["file"].append(file_row(models / FILE))
    card["score"] = [row for row in card["score"] if row["head"] != "coreference"]
    card["score"] += [
        {"head": "coreference", "data": f"dev, {name}", "measure": "pair F", "value": value}
        for name, value in scores.items()
    ]
    path.write_text(manifest_text(card), encoding="utf-8")


def main() -> None:
    """Train, score on dev, ship."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    train = [told for name in ("train", "train_translated") for told in read(options.events, name)]
    middle = middle_of(train)
    blind = [replace(told, reading=None) for told in train]
    examples = Examples.of(train + blind, middle)
    judge = judge_of([learn(examples, seed) for seed in range(options.seeds)], middle)
    scores = {}
    dev = list(read(options.events, "dev"))
    for language, name in (("id", "Indonesian"), ("en", "English")):
        told = [article for article in dev if article.language == language]
        scores[name] = round(score(told, judge), 3)
        for joined in (0.35, 0.4, 0.45, 0.5):
            print(language, joined, round(score(told, judge, joined), 3))
        print(language, "blind", round(score([replace(t, reading=None) for t in told], judge), 3))
    ship(judge, scores, options.models)
    print(json.dumps({"pairs": len(examples.same), "dev": scores}))


if __name__ == "__main__":
    main()
