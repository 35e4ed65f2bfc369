"""Hand-made articles, mentions and events, and hypothesis strategies for them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from eventgraph.model import (
    MODES,
    Argument,
    Article,
    DateValue,
    Event,
    EventType,
    Mark,
    MarkKind,
    Mention,
    Participant,
    Place,
    Role,
    Span,
    Speaker,
    Status,
)

SEED = Path(__file__).parents[2] / "seeds" / "000_2da7f5d5ae17f660.txt"
NASTY = 'Kata "Aku" </script> <b> & \\u0022 \\\n\ttab \x01\x7f\u2028 \U0001f600 {} @prefix =1+1'


def span(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def argument(role: Role, text: str, words: str, after: int = 0, **known: object) -> Argument:
    found = span(text, words, after)
    return Argument(role=role, text=words, start=found.start, end=found.end, **known)  # type: ignore[arg-type]


def seed() -> tuple[Article, tuple[Mention, ...], tuple[Event, ...]]:
    """Give the delivered article with two mentions and their events, as the steps would."""
    text = SEED.read_text(encoding="utf-8")
    article = Article(
        id="000_2da7f5d5ae17f660",
        text=text,
        language="id",
        title="Putin Serukan Gencatan Senjata di Suriah",
        published=date(2016, 12, 16),
        published_rule="text",
        dateline=span(text, "TOKYO"),
    )
    start = text.index("Berbicara selama")
    sentence = Span(start=start, end=(end := text.index(" Ia menyarankan")), text=text[start:end])
    when = span(text, "Kamis", start)
    proposed = Mention(
        article=article.id,
        sentence=sentence,
        trigger=span(text, "mengusulkan", start),
        type=EventType.REQUEST,
        actors=(
            argument(
                Role.ACTOR,
                text,
                "Putin",
                start,
                name="Vladimir Putin",
                country="RUS",
                kind="person",
                sector="GOV",
                wikidata="Q7747",
            ),
        ),
        targets=(
            argument(
                Role.TARGET,
                text,
                "Recep Tayyip Erdogan",
                start,
                name="Recep Tayyip Erdoğan",
                country="TUR",
                kind="person",
                sector="GOV",
            ),
        ),
        date=DateValue(
            text="Kamis",
            start=when.start,
            end=when.end,
            value="2016-12-15",
            earliest=date(2016, 12, 15),
            latest=date(2016, 12, 15),
            precision="day",
            rule="weekday",
        ),
        confidence=0.8,
        rule="trigger",
    )
    talks = Mention(
        article=article.id,
        sentence=sentence,
        trigger=span(text, "perundingan", start),
        type=EventType.CONSULT,
        status=Status.HYPOTHETICAL,
        source=Speaker(
            text="Putin",
            start=text.index("Putin", start),
            end=text.index("Putin", start) + 5,
            name="Vladimir Putin",
            country="RUS",
        ),
        confidence=0.7,
    )
    mentions = (proposed, talks)
    return article, mentions, tuple(event_of(m, n, "id") for n, m in enumerate(mentions, 1))


def event_of(mention: Mention, number: int, language: str = "en") -> Event:
    """Make the event of one mention, much as merging does."""

    def people(arguments: tuple[Argument, ...]) -> tuple[Participant, ...]:
        return tuple(
            Participant(
                name=a.name or a.text,
                country=a.country,
                kind=a.kind,
                sector=a.sector,
                wikidata=a.wikidata,
            )
            for a in arguments
        )

    when = mention.date
    return Event(
        id=f"event-{number:016x}",
        type=mention.type,
        mode=mention.mode,
        status=mention.status,
        actors=people(mention.actors),
        targets=people(mention.targets),
        places=tuple(
            Place(
                name=p.name or p.text,
                country=p.country,
                latitude=p.latitude,
                longitude=p.longitude,
                precision=p.precision,
            )
            for p in mention.places
        ),
        value=when and when.value,
        earliest=when and when.earliest,
        latest=when and when.latest,
        precision=when and when.precision,
        mentions=(mention.id,),
        articles=(mention.article,),
        languages=(language,),
        evidence=1,
        confidence=mention.confidence,
        label=f"{mention.type} {number}",
    )


_KINDS = ("person", "state", "government", "armed_forces", "armed_group", "population")


def small(number: int, mentions: int = 3) -> tuple[Article, tuple[Mention, ...]]:
    """Give an invented article with a number of sentences that tell one act each."""
    lines = [
        f"Delegasi {k} menemui menteri {number} di Kota{k} pada Senin." for k in range(mentions)
    ]
    text = "\n".join([f"Berita {number} {NASTY}", *lines])
    article = Article(
        id=f"https://berita.example/a b>{number}?x='{number}'",
        text=text,
        language="id" if number % 2 else "en",
        published=date(2020, 1, 1) + timedelta(days=number),
        published_rule="metadata",
        source=f"Koran {number % 7}",
        title=f"Berita {number}",
    )
    made = []
    for k, line in enumerate(lines):
        start = text.index(line)
        when = span(text, "Senin", start)
        day = date(2020, 1, 1) + timedelta(days=number)
        made.append(
            Mention(
                article=article.id,
                sentence=Span(start=start, end=start + len(line), text=line),
                trigger=span(text, "menemui", start),
                type=tuple(EventType)[(number + k) % 16],
                status=tuple(Status)[k % 4],
                actors=(
                    argument(
                        Role.ACTOR,
                        text,
                        f"Delegasi {k}",
                        start,
                        name=f"Delegation {(number * 7 + k) % 400}",
                        country="IDN",
                        kind=_KINDS[(number * 7 + k) % 400 % 6],
                        sector="GOV",
                    ),
                ),
                targets=(
                    argument(
                        Role.TARGET,
                        text,
                        f"menteri {number}",
                        start,
                        name=f"Minister {number % 300}",
                        country="MYS",
                        kind="person",
                    ),
                ),
                places=(
                    argument(
                        Role.PLACE,
                        text,
                        f"Kota{k}",
                        start,
                        name=f"Town {k}",
                        country="IDN",
                        latitude=-6.25 + k / 8,
                        longitude=106.5,
                        precision="city",
                    ),
                )
                if k % 2
                else (),
                date=DateValue(
                    text="Senin",
                    start=when.start,
                    end=when.end,
                    value=day.isoformat(),
                    earliest=day,
                    latest=day,
                    precision="day",
                    rule="weekday",
                ),
                source=Speaker(text="menteri", start=start + 19, end=start + 26)
                if k % 3 == 0
                else None,
                confidence=0.5 + (number % 5) / 10,
                rule="trigger",
            )
        )
    return article, tuple(made)


def events_of(*stored: tuple[Article, tuple[Mention, ...]]) -> list[Event]:
    """Make one event of every mention, numbered from 257."""
    mentions = [(m, a.language or "en") for a, ms in stored for m in ms]
    return [event_of(m, n, language) for n, (m, language) in enumerate(mentions, 257)]


# Anything the types allow, for laws.

words = st.text(
    st.characters(exclude_categories=("Cs",)) | st.sampled_from("\"\\\n\r\t<>{}|^`'% #;=\x00\x1b"),
    max_size=12,
)
ids = words.filter(bool)
maybe = st.none() | words
days = st.dates()
numbers = st.integers(0, 10**7)
degrees = st.floats(-180, 180)


@st.composite
def arguments(draw: st.DrawFn, role: Role) -> Argument:
    omitted = draw(st.booleans())
    return Argument(
        role=role,
        text="" if omitted else draw(words),
        start=None if omitted else draw(numbers),
        end=None if omitted else draw(numbers),
        name=draw(maybe),
        country=draw(maybe),
        kind=draw(st.sampled_from([None, "person", "state", "odd kind-x"])),
        sector=draw(st.sampled_from([None, "GOV", "a b"])),
        wikidata=draw(maybe),
        geonames=draw(st.none() | numbers),
        latitude=draw(st.none() | degrees),
        longitude=draw(st.none() | degrees),
        precision=draw(maybe),
        rule=draw(maybe),
    )


spans = st.builds(Span, start=numbers, end=numbers, text=words)
marks = st.builds(
    Mark, start=numbers, end=numbers, kind=st.sampled_from(MarkKind), of=st.none() | numbers
)
articles = st.builds(
    Article,
    id=ids,
    text=words,
    language=maybe,
    title=maybe,
    published=st.none() | days,
    published_rule=maybe,
    source=maybe,
    url=maybe,
    dateline=st.none() | spans,
    marks=st.lists(marks, max_size=3).map(tuple),
)
date_values = st.builds(
    DateValue,
    text=words,
    start=numbers,
    end=numbers,
    value=maybe,
    earliest=st.none() | days,
    latest=st.none() | days,
    precision=maybe,
    rule=maybe,
)
speakers = st.builds(
    Speaker, text=words, start=numbers, end=numbers, name=maybe, country=maybe, via=maybe
)


def _roles(role: Role) -> st.SearchStrategy[tuple[Argument, ...]]:
    return st.lists(arguments(role), max_size=2).map(tuple)


acts = st.sampled_from(
    [(kind, mode) for kind in EventType for mode in (None, *MODES.get(kind, ()))]
)
"""Types, each with no mode and with each of its own."""


@st.composite
def stored_articles(draw: st.DrawFn) -> tuple[Article, tuple[Mention, ...]]:
    article = draw(articles)
    others = st.none() | st.builds(lambda n: f"{article.id}#char={n},{n + 3}", numbers) | ids
    mention = st.builds(
        lambda act, **others: Mention(type=act[0], mode=act[1], **others),
        act=acts,
        article=st.just(article.id),
        sentence=spans,
        trigger=spans,
        status=st.sampled_from(Status),
        actors=_roles(Role.ACTOR),
        targets=_roles(Role.TARGET),
        places=_roles(Role.PLACE),
        date=st.none() | date_values,
        source=st.none() | speakers,
        confidence=st.floats(0, 1),
        rule=maybe,
        same_as=others,
        repeat_of=others,
    )
    return article, tuple(draw(st.lists(mention, max_size=3, unique_by=lambda m: m.id)))


few = st.sampled_from(["Aceh", "aceh", "B, C", 'D"', ""])
participants = st.builds(
    Participant,
    name=few,
    country=st.sampled_from([None, "", "IDN"]),
    kind=st.sampled_from([None, "person"]),
    sector=maybe,
    wikidata=st.sampled_from([None, "Q1", "Q<>"]),
)
places = st.builds(
    Place,
    name=few,
    country=st.sampled_from([None, "IDN"]),
    wikidata=maybe,
    geonames=st.none() | numbers,
    latitude=st.none() | degrees,
    longitude=st.none() | degrees,
    precision=maybe,
)


def _sorted(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    names = draw(st.lists(ids, max_size=3, unique=True))
    return [
        Event(
            id=name,
            type=(act := draw(acts))[0],
            mode=act[1],
            status=draw(st.sampled_from(Status)),
            disputed=draw(st.booleans()),
            actors=tuple(draw(st.lists(participants, max_size=3))),
            targets=tuple(draw(st.lists(participants, max_size=3))),
            places=tuple(draw(st.lists(places, max_size=2))),
            value=draw(maybe),
            earliest=draw(st.none() | days),
            latest=draw(st.none() | days),
            precision=draw(maybe),
            mentions=tuple(
                sorted(f"{name}#char={n},{n + 1}" for n in draw(st.sets(numbers, max_size=3)))
            ),
            articles=draw(_sorted(ids)),
            languages=draw(_sorted(words)),
            sources=draw(_sorted(words)),
            evidence=draw(numbers),
            confidence=draw(st.floats(0, 1)),
            label=draw(words),
        )
        for name in sorted(names)
    ]
