"""
Lay exported weights into the package and write what is known about them on their card.

    python -m training.pipelines.ship ONNX SCORE.json [OTHER.json …] [--seed 1]

ONNX is what `export` wrote, SCORE.json what `score` printed for it; further files are those
of other seeds, for the mean. Of `manifest.toml` the files, the scores, the seed and the date
are written anew; name, version, origin and data stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

__all__ = ["FILES", "MODELS", "file_row", "main", "manifest_text", "score_rows", "ship"]

MODELS = Path(__file__).parents[2] / "src" / "eventgraph" / "models"
FILES = ("encoder.int8.onnx", "roles.onnx", "pieces.json")

_HELD_OUT = "held-out tenth of the labelled articles"
_PARTS = {"all": "", "en": ", English", "id": ", Indonesian"}
_EVENTS = (
    ("triggers", "trigger and type F", ("Trig-C", "f")),
    ("roles", "argument and role F", ("Arg-C", "f")),
    ("status", "accuracy", ("status",)),
)
"""(head, measure, place in the scores of a language)."""
_TESTS = {
    "idner test": "idner-news-2k test",
    "EWT test": "UNER and UD English-EWT test",
    "CSUI test": "UD Indonesian-CSUI test",
    "GSD test": "UD Indonesian-GSD test",
}
_TAGS = (
    ("names", "exact span F", ("all", "f")),
    ("parts of speech", "accuracy", ("upos",)),
    ("sentence starts", "F", ("bounds", "f")),
)


def _places() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Give (head, data, measure, place) of every figure that may be in a file of scores."""
    for head, measure, place in _EVENTS:
        for part, suffix in _PARTS.items():
            yield head, _HELD_OUT + suffix, measure, ("events", part, *place)
    for head, measure, place in _TAGS:
        for test, data in _TESTS.items():
            yield head, data, measure, (test, *place)


def _at(scores: Any, place: Sequence[str]) -> float | None:
    for name in place:
        if not isinstance(scores, Mapping) or name not in scores:
            return None
        scores = scores[name]
    return float(scores)


def score_rows(runs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """
    Give the rows of the card from the scores of all seeds, the shipped one first.

    A mean is given only where every seed has the figure and there is more than one.
    """
    rows: list[dict[str, Any]] = []
    for head, data, measure, place in _places():
        values = [_at(run, place) for run in runs]
        if values[0] is None:
            continue
        row: dict[str, Any] = {"head": head, "data": data, "measure": measure, "value": values[0]}
        known = [value for value in values if value is not None]
        if len(known) == len(runs) > 1:
            row["mean"] = round(fmean(known), 4)
        rows.append(row)
    return rows


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


def manifest_text(card: Mapping[str, Any]) -> str:
    """Write a card as TOML: plain values first, then a table for every row of a list."""
    tables = {key: rows for key, rows in card.items() if rows and _is_table(rows)}
    lines = [f"{key} = {_value(value)}" for key, value in card.items() if key not in tables]
    for key, rows in tables.items():
        for row in rows:
            lines += ["", f"[[{key}]]", *(f"{name} = {_value(v)}" for name, v in row.items())]
    return "\n".join(lines) + "\n"


def _is_table(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def file_row(path: Path) -> dict[str, Any]:
    """Give the row of a file on the card."""
    data = path.read_bytes()
    return {"name": path.name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def ship(
    onnx: Path,
    runs: Sequence[Mapping[str, Any]],
    seed: int,
    trained: date,
    models: Path = MODELS,
) -> None:
    """Copy the weights and write the card; raise `SystemExit` when a file is missing."""
    missing = [name for name in FILES if not (onnx / name).is_file()]
    if missing:
        raise SystemExit(f"{onnx}: {', '.join(missing)} is missing; run training.pipelines.export")
    card = tomllib.loads((models / "manifest.toml").read_text(encoding="utf-8"))
    data = card.pop("data", [])
    for name in FILES:
        part = models / f"{name}.part"
        shutil.copyfile(onnx / name, part)
        part.replace(models / name)  # whoever reads the old file goes on reading it
    card |= {"seed": seed, "trained": trained}
    card |= {"file": [file_row(models / name) for name in FILES], "score": score_rows(runs)}
    text = manifest_text({**card, "data": data})
    (models / "manifest.toml").write_text(text, encoding="utf-8")


def main() -> None:
    """Ship the weights that the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("onnx", type=Path)
    parser.add_argument("scores", type=Path, nargs="+", help="the shipped seed's first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trained", type=date.fromisoformat, help="today if not given")
    parser.add_argument("--models", type=Path, default=MODELS)
    options = parser.parse_args()
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in options.scores]
    trained = options.trained or datetime.now(tz=UTC).date()
    ship(options.onnx, runs, options.seed, trained, options.models)
    print(f"shipped seed {options.seed}, {len(runs)} seeds in the card; see {options.models}")


if __name__ == "__main__":
    main()
