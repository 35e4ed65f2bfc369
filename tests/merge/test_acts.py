from dataclasses import replace
from datetime import date

import pytest

from eventgraph.merge.acts import acts_of
from eventgraph.model import EventType, Status

from .samples import Told, acts, all_of, tell
from .stories import SHELLED


def act(*lines, published="2023-05-12", name="a"):
    """Give the only act of an article."""
    [found] = acts(tell(name, "id", published, *lines))
    return found


def again(**more):
    """The same act once more, as `Serangan itu …`."""
    return Told(**({"text": "[Serangan] itu reda malam hari.", "same_as": 0} | more))


def test_an_act_gathers_what_its_mentions_say():
    told = act(
        SHELLED,
        again(text="[Serangan] Rusia ke Ukraina itu reda.", actor="Rusia", target="Ukraina"),
        again(text="Sloviansk ikut [diserang].", place="Sloviansk"),
    )
    assert told.actors == {"russia|RUS"}
    assert told.targets == {"ukraine|UKR"}
    assert told.places == {"kramatorsk|UKR", "sloviansk|UKR"}
    assert told.towns == {(48.74, 37.58), (48.85, 37.61)}
    assert (told.actor_countries, told.place_countries) == ({"RUS"}, {"UKR"})
    assert told.triggers == {"menembaki", "serangan", "diserang"}


def test_a_place_that_is_on_no_map_is_no_town():
    assert (
        act(replace(SHELLED, text="Rusia [menembaki] Mykolaiv.", place="Mykolaiv")).towns == set()
    )


def test_the_days_of_an_act_are_all_that_its_dates_allow():
    assert act(again(same_as=None)).days is None
    assert act(SHELLED).days == (date(2023, 5, 11), date(2023, 5, 11))
    several = act(SHELLED, again(day="2023-05"), again(day="2023-06-02"))
    assert several.days == (date(2023, 5, 1), date(2023, 6, 2))
    assert several.value == "2023-05-11", "the date that is told first"


def test_an_act_has_a_day_where_all_its_dates_agree_on_one():
    assert act(SHELLED, again(day="2023-05-11")).day == date(2023, 5, 11)
    assert act(SHELLED, again(day="2023-05-12")).day is None
    assert act(replace(SHELLED, day="2023-05")).day is None
    assert act(replace(SHELLED, day=None)).day is None


@pytest.mark.parametrize(
    ("statuses", "mood", "status"),
    [
        ([Status.ACTUAL], "told", Status.ACTUAL),
        ([Status.NEGATED], "told", Status.NEGATED),
        ([Status.PLANNED], "planned", Status.PLANNED),
        ([Status.PLANNED, Status.ACTUAL], "told", Status.ACTUAL),
        ([Status.HYPOTHETICAL, Status.NEGATED, Status.ACTUAL], "told", Status.NEGATED),
        ([Status.HYPOTHETICAL, Status.PLANNED], "hypothetical", Status.HYPOTHETICAL),
    ],
)
def test_an_act_that_any_mention_tells_or_denies_is_told(statuses, mood, status):
    first, *others = statuses
    told = act(replace(SHELLED, status=first), *(again(status=s) for s in others))
    assert (told.mood, told.status) == (mood, status)


def test_an_act_knows_how_it_stands_among_the_others_of_its_article():
    meeting = Told(text="Retno [bertemu] Wong.", kind=EventType.CONSULT, actor="Retno")
    silo = replace(SHELLED, text="Rusia [membakar] gudang di Odesa.", place="Odesa")
    first, second, third = acts(tell("a", "id", None, SHELLED, again(), silo, meeting))
    assert [a.rivals for a in (first, second, third)] == [2, 2, 1]
    assert [a.share for a in (first, second, third)] == [0.5, 0.25, 0.25]
    assert [a.rank for a in (first, second, third)] == [1, 0.5, 1]


def test_acts_are_in_order_of_publication_article_and_text():
    told = [
        tell("c", "id", None, SHELLED),
        tell("b", "id", "2023-05-13", SHELLED, replace(SHELLED, place=None)),
        tell("a", "id", "2023-05-13", SHELLED),
        tell("d", "id", "2023-05-12", SHELLED),
    ]
    for stories in (told, told[::-1]):
        assert [a.article.id for a in acts(*stories)] == ["d", "a", "b", "b", "c"]


def test_country_keys_are_type_and_pairs_of_countries_and_no_more_than_six():
    assert act(SHELLED).country_keys == ["ASSAULT:RUS:UKR"]
    assert act(replace(SHELLED, actor=None)).country_keys == ["ASSAULT:UKR:"]
    assert act(replace(SHELLED, actor=None, place=None)).country_keys == []
    many = act(SHELLED)
    many.target_countries |= {f"X{n}" for n in range(50)}
    assert len(many.country_keys) == 6


def test_an_act_of_a_day_has_keys_of_it_too():
    assert act(SHELLED).day_keys == ["ASSAULT:RUS:2023-05-11", "ASSAULT:UKR:2023-05-11"]
    assert act(replace(SHELLED, day="2023-05")).day_keys == []
    assert act(replace(SHELLED, day=None)).day_keys == []


def test_equal_acts_of_two_articles_have_one_identity():
    one, other = acts(*(tell(name, "id", "2023-05-12", SHELLED) for name in "ab"))
    assert one.identity == other.identity is not None


@pytest.mark.parametrize(
    "other",
    [
        replace(SHELLED, day="2023-05-12"),
        replace(SHELLED, day="2023-05"),
        replace(SHELLED, text="Rusia [menembaki] Odesa.", place="Odesa"),
        replace(SHELLED, actor=None),
        replace(SHELLED, kind=EventType.ACCUSE),
        replace(SHELLED, status=Status.PLANNED),
    ],
)
def test_acts_that_differ_in_anything_have_two(other):
    one, two = act(SHELLED), act(other, name="b")
    assert one.identity != two.identity


def test_who_has_no_name_or_does_nothing_to_nobody_nowhere_has_no_identity():
    assert (
        act(
            replace(SHELLED, text="Kata polisi, [serangan] di Kramatorsk.", actor="polisi")
        ).identity
        is None
    )
    assert act(replace(SHELLED, place=None)).identity is None


def test_without_a_date_what_was_told_on_one_day_is_equal_but_for_plans():
    undated = replace(SHELLED, day=None)
    assert act(undated).identity == act(undated, name="b").identity is not None
    assert act(undated).identity != act(undated, published="2023-05-13").identity
    assert act(undated, published=None).identity is None
    assert act(replace(undated, status=Status.PLANNED)).identity is None


def test_a_denial_is_the_identity_of_the_deed():
    assert act(SHELLED).identity == act(replace(SHELLED, status=Status.NEGATED)).identity


def test_of_an_endless_sentence_only_what_stands_around_the_trigger_is_compared():
    far = "Kyrylenko " * 100
    endless = act(replace(SHELLED, text=f"{far}Rusia [menembaki] Kramatorsk. Trukhanov {far}"))
    assert "trukhanov" in endless.sentences.weights
    assert (
        endless.sentences.weights["kyrylenko"]
        < 200
        * act(replace(SHELLED, text="Kyrylenko: Rusia [menembaki] Kramatorsk.")).sentences.weights[
            "kyrylenko"
        ]
    )


# what people split inside an article


def grouped(mentions, articles, never):
    """Give the numbers of the mentions of each act, in order."""
    number = {m.id: n for n, m in enumerate(mentions)}
    both = {}
    for one, other in never:
        both.setdefault(mentions[one].id, set()).add(mentions[other].id)
        both.setdefault(mentions[other].id, set()).add(mentions[one].id)
    found = acts_of(mentions, articles, {m: frozenset(o) for m, o in both.items()})
    return sorted(sorted(number[m.id] for m in a.mentions) for a in found)


def five(firsts=(None, 0, 0, 0, 0)):
    """Five mentions, each the same act as the one of that number."""
    lines = [replace(again(), same_as=first) for first in firsts]
    return all_of(tell("a", "id", "2023-05-12", *lines))


def test_who_is_taken_out_together_stays_together():
    never = [(taken, stays) for taken in (1, 3) for stays in (0, 2, 4)]
    assert grouped(*five(), never) == [[0, 2, 4], [1, 3]]


def test_when_the_first_telling_is_taken_out_the_others_stay_together():
    assert grouped(*five(), [(0, n) for n in (1, 2, 3, 4)]) == [[0], [1, 2, 3, 4]]


def test_in_a_chain_whoever_stays_finds_the_others_that_stay():
    assert grouped(*five((None, 0, 1, 2, 3)), [(1, n) for n in (0, 2, 3, 4)]) == [[0, 2, 3, 4], [1]]


def test_two_splits_one_after_the_other_make_three_acts():
    never = [(1, n) for n in (0, 2, 3, 4)] + [(3, n) for n in (0, 2, 4)]
    assert grouped(*five(), never) == [[0, 2, 4], [1], [3]]


def test_those_that_stay_are_together_though_one_of_them_was_split_from_others_too():
    # 2 is kept apart from 1, as 0 is, and from a mention of another article.
    mentions, articles = five((None, 0, 1, None, None))
    never = {
        mentions[0].id: frozenset({mentions[1].id}),
        mentions[1].id: frozenset({mentions[0].id, mentions[2].id}),
        mentions[2].id: frozenset({mentions[1].id, "other#char=1,2"}),
    }
    found = acts_of(mentions, articles, never)
    assert [m.id for m in found[0].mentions] == [mentions[0].id, mentions[2].id]


def test_a_split_sends_nobody_to_an_act_that_coreference_told_apart():
    # 0 and 1 are one act, 2 and 3 are another; both 1 and 3 are taken out.
    firsts = (None, 0, None, 2, None)
    never = [(1, 0), (1, 2), (3, 0), (3, 2)]
    assert grouped(*five(firsts), never) == [[0], [1], [2], [3], [4]]
