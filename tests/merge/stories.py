"""The acts of which the tests of merging tell: one shelling, others like it, one meeting."""

from __future__ import annotations

from eventgraph.model import EventType, Status

from .samples import Story, Told, tell

CONSULT = EventType.CONSULT

SHELLED = Told(
    text="Pasukan Rusia [menembaki] Kramatorsk, Kamis.",
    actor="Rusia",
    place="Kramatorsk",
    day="2023-05-11",
)
"""A shelling in one sentence."""

PASAR = tell(
    "kabar-1",
    "id",
    "2023-05-12",
    Told(text="Roket [menghantam] pasar Kramatorsk, sembilan tewas", place="Kramatorsk"),
    Told(
        text="Sembilan warga tewas ketika pasukan Rusia [menembaki] pasar di Kramatorsk, Kamis.",
        actor="pasukan Rusia",
        place="Kramatorsk",
        day="2023-05-11",
        same_as=0,
    ),
    "Gubernur Donetsk Pavlo Kyrylenko menyebut dua roket jatuh di antara kios sayur.",
)
"""A market is shelled, told in Indonesian."""

MARKET = tell(
    "wire-1",
    "en",
    "2023-05-12",
    Told(text="Rockets [hit] market in Kramatorsk, nine dead", place="Kramatorsk"),
    Told(
        text="Russian forces [shelled] a market in Kramatorsk on Thursday and killed nine people.",
        actor="Russian forces",
        place="Kramatorsk",
        day="2023-05-11",
        same_as=0,
    ),
    "Two rockets fell between the stalls, Donetsk Governor Pavlo Kyrylenko wrote.",
)
"""The same in English."""

SILO = tell(
    "wire-2",
    "en",
    "2023-05-12",
    Told(
        text="Russian forces [shelled] a grain silo in Odesa on Thursday and killed two people.",
        actor="Russian forces",
        place="Odesa",
        day="2023-05-11",
    ),
    "Two rockets fell near the harbour, Odesa Mayor Hennadii Trukhanov wrote.",
)
"""Another place on the same day."""

NEXT_WEEK = tell(
    "wire-3",
    "en",
    "2023-05-19",
    Told(
        text="Russian forces [shelled] a market in Kramatorsk on Thursday and hurt two people.",
        actor="Russian forces",
        place="Kramatorsk",
        day="2023-05-18",
    ),
    "Two rockets fell between the stalls, Donetsk Governor Pavlo Kyrylenko wrote.",
)
"""The same place on another day."""

DENIAL = tell(
    "wire-4",
    "en",
    "2023-05-13",
    Told(
        text="Russia denied on Friday that it [shelled] the market in Kramatorsk on Thursday.",
        actor="Russia",
        place="Kramatorsk",
        day="2023-05-11",
        status=Status.NEGATED,
    ),
    "Donetsk Governor Pavlo Kyrylenko had spoken of two rockets.",
)


def looking_back(name: str, published: str) -> Story:
    """Make an article of a later day that mentions the shelling as something of the past."""
    return tell(
        name,
        "id",
        published,
        "Kramatorsk membuka kembali pasar sayurnya, kata Gubernur Donetsk Pavlo Kyrylenko.",
        Told(
            text="Sembilan warga tewas dalam [serangan] Rusia ke Kramatorsk pada 11 Mei 2023.",
            actor="Rusia",
            place="Kramatorsk",
            day="2023-05-11",
        ),
    )


def _meeting(name: str, language: str, published: str, *lines: Told) -> Story:
    about = {
        "id": "Keduanya membahas kerja sama maritim dan pertukaran pelajar.",
        "en": "They talked about maritime matters and exchange students.",
    }
    return tell(name, language, published, *lines, about[language])


def _met(text: str, status: Status = Status.ACTUAL, **more: object) -> Told:
    told = {"kind": CONSULT, "actor": "Retno", "target": "Wong", "place": "Canberra"}
    return Told(text=text, status=status, **(told | more))  # type: ignore[arg-type]


PLAN_ID = _meeting(
    "kabar-2",
    "id",
    "2023-02-01",
    _met("Menlu Retno akan [bertemu] Wong di Canberra pekan depan.", Status.PLANNED),
)
PLAN_EN = _meeting(
    "wire-5",
    "en",
    "2023-02-01",
    _met("Retno Marsudi will [meet] Penny Wong in Canberra next week.", Status.PLANNED),
)
DEED_EN = _meeting(
    "wire-6",
    "en",
    "2023-02-08",
    _met("Retno Marsudi [met] Penny Wong in Canberra on Wednesday.", day="2023-02-08"),
)
DEED_ID = _meeting(
    "kabar-3",
    "id",
    "2023-02-09",
    _met("Menlu Retno [bertemu] Wong di Canberra, Rabu.", day="2023-02-08"),
    _met("Sejak Januari Retno berencana [menemui] Wong di Canberra.", Status.PLANNED, same_as=0),
)
"""The deed, and in the same article the plan for it."""
