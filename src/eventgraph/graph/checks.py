"""
Check the statements of one article in Python.

Every span is compared with the words of the article, and what a build stores of an article is
checked before it is stored.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eventgraph.errors import GraphError, one_line
from eventgraph.graph import vocabulary as v
from eventgraph.graph.shapes import Violation, concepts, short
from eventgraph.graph.terms import Facts
from eventgraph.graph.triples import article_quads
from eventgraph.graph.vocabulary import Class, Property
from eventgraph.model import Article, Mention, text_hash

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["check_article", "span_violations"]

P = Property
_SPANS = (
    (P.TEXT, P.BEGIN, P.END),
    (P.TRIGGER, P.BEGIN, P.END),
    (P.QUOTE, P.QUOTE_BEGIN, P.QUOTE_END),
)


def check_article(article: Article, mentions: Sequence[Mention]) -> tuple[Violation, ...]:
    """
    Check what is to be stored of an article: its spans, values and links, sorted.

    No SHACL engine runs, for pySHACL takes more than a tenth of the time of reading the
    article; this takes a hundredth. `validate` checks the shapes themselves.
    """
    try:
        quads = article_quads(article, mentions)
    except GraphError as error:
        return (Violation(node=error.where or article.id, what=error.what),)
    facts = Facts(quads)
    found = {
        *span_violations(facts, v.article_iri(article.id)),
        *_value_violations(quads),
        *_reference_violations(facts),
    }
    return tuple(sorted(found))


def _within(low: float, high: float) -> Callable[[str], bool]:
    return lambda text: low <= float(text) <= high


def _form(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _known(concept: str) -> bool:
    return concept in _concept_names()


@functools.cache
def _concept_names() -> frozenset[str]:
    return frozenset(_iri(triple.subject) for triple in concepts())


_SOUND: Mapping[str, Callable[[str], bool]] = {
    P.IDENTIFIER: bool,
    P.TRIGGER: bool,
    P.QUOTE: bool,
    P.NAME: bool,
    P.LANGUAGE: _form("[a-z]{2,3}"),
    P.COUNTRY_CODE: _form("[A-Z]{3}"),
    P.WIKIDATA: _form("Q[1-9][0-9]*"),
    P.GEONAMES: _within(1, math.inf),
    P.LATITUDE: _within(-90, 90),
    P.LONGITUDE: _within(-180, 180),
    P.CONFIDENCE: _within(0, 1),
    P.KIND: _known,
    P.SECTOR: _known,
    P.MODE: _known,
}
"""What the shapes say about single values of an article, as far as the program can err."""


def _value_violations(quads: Iterable[Quad]) -> Iterator[Violation]:
    for quad in quads:
        sound, value = _SOUND.get(_iri(quad.predicate)), _iri(quad.object)
        if sound is not None and not sound(value):
            what = f"{short(_iri(quad.predicate))}: it may not be {short(value)!r}"
            yield Violation(node=_iri(quad.subject), what=one_line(what))


def _reference_violations(facts: Facts) -> Iterator[Violation]:
    mentions = facts.of_class(Class.MENTION)
    for name in mentions:
        for link in (P.SAME_ACT_AS, P.REPEAT_OF):
            other = facts.one(name, link)
            if other is not None and other not in mentions:
                yield Violation(node=name, what=f"{short(link)}: there is no {other}")
    for name in facts.of_class(Class.SLOT):
        first, last = facts.one(name, P.EARLIEST), facts.one(name, P.LATEST)
        if first is not None and last is not None and first > last:
            yield Violation(node=name, what=f"earliest: {first} comes after {last}")


# Spans


def span_violations(facts: Facts, article: str) -> Iterator[Violation]:
    """Compare the hash, all spans and all marks with the text of an article, given its IRI."""
    text = facts.one(article, P.TEXT)
    if text is None:
        yield Violation(node=article, what="text: the article has none")
        return
    if facts.one(article, P.TEXT_HASH) != text_hash(text):
        yield Violation(node=article, what="textHash: it is not that of the text")
    for kind in (Class.MENTION, Class.SLOT):
        for name in facts.of_class(kind):
            yield from _wrong_spans(facts, name, text)
    for name in facts.of_class(Class.MENTION):
        yield from _outside_quote(facts, name)
    for name in facts.of_class(Class.MARK):
        yield from _wrong_mark(facts, name, text)


def _number(facts: Facts, name: str, predicate: Property) -> int | None:
    value = facts.one(name, predicate)
    return int(value) if value is not None and re.fullmatch("-?[0-9]{1,18}", value) else None


def _wrong_spans(facts: Facts, name: str, text: str) -> Iterator[Violation]:
    for words, begin, end in _SPANS:
        stated = facts.one(name, words)
        if stated is None:
            continue
        first, last = _number(facts, name, begin), _number(facts, name, end)
        local = short(words)
        if first is None and last is None:
            if stated:
                yield Violation(node=name, what=f"{local}: words without offsets")
        elif first is None or last is None:
            yield Violation(node=name, what=f"{local}: one of two offsets is missing")
        elif not 0 <= first <= last <= len(text):
            yield Violation(node=name, what=f"{local}: {first} to {last} is outside the text")
        elif text[first:last] != stated:
            yield Violation(node=name, what=f"{local}: the text has other words at {first}")


def _outside_quote(facts: Facts, name: str) -> Iterator[Violation]:
    numbers = [_number(facts, name, p) for p in (P.QUOTE_BEGIN, P.BEGIN, P.END, P.QUOTE_END)]
    known = [number for number in numbers if number is not None]
    if known != sorted(known):
        yield Violation(node=name, what="trigger: it stands outside its sentence")


def _wrong_mark(facts: Facts, name: str, text: str) -> Iterator[Violation]:
    begin, end = _number(facts, name, P.BEGIN), _number(facts, name, P.END)
    if begin is None or end is None or not 0 <= begin <= end <= len(text):
        yield Violation(node=name, what="begin, end: the mark is outside the text")
        return
    first = _number(facts, name, P.FIRST_TELLING)
    if first is not None and text[first : first + end - begin] != text[begin:end]:
        yield Violation(node=name, what="firstTelling: the words there are others")


def _iri(term: Any) -> str:
    return str(term.value)
