"""The articles of `tests/sentences/` and how a pipeline's boundaries compare with theirs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eventgraph.annotate import annotate
from eventgraph.model import Article

__all__ = ["BLANK", "NOTHING", "Marked", "Score", "boundaries", "compare", "load", "misses"]

FOLDER = Path(__file__).parents[1] / "sentences"
BLANK = "¦"
"""Stands for the blank between two sentences of a line."""
NOTHING = "‖"
"""Stands between two sentences of a line that lost its blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article and the offsets at which sentences begin inside its lines."""

    name: str
    language: str
    text: str
    starts: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many boundaries were right, how many were found, how many there are."""

    right: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.marked if self.marked else 0.0

    @property
    def f(self) -> float:
        return 2 * self.right / (self.found + self.marked) if self.right else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F {self.f:.3f}  ({self.marked})"


def unmark(marked: str) -> tuple[str, frozenset[int]]:
    """Take the marks out of a text; give it and the offsets at which sentences begin."""
    text: list[str] = []
    offsets: set[int] = set()
    for character in marked:
        if character == BLANK:
            text.append(" ")
        elif character != NOTHING:
            text.append(character)
        if character in (BLANK, NOTHING):
            offsets.add(len(text))
    plain = "".join(text)
    return plain, _inside_lines(plain, offsets)


def load(language: str) -> list[Marked]:
    """Read the marked articles of a language, by name."""
    found = []
    for path in sorted((FOLDER / language).glob("*.txt")):
        text, starts = unmark(path.read_text(encoding="utf-8"))
        found.append(Marked(name=path.stem, language=language, text=text, starts=starts))
    return found


def boundaries(text: str, language: str) -> frozenset[int]:
    """Give the offsets at which the pipeline begins sentences inside lines."""
    [(_, doc)] = annotate([Article(id="a", text=text, language=language)])
    return _inside_lines(text, {sent.start_char for sent in doc.sents})


def compare(articles: Sequence[Marked]) -> Score:
    """Count over all articles."""
    pairs = [(boundaries(a.text, a.language), a.starts) for a in articles]
    return Score(
        right=sum(len(found & marked) for found, marked in pairs),
        found=sum(len(found) for found, _ in pairs),
        marked=sum(len(marked) for _, marked in pairs),
    )


def misses(articles: Sequence[Marked]) -> list[str]:
    """Show each wrong boundary in its words: `+` one too many, `-` one too few."""
    lines = []
    for a in articles:
        found = boundaries(a.text, a.language)
        for at in sorted(found ^ a.starts):
            sign = "+" if at in found else "-"
            left, right = a.text[max(0, at - 40) : at], a.text[at : at + 30]
            around = f"{left}{BLANK}{right}".replace("\n", "⏎")
            lines.append(f"{sign} {a.language}/{a.name}: {around}")
    return lines


def _inside_lines(text: str, offsets: set[int]) -> frozenset[int]:
    """Move offsets over blanks to the first sign behind; leave out those that begin a line."""
    inside = set()
    for offset in offsets:
        at = offset
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text) and text[text.rfind("\n", 0, at) + 1 : at].strip():
            inside.add(at)
    return frozenset(inside)


if __name__ == "__main__":
    for chosen in sys.argv[1:] or ("id", "en"):
        marked = load(chosen)
        lines = [f"{chosen} {compare(marked)}", *misses(marked)]
        sys.stdout.write("\n".join(lines) + "\n")
