"""
Find triggers: the words that carry an act, by the lexicon of the language.

At each word the longest form that fits wins; of forms as long, the one with the higher
weight. An entry's conditions (`next`, `near`, `not_*`) decide what an ambiguous word
means. A verb that only carries an event noun (`melakukan pembicaraan`, `held talks`) and
a casualty word beside an attack word are no triggers of their own.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventgraph.lexicon import FORMS, Trigger, triggers, word_lists
from eventgraph.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["MIN_WEIGHT", "PIECE", "Found", "find_triggers", "variants"]

MIN_WEIGHT = 0.4
"""Forms whose share of true occurrences is below this are left out; F is flat around it."""

_BLOCKING = 0.2
"""A phrase below this weight is listed to say that the word inside it is no act (`hak veto`)."""

_NEXT = 2
"""Words behind a form in which `next` and `not_next` look, and before it for `not_before`."""

_LIGHT = 4
"""Words within which a light verb's noun stands behind it (or before it, in a passive)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger in a sentence: tokens `start` to `end` (exclusive) of the `Doc`."""

    start: int
    end: int
    entry: Trigger
    form: str
    """`active`, `passive` or `noun`."""


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    entry: Trigger
    kinds: tuple[str, ...]


class Forms:
    """All written forms of a language by their first word, longest first."""

    def __init__(self, language: str, entries: Iterable[Trigger]) -> None:
        self.clitics = word_lists(language)["clitics"]
        # A form is noun and verb of a type wherever the table says so, in whichever entry.
        kinds: dict[tuple[tuple[str, ...], EventType], set[str]] = {}
        entries_of: dict[tuple[tuple[str, ...], EventType], dict[int, Trigger]] = {}
        for number, entry in enumerate(entries):
            for kind in FORMS:
                for form in getattr(entry, kind):
                    key = (tuple(PIECE.findall(form)), entry.type)
                    kinds.setdefault(key, set()).add(kind)
                    entries_of.setdefault(key, {})[number] = entry
        self.by_first: dict[str, list[_Form]] = {}
        for (words, kind_of_act), found in entries_of.items():
            known = tuple(k for k in FORMS if k in kinds[(words, kind_of_act)])
            forms = self.by_first.setdefault(words[0], [])
            forms += [_Form(words, entry, known) for entry in found.values()]
        self.nouns = frozenset(
            words[0] for (words, _), forms in kinds.items() if len(words) == 1 and "noun" in forms
        )
        for forms in self.by_first.values():
            forms.sort(key=lambda f: (-len(f.words), -f.entry.weight, f.entry.type, f.words))


@functools.cache
def _forms(language: str) -> Forms:
    return Forms(language, triggers(language))


def variants(word: str, clitics: Iterable[str]) -> tuple[str, ...]:
    """Give a word and the word without its clitic (`dukungannya` → `dukungan`)."""
    for clitic in clitics:
        if word.endswith(clitic) and len(word) > len(clitic) + 3:
            return (word, word[: -len(clitic)])
    return (word,)


PIECE = re.compile(r"\w+|[^\w\s]")
"""Forms and sentences are compared in these pieces, however a tokenizer cuts `cease-fire`."""

_TWICE = re.compile(r"(\w+)-\1(\w*)")
"""An Indonesian plural (`serangan-serangan`), read as its word."""


class _Sentence:
    """The lower-case pieces of a sentence, with what conditions ask of them."""

    def __init__(self, sentence: Span, forms: Forms) -> None:
        self.tokens: list[int] = []
        """Index of the token that each piece is of."""
        self.words: list[str] = []
        for token in sentence:
            word = token.lower_
            twice = _TWICE.fullmatch(word)
            # `serangan-serangan` are attacks, but `undang-undang` is a law, not to invite.
            plural = twice is not None and twice[1] in forms.nouns
            pieces = [twice[1] + twice[2]] if twice and plural else PIECE.findall(word)
            for piece in pieces:
                self.words.append(piece)
                self.tokens.append(token.i)
        self.variants = [variants(word, forms.clitics) for word in self.words]
        self.all = frozenset(word for variants in self.variants for word in variants)
        self.joined = f" {' '.join(self.words)} "

    def whole(self, i: int, size: int) -> bool:
        """Tell whether pieces are whole tokens, not half of a hyphenated one."""
        before = self.tokens[i - 1] if i else -1
        behind = self.tokens[i + size] if i + size < len(self.tokens) else -1
        return before != self.tokens[i] and behind != self.tokens[i + size - 1]

    def has(self, conditions: Sequence[str], words: frozenset[str]) -> bool:
        return any(c in words or (" " in c and f" {c} " in self.joined) for c in conditions)

    def around(self, low: int, high: int) -> frozenset[str]:
        ranged = self.variants[max(0, low) : max(0, high)]
        return frozenset(word for variants in ranged for word in variants)

    def beside(self, pieces: Iterable[int]) -> frozenset[str]:
        """Give the first `_NEXT` words at the given pieces, punctuation passed over."""
        words = (k for k in pieces if self.words[k][0].isalnum())
        return frozenset(v for k in itertools.islice(words, _NEXT) for v in self.variants[k])

    def fits(self, entry: Trigger, i: int, j: int) -> bool:
        """Tell whether the conditions of an entry hold for the words `i` to `j`."""
        if not (entry.next or entry.near or entry.not_next or entry.not_near or entry.not_before):
            return True
        behind = self.beside(range(j, len(self.words)))
        if entry.next and not self.has(entry.next, behind):
            return False
        others = self.around(0, i) | self.around(j, len(self.words))
        if entry.near and not self.has(entry.near, others):
            return False
        return not (
            (entry.not_next and self.has(entry.not_next, behind))
            or (entry.not_before and self.has(entry.not_before, self.beside(range(i - 1, -1, -1))))
            or (entry.not_near and self.has(entry.not_near, others))
        )


def find_triggers(sentence: Span, language: str, min_weight: float = MIN_WEIGHT) -> list[Found]:
    """
    Find the triggers of one sentence, in order.

    `min_weight` (0 to 1) is the share of true occurrences below which a form is left out.
    """
    forms = _forms(language)
    words = _Sentence(sentence, forms)
    found: list[Found] = []
    i = 0
    while i < len(words.words):
        hit = _longest(words, i, forms, min_weight)
        if hit is None:
            i += 1
            continue
        form, size = hit
        start, end = words.tokens[i], words.tokens[i + size - 1] + 1
        if form.entry.weight >= min_weight and words.whole(i, size):
            kind = _kind(sentence.doc, start, end, form.kinds, language)
            found.append(Found(start, end, form.entry, kind))
        i += size
    return _without_carriers(sentence.doc, found, language)


def _longest(words: _Sentence, i: int, forms: Forms, min_weight: float) -> tuple[_Form, int] | None:
    """Give the best form at word `i` and its length; forms below the weight still block others."""
    best: tuple[_Form, int] | None = None
    for first in words.variants[i]:
        for form in forms.by_first.get(first, ()):
            size = len(form.words)
            if best and (size, form.entry.weight) <= (best[1], best[0].entry.weight):
                continue
            if size > 1 and _BLOCKING < form.entry.weight < min_weight:
                # Too weak to tell an act, too likely one to hide the act inside it.
                continue
            if i + size > len(words.words):
                continue
            inner = all(
                words.words[i + k] == form.words[k] for k in range(1 if size > 1 else 0, size - 1)
            )
            last = form.words[-1] in words.variants[i + size - 1]
            if inner and last and words.fits(form.entry, i, i + size):
                best = (form, size)
    if best and best[1] == 1 and best[0].entry.weight < min_weight:
        return None
    return best


def _kind(doc: Doc, start: int, end: int, kinds: tuple[str, ...], language: str) -> str:
    """Tell noun, active and passive apart where the form alone does not."""
    lists = word_lists(language)
    before = doc[start - 1].lower_ if start else ""
    if doc[start].lower_ in lists["suffered"]:
        return "passive"
    if not lists["be_forms"]:
        # "mundurnya X": the clitic makes a noun of a verb; in "menangkapnya" it is the object.
        last = doc[end - 1].lower_
        owned = last.endswith(tuple(lists["nominal_clitics"]))
        if kinds == ("active",) and owned and not last.startswith(tuple(lists["active_prefixes"])):
            return "noun"
        if "noun" in kinds:
            subject = before in lists["auxiliaries"] or before in lists["pronouns"]
            named = start > 0 and doc[start - 1].text[:1].isupper() and doc[start].is_lower
            return kinds[0] if subject or named else "noun"
        return kinds[0]
    if "noun" in kinds and len(kinds) > 1:
        if before not in lists["before_verb"] and _noun_context(doc, start, end, language):
            return "noun"
    elif kinds == ("noun",):
        return "noun"
    gerund = doc[start].lower_.endswith(tuple(lists["gerund_endings"]))
    window = {doc[k].lower_ for k in range(max(0, start - 3), start)}
    if window & set(lists["be_forms"]) and not gerund:
        return "passive"
    behind = doc[end].lower_ if end < len(doc) else ""
    return "passive" if behind in lists["agent_prepositions"] else "active"


def _noun_context(doc: Doc, start: int, end: int, language: str) -> bool:
    """Tell a noun by what stands around it: `the attack on`, `Israeli attack`, `attack.`."""
    lists = word_lists(language)
    before = doc[start - 1].lower_ if start else ""
    behind = doc[end].lower_ if end < len(doc) else "."
    prepositions = {
        word
        for key in ("place", "target", "origin", "agent", "other")
        for word in lists[f"{key}_prepositions"]
    } - set(lists["infinitive_marks"]) | set(lists["between"])
    owners = {*lists["possessive_marks"], "-"}
    if before in lists["determiners"] or before in prepositions or before in owners:
        return True
    if behind in lists["determiners"] or behind in lists["pronouns"]:
        return False
    return behind in prepositions or not behind[:1].isalnum()


_UNDONE = {
    EventType.CONCEDE: (EventType.SANCTION, EventType.COERCE),
    EventType.SANCTION: (EventType.AID, EventType.COOPERATE, EventType.SUPPORT),
}
"""Acts that end another: `lifted sanctions` sanctions nobody, `suspended aid` helps nobody."""


def _undone(before: Found, hit: Found) -> bool:
    near = hit.start - before.end < _LIGHT
    return near and hit.entry.type in _UNDONE.get(before.entry.type, ())


def _without_carriers(doc: Doc, found: list[Found], language: str) -> list[Found]:
    """Drop light verbs beside their noun, and casualty words beside an attack word."""
    lists = word_lists(language)
    light, casualty = set(lists["light_verbs"]), set(lists["casualty"])

    def lower(hit: Found) -> str:
        return str(doc[hit.start : hit.end].text.lower())

    attack = any(h.entry.type is EventType.ASSAULT and lower(h) not in casualty for h in found)
    kept = []
    for number, hit in enumerate(found):
        word = lower(hit)
        if attack and word in casualty and hit.entry.type is EventType.ASSAULT:
            continue
        after = found[number + 1] if number + 1 < len(found) else None
        carried = after and after.form == "noun" and after.start - hit.end < _LIGHT
        if word in light and hit.form != "noun" and carried:
            continue
        before = found[number - 1] if number else None
        if before and before.form != "noun" and hit.form == "noun" and _undone(before, hit):
            continue
        kept.append(hit)
    return kept
