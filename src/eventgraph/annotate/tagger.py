"""
The spaCy component that lets the encoder read a `Doc`.

It sets `token.pos`, `doc.ents` (PER, ORG, GPE, LOC), and leaves what the encoder says about
acts in `doc.user_data` for `extract`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eventgraph.annotate.labels import NAME_KINDS, UPOS, bio_spans
from eventgraph.gazetteer import find_place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from eventgraph.annotate.encoder import Reading

__all__ = ["READING", "SKIPPED", "EncoderTagger", "reading_of"]

READING = "eventgraph_reading"
"""Key in `Doc.user_data`: the arrays of `encoder.Reading`."""
_POLITICAL = frozenset({"country", "admin1", "admin2", "city"})
"""Precisions of the gazetteer that mean a state or a part of one."""
SKIPPED = "eventgraph_skipped"
"""Key in `Doc.user_data`: (start, end) offsets of stretches that are not read, sorted."""


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


def _stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Give the sentences outside of skipped stretches, as offsets."""
    skipped = iter(doc.user_data.get(SKIPPED, ()))
    stretch = next(skipped, None)
    for sentence in doc.sents:
        while stretch and stretch[1] <= sentence.start_char:
            stretch = next(skipped, None)
        if not (stretch and stretch[0] <= sentence.start_char < stretch[1]):
            yield sentence.start_char, sentence.end_char


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
    tags[inside] = numbers[reading.upos[words[inside]]]
    tags[[token.is_space for token in doc]] = symbols.SPACE
    doc.from_array(["POS"], tags)  # type: ignore[arg-type] # one column is 1-D


def _names(doc: Doc, reading: Reading, language: str) -> Iterator[Span]:
    """Give the names as spans of tokens, none of which overlap."""
    last = 0
    for first, end, kind in bio_spans(reading.ner.tolist()):
        start, stop = int(reading.starts[first]), int(reading.ends[end - 1])
        label = NAME_KINDS[kind]
        if label == "LOC" and _is_political(doc.text[start:stop], language):
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
