"""
From a `Doc` to event mentions: triggers, roles, status, speaker and date of each act.

Nothing here looks beyond the article. Names, places and dates are given as written;
`resolve` says what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eventgraph.extract.names import Names
from eventgraph.extract.phrases import Phrase, find_phrases
from eventgraph.extract.roles import Roles, fill_roles
from eventgraph.extract.speakers import Saying, find_sayings
from eventgraph.extract.status import status_of
from eventgraph.extract.triggers import MIN_WEIGHT, Found, find_triggers
from eventgraph.lexicon import word_lists
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Mark,
    MarkKind,
    Mention,
    Role,
    Span,
    Speaker,
)
from eventgraph.temporal import find_expressions

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

__all__ = ["extract_events"]

_LONGEST_SENTENCE = 250
"""Tokens; a longer one (a page without punctuation) is read in pieces, so time stays linear."""

_DATE_REACH = 30
"""Words within which a date belongs to a trigger."""


def extract_events(
    doc: Doc, article: Article, *, min_confidence: float = MIN_WEIGHT
) -> tuple[Mention, ...]:
    """
    Find the event mentions of an article, in the order of their triggers.

    `doc` comes from `annotate`; `min_confidence` (0 to 1) leaves out weaker finds. Every
    offset points into `article.text`.
    """
    language = article.language or ""
    skipped = [m for m in article.marks if m.kind is not MarkKind.REPEAT]
    repeats = [m for m in article.marks if m.kind is MarkKind.REPEAT]
    names = Names(doc, language)
    mentions: list[Mention] = []
    for sentence in _sentences(doc, skipped):
        found = find_triggers(sentence, language, min_confidence)
        found = [hit for hit in found if not names.holds(sentence, hit.start, hit.end)]
        if found:
            mentions += _Reader(article, sentence, found, names, repeats).mentions()
    return tuple(mentions)


def _sentences(doc: Doc, skipped: Sequence[Mark]) -> Iterator[Tokens]:
    """Give the sentences that are coded, in pieces of a bearable length."""
    marks = iter(sorted(skipped, key=lambda m: m.start))
    mark = next(marks, None)
    for sentence in doc.sents:
        while mark and mark.end <= sentence.start_char:
            mark = next(marks, None)
        inside = mark and mark.start <= sentence.start_char < mark.end
        if inside or not sentence.text.strip():
            continue
        for start in range(sentence.start, sentence.end, _LONGEST_SENTENCE):
            yield doc[start : min(start + _LONGEST_SENTENCE, sentence.end)]


class _Reader:
    """One sentence under reading."""

    def __init__(
        self,
        article: Article,
        sentence: Tokens,
        found: Sequence[Found],
        names: Names,
        repeats: Sequence[Mark],
    ) -> None:
        self.article, self.tokens, self.found = article, sentence, found
        self.language = article.language or ""
        taken = frozenset(k for hit in found for k in range(hit.start, hit.end))
        self.phrases = find_phrases(sentence, names, taken)
        self.sayings = find_sayings(sentence, self.phrases, self.language)
        self.during = frozenset(word_lists(self.language)["during"])
        self.repeats = repeats
        text = sentence.text.strip()
        start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
        self.evidence = Span(start=start, end=start + len(text), text=text)
        self.dates = self._dates()

    def mentions(self) -> list[Mention]:
        roles = fill_roles(self.tokens, self.found, self.phrases, self.language)
        statuses = status_of(self.tokens, self.found, self.language)
        made = []
        for hit, filled, status in zip(self.found, roles, statuses, strict=True):
            trigger = self._span(hit.start, hit.end)
            made.append(
                Mention(
                    article=self.article.id,
                    sentence=self.evidence,
                    trigger=trigger,
                    type=hit.entry.type,
                    status=status,
                    actors=self._arguments(Role.ACTOR, filled.actors),
                    targets=self._arguments(Role.TARGET, filled.targets),
                    places=self._arguments(Role.PLACE, filled.places),
                    date=self._date(hit),
                    source=self._speaker(hit, filled),
                    confidence=round(hit.entry.weight, 3),
                    rule=f"lexicon:{hit.entry.lemma}/{hit.form}",
                    repeat_of=self._repeat_of(trigger),
                )
            )
        return made

    def _span(self, start: int, end: int) -> Span:
        """Give tokens as characters; a clitic on the trigger stays with its word."""
        span = self.tokens.doc[start:end]
        return Span(start=span.start_char, end=span.end_char, text=span.text)

    def _arguments(self, role: Role, phrases: Sequence[Phrase]) -> tuple[Argument, ...]:
        spans = [self._span(p.start, p.end) for p in phrases]
        return tuple(Argument(role=role, text=s.text, start=s.start, end=s.end) for s in spans)

    def _dates(self) -> list[tuple[int, int, DateValue]]:
        """Find the dates of the sentence as tokens, without those of a verb of saying."""
        found = []
        base = self.evidence.start
        for expression in find_expressions(self.evidence.text, self.language):
            start, end = base + expression.start, base + expression.end
            tokens = self.tokens.doc.char_span(start, end, alignment_mode="expand")
            if tokens is None or self._said_on(tokens.start):
                continue
            text = self.article.text[start:end]
            found.append((tokens.start, tokens.end, DateValue(text=text, start=start, end=end)))
        return found

    def _said_on(self, token: int) -> bool:
        """Tell whether a date belongs to a verb of saying: it stands behind it, no act between."""
        for saying in self.sayings:
            last = max(saying.verb, saying.speaker.right - 1)
            closing = saying.end <= saying.verb or saying.start > saying.verb
            between = any(saying.verb <= h.start < token for h in self.found)
            if saying.verb < token and token - last <= 12 and closing and not between:
                return True
        return False

    def _date(self, hit: Found) -> DateValue | None:
        """Take the nearest date, one behind the trigger first; each dates the act beside it."""
        best: tuple[int, DateValue] | None = None
        for start, end, value in self.dates:
            low, high = min(end, hit.end), max(start, hit.start)
            between = [h for h in self.found if h is not hit and low <= h.start < high]
            if between and not self._at_once(hit, between[-1]):
                continue
            gap = start - hit.end if start >= hit.end else hit.start - end + 2
            if gap <= _DATE_REACH and (best is None or gap < best[0]):
                best = (gap, value)
        return best[1] if best else None

    def _at_once(self, hit: Found, other: Found) -> bool:
        """`mengusulkan … selama pembicaraan … Kamis`: both took place at one time."""
        words = (self.tokens.doc[k].lower_ for k in range(hit.end, other.start))
        return hit.form != "noun" and any(word in self.during for word in words)

    def _speaker(self, hit: Found, filled: Roles) -> Speaker | None:
        saying = self._saying(hit)
        if saying is None or any(p.start == saying.speaker.start for p in filled.actors):
            return None
        who = self._span(saying.speaker.start, saying.speaker.end)
        via = self._span(saying.via.start, saying.via.end).text if saying.via else None
        return Speaker(text=who.text, start=who.start, end=who.end, via=via)

    def _saying(self, hit: Found) -> Saying | None:
        return next(
            (
                s
                for s in self.sayings
                if s.start <= hit.start < s.end and not hit.start <= s.verb < hit.end
            ),
            None,
        )

    def _repeat_of(self, trigger: Span) -> str | None:
        """Name the mention of the first telling, for a trigger in a repeated paragraph."""
        for mark in self.repeats:
            if mark.of is not None and mark.start <= trigger.start < mark.end:
                shift = mark.of - mark.start
                return f"{self.article.id}#char={trigger.start + shift},{trigger.end + shift}"
        return None
