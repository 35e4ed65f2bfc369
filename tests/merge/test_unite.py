from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.merge import merge
from eventgraph.model import EventType, Span, Status

from .samples import articles, linked, mention, same


def test_one_act_told_twice_in_an_article_is_one_event():
    first = mention(start=1)
    [event] = merge([first, same(mention(start=9, target=None), first)], articles("a"))
    assert len(event.mentions) == 2
    assert event.evidence == 2
    assert [p.name for p in event.targets] == ["Ukraine"]


def test_inside_an_article_mentions_that_do_not_say_so_stay_apart():
    told = [
        mention(start=1, rule="encoder+lexicon:serang"),
        mention(start=9, target=None, rule="encoder+lexicon:serang"),
        mention(start=30, actor=None, target=None, rule="encoder+lexicon:serang"),
    ]
    assert [len(e.mentions) for e in merge(told, articles("a"))] == [1, 1, 1]


def test_inside_an_article_as_across_articles_acts_equal_in_all_are_one():
    told = [mention(start=1, day="2022-02-24"), mention(start=9, day="2022-02-24")]
    [event] = merge(told, articles("a"))
    assert event.evidence == 2


def test_whoever_is_the_same_act_is_united_whatever_else_is_told():
    first = mention(start=1, actor=None, target=None)
    other = same(mention(start=9, actor="Poland", target="Syria", day="2022-02-25"), first)
    [event] = merge([other, first], articles("a"))
    assert [p.name for p in event.actors] == ["Poland"]
    assert event.value == "2022-02-25"


def test_a_chain_of_tellings_is_one_event():
    first = mention(start=1)
    second = same(mention(start=9, target=None), first)
    third = same(mention(start=30, actor=None, target=None), second)
    fourth = same(mention(start=60, actor=None, place="Kyiv"), first)
    [event] = merge([fourth, third, second, first], articles("a"))
    assert event.evidence == 4
    assert [p.name for p in event.places] == ["Kyiv"]


def test_two_acts_of_one_article_that_are_told_in_turn_stay_two():
    one, two = mention(start=1), mention(start=9, actor="Turkey", target="Syria")
    again = [same(mention(start=30, target=None), one), same(mention(start=60, target=None), two)]
    events = merge([one, two, *again], articles("a"))
    assert {frozenset(e.mentions) for e in events} == {
        frozenset({one.id, again[0].id}),
        frozenset({two.id, again[1].id}),
    }


def test_a_first_telling_that_is_missing_leaves_a_mention_on_its_own():
    missing, other = mention(start=1), mention(start=30, actor="Turkey")
    events = merge([same(mention(start=9), missing), other], articles("a"))
    assert [len(e.mentions) for e in events] == [1, 1]


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


def test_an_event_has_the_mode_on_which_its_mentions_agree():
    def mode(*modes):
        told = [mention(a, day="2022-02-24", mode=m) for a, m in zip("abc", modes, strict=True)]
        [event] = merge(told, articles(*"abc"))
        return event.mode

    assert mode("aerial", None, "aerial") == "aerial"
    assert mode(None, None, None) is None
    assert mode("aerial", "drone", None) is None


def test_a_mode_of_another_type_is_not_that_of_the_event():
    first = mention(start=1)
    other = mention(start=9, kind=EventType.COERCE, mode="arrest", same_as=first.id)
    [event] = merge([first, other], articles("a"))
    assert (event.type, event.mode) == (EventType.ASSAULT, None)


def test_a_plan_is_not_the_deed():
    told = [mention(start=1), mention(start=9, status=Status.PLANNED)]
    assert len(merge(told, articles("a"))) == 2


def test_a_plan_that_is_the_same_act_as_the_deed_makes_it_no_less_actual():
    plan, deed = mention(start=1, status=Status.PLANNED), mention(start=9)
    behind = replace(plan, trigger=Span(start=30, end=31, text="x"))
    for told in ([plan, same(deed, plan)], [deed, same(behind, deed)]):
        [event] = merge(told, articles("a"))
        assert event.status is Status.ACTUAL
        assert not event.disputed
        assert event.evidence == 2


def test_a_denial_of_the_same_act_makes_it_disputed():
    first = mention(start=1)
    [event] = merge(
        [first, same(mention(start=9, target=None, status=Status.NEGATED), first)], articles("a")
    )
    assert event.disputed
    assert event.status is Status.ACTUAL


def test_a_denial_of_another_act_disputes_nothing():
    told = [mention(start=1), mention(start=9, target="Poland", status=Status.NEGATED)]
    events = merge(told, articles("a"))
    assert len(events) == 2
    assert not any(event.disputed for event in events)


def test_a_denial_in_another_article_makes_the_act_disputed():
    told = [mention("a", day="2022-02-24"), mention("b", day="2022-02-24", status=Status.NEGATED)]
    [event] = merge(told, articles("a", "b"))
    assert event.disputed


def test_a_repeat_joins_its_first_telling_and_counts_once():
    first = mention(start=1, actor=None, target=None)
    again = replace(mention(start=90, actor=None, target=None), repeat_of=first.id)
    [event] = merge([first, again], articles("a"))
    assert len(event.mentions) == 2
    assert event.evidence == 1


def test_a_repeat_of_a_further_telling_is_in_its_event():
    first = mention(start=1, actor=None, target=None)
    second = same(mention(start=9, actor=None, target=None), first)
    copies = [
        replace(mention(start=90 + m.trigger.start, actor=None, target=None), repeat_of=m.id)
        for m in (first, second)
    ]
    [event] = merge([*copies, first, second], articles("a"))
    assert len(event.mentions) == 4
    assert event.evidence == 2


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


@settings(max_examples=150, deadline=None)
@given(linked())
def test_what_is_the_same_act_or_a_copy_is_in_one_event(told):
    event_of = {m: e.id for e in merge(told, articles(*"abc")) for m in e.mentions}
    for one in told:
        first = one.same_as or one.repeat_of
        assert first is None or event_of[first] == event_of[one.id]


@settings(max_examples=150, deadline=None)
@given(linked(), st.randoms())
def test_the_order_of_the_input_does_not_matter(told, rng):
    shuffled = list(told)
    rng.shuffle(shuffled)
    assert merge(told, articles(*"abc")) == merge(shuffled, articles(*"abc"))


@settings(max_examples=150, deadline=None)
@given(linked())
def test_every_mention_is_in_exactly_one_event(told):
    events = merge(told, articles(*"abc"))
    united = sorted(m for e in events for m in e.mentions)
    assert united == sorted(m.id for m in told)
    assert len({e.id for e in events}) == len(events)
    assert sum(e.evidence for e in events) == sum(m.repeat_of is None for m in told)
