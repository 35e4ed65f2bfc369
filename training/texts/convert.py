"""
Write our own labelled texts in the exchange form of documents and event mentions.

    python -m training.texts.convert OUT            # OUT/texts.docs.jsonl, OUT/texts.gold.jsonl
    python -m training.texts.convert --check FILE…  # one line for each mistake

The form of the files is told in README.md beside this module.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventgraph.annotate.labels import STATUSES, TYPES

__all__ = ["TextError", "Text", "main", "read_file"]

_HERE = Path(__file__).parent
_ROLES = {"a": "actors", "t": "targets", "p": "places"}
_VALUE = re.compile(r"\d{4}(-\d{2}){0,2}(/(\.\.|\d{4}(-\d{2}){0,2}))?")
_COUNTRY = re.compile(r"[A-Z]{3}|")


class TextError(ValueError):
    """A line that does not follow the form; the message says which and why."""


@dataclass(slots=True)
class Text:
    """A text with its mentions, in the exchange form."""

    name: str
    language: str
    date: str
    style: str
    text: str = ""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)

    def add_sentence(self, sentence: str, fresh: bool) -> None:
        """Put a sentence behind the others, on a line of its own if `fresh`."""
        if not sentence:
            raise TextError("the sentence is empty")
        if self.text:
            self.text += "\n" if fresh else " "
        start = len(self.text)
        self.text += sentence
        self.sentences.append((start, len(self.text)))

    def add_act(self, line: str) -> None:
        """Read an `@` line and put its mention behind the others."""
        if not self.sentences:
            raise TextError("an act needs a sentence above it")
        head, *fields = [part.strip() for part in line[1:].split(" ;")]
        label, kind, trigger = _head(head)
        start, end = self.sentences[-1]
        taken = {(m["trigger"]["start"], m["type"]) for m in self.mentions}
        found = _places(self.text, start, end, trigger)
        if not re.search(r"#\d$", trigger):
            found = [place for place in found if (place[0], kind) not in taken]
        span = _chosen(found, trigger, None)
        mention: dict[str, Any] = {"doc": self.name, "n": len(self.mentions) + 1}
        mention |= {"s": len(self.sentences), "type": kind, "status": "actual"}
        mention |= {"trigger": self._span(span), "actors": [], "targets": [], "places": []}
        mention |= {"date": None, "source": "", "same_as": None}
        for part in fields:
            self._add_field(mention, part, span[0])
        self.mentions.append(mention)
        if label:
            self.labels[label] = mention["n"]

    def _span(self, span: tuple[int, int]) -> dict[str, Any]:
        return {"text": self.text[slice(*span)], "start": span[0], "end": span[1]}

    def _add_field(self, mention: dict[str, Any], part: str, near: int) -> None:
        key, sign, value = part.partition("=")
        value = value.strip()
        if not sign:
            if part not in STATUSES:
                raise TextError(f"{part!r} is no status; they are {', '.join(STATUSES)}")
            mention["status"] = part
        elif key == "same":
            if value not in self.labels:
                raise TextError(f"no act above has the label {value!r}")
            mention["same_as"] = self.labels[value]
        elif key in _ROLES:
            mention[_ROLES[key]].append(self._argument(value, near))
        elif key == "d":
            phrase, _, when = (x.strip() for x in value.partition(">"))
            if when and not _VALUE.fullmatch(when):
                raise TextError(f"{when!r} is no date value")
            found = self._span(self._find(phrase, near))
            mention["date"] = {"text": found["text"], "value": when}
        elif key == "s":
            mention["source"] = self._span(self._find(value, near))["text"]
        else:
            raise TextError(f"{key!r} is no field; they are a, t, p, d, s, same")

    def _argument(self, value: str, near: int) -> dict[str, Any]:
        phrase, _, known = (x.strip() for x in value.partition("~"))
        name, _, country = (x.strip() for x in known.partition("/"))
        if not _COUNTRY.fullmatch(country):
            raise TextError(f"{country!r} is no country code of three letters")
        if not phrase and not name:
            raise TextError("an argument without text needs a name after ~")
        span: dict[str, Any] = {"text": "", "start": None, "end": None}
        if phrase:
            span = self._span(self._find(phrase, near))
        return {**span, "name": name or span["text"], "country": country}

    def _find(self, phrase: str, near: int) -> tuple[int, int]:
        start, end = self.sentences[-1]
        return _chosen(_places(self.text, start, end, phrase), phrase, near)


def _head(head: str) -> tuple[str, str, str]:
    """Give label, type and trigger."""
    match = re.fullmatch(r"([a-z0-9]*)\s*([A-Z]+)\s+(.+)", head)
    if match is None or match[2] not in TYPES:
        raise TextError(f"{head!r} is not '@ TYPE trigger' with one of the types")
    return match[1], match[2], match[3]


def _places(text: str, start: int, end: int, phrase: str) -> list[tuple[int, int]]:
    """Give every place of a phrase in a sentence that begins and ends with a word."""
    bare = re.sub(r"#\d$", "", phrase)
    pattern = re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)")
    return [match.span() for match in pattern.finditer(text, start, end)]


def _chosen(places: list[tuple[int, int]], phrase: str, near: int | None) -> tuple[int, int]:
    match = re.search(r"#(\d)$", phrase)
    if match is not None and 0 < int(match[1]) <= len(places):
        return places[int(match[1]) - 1]
    if not places or match is not None:
        raise TextError(f"{phrase!r} is not in the sentence as whole words")
    return places[0] if near is None else min(places, key=lambda p: abs(p[0] - near))


def _header(line: str) -> Text:
    parts = [part.strip() for part in line[1:].split("|")]
    if len(parts) != 4 or parts[1] not in ("en", "id"):
        raise TextError("a text begins with '# name | en or id | date | house style'")
    try:
        datetime.date.fromisoformat(parts[2])
    except ValueError as error:
        raise TextError(f"{parts[2]!r} is no date") from error
    return Text(*parts)


def read_file(path: Path) -> Iterator[Text | TextError]:
    """
    Give the texts of a file, and a `TextError` for every line that is wrong.

    A text whose `#` line is wrong is passed over up to the next one.
    """
    text: Text | None = None
    headless = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        try:
            if line.startswith("#"):
                if text is not None:
                    yield text
                text, headless = None, True
                text, headless = _header(line), False
            elif line.strip() and not headless:
                _add_line(text, line)
        except TextError as mistake:
            yield TextError(f"{path.name}:{number}: {mistake}")
    if text is not None:
        yield text


def _add_line(text: Text | None, line: str) -> None:
    if text is None:
        raise TextError("the text has no '#' line")
    if line[0] in "-+":
        text.add_sentence(line[1:].strip(), line[0] == "-")
    elif line[0] == "@":
        text.add_act(line)
    else:
        raise TextError("a line begins with #, -, + or @")


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text("".join(lines), encoding="utf-8")


def _document(text: Text) -> dict[str, Any]:
    row: dict[str, Any] = {"id": text.name, "lang": text.language, "date": text.date}
    return row | {"source": text.style, "text": text.text, "sentences": text.sentences}


def main() -> None:
    """Check files, or write all texts of this folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("out", nargs="?", type=Path)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="files of these names alone")
    parser.add_argument("--without", nargs="+", metavar="NAME", default=(), help="leave them out")
    options = parser.parse_args()
    files = options.check or [
        path
        for path in sorted(_HERE.glob("*/*.txt"))
        if path.stem in (options.only or (path.stem,)) and path.stem not in options.without
    ]
    found = [item for path in files for item in read_file(path)]
    mistakes = [item for item in found if isinstance(item, TextError)]
    texts = [item for item in found if isinstance(item, Text)]
    for mistake in mistakes:
        print(mistake)
    acts = [mention for text in texts for mention in text.mentions]
    sentences = sum(len(text.sentences) for text in texts)
    print(f"{len(texts)} texts, {sentences} sentences, {len(acts)} acts, {len(mistakes)} mistakes")
    if options.out is not None and not options.check:
        options.out.mkdir(parents=True, exist_ok=True)
        _write(options.out / "texts.docs.jsonl", map(_document, texts))
        _write(options.out / "texts.gold.jsonl", acts)
    sys.exit(bool(mistakes))


if __name__ == "__main__":
    main()
