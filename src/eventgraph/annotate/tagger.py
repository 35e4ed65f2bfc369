"""
The spaCy component that lets the encoder read a `Doc`.

It sets `token.pos`, `doc.ents` (PER, ORG, GPE, LOC), and leaves what the encoder says about
acts in `doc.user_data` for `extract`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from eventgraph.annotate.labels import NAME_KINDS, UPOS, bio_spans
from eventgraph.gazetteer import find_place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from eventgraph.annotate.encoder import Reading

__all__ = ["DATELINES", "READING", "SKIPPED", "EncoderTagger", "reading_of"]

READING = "eventgraph_reading"
"""Key in `Doc.user_data`: the arrays of `encoder.Reading`."""
_POLITICAL = frozenset({"country", "admin1", "admin2", "city"})
"""Precisions of the gazetteer that mean a state or a part of one."""
SKIPPED = "eventgraph_skipped"
"""Key in `Doc.user_data`: (start, end) offsets of stretches that are not read, sorted."""
DATELINES = "eventgraph_datelines"
"""
Key in `Doc.user_data`: (start, end) offsets of datelines, sorted.

They are read, for they say where the acts of their sentence took place (without them a
tenth of the places is lost), but nothing in them is tagged.
"""


class EncoderTagger:
    """
    Let the shipped encoder read the sentences of a `Doc`.

    The weights are loaded when the first `Doc` comes, and are no part of a saved pipeline:
    it finds those of the installed package again.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, doc: Doc) -> Doc:
        """Tag `doc` and give it back."""
        from eventgraph.annotate.encoder import shipped_encoder

        reading = shipped_encoder().read(doc.text, _stretches(doc))
        doc.user_data[READING] = reading.as_dict()
        _set_tags(doc, reading)
        doc.set_ents(list(_names(doc, reading, self._language)))
        return doc


def _inside(stretches: Sequence[tuple[int, int]], offset: int) -> bool:
    """Tell whether an offset lies in one of some sorted stretches."""
    at = bisect_right(stretches, offset, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and offset < stretches[at][1]


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Give the sentences that are read, as offsets; a dateline goes with the sentence behind it."""
    skipped, datelines = doc.user_data.get(SKIPPED, ()), doc.user_data.get(DATELINES, ())
    start: int | None = None
    for sentence in doc.sents:
        if not sentence.text.strip():
            continue
        if _inside(skipped, sentence.start_char):
            start = None  # a by-line behind the dateline parts it from what follows
            continue
        start = sentence.start_char if start is None else start
        if not _inside(datelines, sentence.start_char):
            yield start, sentence.end_char
            start = None


def _set_tags(doc: Doc, reading: Reading) -> None:
    """Give each token the part of speech of its first word; one that was not read has none."""
    import numpy
    from spacy import symbols

    if not len(doc):
        return
    numbers = numpy.array([getattr(symbols, name) for name in UPOS], numpy.uint64)
    tags = numpy.zeros(len(doc), numpy.uint64)
    starts = numpy.array([token.idx for token in doc], numpy.int64)
    ends = numpy.array([token.idx + len(token) for token in doc], numpy.int64)
    words = numpy.searchsorted(reading.ends, starts, side="right")
    inside = words < len(reading.starts)
    inside[inside] = reading.starts[words[inside]] < ends[inside]
    datelines = doc.user_data.get(DATELINES, ())
    inside &= [not _inside(datelines, int(start)) for start in starts]
    tags[inside] = numbers[reading.upos[words[inside]]]
    tags[[token.is_space for token in doc]] = symbols.SPACE
    doc.from_array(["POS"], tags)  # type: ignore[arg-type] # one column is 1-D


def _names(doc: Doc, reading: Reading, language: str) -> Iterator[Span]:
    """Give the names as spans of tokens, none of which overlap."""
    last, datelines = 0, doc.user_data.get(DATELINES, ())
    text = doc.text  # made anew each time it is asked for
    for first, end, kind in bio_spans(reading.ner.tolist()):
        start, stop = int(reading.starts[first]), int(reading.ends[end - 1])
        if _inside(datelines, start):
            continue
        label = NAME_KINDS[kind]
        if label == "LOC" and _is_political(text[start:stop], language):
            label = "GPE"
        span = doc.char_span(start, stop, label=label, alignment_mode="expand")
        if span is not None and span.start >= last:
            last = span.end
            yield span


def _is_political(text: str, language: str) -> bool:
    """Tell whether the gazetteer knows a place as a state or a part of one."""
    place = find_place(text, language=language)
    return place is not None and place.precision in _POLITICAL


def reading_of(doc: Doc) -> Reading | None:
    """Give what the encoder said about a `Doc`, or `None` when it did not read it."""
    from eventgraph.annotate.encoder import Reading

    arrays = doc.user_data.get(READING)
    return None if arrays is None else Reading(**arrays)
