"""Small views, built by hand: a peaceful one and one whose every field is hostile."""

from __future__ import annotations

from datetime import date, timedelta

from eventgraph.model import (
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
from eventgraph.view import View

HOSTILE = (
    "<script>globalThis.hit=1</script>",
    "<img src=x onerror='globalThis.hit=1'>",
    "</script><script>globalThis.hit=1</script>",
    "<!--<script>",
    "\"'`&amp; onload=globalThis.hit=1 ",
    'a plain href, <a href="javascript:globalThis.hit=1">x</a>',
    "\u202egnitirw tfel ot thgir\u202c \u05d0\u05d1\u05d2",
    "{{7*7}} ${7*7} %s {n} \\u003c \u2028 \x07",
)


def span(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def argument(role: Role, text: str, words: str, name: str, country: str | None) -> Argument:
    found = span(text, words)
    return Argument(
        role=role, text=words, start=found.start, end=found.end, name=name, country=country
    )


# A rare letter before the spans: Python counts it once, JavaScript twice.
MEETING = (
    "Talks in Lembah Hijau 🕊️\n"
    "President Maru of Velia met Chancellor Odo of Borna in Lembah Hijau on 3 May 2021, "
    "aides said.\n"
    "He did not meet the rebels.\n"
    "President Maru of Velia met Chancellor Odo of Borna in Lembah Hijau on 3 May 2021, "
    "aides said.\n"
)
DENIAL = "Borna membantah pertemuan itu.\nPemerintah Velia berencana mengirim beras ke Borna.\n"

MARU = Participant(name="Maru", country="VEL", kind="person")
ODO = Participant(name="Odo", country="BOR", kind="person")
VELIA = Participant(name="Velia", country="VEL", kind="state")
BORNA = Participant(name="Borna", country="BOR", kind="state")
VALLEY = Place(name="Lembah Hijau", country="BOR", precision="city")


def peaceful() -> View:
    """Three events: a disputed meeting told twice, a denied one, a planned one."""
    first = span(MEETING, "President Maru of Velia met Chancellor Odo of Borna")
    line = Span(
        start=first.start,
        end=MEETING.index("\n", first.start),
        text=MEETING[first.start : MEETING.index("\n", first.start)],
    )
    again_at = MEETING.index("President", line.end)
    shift = again_at - line.start
    told = Mention(
        article="en-1",
        sentence=line,
        trigger=span(MEETING, "met"),
        type=EventType.CONSULT,
        actors=(argument(Role.ACTOR, MEETING, "President Maru", "Maru", "VEL"),),
        targets=(argument(Role.TARGET, MEETING, "Chancellor Odo", "Odo", "BOR"),),
        places=(
            Argument(
                role=Role.PLACE,
                text="Lembah Hijau",
                start=MEETING.index("Lembah", line.start),
                end=MEETING.index("Lembah", line.start) + 12,
                name="Lembah Hijau",
            ),
        ),
        date=DateValue(
            text="3 May 2021",
            start=MEETING.index("3 May"),
            end=MEETING.index("3 May") + 10,
            value="2021-05-03",
            precision="day",
            rule="full date",
        ),
        source=Speaker(
            text="aides",
            start=MEETING.index("aides"),
            end=MEETING.index("aides") + 5,
            via="Radio Velia",
        ),
        confidence=0.82,
        rule="meet",
    )
    repeat = Mention(
        article="en-1",
        sentence=Span(start=again_at, end=again_at + len(line.text), text=line.text),
        trigger=Span(start=told.trigger.start + shift, end=told.trigger.end + shift, text="met"),
        type=EventType.CONSULT,
        repeat_of=told.id,
        confidence=0.82,
    )
    denied = Mention(
        article="id-1",
        sentence=span(DENIAL, "Borna membantah pertemuan itu."),
        trigger=span(DENIAL, "pertemuan"),
        type=EventType.CONSULT,
        status=Status.NEGATED,
        confidence=0.5,
    )
    rebels = Mention(
        article="en-1",
        sentence=span(MEETING, "He did not meet the rebels."),
        trigger=span(MEETING, "meet the"),
        type=EventType.CONSULT,
        status=Status.NEGATED,
        actors=(argument(Role.ACTOR, MEETING, "He", "Odo", "BOR"),),
    )
    rice = Mention(
        article="id-1",
        sentence=span(DENIAL, "Pemerintah Velia berencana mengirim beras ke Borna."),
        trigger=span(DENIAL, "mengirim"),
        type=EventType.AID,
        status=Status.PLANNED,
        actors=(argument(Role.ACTOR, DENIAL, "Pemerintah Velia", "Velia", "VEL"),),
        targets=(
            Argument(
                role=Role.TARGET,
                text="Borna",
                start=DENIAL.rindex("Borna"),
                end=DENIAL.rindex("Borna") + 5,
                name="Borna",
                country="BOR",
            ),
        ),
    )
    events = (
        event("event-meeting", EventType.CONSULT, (MARU,), (ODO,), (told, repeat, denied)),
        event("event-rebels", EventType.CONSULT, (ODO,), (), (rebels,), status=Status.NEGATED),
        event("event-rice", EventType.AID, (VELIA,), (BORNA,), (rice,), status=Status.PLANNED),
    )
    return View(
        title="Two lands",
        events=events,
        mentions=(told, repeat, denied, rebels, rice),
        articles=(
            Article(
                id="en-1",
                text=MEETING,
                language="en",
                title="Talks in Lembah Hijau",
                published=date(2021, 5, 4),
                source="Velia Post",
                url="https://post.example/talks",
                marks=(Mark(start=0, end=5, kind=MarkKind.CAPTION),),
            ),
            Article(
                id="id-1",
                text=DENIAL,
                language="id",
                title="Borna membantah",
                source="Kabar Borna",
                url="javascript:globalThis.hit=1",
            ),
        ),
    )


def event(
    name: str,
    kind: EventType,
    actors: tuple[Participant, ...],
    targets: tuple[Participant, ...],
    mentions: tuple[Mention, ...],
    status: Status = Status.ACTUAL,
) -> Event:
    dated = next((m.date for m in mentions if m.date), None)
    languages = {m.article[:2] for m in mentions}
    states = {m.status for m in mentions}
    return Event(
        id=name,
        type=kind,
        status=status,
        disputed=len(states) > 1 and Status.NEGATED in states,
        actors=actors,
        targets=targets,
        places=(VALLEY,) if dated else (),
        value=dated.value if dated else None,
        earliest=date.fromisoformat(dated.value) if dated and dated.value else None,
        latest=date.fromisoformat(dated.value) if dated and dated.value else None,
        precision="day" if dated else None,
        mentions=tuple(sorted(m.id for m in mentions)),
        articles=tuple(sorted({m.article for m in mentions})),
        languages=tuple(sorted(languages)),
        sources=tuple(sorted({"en": "Velia Post", "id": "Kabar Borna"}[x] for x in languages)),
        evidence=sum(m.repeat_of is None for m in mentions),
        confidence=max(m.confidence for m in mentions),
        label=f"{name} – {kind}",
    )


def hostile() -> View:
    """Each event carries one of the hostile strings in every field that is text."""
    events, mentions, articles = [], [], []
    for n, evil in enumerate(HOSTILE):
        text = f"{evil}\n{evil} struck {evil} near {evil} in May."
        start = len(evil) + 1
        sentence = Span(start=start, end=len(text), text=text[start:])
        target = text.index(evil, start + len(evil) + 3)
        mention = Mention(
            article=f"{evil}{n}",
            sentence=sentence,
            trigger=span(text, "struck", start + len(evil)),
            type=EventType.ASSAULT,
            actors=(
                Argument(role=Role.ACTOR, text=evil, start=start, end=start + len(evil), name=evil),
            ),
            targets=(
                Argument(
                    role=Role.TARGET, text=evil, start=target, end=target + len(evil), name=evil
                ),
            ),
            date=DateValue(
                text="May", start=text.rindex("May"), end=text.rindex("May") + 3, rule=evil
            ),
            source=Speaker(text=evil, start=start, end=start + len(evil), via=evil),
            rule=evil,
        )
        articles.append(
            Article(
                id=f"{evil}{n}",
                text=text,
                language=evil,
                title=evil,
                source=evil,
                url=f"javascript:globalThis.hit=1//{evil}" if n % 2 else evil,
            )
        )
        mentions.append(mention)
        events.append(
            Event(
                id=f"event-{n}{evil}",
                type=EventType.ASSAULT,
                status=Status.ACTUAL,
                actors=(Participant(name=f"{evil} A", country=evil, kind=evil),),
                targets=(Participant(name=f"{evil} B", country=evil, sector=evil),),
                places=(Place(name=evil, country=evil, precision=evil),),
                value=evil,
                precision=evil,
                mentions=(mention.id,),
                articles=(mention.article,),
                languages=(evil,),
                sources=(evil,),
                evidence=1,
                label=evil,
            )
        )
    return View(
        title=HOSTILE[2] + HOSTILE[1],
        events=tuple(events),
        mentions=tuple(mentions),
        articles=tuple(articles),
    )


def many(count: int, actors: int = 40) -> View:
    """So many events between so many actors, some dated, some without target."""
    types = tuple(EventType)
    statuses = tuple(Status)
    articles, mentions, events = [], [], []
    people = [
        Participant(name=f"Actor number {n}", country=f"C{n % 23:02}", kind="person")
        for n in range(actors)
    ]
    for n in range(count):
        day = date(2020, 1, 1) + timedelta(days=(n * 7919) % 1500)
        one, two = people[(n * n) % actors], people[(n * 31 + 7) % actors]
        text = f"{one.name} addressed {two.name} on day {n}."
        language = ("en", "id")[n % 3 == 0]
        article = Article(
            id=f"{language}-{n}", text=text, language=language, source=f"Source {n % 11}"
        )
        mention = Mention(
            article=article.id,
            sentence=Span(start=0, end=len(text), text=text),
            trigger=span(text, "addressed"),
            type=types[n % 16],
            status=statuses[(n % 13) % 4],
            confidence=0.7,
        )
        articles.append(article)
        mentions.append(mention)
        events.append(
            Event(
                id=f"event-{n:016x}",
                type=mention.type,
                status=mention.status,
                actors=(one,),
                targets=(two,) if n % 5 and one != two else (),
                value=day.isoformat() if n % 7 else None,
                earliest=day if n % 7 else None,
                latest=day if n % 7 else None,
                precision="day" if n % 7 else None,
                mentions=(mention.id,),
                articles=(article.id,),
                languages=(language,),
                sources=(f"Source {n % 11}",),
                evidence=1,
                confidence=0.7,
                label=f"{one.name} – {mention.type} – {two.name}",
            )
        )
    return View(
        title=f"{count} events",
        events=tuple(events),
        mentions=tuple(mentions),
        articles=tuple(articles),
    )
