"""What people decide about mentions, and the laws that hold whatever is given."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.merge import merge
from eventgraph.model import Status, Verdict

from .samples import Told, all_of, apart, articles, linked, mention, same, tell, together
from .stories import (
    DEED_EN,
    DEED_ID,
    DENIAL,
    MARKET,
    NEXT_WEEK,
    PASAR,
    PLAN_EN,
    PLAN_ID,
    SHELLED,
    SILO,
    looking_back,
)

EQUAL = [tell(name, "id", "2023-05-12", SHELLED) for name in "abcd"]
"""Four articles whose acts are equal in all."""


def parts(stories, decisions=()):
    """Give the mentions of each event, as sets."""
    return {frozenset(e.mentions) for e in merge(*all_of(*stories), decisions)}


def ids(*stories):
    return frozenset(m.id for _, mentions in stories for m in mentions)


# uniting


def test_what_a_person_says_is_one_act_is_one_event():
    stories = MARKET, SILO, PLAN_EN
    decision = together(MARKET[1][0], SILO[1][0])
    assert parts(stories) == {ids(MARKET), ids(SILO), ids(PLAN_EN)}
    assert parts(stories, [decision]) == {ids(MARKET, SILO), ids(PLAN_EN)}
    [event] = merge(*all_of(MARKET, SILO), [decision])
    [why] = event.merges
    assert (why.score, why.reason) == (1.0, "a person decided so")
    assert {why.one, why.other} == {MARKET[1][0].id, SILO[1][0].id}


def test_it_may_also_be_a_plan_and_a_deed_or_acts_of_one_article():
    [event] = merge(*all_of(PLAN_ID, DEED_EN), [together(PLAN_ID[1][0], DEED_EN[1][0])])
    assert event.status is Status.ACTUAL
    two = tell("x", "id", "2023-05-12", SHELLED, replace(SHELLED, day="2023-05-10"))
    assert len(merge(*all_of(two))) == 2
    assert len(merge(*all_of(two), [together(*two[1])])) == 1


def test_decisions_that_share_a_mention_make_one_event():
    decisions = [
        together(SILO[1][0], NEXT_WEEK[1][0]),
        together(NEXT_WEEK[1][0], PLAN_EN[1][0]),
    ]
    for said in (decisions, decisions[::-1]):
        assert parts((SILO, NEXT_WEEK, PLAN_EN), said) == {ids(SILO, NEXT_WEEK, PLAN_EN)}


@pytest.mark.parametrize(
    "decision",
    [
        together("gone#char=1,2", MARKET[1][0]),
        together("gone#char=1,2", "gone#char=3,4"),
        apart("gone#char=1,2", stay=["gone#char=3,4"]),
        apart(MARKET[1][0], stay=["gone#char=3,4"]),
        apart("gone#char=1,2", stay=[m.id for m in MARKET[1]]),
        apart(stay=[]),
    ],
)
def test_decisions_on_unknown_mentions_are_ignored(decision):
    told = all_of(MARKET, PASAR, SILO)
    assert merge(*told, [decision]) == merge(*told)


def test_of_the_mentions_of_a_decision_those_that_are_known_count():
    decision = together("gone#char=1,2", MARKET[1][0], SILO[1][0])
    assert parts((MARKET, SILO), [decision]) == {ids(MARKET, SILO)}


# taking out


def test_what_a_person_takes_out_is_an_event_of_its_own():
    stories = PASAR, MARKET, DENIAL
    stay = [*PASAR[1], *MARKET[1]]
    assert parts(stories, [apart(DENIAL[1][0], stay=stay)]) == {ids(PASAR, MARKET), ids(DENIAL)}
    said = [apart(*MARKET[1], stay=[*PASAR[1], *DENIAL[1]])]
    assert ids(MARKET) in parts(stories, said)


def test_the_event_of_what_was_taken_out_has_another_id():
    [before] = merge(*all_of(*EQUAL))
    taken = EQUAL[3][1][0]
    stay = [m for story in EQUAL[:3] for m in story[1]]
    after = merge(*all_of(*EQUAL), [apart(taken, stay=stay)])
    assert {e.mentions for e in after} == {(taken.id,), tuple(m.id for m in stay)}
    [rest] = [e for e in after if len(e.mentions) == 3]
    assert rest.id == before.id


@pytest.mark.parametrize("taken", [(2, 3), (0, 1), (0, 2), (1, 3)])
def test_equal_acts_that_are_taken_out_together_stay_together(taken):
    gone = [EQUAL[n] for n in taken]
    left = [story for story in EQUAL if story not in gone]
    decision = apart(*ids(*gone), stay=sorted(ids(*left)))
    assert parts(EQUAL, [decision]) == {ids(*gone), ids(*left)}


def test_taking_out_the_first_leaves_the_others_one():
    stay = [m for story in EQUAL[1:] for m in story[1]]
    assert parts(EQUAL, [apart(EQUAL[0][1][0], stay=stay)]) == {ids(EQUAL[0]), ids(*EQUAL[1:])}


def test_the_first_telling_can_be_taken_out_and_the_others_stay_together():
    first = mention(start=1)
    second, third = same(mention(start=9), first), same(mention(start=30), first)
    events = merge([first, second, third], articles("a"), [apart(first, stay=[second, third])])
    assert {e.mentions for e in events} == {(first.id,), (third.id, second.id)}
    assert len({e.id for e in events}) == 2


def test_of_those_that_a_person_united_only_who_was_taken_out_is_missing():
    told = one, two, three = [mention(a, target=t) for a, t in zip("abc", "xyz", strict=True)]
    decisions = [together(*told), apart(two, stay=[one])]
    events = merge(told, articles(*"abc"), decisions)
    assert {e.mentions for e in events} == {(one.id, three.id), (two.id,)}


def test_mentions_are_taken_out_of_one_article_and_keep_together():
    lines = [SHELLED, *(Told(text="[Serangan] itu reda.", same_as=0) for _ in range(4))]
    story = tell("x", "id", "2023-05-12", *lines)
    first, second, third, fourth, fifth = story[1]
    decision = apart(second, fourth, stay=[first, third, fifth])
    taken, stay = frozenset({second.id, fourth.id}), frozenset({first.id, third.id, fifth.id})
    assert parts([story], [decision]) == {taken, stay}
    assert parts([story, EQUAL[0]], [decision]) == {taken, stay | ids(EQUAL[0])}


def test_one_of_two_mentions_in_an_article_goes_and_the_other_stays_with_other_articles():
    headline, lead = MARKET[1]
    stay = [headline, *PASAR[1]]
    found = parts((MARKET, PASAR), [apart(lead, stay=stay)])
    assert frozenset({lead.id}) in found
    assert not any(lead.id in part and len(part) > 1 for part in found)


def test_it_is_kept_out_when_more_articles_tell_the_same():
    decision = apart(*MARKET[1], stay=PASAR[1])
    more = [DENIAL, looking_back("kabar-7", "2023-06-20"), *EQUAL]
    for count in range(len(more) + 1):
        for part in parts((PASAR, MARKET, *more[:count]), [decision]):
            assert not (part & ids(MARKET) and part & ids(PASAR))


def test_what_people_say_comes_before_what_is_equal():
    # 0 and 1 are equal, but a person said that 0 is told by SILO, and 1 is not.
    first, second = EQUAL[0][1][0], EQUAL[1][1][0]
    silo = SILO[1][0]
    decisions = [together(first, silo), apart(silo, stay=[second])]
    assert parts((*EQUAL[:2], SILO), decisions) == {ids(EQUAL[0], SILO), ids(EQUAL[1])}


def test_a_split_comes_before_a_merge_that_says_the_opposite():
    one, two, three = (story[1][0] for story in EQUAL[:3])
    decisions = [together(one, two, three), apart(two, stay=[one])]
    for said in (decisions, decisions[::-1]):
        found = parts(EQUAL[:3], said)
        assert not any({one.id, two.id} <= part for part in found)
        assert len(found) == 2


def test_a_decision_that_parts_a_mention_from_itself_says_nothing_of_it():
    one, other = MARKET[1][0], PASAR[1][0]
    assert parts((MARKET, PASAR), [apart(one, stay=[one])]) == {ids(MARKET, PASAR)}
    found = parts((MARKET, PASAR), [apart(one, stay=[one, other])])
    assert not any({one.id, other.id} <= part for part in found)


# laws


@settings(max_examples=150, deadline=None)
@given(linked(), st.data())
def test_what_a_person_took_out_is_in_no_event_with_what_stayed(told, data):
    several = [e.mentions for e in merge(told, articles(*"abc")) if len(e.mentions) > 1]
    if not several:
        return
    members = data.draw(st.sampled_from(several))
    taken = data.draw(st.sets(st.sampled_from(members), min_size=1, max_size=len(members) - 1))
    stay = [m for m in members if m not in taken]
    events = merge(told, articles(*"abc"), [apart(*sorted(taken), stay=stay)])
    assert not any(taken & set(e.mentions) and set(stay) & set(e.mentions) for e in events)
    assert sorted(m for e in events for m in e.mentions) == sorted(m.id for m in told)


@settings(max_examples=150, deadline=None)
@given(linked(), st.data())
def test_what_a_person_united_is_one_event(told, data):
    events = merge(told, articles(*"abc"))
    if len(events) < 2:
        return
    two = data.draw(st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True))
    after = merge(told, articles(*"abc"), [together(*(e.mentions[0] for e in two))])
    assert any({m for e in two for m in e.mentions} <= set(e.mentions) for e in after)


STORIES = [
    PASAR,
    MARKET,
    SILO,
    NEXT_WEEK,
    DENIAL,
    PLAN_ID,
    PLAN_EN,
    DEED_ID,
    DEED_EN,
    looking_back("kabar-7", "2023-06-20"),
    looking_back("kabar-8", "2025-01-01"),
    *EQUAL[:2],
    tell(
        "wire-7", None, None, replace(SHELLED, day=None), replace(SHELLED, day="2023-05", same_as=0)
    ),
]
MENTIONS = sorted(ids(*STORIES))
SUBSETS = st.lists(st.sampled_from(range(len(STORIES))), min_size=1, max_size=7, unique=True).map(
    lambda numbers: [STORIES[n] for n in numbers]
)


@st.composite
def decided(draw):
    named = draw(
        st.lists(st.sampled_from([*MENTIONS, "gone#char=1,2"]), min_size=2, max_size=5, unique=True)
    )
    if draw(st.booleans()):
        return together(*named)
    cut = draw(st.integers(1, len(named) - 1))
    return apart(*named[:cut], stay=named[cut:])


DECISIONS = st.lists(decided(), max_size=4)


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS, st.randoms())
def test_the_order_of_mentions_articles_and_decisions_does_not_matter(stories, decisions, rng):
    mentions, articles = all_of(*stories)
    first = merge(mentions, articles, decisions)
    for several in (mentions, decisions):
        rng.shuffle(several)
    turned = dict(reversed(articles.items()))
    assert merge(mentions, turned, decisions) == first == merge(mentions, articles, decisions)


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS)
def test_every_mention_is_in_exactly_one_event(stories, decisions):
    mentions, articles = all_of(*stories)
    events = merge(mentions, articles, decisions)
    assert sorted(m for e in events for m in e.mentions) == sorted(m.id for m in mentions)
    assert len({e.id for e in events}) == len(events)
    assert events == sorted(events, key=lambda e: e.id)


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS)
def test_a_split_is_respected_whatever_else_is_given(stories, decisions):
    found = parts(stories, decisions)
    for decision in decisions:
        if decision.verdict is Verdict.SPLIT:
            taken, stay = set(decision.mentions), set(decision.apart)
            assert not any(part & taken and part & stay for part in found)


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS)
def test_a_merge_is_respected_where_no_split_forbids_it(stories, decisions):
    merges = [d for d in decisions if d.verdict is Verdict.MERGE]
    known = ids(*stories)
    found = parts(stories, merges)
    for decision in merges:
        named = set(decision.mentions) & known
        assert any(named <= part for part in found)


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS)
def test_merging_once_more_with_what_came_out_changes_nothing(stories, decisions):
    told = all_of(*stories)
    first = merge(*told, decisions)
    splits = [d for d in decisions if d.verdict is Verdict.SPLIT]
    said = [together(*e.mentions) for e in first if len(e.mentions) > 1]
    again = merge(*told, splits + said)
    assert [replace(e, merges=()) for e in again] == [replace(e, merges=()) for e in first]


@settings(max_examples=60, deadline=None)
@given(SUBSETS, DECISIONS)
def test_the_merges_of_an_event_hold_its_articles_together(stories, decisions):
    mentions, articles = all_of(*stories)
    article_of = {m.id: m.article for m in mentions}
    for event in merge(mentions, articles, decisions):
        group = {article: {article} for article in event.articles}
        for why in event.merges:
            assert {why.one, why.other} <= set(event.mentions)
            assert why.one < why.other
            assert 0 <= why.score <= 1
            whole = group[article_of[why.one]] | group[article_of[why.other]]
            group |= dict.fromkeys(whole, whole)
        assert group[event.articles[0]] == set(event.articles)
