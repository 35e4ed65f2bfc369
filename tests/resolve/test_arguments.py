import pickle
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from eventgraph import resolve as room
from eventgraph.model import Article, DateValue, EventType, Mention, Role, Span, Speaker
from eventgraph.resolve import resolve
from tests.resolve.samples import argument, article, mention


def test_all_parts_of_a_mention_are_resolved_and_its_words_stay():
    text = (
        "ANKARA - Presiden Rusia, Vladimir Putin bertemu Erdogan di Moskow, Kamis. "
        "Putin mengatakan ia puas."
    )
    told = mention(
        text,
        actors=["Vladimir Putin"],
        targets=["Erdogan"],
        places=["Moskow"],
        date="Kamis",
    )
    told = replace(told, source=Speaker(text="Putin", start=74, end=79))
    (found,) = resolve([told], article(text))
    putin, erdogan, moscow = found.arguments
    assert (putin.name, putin.country, putin.kind) == ("Vladimir Putin", "RUS", "person")
    assert (erdogan.name, erdogan.country) == ("Recep Tayyip Erdoğan", "TUR")
    assert (moscow.name, moscow.country, moscow.precision) == ("Moscow", "RUS", "city")
    assert moscow.geonames == 524901 and round(moscow.latitude) == 56
    assert found.date.value == "2016-12-15"
    assert (found.source.name, found.source.country) == ("Vladimir Putin", "RUS")
    assert all(a.rule for a in found.arguments)
    assert [(a.text, a.start, a.end) for a in found.arguments] == [
        (a.text, a.start, a.end) for a in told.arguments
    ]
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_a_day_beside_another_is_counted_from_the_last_day_named():
    text = "Talks began on 3 March 2016. Two days later they met Merkel."
    told = mention(text, actors=["they"], date="Two days later")
    (found,) = resolve([told], article(text, "en"))
    assert found.date.value == "2016-03-05"


def test_order_is_kept_and_nothing_gives_nothing():
    text = "Israel menyerang Iran. Iran menyerang Israel."
    one = mention(text, actors=["Israel"], targets=["Iran"])
    two = mention(text, actors=["Iran"], targets=["Israel"])
    found = resolve([one, two], article(text))
    assert [m.actors[0].country for m in found] == ["ISR", "IRN"]
    assert resolve([], article(text)) == ()
    assert room.resolve is resolve


def test_an_omitted_subject_keeps_the_name_it_was_given():
    text = "Putin bertemu Merkel, lalu berangkat."
    told = mention(text, actors=["Putin"])
    given_name = replace(told.actors[0], text="", start=None, end=None, name="Putin")
    (found,) = resolve([replace(told, actors=(given_name,))], article(text))
    assert (found.actors[0].text, found.actors[0].name) == ("", "Vladimir Putin")


@given(st.text(max_size=120), st.data())
def test_no_article_crashes_the_resolver(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = text[start:end]
    span = Span(start=start, end=end, text=part)
    told = Mention(
        article="a",
        sentence=span,
        trigger=span,
        type=EventType.CONSULT,
        actors=(argument(part, start),),
        targets=(argument(part, start, Role.TARGET),),
        places=(argument(part, start, Role.PLACE),),
        date=DateValue(text=part, start=start, end=end),
        source=Speaker(text=part, start=start, end=end),
    )
    for language in ("id", "en", None):
        where = Article(id="a", text=text, language=language, published=date(2016, 12, 16))
        (found,) = resolve([told], where)
        assert [a.text for a in found.arguments] == [part] * 3
