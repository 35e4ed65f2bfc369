"""Markdown tables of scores and errors, with every text of an article escaped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eventgraph.errors import one_line
from eventgraph.evaluate import Score, Scores, align
from eventgraph.model import EventType, Status

__all__ = [
    "bins",
    "calibration",
    "calibration_error",
    "confusion",
    "escaped",
    "figure",
    "marked",
    "score_rows",
    "statuses",
    "summary",
    "table",
    "types",
    "words_of",
]

Record = dict[str, Any]
Bars = Mapping[str, float]
Pair = tuple[Sequence[Record], Sequence[Record]]
"""The labels and the finds of one article."""

BINS = 10
_WORDS = 3
"""Words of a trigger that are shown of an article that may not be quoted."""
_AROUND = 160
"""Characters of a sentence on each side of a trigger."""
_EVERYTHING = 10_000
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~&$:@]|(?<=www)\.", re.IGNORECASE)
"""What marks, links, tables, formulas and HTML are made of, with the stop of a bare address."""
_NONE = "–"
_NOTHING = "·"


# Text


def escaped(text: object) -> str:
    """Give any text as one line that Markdown shows as it is: no table, link, mark or HTML."""
    return _SPECIAL.sub(lambda sign: "\\" + sign[0], one_line(text, _EVERYTHING))


def words_of(trigger: str) -> str:
    """Give the first words of a trigger, escaped."""
    words = trigger.split()
    return escaped(" ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else ""))


def marked(text: str, sentence: tuple[int, int], trigger: tuple[int, int]) -> str:
    """Give a sentence with its trigger in bold, escaped; a long one is cut at words."""
    low, high = min(sentence[0], trigger[0]), max(sentence[1], trigger[1])
    before, behind = text[low : trigger[0]], text[trigger[1] : high]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(behind) > _AROUND:
        behind = behind[:_AROUND].rpartition(" ")[0] + "…"
    # Blanks at the edges are kept, for `escaped` would take them away.
    head = escaped(before) + (" " if before[-1:].isspace() else "")
    tail = (" " if behind[:1].isspace() else "") + escaped(behind)
    return f"{head}**{escaped(text[slice(*trigger)])}**{tail}".strip()


def figure(value: float) -> str:
    """Give a share as the document writes it: `.645`."""
    told = f"{value:.3f}"
    return told[1:] if told.startswith("0") else told


def table(head: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """Give a table; the first `left` columns hold words, the others numbers."""
    lines = [head, ["---"] * left + ["---:"] * (len(head) - left), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


# Scores


def score_rows(scores: Scores, bars: Bars) -> str:
    """Give all measures with their 95 % intervals, beside the bars that are to be reached."""
    rows = [_score_row(name.strip(), s, scores, bars) for name, s in scores.measures.items()]
    named = "Status (accuracy)"
    rows.append([named, "", "", figure(scores.status), "", *_bar(scores.status, bars, "Status")])
    head = ["", "P", "R", "F", "95 % of resamples", "bar", "", "right / found / labelled"]
    return table(head, [[*row, *[""] * (len(head) - len(row))] for row in rows])


def _score_row(name: str, s: Score, scores: Scores, bars: Bars) -> list[str]:
    span = scores.intervals.get(name)
    interval = f"{figure(span[0])} to {figure(span[1])}" if span else _NONE
    counts = f"{s.hit} / {s.predicted} / {s.gold}"
    values = (figure(value) for value in (s.precision, s.recall, s.f))
    return [name, *values, interval, *_bar(s.f, bars, name), counts]


def _bar(value: float, bars: Bars, name: str) -> list[str]:
    if name not in bars:
        return [_NONE, ""]
    return [figure(bars[name]), "reached" if value >= bars[name] else "missed"]


def summary(
    scores: Mapping[str, Scores], bars: Mapping[str, Bars], names: Mapping[str, str]
) -> str:
    """Give F of both languages side by side, each with its bar."""
    values = {
        code: {n.strip(): s.f for n, s in found.measures.items()} | {"Status": found.status}
        for code, found in scores.items()
    }
    rows = []
    for measure in next(iter(values.values()), {}):
        row = [measure]
        for code, found in values.items():
            row += [figure(found[measure]), *_bar(found[measure], bars.get(code, {}), measure)]
        rows.append(row)
    head = ["F"] + [cell for code in values for cell in (names[code], "bar", "")]
    return table(head, rows)


def types(scores: Scores, trained: Mapping[str, int]) -> str:
    """Give precision, recall and F of each type, with the labels that training has of it."""
    rows = [
        [
            *(escaped(kind), figure(s.precision), figure(s.recall), figure(s.f)),
            *(s.hit, s.predicted, s.gold, trained.get(kind, 0)),
        ]
        for kind, s in scores.by_type.items()
    ]
    head = ["type", "P", "R", "F", "right", "found", "labelled", "labelled in training"]
    return table(head, rows)


# What is taken for what


def _in_order(kinds: Iterable[str]) -> list[str]:
    order = [kind.value for kind in EventType]
    return sorted(set(kinds), key=lambda k: (order.index(k) if k in order else len(order), k))


def _cell(count: int, right: bool) -> str:
    if not count:
        return _NOTHING
    return f"**{count}**" if right else str(count)


def confusion(articles: Sequence[Pair]) -> str:
    """
    Give labelled types by the types found on overlapping triggers.

    The last column counts labels that nothing overlaps, the last row finds that overlap none.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for gold, found in articles:
        pairs = align(gold, found)
        cells.update((gold[i]["type"], found[j]["type"]) for i, j in pairs)
        seen, used = {i for i, _ in pairs}, {j for _, j in pairs}
        cells.update((g["type"], "") for i, g in enumerate(gold) if i not in seen)
        cells.update(("", f["type"]) for j, f in enumerate(found) if j not in used)
    kinds = _in_order(kind for pair in cells for kind in pair if kind)
    rows = [
        [escaped(g), *(_cell(cells[g, f], g == f) for f in kinds), _cell(cells[g, ""], False)]
        for g in kinds
    ]
    rows.append(["*spurious*", *(_cell(cells["", f], False) for f in kinds), ""])
    return table(["labelled ↓ found →", *(escaped(k[:4]) for k in kinds), "*missed*"], rows)


def _right_pairs(articles: Sequence[Pair]) -> list[tuple[Record, Record]]:
    return [
        (gold[i], found[j])
        for gold, found in articles
        for i, j in align(gold, found)
        if gold[i]["type"] == found[j]["type"]
    ]


def statuses(articles: Sequence[Pair]) -> str:
    """Give labelled status by found status, of mentions whose trigger and type are right."""
    cells = Counter((g["status"], str(f.get("status"))) for g, f in _right_pairs(articles))
    known = [status.value for status in Status]
    rows = []
    for labelled in known:
        row = [cells[labelled, found] for found in known]
        right = cells[labelled, labelled]
        share = figure(right / sum(row)) if sum(row) else _NONE
        shown = (_cell(n, f == labelled) for n, f in zip(row, known, strict=True))
        rows.append([labelled, *shown, share])
    return table(["labelled ↓ found →", *known, "right"], rows)


# How much a confidence is worth


def bins(articles: Sequence[Pair]) -> list[tuple[int, float, float]]:
    """
    Give, for each tenth of the confidence, the finds, their mean confidence and right share.

    A find is right when trigger and type are. An empty bin has zeros.
    """
    sums = [[0, 0.0, 0] for _ in range(BINS)]
    for gold, found in articles:
        right = {j for i, j in align(gold, found) if gold[i]["type"] == found[j]["type"]}
        for j, mention in enumerate(found):
            confidence = float(mention.get("confidence") or 0.0)
            row = sums[min(int(confidence * BINS), BINS - 1)]
            row[0] += 1
            row[1] += confidence
            row[2] += j in right
    return [(int(n), c / n if n else 0.0, r / n if n else 0.0) for n, c, r in sums]


def calibration_error(filled: Sequence[tuple[int, float, float]]) -> float:
    """Give the expected calibration error: the mean gap of confidence and right share."""
    total = sum(n for n, _, _ in filled)
    return sum(n * abs(mean - share) for n, mean, share in filled) / total if total else 0.0


def calibration(filled: Sequence[tuple[int, float, float]]) -> str:
    """Give the reliability table of `bins`."""
    rows = []
    for number, (n, mean, share) in enumerate(filled):
        name = f"{figure(number / BINS)[:-2]} to {figure((number + 1) / BINS)[:-2]}"
        values = [figure(mean), figure(share), f"{share - mean:+.3f}"] if n else [_NONE] * 3
        rows.append([name, n, *values])
    return table(["confidence", "finds", "mean", "right", "gap"], rows)
