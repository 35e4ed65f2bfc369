"""
Load the words of a language: `data/<language>/*.toml`.

The tables are data, written by people. Each entry is checked when it is loaded, and a
wrong one is a `LexiconError` that names file, entry and cure. Tables are loaded once and
kept.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from eventgraph.errors import LexiconError
from eventgraph.model import MODES, EventType, Status

__all__ = [
    "LANGUAGES",
    "Cue",
    "ModeWords",
    "RoleNoun",
    "Trigger",
    "cues",
    "data_file",
    "load_toml",
    "mode_words",
    "role_nouns",
    "triggers",
    "word_lists",
]

LANGUAGES = ("en", "id")

Form = Literal["active", "passive", "noun"]
FORMS: tuple[Form, ...] = ("active", "passive", "noun")
FRAMES = ("directed", "symmetric", "intransitive")


def data_file(*parts: str) -> Traversable:
    """Find a file below the package's `data/` folder."""
    return files("eventgraph").joinpath("data", *parts)


def load_toml(path: Traversable | Path) -> dict[str, Any]:
    """Read one TOML table; raise `LexiconError` with the line when it is broken."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(str(error), where=path, cure="correct the TOML syntax there") from error
    except OSError as error:
        raise LexiconError(
            "the table is missing", where=path, cure="reinstall eventgraph-kg"
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """
    An act and the words that tell it.

    `active`, `passive` and `noun` hold the written forms, lower case; a fixed phrase has
    blanks. `frame` says whom the act takes: `directed` (subject acts on object), `symmetric`
    (A and B met; read like `directed` today), `intransitive` (an object is no target).
    `weight` is the share of occurrences that tell such an act. `next`, `near` list words of
    which one must follow within two words, or stand in the same sentence; `not_next`,
    `not_near`, `not_before` those that rule it out (`not_before`: within the two words before).
    """

    lemma: str
    type: EventType
    active: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    frame: str = "directed"
    weight: float = 0.7
    next: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_next: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNoun:
    """A common noun for people or bodies that act in politics: `polisi` → police, COP."""

    form: str
    en: str
    sector: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """
    A word that changes the status of the acts near it.

    `side` says where the act stands: `after` the cue within `reach` words, `before` it,
    or anywhere in the `sentence`.
    """

    form: str
    status: Status
    side: str = "after"
    reach: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeWords:
    """
    Words that tell the mode of acts of a type.

    `trigger` tells it as (part of) the words that carry the act, `near` anywhere in their
    clause, `after` behind them there; `otherwise` are words that carry the act and tell the
    mode when nothing in the clause tells another. Without `mode` the words tell that none
    of the modes is meant (`rejected the accusation`).
    """

    type: EventType
    mode: str | None = None
    trigger: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    example: str = ""


class _Entry:
    """One TOML entry under check: every getter complains with file and entry."""

    def __init__(self, path: Traversable, number: int, raw: object, name: str) -> None:
        self.raw: dict[str, Any] = raw if isinstance(raw, dict) else {}
        self.where = f"{getattr(path, 'name', path)}, {name} {number}"
        label = self.raw.get("lemma") or self.raw.get("form") or self.raw.get("mode")
        if label:
            self.where += f" ({label})"
        if not isinstance(raw, dict):
            self.fail("is no table", "write it as [[...]] with keys")
        self.left = set(self.raw)

    def fail(self, what: str, cure: str) -> None:
        raise LexiconError(what, where=self.where, cure=cure)

    def text(self, key: str, default: str | None = None) -> str:
        self.left.discard(key)
        value = self.raw.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            self.fail(f"{key!r} is missing or no text", f'give {key} = "…"')
        return str(value)

    def maybe(self, key: str) -> str | None:
        return self.text(key, "") or None

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            self.fail(f"{key} = {value!r} is unknown", f"use one of {', '.join(allowed)}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        self.left.discard(key)
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(w, str) and w.strip() for w in value):
            self.fail(f"{key} is no list of words", f'write {key} = ["…", "…"]')
        if any(w != w.lower() for w in value):
            self.fail(f"{key} has capitals", "write the forms in lower case")
        return tuple(value)

    def number(self, key: str, default: float, low: float, high: float) -> float:
        self.left.discard(key)
        value = self.raw.get(key, default)
        if not isinstance(value, int | float) or not low <= value <= high:
            self.fail(f"{key} = {value!r}", f"give a number from {low} to {high}")
        return float(value)

    def done(self) -> None:
        if self.left:
            self.fail(f"unknown key {sorted(self.left)[0]!r}", "remove it or correct its name")


def _entries(path: Traversable, name: str) -> list[_Entry]:
    raw = load_toml(path).get(name, [])
    if not isinstance(raw, list):
        raise LexiconError(f"{name} is no list", where=path, cure=f"write entries as [[{name}]]")
    return [_Entry(path, n, entry, name) for n, entry in enumerate(raw, 1)]


def read_triggers(path: Traversable) -> tuple[Trigger, ...]:
    """Read and check a trigger table."""
    found: list[Trigger] = []
    seen: dict[tuple[object, ...], str] = {}
    for entry in _entries(path, "trigger"):
        trigger = Trigger(
            lemma=entry.text("lemma"),
            type=EventType(entry.choice("type", tuple(EventType))),
            active=entry.words("active"),
            passive=entry.words("passive"),
            noun=entry.words("noun"),
            frame=entry.choice("frame", FRAMES, "directed"),
            weight=entry.number("weight", 0.7, 0, 1),
            next=entry.words("next"),
            near=entry.words("near"),
            not_next=entry.words("not_next"),
            not_near=entry.words("not_near"),
            not_before=entry.words("not_before"),
            example=entry.text("example"),
        )
        entry.done()
        forms = trigger.active + trigger.passive + trigger.noun
        if not forms:
            entry.fail("has no form", "give active, passive or noun")
        if not any(form in trigger.example.lower() for form in forms):
            entry.fail("the example holds none of its forms", "write a sentence that does")
        for kind in FORMS:
            for form in getattr(trigger, kind):
                key = (form, kind, trigger.type, trigger.next, trigger.near)
                if key in seen:
                    entry.fail(f"{form!r} stands twice ({seen[key]})", "keep one of them")
                seen[key] = entry.where
        found.append(trigger)
    return tuple(found)


def read_role_nouns(path: Traversable) -> tuple[RoleNoun, ...]:
    """Read and check a table of role nouns."""
    found, seen = [], set()
    for entry in _entries(path, "role"):
        noun = RoleNoun(
            form=entry.text("form"),
            en=entry.text("en"),
            sector=entry.maybe("sector"),
            kind=entry.maybe("kind"),
        )
        entry.done()
        if noun.form in seen:
            entry.fail(f"{noun.form!r} stands twice", "keep one of them")
        seen.add(noun.form)
        found.append(noun)
    return tuple(found)


def read_cues(path: Traversable) -> tuple[Cue, ...]:
    """Read and check a table of status cues."""
    found = []
    for entry in _entries(path, "cue"):
        cue = Cue(
            form=entry.text("form"),
            status=Status(entry.choice("status", tuple(Status))),
            side=entry.choice("side", ("after", "before", "sentence"), "after"),
            reach=int(entry.number("reach", 4, 1, 60)),
        )
        entry.done()
        found.append(cue)
    return tuple(found)


def read_mode_words(path: Traversable) -> tuple[ModeWords, ...]:
    """Read and check a table of words for modes; a form stands once for a type."""
    found: list[ModeWords] = []
    seen: dict[tuple[EventType, str], str] = {}
    for entry in _entries(path, "mode"):
        kind = EventType(entry.choice("type", tuple(MODES)))
        words = ModeWords(
            type=kind,
            mode=entry.choice("mode", MODES[kind]) if "mode" in entry.raw else None,
            trigger=entry.words("trigger"),
            near=entry.words("near"),
            after=entry.words("after"),
            otherwise=entry.words("otherwise"),
            example=entry.text("example"),
        )
        entry.done()
        forms = words.trigger + words.near + words.after + words.otherwise
        if not any(form in words.example.lower() for form in forms):
            entry.fail("the example holds none of its forms", "write a sentence that does")
        for form in forms:
            if (kind, form) in seen:
                entry.fail(f"{form!r} stands twice ({seen[kind, form]})", "keep one of them")
            seen[kind, form] = entry.where
        found.append(words)
    return tuple(found)


def read_word_lists(path: Traversable) -> dict[str, tuple[str, ...]]:
    """Read a table of plain word lists, one key a list."""
    lists = {}
    for key, value in load_toml(path).items():
        if not isinstance(value, list) or not all(isinstance(w, str) and w for w in value):
            raise LexiconError(
                f"{key} is no list of words", where=path, cure=f'write {key} = ["…", "…"]'
            )
        if len(set(value)) != len(value):
            twice = next(w for w in value if value.count(w) > 1)
            raise LexiconError(f"{twice!r} stands twice in {key}", where=path, cure="keep one")
        lists[key] = tuple(value)
    return lists


@functools.cache
def triggers(language: str) -> tuple[Trigger, ...]:
    """Give the acts of a language and their words (`data/<language>/triggers.toml`)."""
    return read_triggers(data_file(language, "triggers.toml"))


@functools.cache
def role_nouns(language: str) -> tuple[RoleNoun, ...]:
    """Give the role nouns of a language (`data/<language>/roles.toml`)."""
    return read_role_nouns(data_file(language, "roles.toml"))


@functools.cache
def cues(language: str) -> tuple[Cue, ...]:
    """Give the status cues of a language (`data/<language>/cues.toml`)."""
    return read_cues(data_file(language, "cues.toml"))


@functools.cache
def mode_words(language: str) -> tuple[ModeWords, ...]:
    """Give the words for the modes of acts of a language (`data/<language>/modes.toml`)."""
    return read_mode_words(data_file(language, "modes.toml"))


@functools.cache
def word_lists(language: str, name: str = "words") -> dict[str, tuple[str, ...]]:
    """Give the word lists of a language by key (`data/<language>/<name>.toml`)."""
    return read_word_lists(data_file(language, f"{name}.toml"))
