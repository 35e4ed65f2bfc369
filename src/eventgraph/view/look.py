"""
Load how events and actors look and what the page says.

`data/world/plover.toml` and `data/world/kinds.toml` give shapes, colours and labels,
`data/<language>/page.toml` the words of the page.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from eventgraph.errors import LexiconError
from eventgraph.lexicon import LANGUAGES, data_file, load_toml
from eventgraph.model import EventType

__all__ = ["ActorLook", "Quad", "TypeLook", "actor_looks", "event_types", "page_words", "quads"]

_SIDES = ("cooperation", "conflict")
_EVENT_SHAPES = ("dot", "square", "triangle", "triangleDown", "diamond", "star", "hexagon")
_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """A quad class: its side, and the shape and colour (`#RRGGBB`) its events wear."""

    id: str
    side: str
    shape: str
    colour: str
    label: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLook:
    """An event type: its quad class, conflict-cooperation score (-10 to 10) and labels."""

    id: str
    quad: str
    score: float
    label: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLook:
    """A way to draw actors (`radius`: pixels of the corners), and the kinds that wear it."""

    id: str
    radius: int
    kinds: tuple[str, ...]
    label: dict[str, str]


def _wrong(path: Traversable, entry: object, what: str, cure: str) -> LexiconError:
    return LexiconError(what, where=f"{path.name}, {entry}", cure=cure)


def _entries(path: Traversable, name: str, keys: set[str]) -> list[dict[str, Any]]:
    rows = load_toml(path).get(name, [])
    if not isinstance(rows, list) or not rows:
        raise _wrong(path, name, "has no entries", f"write them as [[{name}]]")
    for number, row in enumerate(rows, 1):
        where = f"{name} {number}"
        if not isinstance(row, dict) or set(row) != keys:
            raise _wrong(path, where, "has other keys", f"give {', '.join(sorted(keys))}")
        label = row["label"]
        if not isinstance(label, dict) or set(label) != set(LANGUAGES) or not all(label.values()):
            raise _wrong(path, where, "lacks a label", f"label it in {', '.join(LANGUAGES)}")
    names = [row["id"] for row in rows]
    if len(set(names)) != len(names):
        raise _wrong(path, name, "names one entry twice", "keep one of them")
    return rows


def _one_of(path: Traversable, row: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = row[key]
    if value not in allowed:
        raise _wrong(path, row["id"], f"{key} = {value!r}", f"use one of {', '.join(allowed)}")
    return str(value)


def read_quads(path: Traversable) -> tuple[Quad, ...]:
    """Read and check the quad classes of a table of event types."""
    found = []
    for row in _entries(path, "quad", {"id", "side", "shape", "colour", "label"}):
        if not re.fullmatch(r"#[0-9A-F]{6}", str(row["colour"])):
            raise _wrong(path, row["id"], "has a wrong colour", "write it as #RRGGBB")
        _one_of(path, row, "side", _SIDES)
        _one_of(path, row, "shape", _EVENT_SHAPES)
        found.append(Quad(**row))
    return tuple(found)


def read_event_types(path: Traversable) -> tuple[TypeLook, ...]:
    """Read and check the event types; each of the 16 has exactly one entry."""
    known = tuple(quad.id for quad in read_quads(path))
    found = []
    for row in _entries(path, "type", {"id", "quad", "score", "label"}):
        _one_of(path, row, "quad", known)
        if not isinstance(row["score"], float) or not -10 <= row["score"] <= 10:
            raise _wrong(path, row["id"], "has a wrong score", "give a number from -10.0 to 10.0")
        found.append(TypeLook(**row))
    if {look.id for look in found} != set(EventType):
        raise _wrong(path, "type", "does not hold the 16 event types", "add or remove entries")
    return tuple(found)


def read_actor_looks(path: Traversable) -> tuple[ActorLook, ...]:
    """Read and check the looks of actors; no kind wears two."""
    found, seen = [], set[str]()
    for row in _entries(path, "look", {"id", "radius", "kinds", "label"}):
        if not isinstance(row["radius"], int):
            raise _wrong(path, row["id"], "has a wrong radius", "give whole pixels")
        kinds = tuple(row["kinds"])
        if seen & set(kinds):
            raise _wrong(path, row["id"], "lists a kind of another look", "keep one of them")
        seen |= set(kinds)
        found.append(ActorLook(**(row | {"kinds": kinds})))
    return tuple(found)


def read_page_words(path: Traversable) -> dict[str, str]:
    """Read and check the words of a page as `{"section.key": text}`."""
    words = {}
    for section, table in load_toml(path).items():
        for key, text in table.items() if isinstance(table, dict) else ():
            if not isinstance(text, str) or not text.strip():
                raise _wrong(path, f"{section}.{key}", "is no text", f'write {key} = "…"')
            words[f"{section}.{key}"] = text
    return words


@functools.cache
def quads() -> tuple[Quad, ...]:
    """Give the four quad classes with shape and colour."""
    return read_quads(data_file("world", "plover.toml"))


@functools.cache
def event_types() -> tuple[TypeLook, ...]:
    """Give the 16 event types with quad class, score and labels."""
    return read_event_types(data_file("world", "plover.toml"))


@functools.cache
def actor_looks() -> tuple[ActorLook, ...]:
    """Give the looks of actors; the last one is for kinds that no look lists."""
    return read_actor_looks(data_file("world", "kinds.toml"))


@functools.cache
def page_words() -> dict[str, dict[str, str]]:
    """Give the words of the page by language; all languages hold the same keys and {blanks}."""
    words = {code: read_page_words(data_file(code, "page.toml")) for code in LANGUAGES}
    first = words[LANGUAGES[0]]
    for code in LANGUAGES[1:]:
        path = data_file(code, "page.toml")
        for key in sorted(set(first) | set(words[code])):
            if key not in first or key not in words[code]:
                raise _wrong(path, key, "is not in every language", "add or remove it")
            blanks = [sorted(_PLACEHOLDER.findall(words[c][key])) for c in (LANGUAGES[0], code)]
            if blanks[0] != blanks[1]:
                raise _wrong(path, key, "has other blanks", f"use {', '.join(blanks[0]) or 'none'}")
    return words
