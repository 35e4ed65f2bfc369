"""
Link short forms to what the article told in full: acronyms, bare titles, demonstratives.

`KNPB` is the body whose name stands before it in brackets, `presiden itu` the one person
whom the article calls president, `the group` the last body named before, `the country` the
last country.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventgraph import gazetteer
from eventgraph.gazetteer import Organisation

if TYPE_CHECKING:
    from eventgraph.resolve.context import Context, Name

__all__ = ["Told"]

_BRACKET = re.compile(r"(?<=\w)[ \u00a0]\(([A-Z][A-Za-z\-]{1,11})\)")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 90  # characters before a bracket in which the full name stands
_LONGEST_FULL = 9  # words of it
_LONGEST_TITLE = 4
_LONGEST_BODY = 5


class Told:
    """What one article told in full; built once for an article, each part when it is needed."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @functools.cached_property
    def acronyms(self) -> dict[str, str]:
        """Give the full name that stands before each acronym in brackets."""
        text, found = self.context.text, dict[str, str]()
        for bracket in _BRACKET.finditer(text):
            before = text[max(0, bracket.start() - _REACH) : bracket.start()]
            full = _full_name(before.rpartition("\n")[2], bracket.group(1))
            if full:
                found.setdefault(bracket.group(1), full)
        return found

    @functools.cached_property
    def bodies(self) -> tuple[tuple[int, Organisation], ...]:
        """Give the bodies of the tables that the article names, and where."""
        return tuple(self._bodies())

    def _bodies(self) -> Iterator[tuple[int, Organisation]]:
        tokens, language, at = self.context.tokens, self.context.language, 0
        while at < len(tokens):
            taken = 1
            if tokens[at].group()[0].isupper():
                for size in range(min(_LONGEST_BODY, len(tokens) - at), 0, -1):
                    part = self.context.text[tokens[at].start() : tokens[at + size - 1].end()]
                    body = gazetteer.find_organisation(part, language)
                    if body:
                        yield tokens[at].start(), body
                        taken = size
                        break
            at += taken

    @functools.cached_property
    def titled(self) -> dict[str, set[str]]:
        """Give the names of the people that each title stands beside, the fullest ones."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.context.names:
            for title in self._titles_before(name):
                fuller = self.context.fullest(name.text, name.start)
                found[title].add(fuller.text if fuller else name.text)
        return found

    def _titles_before(self, name: Name) -> Iterator[str]:
        """Give the titles right before a name, a country between them or not."""
        before = self.context.text[max(0, name.start - _REACH) : name.start].rpartition("\n")[2]
        words = before.rstrip().split(" ")
        if before[-1:] != " ":
            return
        for end in range(len(words), max(0, len(words) - 4), -1):
            between = " ".join(words[end:])
            if between and not gazetteer.find_country(between, self.context.language):
                continue
            for size in range(min(_LONGEST_TITLE, end), 0, -1):
                title = " ".join(words[end - size : end]).lower()
                if self.context.words.titles.get(title) is not None:
                    yield title
                    break

    def noun(self, text: str, start: int | None) -> tuple[str, bool]:
        """Give a phrase without its demonstrative, which may stand beside it, and if it has one."""
        lists, lower, shown = self.context.words.lists, text.lower(), False
        article = self.context.text
        for word in lists.get("demonstratives_before", ()):
            if lower.startswith(f"{word} "):
                return lower[len(word) + 1 :], True
            if start is not None:
                before = article[max(0, start - len(word) - 1) : start].lower()
                shown = shown or before == f"{word} "
        for word in lists.get("demonstratives_after", ()):
            if lower.endswith(f" {word}"):
                return lower[: -len(word) - 1], True
            if start is not None:
                after = article[start + len(text) :][: len(word) + 1].lower()
                shown = shown or after == f" {word}"
        return lower, shown

    def body_before(self, at: int, kind: str) -> Organisation | None:
        """Give the last body of a kind that is named before an offset."""
        last = bisect_left(self.bodies, at, key=lambda row: row[0])
        return next((b for _, b in reversed(self.bodies[:last]) if b.kind == kind), None)

    def country_before(self, at: int) -> str | None:
        """Give the last country named before an offset."""
        codes = [code for code in self.context.countries_in(0, at) if code not in ("IGO", "EUE")]
        return codes[-1] if codes else None

    def holder(self, title: str) -> str | None:
        """Give the one person of the article who bears a title."""
        people = self.titled.get(title, set())
        return next(iter(people)) if len(people) == 1 else None


def _full_name(before: str, acronym: str) -> str | None:
    """Give the last words of a text that an acronym can stand for, from a capital on."""
    words = list(_WORD.finditer(before))
    letters = acronym.replace("-", "").lower()
    for size in range(2, min(_LONGEST_FULL, len(words)) + 1):
        first = words[-size]
        full = before[first.start() :]
        if not first.group()[0].isupper() or first.group()[0].lower() != letters[0]:
            continue
        rest = iter(full.lower())
        if all(letter in rest for letter in letters):
            return full.strip()
    return None
