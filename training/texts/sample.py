"""
Write the invented texts of the articles that ship with the program into their two files.

    python -m training.texts.sample

The texts are `texts.txt` in `eventgraph/data/sample/`, in the form of this folder. Articles by
others stay as they are. Nothing here is trained on: the sample measures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.texts.convert import TextError, read_file

from eventgraph.evaluate import sample

__all__ = ["invented", "main"]

Row = dict[str, Any]


def invented(path: Path) -> tuple[list[Row], list[Row]]:
    """Give documents and labels of the texts; raise `TextError` at the first wrong line."""
    documents: list[Row] = []
    labels: list[Row] = []
    for text in read_file(path):
        if isinstance(text, TextError):
            raise text
        title = text.text.split("\n", 1)[0]
        row: Row = {"id": text.name, "lang": text.language, "date": text.date}
        row |= {"source": text.style, "title": title, "url": None, "licence": "MIT"}
        row |= {"attribution": f"“{title}”, invented for eventgraph, MIT. Not a report of facts."}
        # Lists, as JSON gives them back.
        sentences = [list(span) for span in text.sentences]
        documents.append(row | {"text": text.text, "sentences": sentences})
        labels += text.mentions
    return documents, labels


def main() -> None:
    """Put the texts in place of those that have their ids."""
    files = sample()
    fresh = invented(files[0].with_name("texts.txt"))
    ids = {row["id"] for row in fresh[0]}
    for path, rows, key in zip(files, fresh, ("id", "doc"), strict=True):
        others = [row for row in _read(path) if row[key] not in ids]
        _write(path, [*rows, *others])
    sys.stdout.write(f"{len(fresh[0])} texts, {len(fresh[1])} acts\n")


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _write(path: Path, rows: Sequence[Row]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
