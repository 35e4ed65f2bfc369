"""
Score how surely two acts of different articles are one: a logistic model over what agrees.

Its weights stand in `data/merging.toml`, made by `training/merging/train.py`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import Any, TypeGuard

from eventgraph.errors import LexiconError
from eventgraph.gazetteer import kilometres
from eventgraph.lexicon import data_file, load_toml
from eventgraph.merge.acts import Act
from eventgraph.merge.words import cosine

__all__ = ["FEATURES", "Model", "agreement", "contradict", "features", "model", "read_model"]

FEATURES = (
    "actor same", "actor other", "actor unknown", "actor country same", "actor country other",
    "target same", "target other", "target unknown", "target country same",
    "target country other", "place same", "place other", "place unknown", "place country same",
    "place country other", "same dates told", "dates may agree", "days between dates told",
    "days between", "no date", "articles alike", "sentences alike", "same language",
    "same trigger", "same status", "told more than once", "part of the article",
    "told unequally often", "rivals in the articles", "most told of its type",
    "alike and alone", "alike and most told",
)  # fmt: skip
"""What is compared, in the order of `features`."""
# What contradicts. No two labelled acts are one that are told of days further from each other than
# time zones explain, or of towns as far apart. Six days are a weekday read a week off: Tuesday,
# told where it is Monday still.
_SLACK, _WEEK_OFF = 1, 6  # days
_APART = 50.0  # kilometres
_MOST_TOWNS = 8  # an act told of more is not in one of them
# How days are compared: in tens, so that a weight is of the size of the others.
_LONGEST = 30  # days apart; more make no further difference
_TEN_DAYS = 10.0

Days = tuple[date, date]
"""The first and the last."""


def _overlap(one: Set[str], other: Set[str]) -> tuple[float, float, float]:
    """Give how much of the smaller set agrees, how much does not, and 1 when one is empty."""
    if not one or not other:
        return 0.0, 0.0, 1.0
    share = len(one & other) / min(len(one), len(other))
    return share, 1 - share, 0.0


def _gap(one: Days, other: Days) -> int:
    """Give the days between two spans of days, 0 when they meet."""
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0)


def _in_time(one: Act, other: Act) -> tuple[float, float, float, float, float]:
    """Give the features from `same dates told` to `no date`."""
    first, second = (act.days or _published(act) for act in (one, other))
    if not first or not second:
        return 0.0, 0.0, 0.0, 0.0, 1.0
    gap = _gap(first, second)
    far = min(gap, _LONGEST) / _TEN_DAYS
    if one.days and other.days:
        return float(gap == 0), 0.0, far, 0.0, 0.0
    return 0.0, float(gap == 0), 0.0, far, 0.0


def _published(act: Act) -> Days | None:
    day = act.article.published
    return None if day is None else (day, day)


def contradict(one: Act, other: Act) -> bool:
    """Tell whether two acts are of other days, or of towns far from each other."""
    return _on_other_days(one, other) or _elsewhere(one, other)


def _on_other_days(one: Act, other: Act) -> bool:
    if one.day is None or other.day is None:
        return False
    gap = abs((one.day - other.day).days)
    return gap > _SLACK and gap != _WEEK_OFF


def _elsewhere(one: Act, other: Act) -> bool:
    most = max(len(one.towns), len(other.towns))
    if not one.towns or not other.towns or most > _MOST_TOWNS:
        return False
    return all(kilometres(*a, *b) > _APART for a, b in product(one.towns, other.towns))


def features(one: Act, other: Act, alike: float) -> list[float]:
    """Compare two acts; `alike` says how alike the names in their articles are, 0 to 1."""
    values: list[float] = []
    for names, other_names, countries, other_countries in (
        (one.actors, other.actors, one.actor_countries, other.actor_countries),
        (one.targets, other.targets, one.target_countries, other.target_countries),
        (one.places, other.places, one.place_countries, other.place_countries),
    ):
        values += _overlap(names, other_names)
        values += _overlap(countries, other_countries)[:2]
    values += _in_time(one, other)
    same_language = one.article.language == other.article.language
    wording = cosine(one.sentences, other.sentences) if same_language else 0.0
    trigger = same_language and not one.triggers.isdisjoint(other.triggers)
    ranks = one.rank * other.rank
    values += [
        alike,
        wording,
        float(same_language),
        float(trigger),
        float(one.status is other.status),
        math.log(min(len(one.mentions), len(other.mentions))),
        min(one.share, other.share),
        _size_gap(one, other),
        math.log(one.rivals) + math.log(other.rivals),
        ranks,
        alike if one.rivals == other.rivals == 1 else 0.0,
        alike * ranks,
    ]
    return values


def _size_gap(one: Act, other: Act) -> float:
    """Give how much more often one act is told than the other, in logarithms."""
    few, many = sorted((len(one.mentions), len(other.mentions)))
    return math.log((1 + many) / (1 + few))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights of the features, the bias, and how sure two acts must be to become one."""

    bias: float
    weights: tuple[float, ...]
    least: float

    def score(self, one: Act, other: Act, alike: float) -> float:
        """Say how surely two acts are one, 0 to 1; 0 only for those that contradict each other."""
        if contradict(one, other):
            return 0.0
        values = features(one, other, alike)
        total = self.bias + sum(w * v for w, v in zip(self.weights, values, strict=True))
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def read_model(path: Traversable | Path) -> Model:
    """Read and check the weights; raise `LexiconError` naming file, entry and cure."""
    raw = load_toml(path)
    cure = "make them again with training/merging/train.py"
    table = raw.get("weights")
    if not isinstance(table, dict):
        raise LexiconError("the weights are missing or no table", where=path.name, cure=cure)
    wrong = [name for name in FEATURES if not _is_number(table.get(name))]
    wrong += sorted(set(table) - set(FEATURES))
    if wrong:
        raise LexiconError(f"the weight {wrong[0]!r} is wrong", where=path.name, cure=cure)
    bias, least = raw.get("bias"), raw.get("least")
    if not _is_number(bias) or not _is_number(least) or not 0 < least < 1:
        raise LexiconError("bias or least is wrong", where=path.name, cure=cure)
    return Model(bias=bias, least=least, weights=tuple(table[name] for name in FEATURES))


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, float) and math.isfinite(value)


@functools.cache
def model() -> Model:
    """Give the weights that ship with the program."""
    return read_model(data_file("merging.toml"))


def agreement(one: Act, other: Act) -> str:
    """Say in words what agrees in two acts: `type, actor, place, date`."""
    days = _in_time(one, other)
    told = [
        ("actor", one.actors & other.actors),
        ("country of the actor", one.actor_countries & other.actor_countries),
        ("target", one.targets & other.targets),
        ("country of the target", one.target_countries & other.target_countries),
        ("place", one.places & other.places),
        ("country of the place", one.place_countries & other.place_countries),
        ("date", days[0]),
        ("days that may be the same", days[1]),
        ("trigger", one.triggers & other.triggers),
    ]
    agreed = [name for name, holds in told if holds]
    covered = {f"country of the {name}" for name in agreed}
    return ", ".join(["type", *(name for name in agreed if name not in covered)])
