import json
from dataclasses import replace
from datetime import date

from eventgraph.graph.records import (
    event_record,
    mention_record,
    mention_records,
)
from eventgraph.model import Argument, EventType, Role

from .graph_samples import event_of, seed, small


def test_a_mention_has_the_fields_of_the_evaluation_and_more() -> None:
    article, (proposed, talks), _ = seed()
    first, second = mention_records(
        (proposed, replace(talks, same_as=proposed.id)), {talks.id: "e"}
    )
    assert (first["doc"], first["n"], first["s"], first["type"]) == (article.id, 1, 1, "REQUEST")
    assert first["trigger"] == {"text": "mengusulkan", "start": 331, "end": 342}
    assert first["actors"][0]["name"] == "Vladimir Putin"
    assert first["date"]["value"] == "2016-12-15"
    assert (first["source"], first["same_as"], first["event"]) == ("", None, None)
    assert (second["source"], second["same_as"], second["event"]) == ("Putin", 1, "e")
    assert (second["n"], second["s"], second["date"]) == (2, 1, None)
    json.dumps([first, second])


def test_a_mention_alone_knows_no_numbers() -> None:
    _, (proposed, _), _ = seed()
    record = mention_record(proposed, "event-1")
    assert record["event"] == "event-1"
    assert record["n"] is record["s"] is record["same_as"] is None


def test_an_omitted_argument_has_no_offsets_and_no_country() -> None:
    _, (mention, _), _ = seed()
    omitted = Argument(role=Role.ACTOR, text="", name="protesters")
    (actor,) = mention_record(replace(mention, actors=(omitted,)))["actors"]
    assert (actor["text"], actor["start"], actor["end"]) == ("", None, None)
    assert (actor["name"], actor["country"], actor["kind"]) == ("protesters", "", None)


def test_an_event_tells_quad_class_and_score() -> None:
    _, (mention,) = small(1, 1)
    record = event_record(replace(event_of(mention, 1), latest=date(2020, 2, 1)))
    assert record["type"] == "CONSULT"
    assert (record["quad"], record["score"], record["latest"]) == (1, 2.5, "2020-02-01")
    assert (record["evidence"], record["independent"]) == (1, 1)
    json.dumps(record)


def test_a_mode_is_told_of_mentions_and_events() -> None:
    _, (mention,) = small(1, 1)
    assert mention_record(mention)["mode"] is None
    told = replace(mention, type=EventType.ACCUSE, mode="investigate")
    assert mention_record(told)["mode"] == "investigate"
    record = event_record(event_of(told, 1))
    assert (record["mode"], record["cameo"]) == ("investigate", ["09", "11"])
