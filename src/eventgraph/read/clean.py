"""
Mark what is not the article's own telling; the text itself never changes.

What to look for is data (`data/<language>/cleaning.toml`). All expressions are tried on
short lines or have bounded repetitions, so that the time grows with the length of the text
and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article, Mark, MarkKind, Span
from eventgraph.read.tables import Cleaner, cleaners

__all__ = ["clean", "find_marks"]

_LONGEST_LINE = 600
"""Characters of a line that may be marked as a whole; a longer one tells something."""
_TAIL = 160
_LAST_LINES = 8
_FIRST_LINES = 8
_LEAD = 200
_SUMMARY = 600
"""Characters of a line in which a dateline may have run into the end of a summary."""
_FEWEST_WORDS = 5
"""Words of a paragraph that counts as repeated; shorter ones are headings and refrains."""
_LONGEST_HEADLINE = 160
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
_ZERO_WIDTH = "\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line without the blanks around it: its offsets and its words."""

    start: int
    end: int
    text: str


def clean(article: Article) -> Article:
    """
    Give the article with its `marks` and `dateline`.

    Marks are sorted and do not overlap, but that a `REPEAT` may hold others. Cleaning again
    changes nothing.
    """
    marks, dateline = find_marks(article.text, article.language)
    return replace(article, marks=marks, dateline=dateline)


def find_marks(text: str, language: str | None = None) -> tuple[tuple[Mark, ...], Span | None]:
    """Find the marks of a text, and the place of its dateline as written."""
    lines = list(_lines(text))
    table = _table(language)
    found = [*_whole_lines(lines, table), *_tails(text, lines, table), *_inline(text, table)]
    # Another language's datelines would only add false ones (`FOTO -` looks like a place).
    leads = list(_leads(text, lines, list(cleaners(language)) if language in LANGUAGES else table))
    found += [mark for mark, _ in leads]
    place = next((place for _, place in leads if place), None)
    marks = _apart(found)
    marks += _repeats(lines, marks)
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.kind))), place


def _table(language: str | None) -> list[Cleaner]:
    """Give the patterns of all languages, those of the article's own first."""
    order = sorted(LANGUAGES, key=lambda code: (code != language, code))
    return [cleaner for code in order for cleaner in cleaners(code)]


def _lines(text: str) -> Iterator[_Piece]:
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip().strip(_ZERO_WIDTH).strip()
        if stripped:
            start = match.start() + line.index(stripped)
            yield _Piece(start, start + len(stripped), stripped)


def _whole_lines(lines: list[_Piece], table: list[Cleaner]) -> Iterator[Mark]:
    whole = [cleaner for cleaner in table if cleaner.scope == "line"]
    for number, line in enumerate(lines):
        if len(line.text) > _LONGEST_LINE:
            continue
        lower = line.text.lower()
        for cleaner in whole:
            if (not cleaner.hint or cleaner.hint in lower) and cleaner.pattern.fullmatch(line.text):
                yield Mark(start=line.start, end=line.end, kind=cleaner.kind)
                yield from _following(lines[number + 1 : number + 1 + cleaner.follow], cleaner)
                break


def _following(lines: list[_Piece], cleaner: Cleaner) -> Iterator[Mark]:
    """Mark the headlines that follow a "read also" line, up to the first line that is none."""
    for line in lines:
        if not _like_headline(line.text):
            return
        yield Mark(start=line.start, end=line.end, kind=cleaner.kind)


def _like_headline(line: str) -> bool:
    """Tell a headline from a sentence: short, no full stop, most words with a capital."""
    if len(line) > _LONGEST_HEADLINE or line[-1] in '.!"”:;,':
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 3 and capitals >= 0.75 * len(words)


def _tails(text: str, lines: list[_Piece], table: list[Cleaner]) -> Iterator[Mark]:
    tails = [cleaner for cleaner in table if cleaner.scope == "tail"]
    for line in lines[-_LAST_LINES:]:
        for cleaner in tails:
            found = cleaner.pattern.search(text, max(line.start, line.end - _TAIL), line.end)
            if found and found.end() == line.end:
                yield _mark(text, found, cleaner.kind)
                break


def _inline(text: str, table: list[Cleaner]) -> Iterator[Mark]:
    lower = text.lower()
    for cleaner in table:
        if cleaner.scope == "inline" and (not cleaner.hint or cleaner.hint in lower):
            for found in cleaner.pattern.finditer(text):
                yield _mark(text, found, cleaner.kind)


def _mark(text: str, found: re.Match[str], kind: MarkKind) -> Mark:
    """Make a mark of what was found, without the blanks around it."""
    start, end = found.span()
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Mark(start=start, end=end, kind=kind)


def _leads(
    text: str, lines: list[_Piece], table: list[Cleaner]
) -> Iterator[tuple[Mark, Span | None]]:
    """
    Find the datelines of the first lines: a summary above the article often has its own.

    A dateline stands at the beginning of a line, or it ran into the end of a summary.
    """
    leads = [cleaner for cleaner in table if cleaner.scope == "lead"]
    glued = [cleaner for cleaner in table if cleaner.scope == "glued"]
    for line in [line for line in lines if len(line.text) > 1][:_FIRST_LINES]:
        found = _first(leads, text, line, _LEAD) or _first(glued, text, line, _SUMMARY)
        if found:
            mark = _mark(text, found, MarkKind.DATELINE)
            place = found.groupdict().get("place")
            if not place:
                yield mark, None
                continue
            start, end = found.span("place")
            yield mark, Span(start=start, end=end, text=place)


def _first(table: list[Cleaner], text: str, line: _Piece, length: int) -> re.Match[str] | None:
    """Give what the first of the patterns finds in the beginning of a line."""
    end = min(line.end, line.start + length)
    for cleaner in table:
        find = cleaner.pattern.search if cleaner.scope == "glued" else cleaner.pattern.match
        if (not cleaner.hint or cleaner.hint in line.text[:length].lower()) and (
            found := find(text, line.start, end)
        ):
            return found
    return None


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Keep of marks that overlap the one that begins first, then the longer, then the first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _repeats(lines: list[_Piece], marks: list[Mark]) -> list[Mark]:
    """Mark the paragraphs that are told again, word for word."""
    covered = {mark.start: mark.end for mark in marks}
    first: dict[str, int] = {}
    repeats = []
    for line in lines:
        if covered.get(line.start, 0) >= line.end or len(line.text.split()) < _FEWEST_WORDS:
            continue
        start = first.setdefault(line.text, line.start)
        if start != line.start:
            repeats.append(Mark(start=line.start, end=line.end, kind=MarkKind.REPEAT, of=start))
    return repeats
