from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from eventgraph.model import Argument, Article, Event, EventType, Mention, Role, Span, Status
from eventgraph.view import View
from eventgraph.view.payload import actor_look, facets, payload
from tests.view import sample


def mention_of(data, event_id, position=0):
    event = next(event for event in data["events"] if event["id"] == event_id)
    return data["mentions"][event["mentions"][position]]


def words(data, mention):
    text = data["articles"][mention["article"]]["text"]
    return {kind: text[start:end] for start, end, kind in mention["spans"]}


def test_spans_hold_their_words():
    data = payload(sample.peaceful())
    assert words(data, mention_of(data, "event-meeting")) == {
        "trigger": "met",
        "actor": "President Maru",
        "target": "Chancellor Odo",
        "place": "Lembah Hijau",
        "date": "3 May 2021",
    }


def test_the_first_article_is_position_nought():
    data = payload(sample.peaceful())
    assert mention_of(data, "event-meeting")["article"] == 0


def test_wrong_offsets_are_never_marked():
    view = sample.peaceful()
    wrong = tuple(
        replace(m, trigger=Span(start=m.trigger.start + 1, end=m.trigger.end + 1, text="met"))
        for m in view.mentions[:1]
    )
    event = replace(view.events[0], mentions=(wrong[0].id,))
    data = payload(replace(view, mentions=wrong, events=(event,)))
    assert "trigger" not in words(data, data["mentions"][0])


def test_a_sentence_stays_when_its_article_is_missing():
    data = payload(replace(sample.peaceful(), articles=()))
    mention = mention_of(data, "event-meeting")
    assert "article" not in mention
    assert mention["name"] == "en-1"
    base = mention["base"]
    found = {k: mention["quote"][s - base : e - base] for s, e, k in mention["spans"]}
    assert found["trigger"] == "met"
    assert found["date"] == "3 May 2021"


def test_missing_mentions_are_left_out():
    data = payload(replace(sample.peaceful(), mentions=()))
    assert [event.get("mentions") for event in data["events"]] == [None, None, None]
    assert [event["evidence"] for event in data["events"]] == [2, 1, 1]


def test_who_says_so_and_what_is_a_repeat():
    data = payload(sample.peaceful())
    assert mention_of(data, "event-meeting")["said"] == {"who": "aides", "via": "Radio Velia"}
    repeats = [bool(mention.get("repeat")) for mention in data["mentions"]]
    assert repeats.count(True) == 1


def test_counts_of_the_filters():
    found = facets(sample.peaceful().events)
    assert found["type"] == [("AID", 1), ("CONSULT", 2)]
    assert found["quad"] == [("material_cooperation", 1), ("verbal_cooperation", 2)]
    assert found["status"] == [("actual", 1), ("negated", 1), ("planned", 1)]
    assert found["country"] == [("BOR", 3), ("VEL", 2)]
    assert found["language"] == [("en", 2), ("id", 2)]
    assert found["source"] == [("Kabar Borna", 2), ("Velia Post", 2)]


def test_actors_with_one_key_are_one():
    view = sample.peaceful()
    bare = replace(sample.MARU, name="MARU", kind=None)
    event = replace(view.events[1], actors=(bare,))
    actors = payload(replace(view, events=(*view.events, event)))["actors"]
    assert [a["name"] for a in actors].count("Maru") == 1
    assert not any(a["name"] == "MARU" for a in actors)


def test_looks_of_actors():
    assert actor_look("person") == "person"
    assert actor_look("armed_forces") == "forces"
    assert actor_look(None) == "other"
    assert actor_look("<b>") == "other"


@given(
    st.text(min_size=1, max_size=30), st.integers(-5, 40), st.integers(-5, 40), st.text(max_size=5)
)
def test_passed_spans_are_always_true(text, start, end, word):
    whole = Span(start=0, end=len(text), text=text)
    mention = Mention(
        article="x",
        sentence=whole,
        trigger=Span(start=start, end=end, text=text[max(0, start) : max(0, end)] or word),
        type=EventType.AID,
        actors=(Argument(role=Role.ACTOR, text=word, start=start, end=end),),
    )
    event = Event(id="e", type=EventType.AID, status=Status.ACTUAL, mentions=(mention.id,))
    view = View(events=(event,), mentions=(mention,), articles=(Article(id="x", text=text),))
    given_words = {"trigger": mention.trigger.text, "actor": word}
    for first, last, kind in payload(view)["mentions"][0]["spans"]:
        assert 0 <= first < last <= len(text)
        assert text[first:last] == given_words[kind]
