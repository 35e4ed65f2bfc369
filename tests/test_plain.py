import json
from datetime import date

from eventgraph.model import (
    Argument,
    DateValue,
    EventType,
    Mention,
    Role,
    Span,
    Speaker,
    Status,
)
from eventgraph.plain import from_plain, to_plain

SPAN = Span(start=1, end=3, text="ab")
FULL = Mention(
    article="a",
    sentence=SPAN,
    trigger=SPAN,
    type=EventType.AID,
    status=Status.PLANNED,
    actors=(
        Argument(role=Role.ACTOR, text=""),
        Argument(role=Role.ACTOR, text="b", start=2, end=3, name="B", geonames=7, latitude=-1.0),
    ),
    date=DateValue(text="Kamis", start=0, end=5, earliest=date(2022, 2, 24), precision="day"),
    source=Speaker(text="x", start=0, end=1, via="CNN"),
    confidence=0.5,
    same_as="a#char=0,1",
)
LEAST = Mention(article="a", sentence=SPAN, trigger=SPAN, type=EventType.AID)


def test_a_mention_written_as_json_and_read_back_is_the_same():
    for mention in (FULL, LEAST):
        again = from_plain(Mention, json.loads(json.dumps(to_plain(mention))))
        assert again == mention
        assert type(again.type) is EventType
        assert type(again.confidence) is float


def test_plain_values_hold_no_types_of_our_own():
    plain = to_plain(FULL)
    assert type(plain["type"]) is str
    assert type(plain["actors"]) is list
    assert plain["date"]["earliest"] == "2022-02-24"
