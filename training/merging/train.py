"""
Fit how surely two acts of different articles are one (`data/merging.toml`).

    python -m training.merging.train EVAL

Labelled stories (`cross.dev.jsonl` of EVAL) say which mentions of `train` are one act. Every
pair of acts of one type and mood in neighbouring articles is one row; a ridge-penalised
logistic regression over `eventgraph.merge.similar.FEATURES` is fitted by Newton's method.
Each story is also scored by weights that never saw it: that score is printed, and is the one
to believe.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from training.merging.labels import Key, Story, labelled, stories
from training.merging.score import mean_f, score_stories

from eventgraph.evaluate import Score
from eventgraph.merge import merge
from eventgraph.merge.acts import Act, acts_of
from eventgraph.merge.similar import FEATURES, Model, contradict, features
from eventgraph.merge.unite import pairs
from eventgraph.model import Article, Mention

__all__ = ["main"]

TARGET = Path(__file__).resolve().parents[2] / "src" / "eventgraph" / "data" / "merging.toml"
# README.md tells what else was tried for these two.
RIDGE = 7.0
LEAST = 0.5
STEPS = 40
"""Of Newton's method; it stands still long before."""
CONSTANT = 1e-6
"""A feature that spreads less is the same in all rows, and weighs nothing."""
APART = 0.1
"""Weight of a pair from two stories beside one of a story."""
_FOR = ("same", "alike", "dates may agree")
_AGAINST = (" other", "days between")
_SIGNS = np.array([
    1 if any(word in name for word in _FOR) else -1 if any(word in name for word in _AGAINST) else 0
    for name in FEATURES
])  # fmt: skip
"""What a feature may speak for: one act (1), two acts (-1), either (0)."""

Label = tuple[str, int]
"""A story and the number of an act in it."""


@dataclass(slots=True)
class Rows:
    """All pairs that are compared: what agrees, whether they are one, and of which stories."""

    x: np.ndarray
    """One row a pair, one column a feature."""
    y: np.ndarray
    weight: np.ndarray
    of: list[tuple[str, str]]


def rows(
    acts: Sequence[Act],
    labels: Sequence[Label | None],
    articles: Iterable[Article],
    told: Sequence[Story],
) -> Rows:
    """
    Compare the acts of neighbouring articles.

    An act that is told more often counts more, a story with more pairs not so much more, and
    two stories beside each other little.
    """
    story_of = {article: story.name for story in told for article in story.articles}
    x, y, weight, of = [], [], [], []
    for (one, other), alike in pairs(acts, articles):
        a, b = acts[one], acts[other]
        if contradict(a, b):
            continue  # apart whatever the weights say
        stories_of = story_of[a.article.id], story_of[b.article.id]
        x.append(features(a, b, alike))
        y.append(labels[one] is not None and labels[one] == labels[other])
        size = float(len(a.mentions) * len(b.mentions)) ** 0.5
        weight.append(size if stories_of[0] == stories_of[1] else APART * size)
        of.append(stories_of)
    totals: Counter[tuple[str, str]] = Counter()
    for pair, w in zip(of, weight, strict=True):
        totals[pair] += w  # type: ignore[assignment]
    even = [w / totals[pair] ** 0.5 for pair, w in zip(of, weight, strict=True)]
    return Rows(np.array(x), np.array(y, float), np.array(even), of)


def label(acts: Iterable[Act], told: Iterable[Story], ids: Mapping[Key, str]) -> list[Label | None]:
    """Tell which labelled act each act is: the one that most of its mentions are of."""
    of: dict[str, Label] = {}
    for story in told:
        of.update({ids[key]: (story.name, n) for key, n in story.act_of.items() if key in ids})
    found = []
    for act in acts:
        votes = Counter(of[m.id] for m in act.mentions if m.id in of)
        found.append(votes.most_common(1)[0][0] if votes else None)
    return found


def fit(data: Rows, learn: np.ndarray) -> Model:
    """
    Fit the weights on some of the rows.

    What agrees may not speak against, and what differs not for, one act: a feature whose
    weight has the wrong sign is left out, the worst first, and the rest fitted again.
    """
    left_out = np.zeros(data.x.shape[1], bool)
    while True:
        bias, plain, scaled = _fit(data, learn, left_out)
        wrong = np.where(_SIGNS * scaled < 0, np.abs(scaled), 0.0)
        if not wrong.any():
            return Model(
                bias=round(bias, 4), least=LEAST, weights=tuple(np.round(plain, 4).tolist())
            )
        left_out[int(wrong.argmax())] = True


def _fit(
    data: Rows, learn: np.ndarray, left_out: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """Give the bias and the weights, plain and for features scaled to one spread."""
    x, y, weight = data.x[learn], data.y[learn], data.weight[learn]
    middle, spread = data.x.mean(0), data.x.std(0) + CONSTANT
    x = np.where(left_out, middle, x)
    z = np.hstack([np.ones((len(x), 1)), (x - middle) / spread])
    penalty = RIDGE * weight.mean() * np.eye(z.shape[1])
    penalty[0, 0] = 0.0
    w = np.zeros(z.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-z @ w))
        slope = z.T @ (weight * (y - p)) - penalty @ w
        w += np.linalg.solve((z.T * (weight * p * (1 - p))) @ z + penalty, slope)
    plain = w[1:] / spread
    plain[data.x.std(0) < CONSTANT] = 0.0
    plain[left_out] = 0.0
    return float(w[0] - plain @ middle), plain, np.where(left_out, 0.0, w[1:])


def united(
    mentions: Sequence[Mention], articles: Mapping[str, Article], weights: Model
) -> dict[str, str]:
    """Give the event of each mention when merged with some weights."""
    events = merge(mentions, articles, weights=weights)
    return {mention: event.id for event in events for mention in event.mentions}


def report(name: str, scores: Mapping[str, Score]) -> None:
    """Print the mean F over stories and each story's."""
    print(f"{name}: mean F {mean_f(scores.values()):.3f} over {len(scores)} stories")
    for story, score in scores.items():
        counts = f"{score.hit} right of {score.predicted} found, {score.gold} labelled"
        print(f"  {story:34} F {score.f:.3f}  {counts}")


def write(weights: Model, score: float, target: Path) -> None:
    """Write the weights as a table that people can read."""
    lines = [
        "# How surely two acts of different articles are one: weights of a logistic model over",
        "# what agrees (`eventgraph.merge.similar`). Made by training/merging/train.py; the mean F",
        f"# over stories that the weights never saw is {score:.3f}. `least` is the mean score of",
        "# the pairs of two groups that unites them.",
        "",
        f"least = {weights.least}",
        f"bias = {weights.bias}",
        "",
        "[weights]",
        *(f'"{n}" = {w!r}' for n, w in zip(FEATURES, weights.weights, strict=True)),
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, score and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path)
    parser.add_argument("--target", type=Path, default=TARGET)
    options = parser.parse_args()
    told = stories(options.eval)
    wanted = frozenset().union(*(s.articles for s in told))
    articles, mentions, ids = labelled(options.eval, "train", lambda d: d["id"] in wanted)
    acts = acts_of(mentions, articles, {})
    data = rows(acts, label(acts, told, ids), articles.values(), told)
    print(f"{len(acts)} acts, {len(data.y)} pairs, {int(data.y.sum())} of them one act")
    scores: dict[str, Score] = {}
    for story in told:
        learn = np.array([story.name not in pair for pair in data.of])
        inside = [m for m in mentions if m.article in story.articles]
        scores |= score_stories([story], ids, united(inside, articles, fit(data, learn)))
    report("left out", scores)
    weights = fit(data, np.ones(len(data.y), bool))
    report("seen", score_stories(told, ids, united(mentions, articles, weights)))
    write(weights, mean_f(scores.values()), options.target)


if __name__ == "__main__":
    main()
