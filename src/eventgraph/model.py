"""
The values that travel from step to step.

All of them are frozen, hold only tuples and plain values, and can be pickled.
Unknown is `None`. Offsets are Python string offsets (code points) into
`Article.text`, end exclusive, so that `article.text[span.start:span.end] == span.text`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "Argument",
    "Article",
    "DateValue",
    "Dropped",
    "DropReason",
    "Event",
    "EventType",
    "Mark",
    "CODED",
    "MODES",
    "MarkKind",
    "Mention",
    "OnDropped",
    "Participant",
    "Place",
    "Problem",
    "Role",
    "Speaker",
    "Span",
    "Status",
    "text_hash",
]


def text_hash(text: str) -> str:
    """Give the sha256 of a text (64 hex digits): equal texts are one article."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class EventType(StrEnum):
    """The 16 PLOVER event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


MODES: Mapping[EventType, tuple[str, ...]] = MappingProxyType(
    {
        EventType(name): tuple(modes.split())
        for name, modes in {
            "CONSULT": "visit third-party multilateral phone",
            "RETREAT": "withdraw release disarm ceasefire access resign",
            "REQUEST": "assist change yield meet",
            "ACCUSE": "disapprove investigate allege",
            "REJECT": "assist change yield meet",
            "THREATEN": "restrict arrest relations expel territory violence",
            "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
            "SANCTION": "convict expel withdraw discontinue",
            "MOBILIZE": "troops weapons police militia",
            "COERCE": "seize restrict censor curfew martial-law arrest deport withhold "
            "misinformation cyber",
            "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
            "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
        }.items()
    }
)
"""The PLOVER modes of each type that has some: how it is done, or what is asked or threatened."""


class Status(StrEnum):
    """Whether the act happened, as told."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Role(StrEnum):
    """What an argument does in the act."""

    ACTOR = "actor"
    TARGET = "target"
    PLACE = "place"


class MarkKind(StrEnum):
    """
    Why a stretch of an article is set apart.

    Those of `CODED` tell acts all the same; a dateline is read with the sentence behind it.
    """

    LETTER = "letter"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    CAPTION = "caption"
    DATELINE = "dateline"
    REPEAT = "repeat"
    TEASER = "teaser"
    """The title of another article or video, with the words that introduce it."""


CODED = frozenset({MarkKind.CAPTION, MarkKind.REPEAT, MarkKind.TEASER})
"""Kinds of marks whose stretch is coded for events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of `Article.text`: `text == article.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """
    A stretch of an article that cleaning sets apart; the text itself never changes.

    `of` is the offset at which the first telling begins, for a `REPEAT` paragraph
    (same words, same length), else `None`.
    """

    start: int
    end: int
    kind: MarkKind
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that was left out or guessed at while reading: where, what, and the cure."""

    where: str
    what: str
    cure: str | None = None
    fatal: bool = True
    """True when the article was lost by it (exit code 1), False for a remark."""

    def __str__(self) -> str:
        """Give the problem as one line."""
        return f"{self.where}: {self.what}" + (f"; {self.cure}" if self.cure else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One article as it was given.

    `text` is exactly what was read and never changes; cleaning only adds `marks`.
    """

    id: str
    text: str
    language: str | None = None
    """ISO 639-1 code (`id`, `en`), or `None` before it is told."""
    title: str | None = None
    published: date | None = None
    published_rule: str | None = None
    """How `published` is known: `metadata`, `text`, or `None` when it is not."""
    source: str | None = None
    """Publisher (a name or a host)."""
    url: str | None = None
    origin: str | None = None
    """The input it came from, such as `news.jsonl.gz:17`."""
    dateline: Span | None = None
    """The place reported from, as written (`TOKYO`)."""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """
    Who or what fills a role of an act, as written and, after resolving, as known.

    `start` and `end` are `None` when the argument is not in the sentence (an omitted
    subject); `text` is then `""` and `name` says who is meant.
    """

    role: Role
    text: str
    start: int | None = None
    end: int | None = None
    name: str | None = None
    """Canonical English name."""
    country: str | None = None
    """ISO 3166-1 alpha-3, `IGO` for an international organisation."""
    kind: str | None = None
    """An actor kind of the ontology: `person`, `state`, `armed_forces`, …"""
    sector: str | None = None
    """A sector code of the ontology: `GOV`, `MIL`, `REB`, …"""
    wikidata: str | None = None
    """Wikidata id such as `Q159`, only where sure."""
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None
    """For a place: `point`, `city`, `admin1`, `region` or `country`."""
    rule: str | None = None
    """Which rule resolved it."""

    @property
    def key(self) -> str | None:
        """Give what identifies who is meant, as `Participant.key`; `None` if not resolved."""
        return None if self.name is None else f"{self.name.casefold()}|{self.country or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """When the act takes place: as written, and resolved against the publication date."""

    text: str
    start: int
    end: int
    value: str | None = None
    """`2016-12-15`, `2016-12`, `2016`, `2016-12-15/..` (since); `None` when it cannot be told."""
    earliest: date | None = None
    latest: date | None = None
    """`None` with an `earliest` means open end."""
    precision: str | None = None
    """`day`, `week`, `month`, `year` or `range`."""
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is cited for the act (`text`, `start`, `end`), and the outlet it was said through."""

    text: str
    start: int
    end: int
    name: str | None = None
    country: str | None = None
    via: str | None = None
    """Another outlet that is quoted for it (`CNN`), as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One telling of one act in one sentence of one article."""

    article: str
    sentence: Span
    trigger: Span
    type: EventType
    mode: str | None = None
    """One of `MODES[type]`, only where the text tells it."""
    status: Status = Status.ACTUAL
    actors: tuple[Argument, ...] = ()
    targets: tuple[Argument, ...] = ()
    places: tuple[Argument, ...] = ()
    date: DateValue | None = None
    source: Speaker | None = None
    """Who is cited for the act; `None` when it is the newsroom's own telling."""
    confidence: float = 1.0
    """0 to 1, how often mentions found by the same rule are right."""
    rule: str | None = None
    """Which rule or model found it."""
    same_as: str | None = None
    """Id of the earlier mention of the same article that tells the very same act."""
    repeat_of: str | None = None
    """Id of the mention in the first telling of a repeated paragraph; counts once as evidence."""

    @property
    def id(self) -> str:
        """`ARTICLE#char=START,END` of the trigger, unique in a graph (RFC 5147 style)."""
        return f"{self.article}#char={self.trigger.start},{self.trigger.end}"

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Give actors, targets and places, in this order."""
        return self.actors + self.targets + self.places


class DropReason(StrEnum):
    """Why an act that was seen is no mention; `why` says it in a sentence."""

    BELOW_THRESHOLD = "below-threshold"
    UNLIKELY = "unlikely"
    SAME_WORDS = "same-words"
    PART_OF_A_NAME = "part-of-a-name"
    BOILERPLATE = "boilerplate"
    NOT_POLITICAL = "not-political"

    @property
    def why(self) -> str:
        """Give the reason as a plain English line."""
        return _WHY[self]


_WHY = {
    DropReason.BELOW_THRESHOLD: "it is less likely right than --min-confidence asks for",
    DropReason.UNLIKELY: "the word may tell an act, but its sentence reads better without one",
    DropReason.SAME_WORDS: "another act on the same words is likelier, or is told there first",
    DropReason.PART_OF_A_NAME: "the word is part of a name",
    DropReason.BOILERPLATE: "it stands in a part of the article that is not coded",
    DropReason.NOT_POLITICAL: "no act of the article has a political actor or target",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An act that was seen in an article and left out: where, what, and why."""

    article: str
    sentence: Span
    trigger: Span
    type: EventType
    confidence: float
    """As `Mention.confidence`; in a part that is not coded, what the lexicon says alone."""
    reason: DropReason
    mark: MarkKind | None = None
    """Which part it is, for `BOILERPLATE`; `None` for all other reasons."""


OnDropped = Callable[[Dropped], None]
"""What is told of each act that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor as the merged event knows it; two are the same when `key` is."""

    name: str
    country: str | None = None
    kind: str | None = None
    sector: str | None = None
    wikidata: str | None = None

    @property
    def key(self) -> str:
        """Give what identifies the actor: its name without case, and its country."""
        return f"{self.name.casefold()}|{self.country or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as the merged event knows it."""

    name: str
    country: str | None = None
    wikidata: str | None = None
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str | None = None

    @property
    def key(self) -> str:
        """Give what identifies the place: its name without case, and its country."""
        return f"{self.name.casefold()}|{self.country or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """
    Why two acts are one event: the tellings that agree best.

    They stand in two articles, but for acts of one article that are equal in all that is known
    or that a person united.
    """

    one: str
    """Id of a mention."""
    other: str
    """Id of another mention; `one < other`."""
    score: float
    """How surely both tell the same act, 0 to 1."""
    reason: str
    """What agrees: `type, actor, place, same day`."""


class Verdict(StrEnum):
    """What a person decided about mentions."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on which mentions are one act; every later build follows it."""

    verdict: Verdict
    mentions: tuple[str, ...]
    """Ids of mentions: for `MERGE` all are one act, for `SPLIT` they are not that of `apart`."""
    apart: tuple[str, ...] = ()
    """Ids of the mentions that stay, for `SPLIT` only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act, united from all its mentions."""

    id: str
    """`event-` and 16 hex digits, made from what the event is, so it is the same in every run."""
    type: EventType
    mode: str | None = None
    """The mode, where all mentions that tell one tell the same."""
    status: Status
    disputed: bool = False
    """True when one mention tells it and another denies it."""
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    value: str | None = None
    """The date as in `DateValue.value`."""
    earliest: date | None = None
    latest: date | None = None
    precision: str | None = None
    mentions: tuple[str, ...] = ()
    """Ids of all mentions, sorted."""
    articles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Publishers that tell it, sorted."""
    evidence: int = 0
    """Number of mentions, a repeated paragraph counted once."""
    independent: int = 1
    """Number of articles that do not copy each other or one agency."""
    merges: tuple[Merge, ...] = ()
    """Why the acts of its articles are one, sorted."""
    confidence: float = 1.0
    """Of the best mention."""
    label: str = field(default="")
    """A short English line: `Vladimir Putin – REQUEST – Turkey (2016-12-15)`."""
