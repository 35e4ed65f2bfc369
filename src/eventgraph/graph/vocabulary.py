"""
The names a graph is written with.

`ontology/events.ttl` says what they mean; a test compares both, in both directions. The
addresses are names only, nothing is ever fetched from them. Ids of articles and events may
hold anything: they are percent-encoded, so that an IRI is always valid and gives back
exactly the id it was made from.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import quote, unquote

from eventgraph.model import EventType, MarkKind, Status

__all__ = [
    "DECISIONS_GRAPH",
    "EVENTS_GRAPH",
    "GRAPHS",
    "NS",
    "PREFIXES",
    "Class",
    "Outside",
    "Property",
    "actor_iri",
    "article_graph",
    "article_iri",
    "concept_iri",
    "concept_name",
    "decision_iri",
    "event_iri",
    "id_of",
    "is_article_graph",
    "mark_iri",
    "place_iri",
    "mention_iri",
    "mode_iri",
    "mode_name",
    "status_iri",
    "type_iri",
]

NS = "https://w3id.org/eventgraph/ns#"
_DATA = "urn:eventgraph:"
GRAPHS = f"{_DATA}graph:"
"""How the names of all our graphs begin."""
EVENTS_GRAPH = f"{GRAPHS}events"
"""The named graph of merged events; it can always be made again from the articles."""
DECISIONS_GRAPH = f"{GRAPHS}decisions"
"""The named graph of what people decided; no build changes it."""
_ARTICLE_GRAPHS = f"{GRAPHS}article:"

PREFIXES = {
    "eg": NS,
    "geo": "http://www.opengis.net/ont/geosparql#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that every query and every output knows."""


class Class(StrEnum):
    """The classes of the ontology."""

    EVENT = NS + "Event"
    MENTION = NS + "Mention"
    SLOT = NS + "Slot"
    ARTICLE = NS + "Article"
    MARK = NS + "Mark"
    ACTOR = NS + "Actor"
    PLACE = NS + "Place"
    DETAIL = NS + "Detail"
    MERGE = NS + "Merge"
    DECISION = NS + "Decision"
    EVENT_TYPE = NS + "EventType"
    QUAD_CLASS = NS + "QuadClass"
    MODE = NS + "Mode"
    STATUS = NS + "Status"
    ACTOR_KIND = NS + "ActorKind"
    SECTOR = NS + "Sector"
    MARK_KIND = NS + "MarkKind"


class Property(StrEnum):
    """The properties of the ontology."""

    IDENTIFIER = NS + "identifier"
    TEXT = NS + "text"
    TEXT_HASH = NS + "textHash"
    LANGUAGE = NS + "language"
    TITLE = NS + "title"
    PUBLISHED = NS + "published"
    PUBLISHED_RULE = NS + "publishedRule"
    PUBLISHER = NS + "publisher"
    URL = NS + "url"
    REPORTED_FROM = NS + "reportedFrom"
    MARK = NS + "mark"
    MARK_KIND = NS + "markKind"
    FIRST_TELLING = NS + "firstTelling"
    IN_ARTICLE = NS + "inArticle"
    REFERS_TO = NS + "refersTo"
    EVENT_TYPE = NS + "eventType"
    MODE = NS + "mode"
    STATUS = NS + "status"
    TRIGGER = NS + "trigger"
    BEGIN = NS + "begin"
    END = NS + "end"
    QUOTE = NS + "quote"
    QUOTE_BEGIN = NS + "quoteBegin"
    QUOTE_END = NS + "quoteEnd"
    CONFIDENCE = NS + "confidence"
    RULE = NS + "rule"
    ORDER = NS + "order"
    SAME_ACT_AS = NS + "sameActAs"
    REPEAT_OF = NS + "repeatOf"
    ACTOR_SLOT = NS + "actorSlot"
    TARGET_SLOT = NS + "targetSlot"
    PLACE_SLOT = NS + "placeSlot"
    DATE_SLOT = NS + "dateSlot"
    SPEAKER_SLOT = NS + "speakerSlot"
    VIA = NS + "via"
    NAME = NS + "name"
    ACTOR = NS + "actor"
    TARGET = NS + "target"
    PLACE = NS + "place"
    ACTOR_DETAIL = NS + "actorDetail"
    TARGET_DETAIL = NS + "targetDetail"
    PLACE_DETAIL = NS + "placeDetail"
    ENTITY = NS + "entity"
    ACTOR_NAMES = NS + "actorNames"
    TARGET_NAMES = NS + "targetNames"
    PLACE_NAMES = NS + "placeNames"
    EVIDENCE = NS + "evidence"
    EVIDENCE_COUNT = NS + "evidenceCount"
    INDEPENDENT_SOURCES = NS + "independentSources"
    MERGED_BY = NS + "mergedBy"
    MERGES = NS + "merges"
    SIMILARITY = NS + "similarity"
    REASON = NS + "reason"
    VERDICT = NS + "verdict"
    DECIDES_ON = NS + "decidesOn"
    APART_FROM = NS + "apartFrom"
    DISPUTED = NS + "disputed"
    DATE_VALUE = NS + "dateValue"
    EARLIEST = NS + "earliest"
    LATEST = NS + "latest"
    PRECISION = NS + "precision"
    WITHIN = NS + "within"
    COUNTRY_CODE = NS + "countryCode"
    KIND = NS + "kind"
    SECTOR = NS + "sector"
    WIKIDATA = NS + "wikidata"
    GEONAMES = NS + "geonames"
    LATITUDE = NS + "latitude"
    LONGITUDE = NS + "longitude"
    QUAD_CLASS = NS + "quadClass"
    SCORE = NS + "score"
    CAMEO = NS + "cameo"


class Outside(StrEnum):
    """Names of other vocabularies that the data use."""

    TYPE = PREFIXES["rdf"] + "type"
    LABEL = PREFIXES["rdfs"] + "label"
    OTHER_LABEL = PREFIXES["skos"] + "altLabel"
    DERIVED_FROM = PREFIXES["prov"] + "wasDerivedFrom"
    EXACT_MATCH = PREFIXES["skos"] + "exactMatch"
    WKT = PREFIXES["geo"] + "asWKT"
    WKT_LITERAL = PREFIXES["geo"] + "wktLiteral"
    WIKIDATA = "http://www.wikidata.org/entity/"


def _encode(text: str) -> str:
    return quote(text, safe="")


def article_iri(article: str) -> str:
    """Name the article with this id."""
    return f"{_DATA}article:{_encode(article)}"


def article_graph(article: str) -> str:
    """Name the graph that holds the article with this id, and its mentions."""
    return _ARTICLE_GRAPHS + _encode(article)


def is_article_graph(iri: str) -> bool:
    """Tell whether a named graph is that of an article."""
    return iri.startswith(_ARTICLE_GRAPHS)


def mention_iri(mention: str) -> str:
    """Name the mention with this id (`ARTICLE#char=START,END`)."""
    match = re.fullmatch(r"(.*)#char=([0-9]+),([0-9]+)", mention, re.DOTALL)
    if match is None:
        return article_iri(mention)
    return f"{article_iri(match[1])}#char={match[2]},{match[3]}"


def event_iri(event: str) -> str:
    """Name the event with this id."""
    return f"{_DATA}event:{_encode(event)}"


def decision_iri(digest: str) -> str:
    """Name a decision by the digest of what it says."""
    return f"{_DATA}decision:{_encode(digest)}"


def actor_iri(name: str, country: str | None) -> str:
    """Name the actor with this name (in any case) and country."""
    return f"{_DATA}actor:{_encode(country or '')}:{_encode(name.casefold())}"


def place_iri(name: str, country: str | None) -> str:
    """Name the place with this name (in any case) and country."""
    return f"{_DATA}place:{_encode(country or '')}:{_encode(name.casefold())}"


def id_of(iri: str) -> str:
    """Give back the id from which an article, mention, event or article graph was named."""
    rest = iri.removeprefix(_ARTICLE_GRAPHS)
    if rest == iri:
        rest = iri.removeprefix(_DATA).partition(":")[2]
    return unquote(rest)


def type_iri(kind: EventType) -> str:
    """Name an event type."""
    return NS + kind.value


def mode_iri(kind: EventType, mode: str | None) -> str | None:
    """Name a mode of an event type; `None` for an unknown one."""
    return None if mode is None else concept_iri("mode", f"{kind.value}-{mode}")


def mode_name(iri: str | None) -> str | None:
    """Give back the mode from which `mode_iri` was made."""
    return None if iri is None else concept_name(iri).partition("-")[2]


def status_iri(status: Status) -> str:
    """Name a status."""
    return f"{NS}status-{status.value}"


def mark_iri(kind: MarkKind) -> str:
    """Name a kind of mark."""
    return f"{NS}mark-{kind.value}"


def concept_iri(scheme: str, code: str) -> str:
    """Name a concept of a scheme (`kind`, `sector`) by its code; the code may be any text."""
    return f"{NS}{scheme}-{_encode(code)}"


def concept_name(iri: str) -> str:
    """Give back the code of a concept (`person` for `eg:kind-person`, `AID` for `eg:AID`)."""
    local = iri.removeprefix(NS)
    _, dash, code = local.partition("-")
    return unquote(code if dash else local)
