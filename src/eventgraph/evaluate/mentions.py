"""
Score event mentions against labelled articles.

Documents, labels and predictions are JSON Lines, one object a line:

- documents: `id`, `lang`, `date`, `source`, `text`;
- labels and predictions: `doc`, `type`, `status`, `trigger` {text, start, end}, `actors`,
  `targets`, `places` (lists of {text, start, end, name, country}), `date` {text, value};
  labels have `n` and `same_as`, predictions `event`.

Trig-I asks for overlapping triggers, Trig-C also for the same type. Arguments, countries,
dates and status are asked of mentions whose trigger and type are right. KG compares the
sets of (type, actor, target) statements of a document, Coref the pairs of mentions that
are of one act.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eventgraph.errors import EventGraphError, InputError
from eventgraph.lexicon import data_file
from eventgraph.model import Article

__all__ = ["Score", "Scores", "align", "article_of", "evaluate", "sample", "score"]

Record = dict[str, Any]

_ROLES = ("actors", "targets", "places")
_RESAMPLES = 300
_SEED = 7
_BOOTSTRAPPED = ("Trig-C", "Arg-C", "KG")


@dataclass(frozen=True, slots=True)
class Score:
    """Right, predicted and labelled items, and what follows from them (0 to 1)."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the labelled that is found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a set of documents."""

    documents: int
    gold: int
    predicted: int
    wrong_offsets: int
    measures: Mapping[str, Score]
    status: float
    """Accuracy of the status over mentions with the right trigger and type."""
    intervals: Mapping[str, tuple[float, float]]
    """95 % of resampled sets of documents have their F between the two."""
    by_type: Mapping[str, Score]

    def as_dict(self) -> dict[str, object]:
        """Give the scores as plain values for JSON."""
        measures: dict[str, object] = {
            name: {
                "p": s.precision,
                "r": s.recall,
                "f": s.f,
                "hit": s.hit,
                "pred": s.predicted,
                "gold": s.gold,
            }
            for name, s in self.measures.items()
        }
        measures["Status"] = {"acc": self.status}
        return {
            "documents": self.documents,
            "wrong_offsets": self.wrong_offsets,
            "scores": measures,
        }

    def lines(self, *, by_type: bool = False) -> list[str]:
        """Give the scores as lines for people."""
        lines = [
            f"{self.documents} documents, {self.gold} gold and {self.predicted} predicted "
            f"mentions, {self.wrong_offsets} wrong offsets"
        ]
        for name, s in self.measures.items():
            span = self.intervals.get(name.strip())
            interval = f"   95% {span[0]:.3f}-{span[1]:.3f}" if span else ""
            lines.append(
                f"{name:10s} P {s.precision:.3f}  R {s.recall:.3f}  F {s.f:.3f}   "
                f"({s.hit}/{s.predicted} predicted, {s.gold} gold){interval}"
            )
        lines.append(f"{'Status':10s} accuracy {self.status:.3f}")
        if by_type:
            lines += [
                f"  {name:10s} P {s.precision:.3f} R {s.recall:.3f} F {s.f:.3f} ({s.gold} gold)"
                for name, s in self.by_type.items()
            ]
        return lines


def read_records(path: Path | str, needed: Sequence[str]) -> list[Record]:
    """Read JSON Lines with the `needed` keys; raise `InputError` with the line that is broken."""
    records = []
    number = 0
    try:
        with Path(path).open(encoding="utf-8") as lines:
            for line in lines:
                number += 1  # the message below names the line that broke
                if line.strip():
                    records.append(_record(line, needed))
    except ValueError as error:
        raise InputError(
            f"no record: {error}", where=f"{path}:{number or 1}", cure="correct the line"
        ) from error
    except OSError as error:
        raise InputError(
            error.strerror or str(error), where=path, cure="give a file that can be read"
        ) from error
    return records


def _record(line: str, needed: Sequence[str]) -> Record:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("the line holds no JSON object")
    missing = [key for key in needed if key not in record]
    if missing:
        raise ValueError(f"the key {missing[0]!r} is missing")
    trigger = record.get("trigger")
    spans = [trigger] if trigger is not None else []
    spans += [a for role in _ROLES for a in record.get(role) or []]
    if not all(isinstance(span, dict) for span in spans):
        raise ValueError("trigger and arguments are no objects with text, start and end")
    return record


def sample() -> tuple[Path, Path]:
    """Give documents and labels of the articles that ship with the program, ten a language."""
    folder = Path(str(data_file("sample")))
    return folder / "docs.jsonl", folder / "gold.jsonl"


def evaluate(
    docs: Path | str,
    gold: Path | str,
    predictions: Path | str | None = None,
    *,
    language: str | None = None,
) -> Scores:
    """
    Score predictions, or what the program itself finds, against labels.

    Without `predictions` every document is read by the program. `language` (`id`, `en`)
    keeps only the documents of that language. Raises `InputError` for files that cannot
    be read.
    """
    documents = [
        d for d in read_records(docs, ("id", "text")) if not language or d.get("lang") == language
    ]
    if not documents:
        raise InputError("there is no document to score", where=docs, cure="check file and --lang")
    labelled = read_records(gold, ("doc", "n", "type", "status", "trigger"))
    found = (
        read_records(predictions, ("doc", "type", "trigger"))
        if predictions
        else _predict(documents)
    )
    return score(documents, labelled, found)


def _predict(documents: Iterable[Record]) -> list[Record]:
    """Read the documents with the program, each as an article of its own."""
    from eventgraph.pipeline import mention_records

    return [found for d in documents for found in mention_records(article_of(d))]


def article_of(document: Record) -> Article:
    """Give a document as the article that the program reads; `InputError` when it is none."""
    from eventgraph.read import make_article

    try:
        return make_article(
            document["text"],
            id=document["id"],
            language=document.get("lang"),
            published=document.get("date"),
            source=document.get("source"),
        )
    except EventGraphError as error:
        where = f"document {document['id']}"
        raise InputError(error.what, where=where, cure="mend or remove it") from error


def score(
    documents: Sequence[Record], gold: Iterable[Record], predicted: Iterable[Record]
) -> Scores:
    """Score predicted against labelled mentions of the documents."""
    texts = {d["id"]: d["text"] for d in documents}
    gold_of, predicted_of = _by_document(gold, texts), _by_document(predicted, texts)
    per_document = {d: _counts(gold_of[d], predicted_of[d]) for d in texts}
    total = sum(per_document.values(), Counter())
    return Scores(
        documents=len(texts),
        gold=total["gold"],
        predicted=total["pred"],
        wrong_offsets=sum(
            _wrong(texts[d], m) for d, mentions in predicted_of.items() for m in mentions
        ),
        measures=_measures(total),
        status=total["status_hit"] / total["trig_c"] if total["trig_c"] else 0.0,
        intervals=_intervals(per_document),
        by_type=_by_type(gold_of, predicted_of),
    )


def _by_document(records: Iterable[Record], texts: Mapping[str, str]) -> dict[str, list[Record]]:
    table: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record["doc"] in texts:
            table[record["doc"]].append(record)
    return table


def _arguments(mention: Record, role: str) -> list[Record]:
    return mention.get(role) or []


def _wrong(text: str, mention: Record) -> int:
    """Count the spans that are not what the text has there."""
    spans = [mention["trigger"], *(a for role in _ROLES for a in _arguments(mention, role))]
    return sum(
        s.get("start") is not None and text[s["start"] : s["end"]] != s.get("text") for s in spans
    )


def _overlap(one: Record, other: Record) -> int:
    if one.get("start") is None or other.get("start") is None:
        return 0
    return int(max(0, min(one["end"], other["end"]) - max(one["start"], other["start"])))


def _plain(name: str | None) -> str:
    return re.sub(r"\W+", " ", (name or "").casefold()).strip()


def align(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Pair overlapping triggers one to one: same type first, then the larger overlap."""
    pairs = [
        (g["type"] == p["type"], overlap, -i, -j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if (overlap := _overlap(g["trigger"], p["trigger"]))
    ]
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    aligned = []
    for _, _, minus_i, minus_j in sorted(pairs, reverse=True):
        i, j = -minus_i, -minus_j
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            aligned.append((i, j))
    return aligned


def _matched(gold: Sequence[Record], predicted: Sequence[Record]) -> int:
    """Count labelled arguments that have a predicted one of their own."""
    left, hits = list(predicted), 0
    for g in gold:
        match = next((p for p in left if _same_argument(g, p)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return hits


def _same_argument(gold: Record, predicted: Record) -> bool:
    if _overlap(gold, predicted):
        return True
    name = _plain(gold.get("name"))
    return gold.get("start") is None and bool(name) and name == _plain(predicted.get("name"))


def _who(argument: Record) -> str:
    country = argument.get("country")
    if country and country != "IGO":
        return str(country)
    return _plain(argument.get("name") or argument.get("text"))


def _statements(mentions: Iterable[Record]) -> set[tuple[str, str, str]]:
    found = set()
    for m in mentions:
        actors = {_who(a) for a in _arguments(m, "actors")} - {""} or {"?"}
        targets = {_who(a) for a in _arguments(m, "targets")} - {""} or {"?"}
        found |= {(m["type"], a, t) for a in actors for t in targets if (a, t) != ("?", "?")}
    return found


def _countries(mention: Record) -> Counter[tuple[str, str]]:
    return Counter(
        (role, a["country"])
        for role in _ROLES
        for a in _arguments(mention, role)
        if a.get("country")
    )


def _date(mention: Record) -> str | None:
    return (mention.get("date") or {}).get("value") or None


def _counts(gold: Sequence[Record], predicted: Sequence[Record]) -> Counter[str]:
    """Count everything that the scores of one document are made of."""
    c: Counter[str] = Counter()
    pairs = align(gold, predicted)
    good = [(gold[i], predicted[j]) for i, j in pairs if gold[i]["type"] == predicted[j]["type"]]
    c.update(gold=len(gold), pred=len(predicted), trig_i=len(pairs), trig_c=len(good))
    for role in _ROLES:
        c[f"{role}_gold"] = sum(len(_arguments(m, role)) for m in gold)
        c[f"{role}_pred"] = sum(len(_arguments(m, role)) for m in predicted)
        c[f"{role}_hit"] = sum(_matched(_arguments(g, role), _arguments(p, role)) for g, p in good)
    for side, mentions in (("gold", gold), ("pred", predicted)):
        c[f"country_{side}"] = sum(_countries(m).total() for m in mentions)
        c[f"date_{side}"] = sum(bool(_date(m)) for m in mentions)
    for g, p in good:
        c["country_hit"] += (_countries(g) & _countries(p)).total()
        c["date_hit"] += bool(_date(g)) and _date(g) == _date(p)
        c["status_hit"] += g["status"] == p.get("status")
    told, claimed = _statements(gold), _statements(predicted)
    c.update(kg_gold=len(told), kg_pred=len(claimed), kg_hit=len(told & claimed))
    c.update(_same_act_pairs(gold, predicted, dict(pairs)))
    return c


def _same_act_pairs(
    gold: Sequence[Record], predicted: Sequence[Record], aligned: Mapping[int, int]
) -> Counter[str]:
    """Count pairs of found mentions that are one act by the labels, by the prediction, by both."""
    root: dict[Any, Any] = {}
    for m in sorted(gold, key=lambda m: m["n"]):
        same = m.get("same_as")
        root[m["n"]] = root.get(same, same) if same else m["n"]
    c: Counter[str] = Counter()
    found = sorted(aligned)
    for k, a in enumerate(found):
        for b in found[k + 1 :]:
            same_gold = root[gold[a]["n"]] == root[gold[b]["n"]]
            one = predicted[aligned[a]].get("event")
            same_predicted = one is not None and one == predicted[aligned[b]].get("event")
            c["coref_gold"] += same_gold
            c["coref_pred"] += same_predicted
            c["coref_hit"] += same_gold and same_predicted
    return c


def _measures(c: Counter[str]) -> dict[str, Score]:
    def of(name: str) -> Score:
        return Score(c[f"{name}_hit"], c[f"{name}_pred"], c[f"{name}_gold"])

    def total(side: str) -> int:
        return sum(c[f"{role}_{side}"] for role in _ROLES)

    return {
        "Trig-I": Score(c["trig_i"], c["pred"], c["gold"]),
        "Trig-C": Score(c["trig_c"], c["pred"], c["gold"]),
        "Arg-C": Score(total("hit"), total("pred"), total("gold")),
        **{f"  {role}": of(role) for role in _ROLES},
        "Country": of("country"),
        "Date": of("date"),
        "KG": of("kg"),
        "Coref": of("coref"),
    }


def _intervals(per_document: Mapping[str, Counter[str]]) -> dict[str, tuple[float, float]]:
    """Resample the documents with a fixed seed and give the middle 95 % of each F."""
    ids = sorted(per_document)
    if not ids:
        return {}
    rng = random.Random(_SEED)  # noqa: S311 - resampling, not secrets
    drawn: dict[str, list[float]] = {name: [] for name in _BOOTSTRAPPED}
    for _ in range(_RESAMPLES):
        sample = sum((per_document[rng.choice(ids)] for _ in ids), Counter())
        measures = _measures(sample)
        for name, values in drawn.items():
            values.append(measures[name].f)
    return {name: (sorted(v)[7], sorted(v)[-8]) for name, v in drawn.items()}


def _by_type(
    gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]]
) -> dict[str, Score]:
    hit: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for d in sorted({*gold, *predicted}):
        g, p = gold.get(d, ()), predicted.get(d, ())
        labelled.update(m["type"] for m in g)
        claimed.update(m["type"] for m in p)
        hit.update(g[i]["type"] for i, j in align(g, p) if g[i]["type"] == p[j]["type"])
    return {t: Score(hit[t], claimed[t], labelled[t]) for t in sorted({*labelled, *claimed})}
