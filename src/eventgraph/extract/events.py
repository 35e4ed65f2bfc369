"""
From a `Doc` to event mentions: trigger, type, mode, roles, status, speaker, date of each act.

Nothing here looks beyond the article. Names, places and dates are given as written;
`resolve` says what they mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from eventgraph.annotate.pipelines import language_at, languages_of
from eventgraph.annotate.tagger import reading_of
from eventgraph.extract.acts import Act, Part, find_acts
from eventgraph.extract.dropped import dropped_acts, evidence
from eventgraph.extract.modes import with_modes
from eventgraph.extract.names import Names
from eventgraph.extract.repeats import told_alike
from eventgraph.extract.spans import Edges
from eventgraph.extract.speakers import outlet_quoted
from eventgraph.extract.status import status_of
from eventgraph.extract.subjects import with_subjects
from eventgraph.extract.talks import asked_in_talks
from eventgraph.extract.triggers import Found, find_triggers
from eventgraph.model import (
    CODED,
    Argument,
    Article,
    DateValue,
    EventType,
    Mark,
    MarkKind,
    Mention,
    OnDropped,
    Role,
    Span,
    Speaker,
    Status,
)
from eventgraph.temporal import find_expressions

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

__all__ = ["extract_events"]

_LONGEST_SENTENCE = 250
"""Tokens; a longer one (a page without punctuation) is told in pieces, so time stays linear."""

_LEAST = 0.33
"""The calibrated confidence that a find needs if nothing else is asked; chosen on dev."""

_SURE = 0.7
"""From this chance on, the encoder's status is believed against a cue word."""


def extract_events(
    doc: Doc,
    article: Article,
    *,
    min_confidence: float | None = None,
    on_dropped: OnDropped | None = None,
) -> tuple[Mention, ...]:
    """
    Find the event mentions of an article, in the order of their triggers.

    `doc` comes from `annotate`; `min_confidence` (0 to 1, 0.33 when not given) leaves out weaker
    finds. Every offset points into `article.text`. `on_dropped` is told what was seen and left
    out; finding that costs time, so without it nothing is looked for.
    """
    reading = reading_of(doc)
    if reading is None:
        return ()
    least = _LEAST if min_confidence is None else min_confidence
    parts = list(_sentences(doc, article))
    sentences = [words for words, mark in parts if mark is None]
    names = {language: Names(doc, language) for language in languages_of(doc)}
    hits = {s.start: _hits(s, names[language_at(doc, s.start_char)]) for s in sentences}
    acts = find_acts(doc, reading, [hit for found in hits.values() for hit in found])
    reader = _Reader(article, doc, sentences, hits)
    mentions = reader.mentions(act for act in acts if act.chance >= least)
    held = asked_in_talks(with_subjects(mentions, doc), doc)
    told = with_modes(told_alike(held, article), doc)
    if on_dropped:
        for act in dropped_acts(reading, parts, hits, acts, told, least, article.id):
            on_dropped(act)
    return told


def _sentences(doc: Doc, article: Article) -> Iterator[tuple[Tokens, MarkKind | None]]:
    """Give sentences in pieces of a bearable length, with the mark of one that is not coded."""
    marks = iter(sorted((m for m in article.marks if m.kind not in CODED), key=_start))
    mark = next(marks, None)
    for sentence in doc.sents:
        while mark and mark.end <= sentence.start_char:
            mark = next(marks, None)
        inside = mark and mark.start <= sentence.start_char < mark.end
        if not sentence.text.strip():
            continue
        for start in range(sentence.start, sentence.end, _LONGEST_SENTENCE):
            piece = doc[start : min(start + _LONGEST_SENTENCE, sentence.end)]
            yield piece, mark.kind if mark and inside else None


def _start(mark: Mark) -> int:
    return mark.start


def _hits(sentence: Tokens, names: Names) -> list[Found]:
    """Give the triggers that the lexicon knows, without those that are part of a name."""
    found = find_triggers(sentence, names.language)
    return [hit for hit in found if not names.holds(sentence, hit.start, hit.end)]


class _Reader:
    """An article under reading: turns acts into mentions."""

    def __init__(
        self,
        article: Article,
        doc: Doc,
        sentences: Sequence[Tokens],
        hits: Mapping[int, Sequence[Found]],
    ) -> None:
        self.article, self.doc, self.sentences, self.hits = article, doc, sentences, hits
        self._starts = [sentence.start_char for sentence in sentences]
        self._names = tuple(doc.ents)
        self._edges = {language: Edges(doc, language) for language in languages_of(doc)}
        self._dates: dict[int, list[tuple[int, int]]] = {}
        self._statuses: dict[int, dict[Found, Status]] = {}
        self._outlets: dict[int, tuple[int, int] | None] = {}

    def mentions(self, acts: Iterable[Act]) -> list[Mention]:
        """Give the mentions of acts; of two on one word, the likelier."""
        found: dict[str, Mention] = {}
        for act in acts:
            sentence = self._sentence(act)
            if sentence is None:
                continue
            mention = self.mention(act, sentence)
            known = found.get(mention.id)
            if known is None or known.confidence < mention.confidence:
                found[mention.id] = mention
        return list(found.values())

    def _sentence(self, act: Act) -> Tokens | None:
        """Give the coded sentence of an act; a dateline is in none."""
        at = bisect_right(self._starts, act.start) - 1
        if at < 0 or act.start >= self.sentences[at].end_char:
            return None
        return self.sentences[at]

    def mention(self, act: Act, sentence: Tokens) -> Mention:
        """Give the mention of an act."""
        trigger = self._span(act.start, act.end)
        return Mention(
            article=self.article.id,
            sentence=evidence(sentence),
            trigger=trigger,
            type=EventType(act.type),
            status=self._status(sentence, act),
            actors=self._arguments(sentence, act, Role.ACTOR),
            targets=self._arguments(sentence, act, Role.TARGET),
            places=self._arguments(sentence, act, Role.PLACE),
            date=self._date(sentence, act),
            source=self._speaker(sentence, act),
            confidence=round(act.chance, 3),
            rule=f"encoder+lexicon:{act.hit.entry.lemma}" if act.hit else "encoder",
        )

    def _language(self, sentence: Tokens) -> str:
        return language_at(self.doc, sentence.start_char)

    def _span(self, start: int, end: int) -> Span:
        """Give a stretch, widened to whole words where it would cut `U.S.`."""
        tokens = self.doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None and "-" not in tokens.text:
            start, end = tokens.start_char, tokens.end_char
        return self._stretch(start, end)

    def _stretch(self, start: int, end: int) -> Span:
        return Span(start=start, end=end, text=self.article.text[start:end])

    def _arguments(self, sentence: Tokens, act: Act, role: Role) -> tuple[Argument, ...]:
        """Give who or what fills a role; a date fills none."""
        edges = self._edges[language_at(self.doc, act.start)]
        parts = [p for p in act.parts if p.role == role.value and not self._is_date(sentence, p)]
        found = [edges.mended(part.start, part.end) for part in parts]
        spans = [self._stretch(*span) for span in dict.fromkeys(found)]
        return tuple(Argument(role=role, text=s.text, start=s.start, end=s.end) for s in spans)

    def _is_date(self, sentence: Tokens, part: Part) -> bool:
        """Tell whether the grammar of dates knows all of a part as a date."""
        return any(a <= part.start and part.end <= b for a, b in self._expressions(sentence))

    def _status(self, sentence: Tokens, act: Act) -> Status:
        """Give the encoder's status; where it is unsure, a cue word decides."""
        by_cues = self._by_cues(sentence, act) if max(act.statuses) < _SURE else Status.ACTUAL
        return Status(act.status) if by_cues is Status.ACTUAL else by_cues

    def _by_cues(self, sentence: Tokens, act: Act) -> Status:
        if act.hit is None:
            return Status.ACTUAL
        found = self.hits[sentence.start]
        if sentence.start not in self._statuses:
            told = status_of(sentence, found, self._language(sentence))
            self._statuses[sentence.start] = dict(zip(found, told, strict=True))
        return self._statuses[sentence.start].get(act.hit, Status.ACTUAL)

    def _date(self, sentence: Tokens, act: Act) -> DateValue | None:
        """Give the date as the grammar of dates finds it where the encoder points."""
        part = next((p for p in act.parts if p.role == "date"), None)
        if part is None:
            # `Kemarin kota itu diserang`: what the encoder takes for someone may be a date.
            part = next((p for p in act.parts if self._is_date(sentence, p)), None)
        if part is None:
            return None
        found = [e for e in self._expressions(sentence) if e[0] < part.end and e[1] > part.start]
        start, end = max(found, key=lambda e: _shared(e, part), default=(part.start, part.end))
        return DateValue(text=self.article.text[start:end], start=start, end=end)

    def _expressions(self, sentence: Tokens) -> list[tuple[int, int]]:
        base = sentence.start_char
        if base not in self._dates:
            found = find_expressions(sentence.text, self._language(sentence))
            self._dates[base] = [(base + e.start, base + e.end) for e in found]
        return self._dates[base]

    def _speaker(self, sentence: Tokens, act: Act) -> Speaker | None:
        part = next((p for p in act.parts if p.role == "source"), None)
        if part is None:
            return None
        span = self._span(part.start, part.end)
        if sentence.start not in self._outlets:
            self._outlets[sentence.start] = outlet_quoted(
                sentence, self._language(sentence), self._names
            )
        via = self._outlets[sentence.start]
        other = via is not None and not (via[0] < span.end and via[1] > span.start)
        return Speaker(
            text=span.text,
            start=span.start,
            end=span.end,
            via=self.article.text[slice(*via)] if via and other else None,
        )


def _shared(expression: tuple[int, int], part: Part) -> int:
    return min(expression[1], part.end) - max(expression[0], part.start)
