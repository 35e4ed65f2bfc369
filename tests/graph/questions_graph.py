"""
A graph made by hand to ask the named questions: 62 events told in 16 articles.

All of it is invented. Each event is written with the sentences that tell it: the trigger
stands in square brackets, `{when}` becomes its date in the language of the article. Actors
and places are found in a sentence by their English or Indonesian form; one that is not there
is left out by the sentence, as subjects often are.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eventgraph.merge.acts import Act
from eventgraph.merge.events import event_of
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Event,
    EventType,
    Mention,
    Role,
    Span,
    Speaker,
    Status,
)

__all__ = ["event_id", "stories"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An actor or a place: its name in the graph, and how texts write it."""

    name: str
    country: str | None
    kind: str
    forms: tuple[str, ...]


def _known(lines: str) -> dict[str, Known]:
    """Read `key | name | country | kind | form, form`."""
    found = {}
    for line in lines.strip().splitlines():
        key, name, country, kind, forms = (cell.strip() for cell in line.split("|"))
        found[key] = Known(
            name=name, country=country or None, kind=kind, forms=tuple(forms.split(", "))
        )
    return found


ACTORS = _known("""
RUS     | Russia              | RUS | state        | Rusia, Russia
PUTIN   | Vladimir Putin      | RUS | person       | Putin
LAVROV  | Sergei Lavrov       | RUS | person       | Lavrov
TASS    | TASS                | RUS | media        | TASS
TUR     | Turkey              | TUR | state        | Turki, Turkey
ERDOGAN | Recep Tayyip Erdoğan | TUR | person      | Erdogan
UKR     | Ukraine             | UKR | state        | Ukraina, Ukraine
SYR     | Syria               | SYR | state        | Suriah, Syria
FSA     | Free Syrian Army    | SYR | armed_group  | Tentara Pembebasan Suriah, Free Syrian Army
IDN     | Indonesia           | IDN | state        | Indonesia
JOKOWI  | Joko Widodo         | IDN | person       | Jokowi
MYS     | Malaysia            | MYS | state        | Malaysia
AUS     | Australia           | AUS | state        | Australia
CHN     | China               | CHN | state        | Tiongkok, China
USA     | United States       | USA | state        | Amerika Serikat, United States
JPN     | Japan               | JPN | state        | Jepang, Japan
UN      | United Nations      | IGO | igo          | PBB, United Nations
EGY     | Egypt               | EGY | state        | Mesir, Egypt
ISR     | Israel              | ISR | state        | Israel
BIBI    | Benjamin Netanyahu  | ISR | person       | Netanyahu
BANK    | Bank of Israel      | ISR | company      | Bank of Israel
IRN     | Iran                | IRN | state        | Iran
QAT     | Qatar               | QAT | state        | Qatar
NOR     | Norway              | NOR | state        | Norwegia, Norway
SAU     | Saudi Arabia        | SAU | state        | Arab Saudi, Saudi Arabia
""")

PLACES = _known("""
DONETSK | Donetsk      | UKR | city    | Donetsk
ALEPPO  | Aleppo       | SYR | city    | Aleppo
SYRIA   | Syria        | SYR | country | Suriah, Syria
KL      | Kuala Lumpur | MYS | city    | Kuala Lumpur
GENEVA  | Geneva       | CHE | city    | Jenewa, Geneva
JAPAN   | Japan        | JPN | country | Jepang, Japan
NATUNA  | Natuna       | IDN | city    | Natuna
""")

# key: publisher, language, day of publication
ARTICLES: dict[str, tuple[str | None, str, str | None]] = {
    "nusantara-1": ("Harian Nusantara", "id", "2016-11-03"),
    "post-1": ("The Daily Post", "en", "2016-11-04"),
    "timur-1": ("Kabar Timur", "id", "2016-11-18"),
    "wire-1": ("World Wire", "en", "2016-11-20"),
    "nusantara-2": ("Harian Nusantara", "id", "2016-12-02"),
    "post-2": ("The Daily Post", "en", "2016-12-02"),
    "timur-2": ("Kabar Timur", "id", "2016-12-16"),
    "wire-2": ("World Wire", "en", "2016-12-16"),
    "tass-1": ("TASS", "en", "2016-12-20"),
    "nusantara-3": ("Harian Nusantara", "id", "2017-01-10"),
    "post-3": ("The Daily Post", "en", "2017-01-11"),
    "timur-3": ("Kabar Timur", "id", "2017-01-24"),
    "wire-3": ("World Wire", "en", "2017-02-05"),
    "nusantara-4": ("Harian Nusantara", "id", "2017-02-20"),
    "leaflet": (None, "id", None),
    "post-4": ("The Daily Post", "en", "2017-03-01"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence that tells an event."""

    article: str
    text: str
    status: str
    by: str | None
    via: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event as it is written below."""

    number: int
    type: str
    actors: str
    targets: str
    places: str
    when: str | None
    mode: str | None
    told: tuple[Told, ...]


def _told(
    article: str,
    text: str,
    status: str = "actual",
    *,
    by: str | None = None,
    via: str | None = None,
    confidence: float = 0.9,
) -> Told:
    return Told(article=article, text=text, status=status, by=by, via=via, confidence=confidence)


def _deed(
    number: int,
    what: str,
    when: str | None,
    *told: Told,
    places: str = "",
    mode: str | None = None,
) -> Deed:
    """Write an event as `ACTORS TYPE TARGETS`, such as `RUS,TUR AGREE -`."""
    actors, kind, targets = what.split()
    return Deed(
        number=number,
        type=kind,
        actors=actors.strip("-"),
        targets=targets.strip("-"),
        places=places,
        when=when,
        mode=mode,
        told=told,
    )


DEEDS = (
    # Russia and Turkey
    _deed(
        1,
        "PUTIN REQUEST ERDOGAN",
        "2016-12-15",
        _told("timur-2", "Putin [mengusulkan] perundingan kepada Erdogan di Jepang pada {when}."),
        places="JAPAN",
    ),
    _deed(
        2,
        "PUTIN CONSULT ERDOGAN",
        "2016-12-15",
        _told("timur-2", "Putin [menelepon] Erdogan pada {when}, kata Putin.", by="PUTIN"),
        _told("wire-2", "Putin [phoned] Erdogan on {when}."),
        mode="phone",
    ),
    _deed(
        3,
        "PUTIN,ERDOGAN AGREE -",
        "2016-11-17",
        _told("timur-1", "Putin dan Erdogan [menyepakati] gencatan senjata pada {when}."),
    ),
    _deed(
        4,
        "RUS ASSAULT TUR",
        "2016-12-01",
        _told("nusantara-2", "Rusia [menyerang] pasukan Turki di Aleppo pada {when}."),
        places="ALEPPO",
    ),
    _deed(
        5,
        "TUR ACCUSE RUS",
        "2016-12-01",
        _told(
            "post-2",
            "Turkey [accused] Russia on {when}, Erdogan told CNN.",
            by="ERDOGAN",
            via="CNN",
        ),
    ),
    _deed(
        6,
        "TUR SANCTION RUS",
        "2016-12",
        _told("wire-2", "Turkey [imposed sanctions] on Russia in {when}."),
    ),
    _deed(
        7,
        "RUS AID TUR",
        None,
        _told("nusantara-3", "Rusia [mengirim bantuan] kepada Turki."),
    ),
    _deed(
        8,
        "TUR REJECT PUTIN",
        "2016-12-15",
        _told("wire-2", "Turkey did not [reject] the plan of Putin on {when}.", "negated"),
    ),
    _deed(
        9,
        "ERDOGAN CONSULT PUTIN",
        "2017-01-20",
        _told("nusantara-3", "Erdogan akan [menemui] Putin pada {when}.", "planned"),
    ),
    _deed(
        10,
        "ERDOGAN CONSULT PUTIN",
        "2017-01-23",
        _told("timur-3", "Erdogan [menemui] Putin pada {when}."),
    ),
    _deed(
        11,
        "TUR PROTEST RUS",
        "2017",
        _told("post-3", "Turkey might [protest] against Russia in {when}.", "hypothetical"),
    ),
    # Russia and Ukraine
    _deed(
        12,
        "RUS ASSAULT UKR",
        "2016-11-02",
        _told("nusantara-1", "Rusia [menembaki] Ukraina di Donetsk pada {when}."),
        _told(
            "post-1",
            "Russia did not [shell] Ukraine near Donetsk on {when}, Lavrov said.",
            "negated",
            by="LAVROV",
        ),
        places="DONETSK",
    ),
    _deed(
        13,
        "UKR ACCUSE RUS",
        "2016-11-03",
        _told("post-1", "Ukraine [accused] Russia of it on {when}."),
    ),
    _deed(
        14,
        "UKR ACCUSE RUS",
        "2016-11-17",
        _told("timur-1", "Ukraina [menuduh] Rusia lagi pada {when}."),
    ),
    _deed(
        15,
        "RUS ACCUSE UKR",
        "2016-11-19",
        _told("wire-1", "Russia [blamed] Ukraine on {when}."),
    ),
    _deed(
        16,
        "UKR SANCTION TASS",
        "2016-12-19",
        _told("tass-1", "Ukraine [banned] TASS on {when}."),
    ),
    _deed(
        17,
        "UKR ASSAULT RUS",
        "2016-12-18",
        _told("tass-1", "Ukraine [attacked] Russia on {when}, Lavrov said.", by="LAVROV"),
    ),
    _deed(
        18,
        "RUS MOBILIZE UKR",
        "2017-01-09",
        _told(
            "nusantara-3",
            "Rusia [mengerahkan] pasukan terhadap Ukraina pada {when}, kata Ukraina.",
            by="UKR",
        ),
        _told(
            "post-3",
            "Russia [massed] troops on {when}, Ukraine said.",
            by="UKR",
        ),
    ),
    _deed(
        19,
        "RUS,UKR AGREE -",
        "2017-02-01",
        _told("wire-3", "Russia and Ukraine [signed] a truce on {when}."),
    ),
    _deed(
        20,
        "RUS ASSAULT UKR",
        "2017-02-03",
        _told("wire-3", "Russia [bombed] Ukraine on {when}."),
    ),
    # Israel and Iran, and who goes between them
    _deed(
        21,
        "QAT CONSULT ISR",
        "2016-11-10",
        _told("timur-1", "Qatar [berunding] dengan Israel pada {when}."),
    ),
    _deed(
        22,
        "ISR CONSULT QAT",
        "2016-11-19",
        _told("wire-1", "Israel [met] Qatar on {when}."),
    ),
    _deed(
        23,
        "QAT CONSULT IRN",
        "2016-12-01",
        _told("nusantara-2", "Qatar [berunding] dengan Iran pada {when}."),
    ),
    _deed(
        24,
        "UN CONSULT ISR,IRN",
        "2016-12-14",
        _told("wire-2", "The United Nations [hosted] Israel and Iran in Geneva on {when}."),
        places="GENEVA",
        mode="third-party",
    ),
    _deed(
        25,
        "EGY,ISR,IRN CONSULT -",
        "2017-01-08",
        _told("post-3", "Egypt, Israel and Iran [attended] a summit on {when}."),
        mode="multilateral",
    ),
    _deed(
        26,
        "NOR CONSULT ISR",
        "2017-01-09",
        _told("nusantara-3", "Norwegia [berunding] dengan Israel pada {when}."),
    ),
    _deed(
        27,
        "NOR CONSULT IRN",
        "2017-01-30",
        _told("nusantara-3", "Norwegia akan [berunding] dengan Iran pada {when}.", "planned"),
    ),
    _deed(
        28,
        "BIBI CONSULT IRN",
        "2017-02-02",
        _told("wire-3", "Netanyahu [met] envoys of Iran on {when}."),
    ),
    _deed(
        29,
        "BIBI CONSULT BANK",
        "2017-02-03",
        _told("wire-3", "Netanyahu [met] the Bank of Israel on {when}."),
    ),
    # Indonesia and its neighbours
    _deed(
        30,
        "JOKOWI CONSULT MYS",
        "2016-11-16",
        _told("timur-1", "Jokowi [mengunjungi] Malaysia di Kuala Lumpur pada {when}."),
        _told("wire-1", "Jokowi [visited] Malaysia in Kuala Lumpur on {when}."),
        places="KL",
        mode="visit",
    ),
    _deed(
        31,
        "IDN,MYS AGREE -",
        "2016-11-16",
        _told("timur-1", "Indonesia dan Malaysia [menandatangani] perjanjian di Kuala Lumpur."),
        places="KL",
    ),
    _deed(
        32,
        "MYS REJECT IDN",
        "2016-12-01",
        _told("nusantara-2", "Malaysia [menolak] permintaan Indonesia pada {when}."),
    ),
    _deed(
        33,
        "AUS AID IDN",
        "2016-11",
        _told("nusantara-2", "Australia [membantu] Indonesia pada {when}."),
        _told("nusantara-2", "[Bantuan] itu tiba pada {when}."),
        _told("post-2", "Australia [sent aid] to Indonesia in {when}, Jokowi said.", by="JOKOWI"),
        _told("post-3", "Australia [sent relief] to Indonesia in {when}."),
    ),
    _deed(
        34,
        "AUS ACCUSE IDN",
        "2017-01-08",
        _told("post-3", "Australia [criticised] Indonesia on {when}."),
    ),
    _deed(
        35,
        "AUS ACCUSE IDN",
        "2017-02-19",
        _told("nusantara-4", "Australia [mengecam] Indonesia pada {when}."),
    ),
    _deed(
        36,
        "IDN COERCE CHN",
        "2017-01-23",
        _told("timur-3", "Indonesia [menahan] kapal Tiongkok di Natuna pada {when}."),
        places="NATUNA",
    ),
    _deed(
        37,
        "IDN AID EGY",
        None,
        _told("timur-3", "Indonesia akan [membantu] Mesir.", "planned"),
    ),
    _deed(
        38,
        "IDN AID EGY",
        None,
        _told("nusantara-4", "Indonesia [membantu] Mesir."),
    ),
    _deed(
        39,
        "JOKOWI SUPPORT UN",
        "2016-11-02",
        _told("nusantara-1", "Jokowi [mendukung] PBB pada {when}."),
    ),
    # The United States, China and Japan
    _deed(
        40,
        "USA SANCTION CHN",
        "2016-11-19",
        _told("wire-1", "The United States [sanctioned] China on {when}."),
        _told("nusantara-2", "Amerika Serikat [menjatuhkan sanksi] kepada Tiongkok pada {when}."),
        _told("post-2", "Sanctions were [imposed] on China by the United States on {when}."),
    ),
    _deed(
        41,
        "CHN THREATEN USA",
        "2016-11-20",
        _told("wire-1", "China [threatened] the United States on {when}."),
    ),
    _deed(
        42,
        "JPN PROTEST CHN",
        "2016",
        _told("post-2", "Japan [protested] against China in {when}.", confidence=0.35),
    ),
    _deed(
        43,
        "USA MOBILIZE -",
        "2017-01",
        _told("post-3", "The United States [deployed] ships to Japan in {when}."),
        places="JAPAN",
    ),
    _deed(
        44,
        "CHN CONCEDE JPN",
        "2017-02",
        _told("wire-3", "China [yielded] to Japan in {when}.", confidence=0.4),
    ),
    _deed(
        45,
        "USA,JPN COOPERATE -",
        "2017-02-04",
        _told("wire-3", "The United States and Japan [trained] together on {when}."),
        _told("nusantara-4", "Amerika Serikat dan Jepang [berlatih] bersama pada {when}."),
    ),
    _deed(
        46,
        "USA CONSULT CHN",
        "2017-02-10",
        _told("wire-3", "The United States will [meet] China on {when}.", "planned"),
    ),
    _deed(
        47,
        "USA CONSULT JPN",
        "2017-02-28",
        _told("post-4", "The United States [met] Japan on {when}."),
    ),
    _deed(
        48,
        "USA SANCTION IRN",
        None,
        _told("post-1", "The United States will [sanction] Iran.", "planned"),
    ),
    _deed(
        49,
        "USA SANCTION IRN",
        "2017-01-05",
        _told("post-3", "The United States [sanctioned] Iran on {when}."),
    ),
    _deed(
        62,
        "USA,JPN SANCTION IRN",
        "2017-02",
        _told("wire-3", "The United States and Japan [sanctioned] Iran in {when}."),
    ),
    # Syria
    _deed(
        50,
        "SYR ASSAULT FSA",
        "2016-12-14",
        _told("timur-2", "Suriah [membom] Tentara Pembebasan Suriah di Aleppo pada {when}."),
        _told("wire-2", "Syria did not [bomb] Aleppo on {when}.", "negated"),
        places="ALEPPO",
    ),
    _deed(
        51,
        "FSA RETREAT -",
        "2016-12-15",
        _told("wire-2", "The Free Syrian Army [withdrew] from Aleppo on {when}."),
        places="ALEPPO",
        mode="withdraw",
    ),
    _deed(
        52,
        "UN AID SYR",
        None,
        _told("leaflet", "PBB [membantu] Suriah di Aleppo."),
        places="ALEPPO",
    ),
    _deed(
        53,
        "UN REQUEST RUS",
        "2016-12-16",
        _told("timur-2", "PBB [meminta] bantuan Rusia pada {when}."),
    ),
    _deed(
        54,
        "- ASSAULT -",
        "2016-12",
        _told("leaflet", "Sebuah [serangan] terjadi di Suriah pada {when}.", confidence=0.3),
        places="SYRIA",
    ),
    _deed(
        55,
        "FSA THREATEN SYR",
        None,
        _told(
            "leaflet",
            "Tentara Pembebasan Suriah mungkin [mengancam] Suriah.",
            "hypothetical",
            confidence=0.45,
        ),
    ),
    _deed(
        61,
        "SYR,FSA AGREE -",
        "2016-12-10",
        _told("timur-2", "Suriah dan Tentara Pembebasan Suriah [berdamai] pada {when}."),
    ),
    # Others
    _deed(
        56,
        "EGY SUPPORT SAU",
        "2017-02-04",
        _told("wire-3", "Egypt [backed] Saudi Arabia on {when}.", confidence=0.5),
    ),
    _deed(
        57,
        "JPN AID EGY",
        "2016-12-01",
        _told("post-1", "Japan will [help] Egypt on {when}.", "planned"),
        _told("nusantara-2", "Jepang [membantu] Mesir pada {when}."),
    ),
    _deed(
        58,
        "IRN REJECT SAU",
        "2017-01-09",
        _told("nusantara-3", "Iran [menolak] usul Arab Saudi pada {when}."),
    ),
    _deed(
        59,
        "SAU SANCTION IRN",
        "2016-11-17",
        _told("timur-1", "Arab Saudi [memboikot] Iran pada {when}."),
    ),
    _deed(
        60,
        "SAU SUPPORT EGY",
        "2017-02-19",
        _told("nusantara-4", "Arab Saudi [mendukung] Mesir pada {when}."),
    ),
)

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}


def event_id(number: int) -> str:
    """Give the id of an event of `DEEDS`."""
    return f"event-{number:016x}"


@functools.cache
def stories() -> tuple[tuple[tuple[Article, tuple[Mention, ...]], ...], tuple[Event, ...]]:
    """Give the articles with their mentions, in the order of the text, and the events."""
    texts = dict.fromkeys(ARTICLES, "")
    mentions: dict[int, list[Mention]] = {}
    for deed in DEEDS:
        for told in deed.told:
            words = told.text.replace("{when}", _written(deed.when, ARTICLES[told.article][1]))
            start = len(texts[told.article])
            texts[told.article] += words.replace("[", "").replace("]", "") + "\n"
            mentions.setdefault(deed.number, []).append(_mention(deed, told, words, start))
    articles = {key: _article(key, text) for key, text in texts.items()}
    every = [mention for found in mentions.values() for mention in found]
    stored = tuple(
        (article, tuple(m for m in every if m.article == key)) for key, article in articles.items()
    )
    return stored, tuple(_event(number, found, articles) for number, found in mentions.items())


def _article(key: str, text: str) -> Article:
    publisher, language, day = ARTICLES[key]
    return Article(
        id=key,
        text=text,
        language=language,
        published=None if day is None else date.fromisoformat(day),
        published_rule=None if day is None else "metadata",
        source=publisher,
    )


def _event(number: int, mentions: Iterable[Mention], articles: dict[str, Article]) -> Event:
    acts = []
    for mention in mentions:
        act = Act(articles[mention.article])
        act.add(mention)
        acts.append(act)
    return event_of(event_id(number), acts, (), articles, {})


def _written(when: str | None, language: str) -> str:
    if when is None:
        return ""
    year, *rest = when.split("-")
    months = _MONTHS[language].split()
    words = [months[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) == 2 else words)


def _mention(deed: Deed, told: Told, words: str, start: int) -> Mention:
    """Make the mention of a sentence that begins at `start`; `words` has its brackets."""
    before, _, rest = words.partition("[")
    trigger, _, after = rest.partition("]")
    sentence = Span(
        start=start,
        end=start + len(before) + len(trigger) + len(after),
        text=before + trigger + after,
    )
    begin = start + len(before)
    return Mention(
        article=told.article,
        sentence=sentence,
        trigger=Span(start=begin, end=begin + len(trigger), text=trigger),
        type=EventType(deed.type),
        mode=deed.mode,
        status=Status(told.status),
        actors=_arguments(Role.ACTOR, deed.actors, ACTORS, sentence),
        targets=_arguments(Role.TARGET, deed.targets, ACTORS, sentence),
        places=_arguments(Role.PLACE, deed.places, PLACES, sentence),
        date=_date(deed.when, ARTICLES[told.article][1], sentence),
        source=None if told.by is None else _speaker(told.by, told.via, sentence),
        confidence=told.confidence,
        rule="hand",
    )


def _arguments(
    role: Role, keys: str, known: dict[str, Known], sentence: Span
) -> tuple[Argument, ...]:
    return tuple(_argument(role, known[key], sentence) for key in keys.split(",") if key)


def _argument(role: Role, known: Known, sentence: Span) -> Argument:
    form = next((form for form in known.forms if form in sentence.text), None)
    start = None if form is None else sentence.start + sentence.text.index(form)
    return Argument(
        role=role,
        text=form or "",
        start=start,
        end=None if start is None or form is None else start + len(form),
        name=known.name,
        country=known.country,
        kind=known.kind if role is not Role.PLACE else None,
        precision=known.kind if role is Role.PLACE else None,
        rule="hand",
    )


def _speaker(key: str, via: str | None, sentence: Span) -> Speaker:
    known = ACTORS[key]
    form = next(form for form in known.forms if form in sentence.text)
    start = sentence.start + sentence.text.rindex(form)
    return Speaker(
        text=form,
        start=start,
        end=start + len(form),
        name=known.name,
        country=known.country,
        via=via,
    )


def _date(when: str | None, language: str, sentence: Span) -> DateValue | None:
    if when is None:
        return None
    words = _written(when, language)
    if words not in sentence.text:
        return None
    start = sentence.start + sentence.text.index(words)
    year, month, day = (*map(int, when.split("-")), None, None)[:3]
    assert year is not None
    last_month = month or 12
    return DateValue(
        text=words,
        start=start,
        end=start + len(words),
        value=when,
        earliest=date(year, month or 1, day or 1),
        latest=date(year, last_month, day or calendar.monthrange(year, last_month)[1]),
        precision=("year", "month", "day")[when.count("-")],
        rule="hand",
    )
