"""
Score the cases of `tests/cases/<language>/*.toml`: which parts of each line come out.

Run `python -m tests.cases.score` (or with a language) to see the shares and every miss.

A line of a case reads `TYPE status trigger: actors > targets @ places # date < source`;
what is not known is left out. A trained reader is right mostly, not always, so the lines
are compared part by part and the shares have floors (`tests/test_cases.py`). The lines say
what a careful reader finds by the guidelines, never what the program happens to say.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from eventgraph import extract
from eventgraph.model import Argument, Mention

__all__ = [
    "LANGUAGES",
    "NOTHING",
    "PARTS",
    "Line",
    "Miss",
    "Score",
    "cases",
    "compared",
    "line_of",
    "parsed",
    "report",
    "score",
]

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "id")
PARTS = ("act", "status", "actors", "targets", "places", "date", "source")
NOTHING = "nothing"
"""Stem of the files whose texts tell no act: there every find is a false one."""

_READ_ON = date(2016, 12, 16)
"""Day on which a case without `published` was published, a Friday."""

_SIGNS = {">": "targets", "@": "places", "#": "date", "<": "source"}
_HEAD = re.compile(r"(?P<type>[A-Z]+) (?P<status>[a-z]+) (?P<trigger>[^:]+):(?P<rest>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One mention as a line tells it; names of a role are sorted, for their order says nothing."""

    type: str
    status: str
    trigger: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    source: str | None = None

    @property
    def act(self) -> tuple[str, str]:
        """Give type and trigger, which together say which act is meant."""
        return self.type, self.trigger

    def __str__(self) -> str:
        """Write the line as the tables have it."""
        parts = [("", self.actors), (">", self.targets), ("@", self.places)]
        parts += [("#", (self.date,) if self.date else ())]
        parts += [("<", (self.source,) if self.source else ())]
        told = "".join(f" {sign} {', '.join(names)}" for sign, names in parts if names)
        return f"{self.type} {self.status} {self.trigger}:{told}".replace(":  ", ": ")


@dataclass(frozen=True, slots=True)
class Miss:
    """A case that did not come out: the text, and what differs in which part."""

    text: str
    part: str
    expected: str
    found: str

    def __str__(self) -> str:
        """Give the miss as two lines."""
        return f"{self.part}: {self.text}\n    expected {self.expected}\n    found    {self.found}"


@dataclass(slots=True)
class Score:
    """How many parts were asked for and how many came out right, and what did not."""

    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    extra: int = 0
    """Acts found in a text that tells others."""
    false: int = 0
    """Acts found in a text that tells none."""

    def share(self, part: str) -> float:
        """Give the share of a part that is right, from 0 to 1."""
        return self.right[part] / self.asked[part] if self.asked[part] else 1.0


def cases(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the cases of a language, each with the stem of its file."""
    for path in sorted((FOLDER / language).glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield path.stem, case


def parsed(text: str) -> Line:
    """Read a line of a case; raise `ValueError` where it is none."""
    head = _HEAD.fullmatch(text)
    if head is None:
        raise ValueError(f"{text!r} is no line; write `TYPE status trigger: actors > targets …`")
    roles: dict[str, list[str]] = {"actors": []}
    current = roles["actors"]
    for word in head["rest"].split():
        if word in _SIGNS:
            current = roles.setdefault(_SIGNS[word], [])
        else:
            current.append(word)
    told = {role: " ".join(words) for role, words in roles.items()}
    return Line(
        type=head["type"],
        status=head["status"],
        trigger=head["trigger"],
        actors=_names(told.get("actors", "").split(", ")),
        targets=_names(told.get("targets", "").split(", ")),
        places=_names(told.get("places", "").split(", ")),
        date=told.get("date"),
        source=told.get("source"),
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if name))


def line_of(mention: Mention) -> Line:
    """Tell a mention as a line."""

    def names(arguments: Sequence[Argument]) -> tuple[str, ...]:
        return _names(a.name or a.text for a in arguments)

    return Line(
        type=mention.type.value,
        status=mention.status.value,
        trigger=mention.trigger.text,
        actors=names(mention.actors),
        targets=names(mention.targets),
        places=names(mention.places),
        date=mention.date.value if mention.date else None,
        source=(mention.source.name or mention.source.text) if mention.source else None,
    )


def compared(text: str, expected: Sequence[Line], found: Sequence[Line], into: Score) -> None:
    """
    Count the parts of a text's lines that came out.

    A part counts where it is expected or found. Of a line whose act was not found, every
    part that it has is missed.
    """
    left = list(found)
    for line in expected:
        hit = next((other for other in left if other.act == line.act), None)
        into.asked["act"] += 1
        if hit is None:
            into.misses.append(Miss(text, "act", str(line), " | ".join(map(str, left)) or "-"))
        else:
            into.right["act"] += 1
            left.remove(hit)
        for part in PARTS[1:]:
            wanted, got = getattr(line, part), getattr(hit, part, None)
            if not wanted and not got:
                continue
            into.asked[part] += 1
            into.right[part] += hit is not None and wanted == got
            if hit is not None and wanted != got:
                into.misses.append(Miss(text, part, str(line), str(hit)))
    into.extra += len(left) if expected else 0
    into.false += 0 if expected else len(left)
    into.misses += [Miss(text, "extra" if expected else "false", "-", str(line)) for line in left]


def score(language: str) -> Score:
    """Read all cases of a language and count what came out."""
    total = Score()
    for _, case in cases(language):
        published = case.get("published", _READ_ON)
        found = extract(case["text"], language=language, published=published)
        expected = [parsed(line) for line in case["mentions"]]
        compared(case["text"], expected, [line_of(mention) for mention in found], total)
    return total


def report(language: str, total: Score) -> str:
    """Tell every miss of a language and its shares."""
    lines = [str(miss) for miss in total.misses]
    for part in PARTS:
        counts = f"{total.right[part]} of {total.asked[part]}"
        lines.append(f"{language} {part:8} {total.share(part):.3f}  {counts}")
    return "\n".join(
        [*lines, f"{language} extra    {total.extra}", f"{language} false    {total.false}"]
    )


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.cases.score", description=__doc__)
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="en or id; both if none")
    for language in parser.parse_args().languages or LANGUAGES:
        sys.stdout.write(report(language, score(language)) + "\n\n")


if __name__ == "__main__":
    _main()
