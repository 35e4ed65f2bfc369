"""
Score the heads: event mentions, names, parts of speech, sentence starts.

    python -m training.pipelines.score ENCODER MODEL DATA EVAL [--keep 0.0] [--threads 1]

Everything is read by the running `Encoder`. Events are scored on the held-out tenth of the
training documents (`corpora.held_out`) in their given sentences, names on the test files,
which no training ever opens.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from training.pipelines.corpora import IGNORE, Story, held_out, read_events, read_iob, read_ud
from training.pipelines.decode import acts_of, mentions
from training.pipelines.loading import load_encoder

from eventgraph.annotate.encoder import Encoder, Reading
from eventgraph.annotate.labels import NAME_KINDS, bio_spans

__all__ = ["event_counts", "event_scores", "main", "score_events", "score_tags", "tag_text"]

_TOGETHER = 8
"""Sentences that are joined to look for their starts."""
_ROLES = ("actors", "targets", "places")
Mentions = Sequence[dict[str, Any]]


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> int:
    if a.get("start") is None or b.get("start") is None:
        return 0
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _pairs(gold: Mentions, found: Mentions) -> list[tuple[int, int]]:
    """Pair overlapping triggers one to one, those of the same type first."""
    options = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            size = _overlap(g["trigger"], f["trigger"])
            if size:
                options.append((g["type"] != f["type"], -size, i, j))
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(options):
        if all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def event_counts(gold: Mentions, found: Mentions) -> Counter[str]:
    """Count hits of one document: triggers, types, arguments with a span, status, source."""
    pairs = _pairs(gold, found)
    right = [(gold[i], found[j]) for i, j in pairs if gold[i]["type"] == found[j]["type"]]
    counts = Counter(gold=len(gold), found=len(found), trig_i=len(pairs), trig_c=len(right))
    for role in _ROLES:
        counts[f"{role}_gold"] = sum(len(m[role]) for m in gold)
        counts[f"{role}_found"] = sum(len(m[role]) for m in found)
        for g, f in right:
            left = list(f[role])
            for wanted in g[role]:
                hit = next((x for x in left if _overlap(wanted, x)), None)
                if hit is not None:
                    left.remove(hit)
                    counts[f"{role}_hit"] += 1
    for g, f in right:
        counts["status"] += g["status"] == f["status"]
        counts["source"] += (g["source"] or "") == (f["source"] or "")
        counts["date"] += (g["date"] or {}).get("text") == (f["date"] or {}).get("text")
    return counts


def _f(hit: int, found: int, gold: int) -> dict[str, float]:
    p, r = hit / max(found, 1), hit / max(gold, 1)
    return {"p": round(p, 3), "r": round(r, 3), "f": round(2 * hit / max(found + gold, 1), 3)}


def event_scores(counts: Counter[str]) -> dict[str, Any]:
    """Turn counts into precision, recall, F and accuracies."""
    out: dict[str, Any] = {
        "Trig-I": _f(counts["trig_i"], counts["found"], counts["gold"]),
        "Trig-C": _f(counts["trig_c"], counts["found"], counts["gold"]),
        "Arg-C": _f(*(sum(counts[f"{r}_{k}"] for r in _ROLES) for k in ("hit", "found", "gold"))),
    }
    for role in _ROLES:
        out[role] = _f(*(counts[f"{role}_{k}"] for k in ("hit", "found", "gold")))
    for name in ("status", "source", "date"):
        out[name] = round(counts[name] / max(counts["trig_c"], 1), 3)
    return out


def score_events(stories: Sequence[Story], encoder: Encoder, keep: float = 0.0) -> dict[str, Any]:
    """Score event mentions by language."""
    return _score_readings(stories, _read_all(stories, encoder), encoder, keep)


def _read_all(stories: Sequence[Story], encoder: Encoder) -> list[Reading]:
    return [encoder.read(story.text, story.spans) for story in stories]


def _score_readings(
    stories: Sequence[Story], readings: Sequence[Reading], encoder: Encoder, keep: float
) -> dict[str, Any]:
    totals: dict[str, Counter[str]] = {}
    for story, reading in zip(stories, readings, strict=True):
        acts = acts_of(reading, encoder, keep)
        counts = event_counts(story.mentions, mentions(story.id, story.text, reading, acts))
        for name in (story.language, "all"):
            totals.setdefault(name, Counter()).update(counts)
    return {name: event_scores(counts) for name, counts in sorted(totals.items())}


def sweep(stories: Sequence[Story], encoder: Encoder) -> dict[float, Any]:
    """Score several values of `keep`, to choose one."""
    readings = _read_all(stories, encoder)
    rows = {}
    for keep in (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5):
        scores = _score_readings(stories, readings, encoder, keep)
        rows[keep] = {n: (s["Trig-C"]["f"], s["Arg-C"]["f"]) for n, s in scores.items()}
    return rows


def tag_text(story: Story) -> list[str]:
    """Write the sentences of a data set as texts again."""
    texts = []
    for sentence in story.sentences:
        text = ""
        for word in sentence.words:
            text += " " * (word.start - len(text)) + word.text
        texts.append(text)
    return texts


def score_tags(story: Story, encoder: Encoder) -> dict[str, Any]:
    """Score names by exact spans and parts of speech by words, each sentence by itself."""
    hits: Counter[str] = Counter()
    for sentence, text in zip(story.sentences, tag_text(story), strict=True):
        reading = encoder.read(text, [(0, len(text))])
        assert len(sentence.words) == len(reading.starts), text
        if sentence.ner is not None:
            _count_names(hits, set(bio_spans(sentence.ner)), set(bio_spans(reading.ner.tolist())))
        if sentence.upos is not None:
            for wanted, tag in zip(sentence.upos, reading.upos.tolist(), strict=True):
                hits["words"] += wanted != IGNORE
                hits["upos"] += wanted == tag
    out: dict[str, Any] = {}
    if hits["gold"]:
        out["all"] = _f(hits["hit"], hits["found"], hits["gold"])
        for name in NAME_KINDS:
            counts = (hits[f"{name}_{k}"] for k in ("hit", "found", "gold"))
            out[name] = _f(*counts)["f"]
    if hits["words"]:
        out["upos"] = round(hits["upos"] / hits["words"], 4)
    return out


def _count_names(
    hits: Counter[str], gold: set[tuple[int, int, int]], found: set[tuple[int, int, int]]
) -> None:
    for key, spans in (("gold", gold), ("found", found), ("hit", gold & found)):
        hits[key] += len(spans)
        for _, _, kind in spans:
            hits[f"{NAME_KINDS[kind]}_{key}"] += 1


def score_bounds(stories: Iterable[Story], encoder: Encoder) -> dict[str, float]:
    """Score sentence starts inside lines, sentences of a data set joined by spaces."""
    hit = found = gold = 0
    for story in stories:
        texts = tag_text(story)
        for start in range(0, len(texts), _TOGETHER):
            group = texts[start : start + _TOGETHER]
            starts = {0, *itertools.accumulate(len(text) + 1 for text in group[:-1])}
            text = " ".join(group)
            reading = encoder.read(text, [(0, len(text))])
            cut = {0, *reading.starts[reading.bounds > 0].tolist()}
            hit += len(cut & starts) - 1
            found += len(cut) - 1
            gold += len(starts) - 1
    return _f(hit, found, gold)


def main() -> None:
    """Print all scores as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("--keep", type=float, default=0.0)
    parser.add_argument("--sweep", action="store_true", help="only try values of --keep")
    parser.add_argument("--threads", type=int, default=1, help="of a checkpoint")
    options = parser.parse_args()
    encoder = load_encoder(options.encoder, options.model, options.threads)
    began = time.process_time()
    stories = [s for s in read_events(options.events, "train") if held_out(s.id)]
    if options.sweep:
        print(json.dumps(sweep(stories, encoder), indent=1))
        return
    scores: dict[str, Any] = {"events": score_events(stories, encoder, options.keep)}
    ud, ner = options.data / "ud", options.data / "ner"
    ewt = ud / "UD_English-EWT/en_ewt-ud-test.conllu"
    uner = ner / "UNER_English-EWT/en_ewt-ud-test.iob2"
    csui = ud / "UD_Indonesian-CSUI/id_csui-ud-test.conllu"
    sets = {
        "idner test": read_iob(ner / "idner-news-2k/test.txt", "id"),
        "EWT test": read_ud(ewt, "en", True, uner),
        "CSUI test": read_ud(csui, "id", True),
        "GSD test": read_ud(ud / "UD_Indonesian-GSD/id_gsd-ud-test.conllu", "id", False),
    }
    for name, story in sets.items():
        scores[name] = score_tags(story, encoder)
    for name in ("EWT test", "CSUI test"):
        scores[name]["bounds"] = score_bounds([sets[name]], encoder)
    scores["cpu_minutes"] = round((time.process_time() - began) / 60, 2)
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
