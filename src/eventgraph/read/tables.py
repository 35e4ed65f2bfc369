"""
Load the tables of this room: `data/reading.toml` and `data/<language>/cleaning.toml`.

Every pattern carries an example that is tried when the table is loaded, so a wrong one is
found with its file, entry and cure. A pattern may name a part (`{month}`), which stands for
the expression in the table's `[parts]`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from eventgraph.errors import LexiconError
from eventgraph.lexicon import LANGUAGES, data_file, load_toml
from eventgraph.model import MarkKind

__all__ = [
    "FIELDS",
    "SCOPES",
    "Cleaner",
    "PublishedForm",
    "Reading",
    "cleaners",
    "read_cleaners",
    "read_reading",
    "reading",
]

FIELDS = ("id", "text", "title", "date", "source", "url", "language")
"""What a row of an input may hold."""

SCOPES = ("line", "tail", "inline", "lead", "glued")
"""
Where a pattern is tried: on a whole `line`, at the `tail` of one of the last lines,
anywhere (`inline`), at the beginning of one of the first lines (`lead`, for datelines), or
within it (`glued`, for datelines that ran into the end of a summary).
"""

_LONGEST_EXAMPLE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaner:
    """
    One pattern that cleaning looks for.

    `hint` is a lower-case word that must be in the text before the pattern is tried at all.
    `follow` is how many headline-like lines after it belong to it.
    """

    name: str
    kind: MarkKind
    scope: str
    pattern: re.Pattern[str]
    hint: str | None = None
    follow: int = 0
    example: str = ""
    marked: str = ""
    place: str | None = None
    counter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """One form in which a text tells a day, such as that of its publication."""

    name: str
    pattern: re.Pattern[str]
    latest: bool
    example: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The facts of `data/reading.toml`, checked."""

    columns: Mapping[str, tuple[str, ...]]
    nulls: tuple[str, ...]
    languages: Mapping[str, str]
    """Written form, lower case, to code."""
    others: Mapping[str, str]
    near: Mapping[str, str]
    near_words: Mapping[str, frozenset[str]]
    """Language to the words that its near one has not, lower case."""
    order: Mapping[str, str]
    months: Mapping[str, int] = field(default_factory=dict)
    published: tuple[PublishedForm, ...] = ()
    full: tuple[PublishedForm, ...] = ()
    """Forms of a day told so fully that it can be compared with that of the metadata."""


def _fail(path: Traversable | Path, entry: str, what: str, cure: str) -> LexiconError:
    return LexiconError(what, where=f"{getattr(path, 'name', path)}, {entry}", cure=cure)


def _words(path: Traversable | Path, name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(w, str) and w for w in value):
        raise _fail(path, name, "is no list of words", 'write ["…", "…"]')
    return tuple(value)


def _text(path: Traversable | Path, entry: Mapping[str, Any], key: str, name: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _fail(path, name, f"{key!r} is missing or no text", f'give {key} = "…"')
    return value


def _compile(
    path: Traversable | Path, name: str, pattern: str, parts: Mapping[str, str], flags: int
) -> re.Pattern[str]:
    """Put the parts in, twice, because a part may be made of others, and compile."""
    for _ in range(2):
        for key, value in parts.items():
            pattern = pattern.replace("{" + key + "}", value)
    try:
        return re.compile(pattern, flags)
    except (re.error, OverflowError) as error:
        raise _fail(path, name, f"wrong pattern: {error}", "correct the expression") from error


def alternatives(words: Iterable[str]) -> str:
    """Make an expression that finds any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


def read_reading(path: Traversable | Path) -> Reading:
    """Read and check `reading.toml`; raise `LexiconError` on a wrong entry."""
    raw = load_toml(path)
    for key in (
        "columns",
        "nulls",
        "languages",
        "others",
        "near",
        "near_words",
        "order",
        "months",
        "published",
        "full",
    ):
        if key not in raw:
            raise _fail(path, key, "is missing", f"give [{key}]")
    columns = {f: _words(path, f"columns.{f}", raw["columns"].get(f)) for f in FIELDS}
    languages = {
        form: code
        for code, forms in raw["languages"].items()
        for form in _words(path, f"languages.{code}", forms)
    }
    if set(languages.values()) != set(LANGUAGES):
        raise _fail(path, "languages", "are not those of the program", "give each its forms")
    months = {
        name: int(number)
        for number, names in raw["months"].items()
        for name in _words(path, f"months.{number}", names)
    }
    parts = {**raw.get("parts", {}), "month": alternatives(months)}
    forms = {
        kind: tuple(_form(path, kind, n, entry, parts) for n, entry in enumerate(raw[kind], 1))
        for kind in ("published", "full")
    }
    return Reading(
        columns=columns,
        nulls=_words(path, "nulls.words", raw["nulls"].get("words")),
        languages=languages,
        others=dict(raw["others"]),
        near=dict(raw["near"]),
        near_words=_near_words(path, raw),
        order=dict(raw["order"]),
        months=months,
        published=forms["published"],
        full=forms["full"],
    )


def _near_words(path: Traversable | Path, raw: Mapping[str, Any]) -> Mapping[str, frozenset[str]]:
    """Check that each of two near languages has words, in lower case, and none has both."""
    words = {
        code: frozenset(_words(path, f"near_words.{code}", raw["near_words"].get(code)))
        for pair in raw["near"].items()
        for code in pair
    }
    for code, own in words.items():
        if wrong := sorted(word for word in own if word != word.lower()):
            raise _fail(path, f"near_words.{code}", f"{wrong[0]!r} has capitals", "write it small")
    for rare, common in raw["near"].items():
        if both := sorted(words[rare] & words[common]):
            raise _fail(path, "near_words", f"{both[0]!r} is in both", "keep it in neither")
    return words


def _form(
    path: Traversable | Path,
    kind: str,
    number: int,
    entry: Mapping[str, Any],
    parts: Mapping[str, str],
) -> PublishedForm:
    name = f"{kind} {number} ({entry.get('name')})"
    pattern = _compile(
        path, name, _text(path, entry, "pattern", name), parts, re.IGNORECASE | re.MULTILINE
    )
    if "date" not in pattern.groupindex:
        raise _fail(path, name, "the pattern has no group `date`", "write (?P<date>…) in it")
    if entry.get("take") not in ("first", "latest"):
        raise _fail(path, name, "take is unknown", 'write take = "first" or "latest"')
    form = PublishedForm(
        name=name,
        pattern=pattern,
        latest=entry["take"] == "latest",
        example=_text(path, entry, "example", name),
        value=_text(path, entry, "value", name),
    )
    if not pattern.search(form.example):
        raise _fail(path, name, "does not find its example", "correct the pattern or the example")
    return form


def read_cleaners(path: Traversable | Path) -> tuple[Cleaner, ...]:
    """Read and check a `cleaning.toml`; raise `LexiconError` on a wrong entry."""
    raw = load_toml(path)
    parts = {
        key: value if isinstance(value, str) else alternatives(_words(path, key, value))
        for key, value in raw.get("parts", {}).items()
    }
    return tuple(_cleaner(path, n, entry, parts) for n, entry in enumerate(raw.get("mark", []), 1))


def _cleaner(
    path: Traversable | Path, number: int, entry: Mapping[str, Any], parts: Mapping[str, str]
) -> Cleaner:
    name = f"mark {number} ({entry.get('name')})"
    known = {f for f in Cleaner.__slots__ if f != "name"} | {"name"}
    if unknown := sorted(set(entry) - known):
        raise _fail(path, name, f"unknown key {unknown[0]!r}", "remove it or correct its name")
    scope, kind = _text(path, entry, "scope", name), _text(path, entry, "kind", name)
    if scope not in SCOPES or kind not in tuple(MarkKind):
        raise _fail(path, name, f"unknown scope or kind: {scope}, {kind}", "use one of the known")
    hint, follow = entry.get("hint"), entry.get("follow", 0)
    if (hint is not None and hint != str(hint).lower()) or not isinstance(follow, int):
        raise _fail(path, name, "hint or follow is wrong", "a lower-case word, and a number")
    example = _text(path, entry, "example", name)
    cleaner = Cleaner(
        name=_text(path, entry, "name", name),
        kind=MarkKind(kind),
        scope=scope,
        pattern=_compile(path, name, _text(path, entry, "pattern", name), parts, re.MULTILINE),
        hint=hint,
        follow=follow,
        example=example,
        marked=str(entry.get("marked", example)),
        place=entry.get("place"),
        counter=_text(path, entry, "counter", name),
    )
    if len(example) > _LONGEST_EXAMPLE or cleaner.marked not in example:
        raise _fail(path, name, "the example does not hold `marked`", "write it as it stands there")
    if hint and hint not in example.lower():
        raise _fail(path, name, "the example does not hold the hint", "correct one of them")
    return cleaner


@functools.cache
def reading() -> Reading:
    """Give the facts of `data/reading.toml`."""
    return read_reading(data_file("reading.toml"))


@functools.cache
def cleaners(language: str) -> tuple[Cleaner, ...]:
    """Give what cleaning looks for in a language (`data/<language>/cleaning.toml`)."""
    return read_cleaners(data_file(language, "cleaning.toml"))
