"""
Read the training data into one kind of value, the labelled text.

Every data set labels some of the heads and is silent about the others; a silent head has
`None`. Test files are named nowhere but in `score.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eventgraph.annotate.labels import NER_TAGS, ROLES, STATUSES, TYPES, UPOS
from eventgraph.annotate.windows import Word, split_words

__all__ = [
    "IGNORE",
    "Act",
    "Sentence",
    "Story",
    "held_out",
    "read_events",
    "read_iob",
    "read_spans",
    "read_ud",
]

IGNORE = -100
"""The label of a word that a data set says nothing about."""

_LOC = {"PERSON": "PER", "PER": "PER", "ORGANISATION": "ORG", "ORG": "ORG"}
_LOC |= dict.fromkeys(("PLACE", "GPE", "FAC", "LOC"), "LOC")
_LEFT = re.compile(r"^[,.;:!?%)\]}”’]+$")
_RIGHT = re.compile(r"^[(\[{“‘]+$")


@dataclass(frozen=True, slots=True)
class Act:
    """One event mention inside its sentence, in word numbers of the sentence."""

    trigger: int
    kind: int
    status: int
    roles: tuple[int, ...]
    """A role tag for every word of the sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the labels that its data set gives; each as long as `words`."""

    words: tuple[Word, ...]
    ner: tuple[int, ...] | None = None
    upos: tuple[int, ...] | None = None
    triggers: tuple[int, ...] | None = None
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Sentences that follow each other, the headline first where there is one."""

    id: str
    language: str
    text: str
    sentences: tuple[Sentence, ...]
    ordered: bool = True
    """False when the sentences of the data set come in no order."""
    mentions: tuple[dict[str, Any], ...] = field(default=(), compare=False)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The sentences as offsets in `text`, from first word to last."""
        return [(s.words[0].start, s.words[-1].end) for s in self.sentences]


def held_out(story: str, parts: int = 10) -> bool:
    """Tell whether a document is set apart for choosing; a translation goes with its original."""
    key = story.removeprefix("tr-")
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % parts == 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_events(folder: Path, name: str) -> list[Story]:
    """Read `NAME.docs.jsonl` and `NAME.gold.jsonl`."""
    gold: dict[str, list[dict[str, Any]]] = {}
    for mention in _rows(folder / f"{name}.gold.jsonl"):
        gold.setdefault(mention["doc"], []).append(mention)
    stories = []
    for row in _rows(folder / f"{name}.docs.jsonl"):
        mentions = gold.get(row["id"], [])
        sentences = []
        for number, (start, end) in enumerate(row["sentences"], 1):
            words = split_words(row["text"], start, end)
            if words:
                here = [m for m in mentions if m["s"] == number]
                sentences.append(_event_sentence(row["text"], words, here))
        found = tuple(mentions)
        stories.append(Story(row["id"], row["lang"], row["text"], tuple(sentences), mentions=found))
    return stories


def _cover(words: Sequence[Word], start: int, end: int) -> list[int]:
    return [i for i, word in enumerate(words) if word.start < end and word.end > start]


def _paint(tags: list[int], places: Sequence[int], kind: int) -> None:
    """Write B and I of a kind, where nothing is written yet."""
    if any(tags[i] for i in places):
        return
    for nth, place in enumerate(places):
        tags[place] = 1 + 2 * kind + bool(nth)


def _event_sentence(text: str, words: list[Word], mentions: list[dict[str, Any]]) -> Sentence:
    triggers, acts = [0] * len(words), []
    for mention in mentions:
        at = _cover(words, mention["trigger"]["start"], mention["trigger"]["end"])
        if not at:
            continue
        kind = TYPES.index(mention["type"])
        _paint(triggers, at, kind)
        roles = _roles(text, words, mention)
        acts.append(Act(at[0], kind, STATUSES.index(mention["status"]), tuple(roles)))
    return Sentence(tuple(words), triggers=tuple(triggers), acts=tuple(acts))


def _roles(text: str, words: list[Word], mention: dict[str, Any]) -> list[int]:
    tags = [0] * len(words)
    start, end = words[0].start, words[-1].end
    for name in ("actor", "target", "place"):
        for argument in mention[name + "s"]:
            if argument.get("start") is not None:
                at = _cover(words, argument["start"], argument["end"])
                _paint(tags, at, ROLES.index(name))
    near = mention["trigger"]["start"]
    for name, phrase in (
        ("date", (mention["date"] or {}).get("text")),
        ("source", mention["source"]),
    ):
        places = [] if not phrase else list(re.finditer(re.escape(phrase), text[start:end]))
        if places:
            best = min(places, key=lambda m: abs(start + m.start() - near))
            at = _cover(words, start + best.start(), start + best.end())
            _paint(tags, at, ROLES.index(name))
    return tags


def _joined(tokens: Sequence[str], glued: Sequence[bool] | None = None) -> tuple[str, list[int]]:
    """Write tokens as a text; guess where no space stood when the data set does not tell."""
    text, starts = "", []
    for place, token in enumerate(tokens):
        if glued is not None:
            tight = place > 0 and glued[place - 1]
        else:
            tight = bool(_LEFT.match(token)) or (
                place > 0 and bool(_RIGHT.match(tokens[place - 1]))
            )
        if text and not tight:
            text += " "
        starts.append(len(text))
        text += token
    return text, starts


def _spread(words: Sequence[Word], starts: Sequence[int], tags: Sequence[int]) -> tuple[int, ...]:
    """Carry BIO tags of tokens over to our words, which may be shorter."""
    out, token = [], -1
    for word in words:
        first = False
        while token + 1 < len(starts) and starts[token + 1] <= word.start:
            token, first = token + 1, True
        tag = tags[token]
        out.append(tag if first or tag == 0 or tag % 2 == 0 else tag + 1)
    return tuple(out)


def _tag(name: str) -> int:
    if name == "O":
        return 0
    kind = _LOC.get(name[2:])
    return 0 if kind is None else NER_TAGS.index(f"{name[0]}-{kind}")


def _blocks(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the id (if any) and the lines of every sentence."""
    name, block = "", []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# sent_id = "):
            name = line.removeprefix("# sent_id = ").strip()
        elif line.strip() and not line.startswith("#"):
            block.append(line)
        elif block and not line.strip():
            yield name, block
            name, block = "", []


def _sentence(tokens: list[str], ner: list[int]) -> Sentence:
    text, starts = _joined(tokens)
    words = split_words(text)
    return Sentence(tuple(words), ner=_spread(words, starts, ner))


def read_iob(path: Path, language: str, token: int = 0, tag: int = -1) -> Story:
    """Read a file with one token and its IOB tag a line; columns by number."""
    sentences = []
    for _, block in _blocks(path):
        rows = [line.split("\t") if "\t" in line else line.split(" ") for line in block]
        names = [row[tag] for row in rows]
        sentences.append(_sentence([row[token] for row in rows], [_tag(name) for name in names]))
    return Story(path.stem, language, "", tuple(s for s in sentences if s.words), ordered=False)


def read_spans(path: Path, language: str) -> Story:
    """Read JSON lines `[text, {"entities": [[start, end, label], …]}]`."""
    sentences = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text, more = json.loads(line)
            words = split_words(text.replace("\n", " "))
            tags = [0] * len(words)
            for start, end, label in more["entities"]:
                if label in _LOC:
                    _paint(tags, _cover(words, start, end), (_tag(f"B-{_LOC[label]}") - 1) // 2)
            if words:
                sentences.append(Sentence(tuple(words), ner=tuple(tags)))
    return Story(path.stem, language, "", tuple(sentences), ordered=False)


def read_ud(path: Path, language: str, ordered: bool, ner: Path | None = None) -> Story:
    """Read CoNLL-U for parts of speech, with the names of a parallel IOB2 file if given."""
    names = {} if ner is None else {n: [x.split("\t")[2] for x in b] for n, b in _blocks(ner)}
    sentences = []
    for name, block in _blocks(path):
        tokens, upos, glued = _surface(line.split("\t") for line in block)
        text, starts = _joined(tokens, glued)
        words = split_words(text)
        tags = dict(zip(starts, upos, strict=True))
        found = tuple(tags.get(word.start, IGNORE) for word in words)
        entity = None
        if name in names:
            wanted = _ner_of(block, names[name], tokens)
            entity = None if wanted is None else _spread(words, starts, wanted)
        if words:
            sentences.append(Sentence(tuple(words), upos=found, ner=entity))
    return Story(path.stem, language, "", tuple(sentences), ordered=ordered)


def _surface(rows: Iterable[list[str]]) -> tuple[list[str], list[int], list[bool]]:
    """Give surface tokens; a token of several words has the tag of its first one."""
    tokens: list[str] = []
    upos: list[int] = []
    glued: list[bool] = []
    covered = 0
    for row in rows:
        if "-" in row[0]:
            covered = int(row[0].split("-")[1])
            tokens.append(row[1])
            upos.append(IGNORE)
            glued.append("SpaceAfter=No" in row[9])
        elif "." not in row[0]:
            tag = UPOS.index(row[3]) if row[3] in UPOS else IGNORE
            if int(row[0]) > covered:
                tokens.append(row[1])
                upos.append(tag)
                glued.append("SpaceAfter=No" in row[9])
            elif upos[-1] == IGNORE:
                upos[-1] = tag
    return tokens, upos, glued


def _ner_of(block: list[str], names: list[str], tokens: list[str]) -> list[int] | None:
    """Carry the entity tags of syntactic words to surface tokens; `None` when they do not fit."""
    rows = [line.split("\t") for line in block]
    single = [row[0] for row in rows if row[0].isdigit()]
    if len(single) != len(names):
        return None
    of = dict(zip(single, names, strict=True))
    out, covered = [], 0
    for row in rows:
        if "-" in row[0]:
            first, last = row[0].split("-")
            covered = int(last)
            out.append(_tag(of[first]))
        elif row[0].isdigit() and int(row[0]) > covered:
            out.append(_tag(of[row[0]]))
    return out if len(out) == len(tokens) else None
