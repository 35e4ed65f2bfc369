"""
Say which property holds which field of a value: one table for each class of `model.py`.

Links between nodes (a mention and its slots, an event and its actors) are not here but in
`triples.py`.
"""

from __future__ import annotations

from datetime import date

from eventgraph.graph.terms import KIND, SECTOR, Field
from eventgraph.graph.vocabulary import Property

__all__ = [
    "ARGUMENT",
    "ARTICLE",
    "DATE",
    "EVENT",
    "MARK",
    "MENTION",
    "MERGE",
    "PARTICIPANT",
    "PLACE",
    "SENTENCE",
    "SPAN",
    "SPEAKER",
    "TRIGGER",
]

P = Property

# No `origin`: where the input lay on one machine is no fact about the article.
ARTICLE = (
    Field(P.TEXT, "text"),
    Field(P.LANGUAGE, "language"),
    Field(P.TITLE, "title"),
    Field(P.PUBLISHED, "published", date.fromisoformat),
    Field(P.PUBLISHED_RULE, "published_rule"),
    Field(P.PUBLISHER, "source"),
    Field(P.URL, "url"),
)
SPAN = (Field(P.TEXT, "text"), Field(P.BEGIN, "start", int), Field(P.END, "end", int))
TRIGGER = (Field(P.TRIGGER, "text"), Field(P.BEGIN, "start", int), Field(P.END, "end", int))
SENTENCE = (
    Field(P.QUOTE, "text"),
    Field(P.QUOTE_BEGIN, "start", int),
    Field(P.QUOTE_END, "end", int),
)
MARK = (
    Field(P.BEGIN, "start", int),
    Field(P.END, "end", int),
    Field(P.FIRST_TELLING, "of", int),
)
_NAMED = (Field(P.NAME, "name"), Field(P.COUNTRY_CODE, "country"))
_POSITION = (
    Field(P.WIKIDATA, "wikidata"),
    Field(P.GEONAMES, "geonames", int),
    Field(P.LATITUDE, "latitude", float),
    Field(P.LONGITUDE, "longitude", float),
    Field(P.PRECISION, "precision"),
)
_RULE = Field(P.RULE, "rule")
ARGUMENT = (*SPAN, *_NAMED, KIND, SECTOR, *_POSITION, _RULE)
_WHEN = (
    Field(P.DATE_VALUE, "value"),
    Field(P.EARLIEST, "earliest", date.fromisoformat),
    Field(P.LATEST, "latest", date.fromisoformat),
    Field(P.PRECISION, "precision"),
)
DATE = (*SPAN, *_WHEN, _RULE)
SPEAKER = (*SPAN, *_NAMED, Field(P.VIA, "via"))
MENTION = (Field(P.CONFIDENCE, "confidence", float), _RULE)
PARTICIPANT = (*_NAMED, KIND, SECTOR, Field(P.WIKIDATA, "wikidata"))
MERGE = (Field(P.SIMILARITY, "score", float), Field(P.REASON, "reason"))
PLACE = (*_NAMED, *_POSITION)
EVENT = (
    *_WHEN,
    Field(P.EVIDENCE_COUNT, "evidence", int),
    Field(P.INDEPENDENT_SOURCES, "independent", int),
    Field(P.CONFIDENCE, "confidence", float),
    Field(P.DISPUTED, "disputed", lambda text: text == "true"),
)
