import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import TextIO

from hypothesis import given

from eventgraph.graph.tables import write_event_data, write_event_table, write_mention_table
from eventgraph.model import Article, Event, EventType, Mention, Participant, Place

from .graph_samples import NASTY, event_of, events, seed, small, stored_articles


def table(write: Callable[[list[Event], TextIO], None], *made: Event) -> list[dict[str, str]]:
    out = io.StringIO()
    write(list(made), out)
    delimiter = "\t" if write is write_event_data else ","
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter))


def mention_table(*stored: tuple[Article, tuple[Mention, ...]]) -> list[dict[str, str]]:
    out = io.StringIO()
    write_mention_table(stored, {m.id: "event-1" for _, ms in stored for m in ms}, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def simple(**changes: object) -> Event:
    _, (mention,) = small(1, 1)
    return replace(event_of(mention, 1), **changes)  # type: ignore[arg-type]


PUTIN = Participant(name="Vladimir Putin", country="RUS", kind="person", sector="GOV")


def test_an_event_is_one_row_with_its_codes() -> None:
    told = simple(type=EventType.ACCUSE, mode="investigate", independent=3)
    first, second = table(write_event_table, told, simple())
    assert (first["mode"], first["cameo"], first["quad"]) == ("investigate", "09; 11", "3")
    assert (second["mode"], second["cameo"], second["score"]) == ("", "04", "2.5")
    assert (first["evidence"], first["independent"]) == ("1", "3")


def test_several_values_of_a_cell_keep_their_places() -> None:
    actors = (Participant(name=NASTY, country="IDN"), Participant(name="B"))
    (row,) = table(write_event_table, simple(actors=actors))
    assert row["actors"] == f"{NASTY}; B"
    assert row["actor_countries"] == "IDN; "


def test_event_data_have_a_row_for_each_actor_and_target() -> None:
    turkey, igo = Participant(name="Turkey", country="TUR"), Participant(name="UN", country="IGO")
    rows = table(write_event_data, simple(actors=(PUTIN, turkey), targets=(igo, turkey)))
    assert [(row["actor_code"], row["target_code"]) for row in rows] == [
        ("RUSGOV", "IGO"),
        ("RUSGOV", "TUR"),
        ("TUR", "IGO"),
        ("TUR", "TUR"),
    ]
    assert {row["event"] for row in rows} == {simple().id}


def test_event_data_tell_what_their_users_look_for() -> None:
    event = simple(
        actors=(PUTIN,),
        type=EventType.ACCUSE,
        mode="allege",
        mentions=("a#char=1,2", "b#char=1,2"),
        articles=("a", "b"),
        independent=1,
        sources=("Kompas", "=SUM(A1)"),
        places=(
            Place(name="Syria", country="SYR", latitude=35.0, longitude=38.0, precision="country"),
            Place(name="Aleppo", country="SYR", latitude=36.2, longitude=37.1, precision="city"),
            Place(name="a square"),
        ),
    )
    (row,) = table(write_event_data, event)
    told = {
        "date": "2020-01-02",
        "actor": "Vladimir Putin",
        "actor_country": "RUS",
        "actor_sector": "GOV",
        "actor_code": "RUSGOV",
        "target": "Minister 1",
        "target_code": "MYS",
        "type": "ACCUSE",
        "quad": "3",
        "cameo": "09; 11",
        "score": "-3.0",
        "mode": "allege",
        "status": "actual",
        "disputed": "false",
        "place": "Aleppo",
        "latitude": "36.2",
        "longitude": "37.1",
        "precision": "city",
        "place_country": "SYR",
        "mentions": "2",
        "articles": "2",
        "independent": "1",
        "publishers": "Kompas; =SUM(A1)",
    }
    assert {name: row[name] for name in told} == told


def test_an_organisation_of_states_and_armed_people_of_no_country_have_codes() -> None:
    igo = Participant(name="ASEAN", country="IGO", sector="IGO")
    rebels = Participant(name="rebels", sector="REB")
    (row,) = table(write_event_data, simple(actors=(igo,), targets=(rebels,)))
    assert (row["actor_code"], row["target_code"], row["target_country"]) == ("IGO", "REB", "")


def test_an_act_without_target_and_place_is_a_row_of_event_data_too() -> None:
    (row,) = table(write_event_data, simple(targets=(), places=()))
    assert (row["target"], row["target_code"], row["place"], row["latitude"]) == ("", "", "", "")
    assert row["actor"] == "Delegation 7"


def test_a_line_of_event_data_is_a_row_and_never_a_formula() -> None:
    names = (Participant(name=NASTY + "\u2028\r\nx\ty"), Participant(name="\t=1+1\n=2+2"))
    out = io.StringIO()
    write_event_data([simple(actors=names[:1], targets=names[1:])], out)
    header, line = out.getvalue().splitlines()
    assert line.count("\t") == header.count("\t")
    (row,) = csv.DictReader(io.StringIO(out.getvalue()), delimiter="\t")
    assert row["target"] == "'=1+1 =2+2"
    assert row["actor"].startswith('Kata "Aku" </script>') and row["actor"].endswith("x y")


def test_a_mention_is_one_row_with_its_own_words() -> None:
    article, (proposed, talks), _ = seed()
    first, second = mention_table((article, (proposed, replace(talks, same_as=proposed.id))))
    assert (first["id"], first["event"], first["article"]) == (proposed.id, "event-1", article.id)
    assert (first["published"], first["language"], first["url"]) == ("2016-12-16", "id", "")
    for name in ("trigger", "sentence"):
        begin, end = int(first[f"{name}_start"]), int(first[f"{name}_end"])
        assert article.text[begin:end] == first[name]
    assert (first["actors_written"], first["actors"]) == ("Putin", "Vladimir Putin")
    assert (first["targets_written"], first["target_countries"]) == ("Recep Tayyip Erdogan", "TUR")
    assert (first["date_written"], first["date"], first["precision"]) == (
        "Kamis",
        "2016-12-15",
        "day",
    )
    assert (second["status"], second["date"], second["confidence"]) == ("hypothetical", "", "0.7")
    assert (second["speaker_written"], second["speaker"]) == ("Putin", "Vladimir Putin")
    assert second["same_as"] == proposed.id


def test_a_mention_of_hostile_words_is_safe_and_whole() -> None:
    article, (mention,) = small(1, 1)
    hostile = replace(mention, trigger=replace(mention.trigger, text="=HYPERLINK(1)"))
    sentence = replace(mention.sentence, text=NASTY)
    (row,) = mention_table((article, (replace(hostile, sentence=sentence),)))
    assert row["trigger"] == "'=HYPERLINK(1)"
    assert row["sentence"] == NASTY


@given(stored_articles(), events())
def test_all_that_the_types_allow_keeps_the_shape_of_the_tables(
    stored: tuple[Article, tuple[Mention, ...]], made: list[Event]
) -> None:
    tables = (table(write_event_table, *made), table(write_event_data, *made))
    assert len(tables[0]) == len(made)
    assert len(tables[1]) == sum(
        max(1, len(event.actors)) * max(1, len(event.targets)) for event in made
    )
    told = mention_table(stored)
    assert len(told) == len(stored[1])
    for row in (row for rows in (*tables, told) for row in rows):
        assert None not in row and None not in row.values()
        for cell in row.values():
            assert cell[:1] not in ("=", "+", "@", "\t", "\r", "\n")
