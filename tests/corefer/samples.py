"""Invented articles with their mentions, readings of them, and judges whose weights are known."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from eventgraph.annotate.encoder import Reading
from eventgraph.corefer.features import NAMES, Pair, pair_features, tell
from eventgraph.corefer.link import Judge
from eventgraph.model import Argument, DateValue, EventType, Mention, Role, Span, Speaker, Status

HIDDEN = 6
MIDDLE = np.full(HIDDEN, 0.25, np.float32)

VERBS = {
    "menyerang": (EventType.ASSAULT, "serang"),
    "serangan": (EventType.ASSAULT, "serang"),
    "membom": (EventType.ASSAULT, "bom"),
    "bertemu": (EventType.CONSULT, "temu"),
    "mengecam": (EventType.ACCUSE, "kecam"),
}
COUNTRIES = {"Rusia": "RUS", "Ukraina": "UKR", "Turki": "TUR", "Suriah": "SYR", "Kyiv": "UKR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one sentence of an invented article tells; `None` is left out of it."""

    verb: str = "menyerang"
    actor: str | None = "Rusia"
    target: str | None = "Ukraina"
    place: str | None = None
    day: str | None = None
    speaker: str | None = None
    status: Status = Status.ACTUAL
    lexicon: bool = True
    resolved: bool = True
    """Whether it is known who the words for actors, targets and places mean."""


def told(*acts: Act, article: str = "a") -> tuple[str, tuple[Mention, ...]]:
    """Give a text that tells the acts, one a line, and their mentions with true offsets."""
    lines, mentions, at = [], [], 0
    for act in acts:
        line = _line(act)
        mentions.append(_mention(act, line, at, article))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), tuple(mentions)


def _line(act: Act) -> str:
    parts = [f"Kata {act.speaker}," if act.speaker else None, act.actor, act.verb, act.target]
    parts += [f"di {act.place}" if act.place else None, f"pada {act.day}" if act.day else None]
    return " ".join(part for part in parts if part) + "."


def _mention(act: Act, line: str, at: int, article: str) -> Mention:
    def place(words: str) -> dict[str, object]:
        start = at + line.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    def arguments(words: str | None, role: Role) -> tuple[Argument, ...]:
        if words is None:
            return ()
        known = {"name": words, "country": COUNTRIES.get(words)} if act.resolved else {}
        return (Argument(role=role, **place(words), **known),)

    kind, lemma = VERBS[act.verb]
    return Mention(
        article=article,
        sentence=Span(start=at, end=at + len(line), text=line),
        trigger=Span(**place(act.verb)),
        type=kind,
        status=act.status,
        actors=arguments(act.actor, Role.ACTOR),
        targets=arguments(act.target, Role.TARGET),
        places=arguments(act.place, Role.PLACE),
        date=DateValue(value=act.day, **place(act.day)) if act.day else None,
        source=Speaker(**place(act.speaker)) if act.speaker else None,
        rule=f"encoder+lexicon:{lemma}" if act.lexicon else "encoder",
    )


def state_of(word: str) -> np.ndarray:
    """Give the state that `reading_of` has for a word: the same for the same letters."""
    dice = np.random.default_rng(zlib.crc32(word.casefold().encode()))
    return dice.standard_normal(HIDDEN).astype(np.float16)


def reading_of(text: str, silent: int = 0) -> Reading:
    """Give a reading of a text by lines; of the first `silent` words no state is kept."""
    words = list(re.finditer(r"\w+", text))
    row = np.arange(len(words)) - silent
    states = [state_of(word[0]) for word in words[silent:]]
    lines = np.cumsum([0, *(len(re.findall(r"\w+", line)) for line in text.split("\n"))])
    return Reading(
        starts=np.array([word.start() for word in words], np.int64),
        ends=np.array([word.end() for word in words], np.int64),
        sentences=lines.astype(np.int64),
        ner=np.zeros(len(words), np.uint8),
        upos=np.zeros(len(words), np.uint8),
        bounds=np.zeros(len(words), np.float16),
        triggers=np.zeros((len(words), 33), np.float16),
        row=np.maximum(row, -1).astype(np.int64),
        states=np.array(states, np.float16).reshape(-1, HIDDEN),
    )


def pair(one: Act, other: Act, *, reading: bool = True) -> dict[str, float]:
    """Give what is said of a pair, by name; the two are alone in their article."""
    text, (first, second) = told(one, other)
    seen = reading_of(text) if reading else None
    sides = (tell(mention, seen, MIDDLE) for mention in (first, second))
    return dict(zip(NAMES, pair_features(Pair(*sides, between=0, of_type=2)), strict=True))


def judge(seed: int = 0, networks: int = 2) -> Judge:
    """Give a judge with weights from dice, which fits `HIDDEN`."""
    dice = np.random.default_rng(seed)

    def weights(*shape: int) -> np.ndarray:
        return dice.standard_normal(shape).astype(np.float32)

    size, inner, count = 3, 5, len(NAMES)
    return Judge(
        names=np.array(NAMES),
        middle=MIDDLE,
        mean=weights(count),
        scale=np.abs(weights(count)) + np.float32(0.5),
        space=weights(networks, HIDDEN, size),
        first=weights(networks, count + 2 * size, inner) / np.float32(4),
        first_bias=weights(networks, inner),
        second=weights(networks, inner),
        second_bias=weights(networks),
    )


def sure(logit: float) -> Judge:
    """Give a judge that says the same of every pair."""
    some = judge()
    nothing = {name: np.zeros_like(getattr(some, name)) for name in ("second", "first_bias")}
    fields = {name: getattr(some, name) for name in Judge.__slots__}
    return Judge(**fields | nothing | {"second_bias": np.full(2, logit, np.float32)})


NOBODY = st.none()
ACTS = st.builds(
    Act,
    verb=st.sampled_from(sorted(VERBS)),
    actor=st.sampled_from(["Rusia", "Turki", "pasukan"]) | NOBODY,
    target=st.sampled_from(["Ukraina", "Suriah"]) | NOBODY,
    place=st.sampled_from(["Kyiv", "Aleppo"]) | NOBODY,
    day=st.sampled_from(["2022-02-24", "2022-02-25"]) | NOBODY,
    speaker=st.sampled_from(["Murat", "Lavrov"]) | NOBODY,
    status=st.sampled_from(list(Status)),
    lexicon=st.booleans(),
    resolved=st.booleans(),
)
ARTICLES = st.lists(ACTS, max_size=9)
