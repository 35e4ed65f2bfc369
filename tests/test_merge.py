from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.merge import merge
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    EventType,
    Mention,
    Role,
    Span,
    Status,
)

DAY = date(2022, 2, 24)


def articles(*ids):
    return {
        i: Article(id=i, text="x" * 500, language="id", published=DAY, source=f"S-{i}") for i in ids
    }


def argument(role, name, country=None):
    return Argument(role=role, text=name, start=0, end=len(name), name=name, country=country)


def mention(article="a", start=0, kind=EventType.ASSAULT, actor="Russia", target="Ukraine", **more):
    day = more.pop("day", None)
    place = more.pop("place", None)
    when = None
    if day:
        when = DateValue(
            text=day,
            start=0,
            end=1,
            value=day,
            earliest=date.fromisoformat(day),
            latest=date.fromisoformat(day),
            precision="day",
        )
    return Mention(
        article=article,
        sentence=Span(start=0, end=1, text="x"),
        trigger=Span(start=start, end=start + 1, text="x"),
        type=kind,
        actors=(argument(Role.ACTOR, actor),) if actor else (),
        targets=(argument(Role.TARGET, target),) if target else (),
        places=(argument(Role.PLACE, place),) if place else (),
        date=when,
        **more,
    )


def test_one_act_told_twice_in_an_article_is_one_event():
    [event] = merge([mention(start=1), mention(start=9, target=None)], articles("a"))
    assert len(event.mentions) == 2
    assert event.evidence == 2
    assert [p.name for p in event.targets] == ["Ukraine"]


def test_one_act_told_by_two_articles_is_one_event():
    told = [mention("a", day="2022-02-24"), mention("b", day="2022-02-24")]
    [event] = merge(told, articles("a", "b"))
    assert event.articles == ("a", "b")
    assert event.sources == ("S-a", "S-b")
    assert event.label == "Russia – ASSAULT – Ukraine (2022-02-24)"


def test_other_days_places_types_or_targets_stay_apart():
    told = [
        mention("a", day="2022-02-24", place="Kyiv"),
        mention("b", day="2022-02-25", place="Kyiv"),
        mention("c", day="2022-02-24", place="Kharkiv"),
        mention("d", day="2022-02-24", place="Kyiv", kind=EventType.ACCUSE),
        mention("e", day="2022-02-24", place="Kyiv", target="Poland"),
    ]
    assert len(merge(told, articles(*"abcde"))) == 5


def test_an_act_named_again_by_the_same_word_is_the_same_act():
    told = [
        mention(start=1, rule="encoder+lexicon:serang"),
        mention(start=2000, actor=None, target=None, rule="encoder+lexicon:serang"),
        mention(start=4000, actor=None, target=None, rule="encoder+lexicon:bom"),
    ]
    assert sorted(len(e.mentions) for e in merge(told, articles("a"))) == [1, 2]


def test_a_mention_close_behind_that_names_nobody_is_the_same_act():
    told = [
        mention(start=1, rule="encoder+lexicon:serang"),
        mention(start=300, actor=None, target=None, rule="encoder"),
        mention(start=900, actor=None, target=None, rule="encoder+lexicon:bom"),
        mention(start=950, actor="Poland", rule="encoder+lexicon:tembak"),
    ]
    assert sorted(len(e.mentions) for e in merge(told, articles("a"))) == [2, 2]


def test_a_plan_is_not_the_deed():
    told = [mention(start=1), mention(start=9, status=Status.PLANNED)]
    assert len(merge(told, articles("a"))) == 2


def test_a_denial_makes_the_act_disputed():
    told = [mention(start=1), mention(start=9, status=Status.NEGATED)]
    [event] = merge(told, articles("a"))
    assert event.disputed
    assert event.status is Status.ACTUAL


def test_a_repeat_joins_its_first_telling_and_counts_once():
    first = mention(start=1, actor=None, target=None)
    again = replace(mention(start=90, actor=None, target=None), repeat_of=first.id)
    [event] = merge([first, again], articles("a"))
    assert len(event.mentions) == 2
    assert event.evidence == 1


def test_acts_without_known_actors_are_never_united_across_articles():
    told = [mention("a", actor=None, target=None), mention("b", actor=None, target=None)]
    assert len(merge(told, articles("a", "b"))) == 2


def test_actors_without_a_name_may_be_others_in_every_article():
    told = [mention(a, actor="police", day="2022-02-24") for a in "ab"]
    assert len(merge(told, articles("a", "b"))) == 2


def test_the_id_stays_when_another_article_tells_the_same():
    [alone] = merge([mention("a", day="2022-02-24")], articles("a"))
    [both] = merge(
        [mention("b", day="2022-02-24"), mention("a", day="2022-02-24")], articles("a", "b")
    )
    assert alone.id == both.id


MENTIONS = st.lists(
    st.builds(
        mention,
        article=st.sampled_from("abc"),
        start=st.integers(0, 40),
        kind=st.sampled_from([EventType.ASSAULT, EventType.CONSULT]),
        actor=st.sampled_from([None, "Russia", "Turkey"]),
        target=st.sampled_from([None, "Ukraine", "Syria"]),
        place=st.sampled_from([None, "Kyiv"]),
        day=st.sampled_from([None, "2022-02-24", "2022-02-25"]),
        status=st.sampled_from(list(Status)),
    ),
    max_size=12,
    unique_by=lambda m: m.id,
)


@settings(max_examples=150, deadline=None)
@given(MENTIONS, st.randoms())
def test_the_order_of_the_input_does_not_matter(told, rng):
    shuffled = list(told)
    rng.shuffle(shuffled)
    assert merge(told, articles(*"abc")) == merge(shuffled, articles(*"abc"))


@settings(max_examples=150, deadline=None)
@given(MENTIONS)
def test_every_mention_is_in_exactly_one_event(told):
    events = merge(told, articles(*"abc"))
    united = sorted(m for e in events for m in e.mentions)
    assert united == sorted(m.id for m in told)
    assert len({e.id for e in events}) == len(events)
