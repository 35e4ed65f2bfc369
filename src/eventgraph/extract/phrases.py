"""
Find the phrases of a sentence that can fill a role: names, role nouns, pronouns.

There is no parser here: a phrase is a run of capitalised words without its titles, a role
noun of the lexicon with the word that modifies it, or a pronoun. Each phrase knows the
preposition that governs it and the phrases it is coordinated with.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eventgraph.extract.names import Names
from eventgraph.gazetteer import find_country
from eventgraph.lexicon import RoleNoun, role_nouns, word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Phrase", "find_phrases"]

PREPOSITIONS = ("between", "agent", "place", "target", "motion", "benefit", "origin", "other")
"""Classes of prepositions, as the word lists name them."""

_PREPOSITION_REACH = 4
"""Determiners, numbers and place nouns allowed between a preposition and its name."""

_YEAR = 4
"""Digits; `sejak 2014 pemberontak …` says when, not how many."""

_LONGEST_BRACKET = 8
"""Tokens; a longer bracket is read like the rest of the sentence."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that can fill a role: tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    kind: str
    """`name`, `noun` or `pronoun`."""
    preposition: str | None = None
    """Class of its preposition, one of `PREPOSITIONS`."""
    group: int = 0
    """Phrases joined by `and`/`dan` share a number."""
    left: int = 0
    """Token at which the phrase begins with its titles, determiners and preposition."""
    right: int = 0
    """Token behind the phrase with the apposition that follows it."""
    person: bool = False
    """True when a title says that it is a person."""


@functools.cache
def _roles(language: str) -> dict[str, list[tuple[tuple[str, ...], RoleNoun]]]:
    table: dict[str, list[tuple[tuple[str, ...], RoleNoun]]] = {}
    for noun in role_nouns(language):
        words = tuple(noun.form.split())
        table.setdefault(words[0], []).append((words, noun))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@functools.lru_cache(maxsize=20_000)
def _is_country(text: str, language: str) -> bool:
    return find_country(text, language) is not None


def find_phrases(sentence: Span, names: Names, taken: frozenset[int]) -> list[Phrase]:
    """
    Find the phrases of a sentence, in order.

    `taken` holds the tokens of triggers, which are no part of any phrase.
    """
    found = _Finder(sentence, names, taken).run()
    return _grouped(sentence, found, names)


class _Finder:
    """One pass over one sentence."""

    def __init__(self, sentence: Span, names: Names, taken: frozenset[int]) -> None:
        self.doc, self.names, self.taken = sentence.doc, names, taken
        self.start, self.end = sentence.start, sentence.end
        self.lists = word_lists(names.language)
        self.roles = _roles(names.language)
        self.pronouns = frozenset(self.lists["pronouns"])
        self.english_order = bool(self.lists["be_forms"])
        self.first = next(
            (t.i for t in sentence if t.text[:1].isalpha() or t.text[:1].isdigit()), self.start
        )

    def run(self) -> list[Phrase]:
        found: list[Phrase] = []
        i = self.start
        while i < self.end:
            if found and self.doc[i].text == "(":
                i = self._closed(i)
                continue
            phrase = self._at(i)
            if phrase is None:
                i += 1
                continue
            found.append(phrase)
            i = max(phrase.right, i + 1)
        return found

    def _closed(self, i: int) -> int:
        """Give the token behind a bracket: what stands in it only repeats a name."""
        for j in range(i + 1, min(i + _LONGEST_BRACKET, self.end)):
            if self.doc[j].text == ")":
                return j + 1
        return i + 1

    def _at(self, i: int) -> Phrase | None:
        if i in self.taken:
            return None
        word = self.doc[i].lower_
        if word in self.lists["possessives"] and i + 1 < self.end:
            following = self.doc[i + 1].lower_
            if following.isalpha() and following not in self.names.never:
                return None
        if word in self.pronouns and not (self.doc[i].text.isupper() and len(word) > 1):
            return Phrase(i, i + 1, "pronoun", left=i, right=i + 1)
        role_end = self._role(i)
        name_end = self._name(i)
        if name_end > i:
            return self._named(i, name_end)
        if role_end:
            return self._role_phrase(i, i, role_end)
        return None

    def _role(self, i: int) -> int:
        """Give the token behind the role noun that begins at `i`, or 0."""
        if i >= self.end:
            return 0
        for words, _ in self.roles.get(self.doc[i].lower_, ()):
            end = i + len(words)
            if end <= self.end and all(
                self.doc[i + k].lower_ == w and i + k not in self.taken for k, w in enumerate(words)
            ):
                return end
        return 0

    def _noun(self, i: int) -> RoleNoun | None:
        for words, noun in self.roles.get(self.doc[i].lower_, ()):
            if all(i + k < self.end and self.doc[i + k].lower_ == w for k, w in enumerate(words)):
                return noun
        return None

    def _name(self, i: int) -> int:
        """Give the token behind the run of capitalised words that begins at `i`."""
        j = i
        while j < self.end and j not in self.taken:
            if self.names.is_name(self.doc, j, self.start, self.first):
                j += 1
            elif j > i and (size := self._connects(j)):
                j += size
            else:
                break
        return j

    def _connects(self, j: int) -> int:
        """Give how many tokens from `j` on carry the name before it further, 0 for none."""
        doc, after = self.doc, j + 1
        if doc[j].lower_ not in self.names.connectors or after >= self.end or after in self.taken:
            return 0
        if doc[after].text == "-" and doc[j].is_alpha and not doc[after].whitespace_:
            # "Bashar al-Assad"
            last = after + 1
            named = last < self.end and self.names.is_name(doc, last, self.start, self.first)
            return 3 if named and last not in self.taken else 0
        return 2 if self._joins(j) else 0

    def _joins(self, j: int) -> bool:
        """Tell whether token `j` joins the name before it with the word behind it."""
        doc, after = self.doc, j + 1
        named = self.names.is_name(doc, after, self.start, self.first)
        if doc[j].text != "-":
            return named and (doc[j].text.isalpha() or not doc[j - 1].whitespace_)
        if doc[j - 1].whitespace_ or doc[j].whitespace_:
            return False
        if named:
            # "al-Assad" is one name, and so is "Greek-Cypriot"; "Jokowi-Prabowo" are two.
            return self.english_order
        tail = doc[after].lower_
        return self.english_order and tail.isalpha() and tail not in self.lists["hyphen_tails"]

    def _named(self, i: int, end: int) -> Phrase:
        """Make a phrase of a run of names: strip titles and the country before the name."""
        core, person, titled = i, False, False
        while core < end:
            country_end = self._country(core, end)
            role_end = self._role(core)
            if role_end and role_end <= end:
                noun = self._noun(core)
                person = bool(noun and noun.kind == "person")
                core, titled = role_end, True
            elif country_end and country_end < end and (titled or self._role(country_end)):
                core = country_end
            else:
                break
        if core >= end:
            return self._role_phrase(i, i, end)
        if not titled and self._role(end):
            # "Syrian troops", "Russian President Vladimir Putin" with a lower-case title.
            role_end = self._role(end)
            if self.english_order and self._of_state(i, end):
                return self._role_phrase(i, i, role_end)
        if titled and not person and _is_country(self.doc[core:end].text, self.names.language):
            return Phrase(i, end, "noun", left=i, right=end)
        if titled and person and _is_country(self.doc[core:end].text, self.names.language):
            return self._apposed(Phrase(i, end, "noun", left=i, right=end, person=True))
        return Phrase(core, end, "name", left=i, right=end, person=person)

    def _of_state(self, i: int, end: int) -> bool:
        """Tell whether a name is a country or its people, not a capital: `in Cairo police …`."""
        found = find_country(self.doc[i:end].text, self.names.language)
        return found is not None and found.kind != "metonym"

    def _country(self, i: int, end: int) -> int:
        """Give the token behind the country or nationality that begins at `i`, or 0."""
        for j in range(min(end, i + 3), i, -1):
            if _is_country(self.doc[i:j].text, self.names.language):
                return j
        return 0

    def _role_phrase(self, left: int, start: int, end: int) -> Phrase:
        """Make a phrase of a role noun: take its modifier in, look for a name behind it."""
        noun = self._noun(start) or self._noun(max(start, end - 1))
        person = bool(noun and noun.kind == "person")
        if not self.english_order and end < self.end:
            run = self._name(end)
            if run > end:
                core = self._country(end, run) or end
                if person and core < run:
                    return Phrase(core, run, "name", left=left, right=run, person=True)
                end = run
            elif self._role(end) and not self._role(end) > end + 1:
                end = self._role(end)
        elif self.english_order and end < self.end:
            run = self._name(end)
            if person and run > end and self.doc[end - 1].whitespace_:
                return Phrase(end, run, "name", left=left, right=run, person=True)
        return self._apposed(Phrase(start, end, "noun", left=left, right=end, person=person))

    def _apposed(self, phrase: Phrase) -> Phrase:
        """`Presiden Rusia, Vladimir Putin`: the name behind the comma is who is meant."""
        comma = phrase.end
        if not phrase.person or comma + 1 >= self.end or self.doc[comma].text != ",":
            return phrase
        run = self._name(comma + 1)
        if run - comma < 3 or _is_country(self.doc[comma + 1 : run].text, self.names.language):
            return phrase
        if run < self.end and self.doc[run].lower_ in self.lists["coordinators"]:
            return phrase
        return replace(phrase, start=comma + 1, end=run, right=run, kind="name")


def _grouped(sentence: Span, found: Sequence[Phrase], names: Names) -> list[Phrase]:
    """Give every phrase its preposition and its group."""
    doc = sentence.doc
    lists = word_lists(names.language)
    coordinators = set(lists["coordinators"])
    filler = set(lists["determiners"]) | {","}
    phrases: list[Phrase] = []
    for number, phrase in enumerate(found):
        kind, left = _preposition(doc, phrase, lists, sentence.start)
        group = number
        if phrases:
            between = [doc[k].lower_ for k in range(phrases[-1].right, phrase.left)]
            joined = any(w in coordinators for w in between) or between == ["-"]
            if between == ["-"] or (
                between and joined and all(w in coordinators or w in filler for w in between)
            ):
                group = phrases[-1].group
                kind = kind or phrases[-1].preposition
        phrases.append(replace(phrase, preposition=kind, group=group, left=left))
    return _lists_joined(doc, phrases)


def _lists_joined(doc: Doc, phrases: list[Phrase]) -> list[Phrase]:
    """Take the earlier members of `A, B and C` into the group, from the right to the left."""
    sizes = Counter(p.group for p in phrases)
    for k in range(len(phrases) - 2, -1, -1):
        here, nxt = phrases[k], phrases[k + 1]
        comma = nxt.left - here.right == 1 and doc[here.right].text == ","
        if comma and sizes[nxt.group] > 1 and here.group != nxt.group and here.kind == nxt.kind:
            old = nxt.group
            phrases[k + 1 :] = [
                replace(p, group=here.group, preposition=p.preposition or here.preposition)
                if p.group == old
                else p
                for p in phrases[k + 1 :]
            ]
            sizes[here.group] += sizes.pop(old)
    return phrases


def _preposition(
    doc: Doc, phrase: Phrase, lists: dict[str, tuple[str, ...]], first: int
) -> tuple[str | None, int]:
    """Find the class of the preposition before a phrase and where the whole begins."""
    filler = set(lists["determiners"]) | set(lists["place_nouns"])
    k = phrase.left - 1
    for _ in range(_PREPOSITION_REACH):
        if k < first:
            break
        word = doc[k].lower_
        for kind in PREPOSITIONS:
            key = kind if kind == "between" else f"{kind}_prepositions"
            if word in lists[key]:
                # "after Netanyahu met" opens a clause, "thousands of students" counts.
                counts = k > first and doc[k - 1].lower_ in lists["quantities"]
                governs = word not in lists["clause_openers"] and not counts
                return (kind if governs else None), k
        year = word.isdigit() and len(word) == _YEAR
        if doc[k].text[:1].isupper() or year or (word not in filler and not word[:1].isdigit()):
            break
        k -= 1
    return None, phrase.left
