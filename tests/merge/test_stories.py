"""What becomes of acts that articles in two languages tell; all of it is invented."""

from dataclasses import replace

import pytest

from eventgraph.merge import merge
from eventgraph.model import EventType, Status

from .samples import Told, all_of, tell
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


def told(*stories):
    """Give for each event the articles that tell it, in order."""
    return sorted(event.articles for event in merge(*all_of(*stories)))


def names(*stories):
    """Give the name of each story's article."""
    return tuple(sorted(article.id for article, _ in stories))


def test_one_act_told_in_indonesian_and_english_is_one_event():
    [event] = merge(*all_of(PASAR, MARKET))
    assert event.languages == ("en", "id")
    assert event.evidence == 4
    assert event.label == "Russian Armed Forces – ASSAULT @ Kramatorsk (2023-05-11)"


def test_it_need_not_be_told_in_the_same_words_or_by_the_same_names():
    other = tell(
        "kabar-9",
        "id",
        "2023-05-11",
        Told(
            text="Rusia [menghantam] pasar Kramatorsk dengan roket",
            actor="Rusia",
            place="Kramatorsk",
        ),
        "Korban berjatuhan di antara kios, kata Gubernur Donetsk Pavlo Kyrylenko, Kamis (11/5).",
    )
    [event] = merge(*all_of(MARKET, other))
    [why] = event.merges
    assert why.reason == "type, country of the actor, place, days that may be the same"
    assert 0.5 <= why.score < 1


def test_two_acts_of_one_type_on_one_day_at_different_places_stay_apart():
    assert told(MARKET, SILO) == [names(MARKET), names(SILO)]
    assert told(PASAR, SILO, MARKET) == [names(PASAR, MARKET), names(SILO)]


def test_who_says_no_place_does_not_draw_two_places_together():
    bare = tell(
        "wire-9",
        "en",
        "2023-05-12",
        Told(
            text="Russian forces [shelled] Ukraine on Thursday and killed people, two towns said.",
            actor="Russian forces",
            target="Ukraine",
            day="2023-05-11",
        ),
        "Rockets fell, Donetsk Governor Pavlo Kyrylenko and Mayor Hennadii Trukhanov wrote.",
    )
    for event in merge(*all_of(bare, MARKET, SILO)):
        assert not {"wire-1", "wire-2"} <= set(event.articles)


def test_two_acts_of_one_type_at_one_place_on_different_days_stay_apart():
    assert told(MARKET, NEXT_WEEK, PASAR) == [names(MARKET, PASAR), names(NEXT_WEEK)]


def test_other_types_stay_apart():
    accused = tell(
        "wire-9",
        "en",
        "2023-05-12",
        Told(
            text="Ukraine [accused] Russian forces of it in Kramatorsk on Thursday.",
            kind=EventType.ACCUSE,
            actor="Russian forces",
            place="Kramatorsk",
            day="2023-05-11",
        ),
    )
    assert told(MARKET, accused) == [names(MARKET), names(accused)]


@pytest.mark.parametrize("published", ["2023-06-20", "2023-12-30", "2026-05-11"])
def test_a_mention_of_an_old_act_with_its_date_joins_the_event_of_that_date(published):
    back = looking_back("kabar-7", published)
    later = replace(NEXT_WEEK[0], published=back[0].published), NEXT_WEEK[1]
    assert told(PASAR, later, back) == [names(PASAR, back), names(later)]


def test_a_denial_in_another_article_disputes_the_act():
    [event] = merge(*all_of(PASAR, DENIAL, MARKET))
    assert event.disputed
    assert event.status is Status.ACTUAL


def test_acts_of_one_article_stay_apart_though_another_article_is_like_both():
    bridge = Told(
        text="Pasukan Rusia [menembaki] jembatan Ukraina di Kramatorsk, Kamis.",
        actor="pasukan Rusia",
        place="Kramatorsk",
        target="Ukraina",
        day="2023-05-11",
    )
    both = tell("kabar-8", "id", "2023-05-12", bridge, replace(bridge, target=None))
    events = merge(*all_of(both, PASAR))
    assert not any({m.id for m in both[1]} <= set(e.mentions) for e in events)
    assert len(events) == 2


def test_acts_of_one_article_that_are_equal_in_all_are_one():
    [event] = merge(*all_of(tell("kabar-8", "id", "2023-05-12", SHELLED, SHELLED)))
    [why] = event.merges
    assert (why.one, why.other) == event.mentions
    assert why.score == 1


def test_plans_of_two_articles_are_one_event_and_the_deed_is_another():
    assert told(PLAN_ID, PLAN_EN, DEED_EN) == [names(PLAN_ID, PLAN_EN), names(DEED_EN)]


def test_a_plan_and_its_deed_are_one_event_only_where_one_article_says_so():
    events = merge(*all_of(PLAN_ID, PLAN_EN, DEED_EN, DEED_ID))
    by_status = {event.status: event for event in events}
    assert len(events) == len(by_status) == 2
    assert by_status[Status.PLANNED].articles == names(PLAN_ID, PLAN_EN)
    assert by_status[Status.ACTUAL].articles == names(DEED_ID, DEED_EN)
    assert set(by_status[Status.ACTUAL].mentions) == {
        m.id for s in (DEED_ID, DEED_EN) for m in s[1]
    }


def test_every_merge_tells_two_mentions_of_the_event_its_score_and_its_reason():
    stories = PASAR, MARKET, DENIAL, looking_back("kabar-7", "2023-06-20")
    [event] = merge(*all_of(*stories))
    assert len(event.merges) == 3, "one fewer than its acts"
    assert list(event.merges) == sorted(event.merges, key=lambda m: (m.one, m.other))
    reached = {event.merges[0].one.split("#")[0]}
    for _ in event.merges:
        for why in event.merges:
            ends = {why.one.split("#")[0], why.other.split("#")[0]}
            reached |= ends if ends & reached else set()
    assert reached == set(event.articles), "the merges hold all articles together"
    for why in event.merges:
        assert {why.one, why.other} <= set(event.mentions)
        assert why.one < why.other
        assert 0 < why.score <= 1
        assert why.reason.startswith("type, ")
        assert "place" in why.reason


def test_what_was_not_united_tells_no_merge():
    assert all(event.merges == () for event in merge(*all_of(MARKET, SILO, NEXT_WEEK, PLAN_EN)))


def test_articles_that_copy_an_agency_count_once():
    def printed(name, headline, byline, line=MARKET[1][1]):
        body = [MARKET[0].text.split("\n")[n] for n in (1, 2)]
        rest = (
            "Firemen put out the flames within an hour while the hospital asked people to give "
            "blood and the school took in traders who had lost their stalls. Russia was silent."
        )
        marked = body[0].replace("shelled", "[shelled]")
        told = Told(text=marked, actor="Russian forces", place="Kramatorsk", day="2023-05-11")
        return tell(name, "en", "2023-05-12", f"{headline} {byline}", told, body[1], rest)

    agency = printed("post-1", "Nine dead in Kramatorsk", "By our own reporter")
    copied = printed("times-1", "Market shelled", "KYIV (Wire) -")
    [event] = merge(*all_of(agency, copied, PASAR))
    assert len(event.articles) == 3
    assert event.independent == 2
    [alone] = merge(*all_of(agency))
    assert alone.independent == 1


def test_the_id_stays_when_later_articles_tell_the_same():
    [alone] = merge(*all_of(PASAR))
    later = DENIAL, looking_back("kabar-7", "2023-06-20"), SILO
    assert alone.id in {event.id for event in merge(*all_of(*later, PASAR))}


def test_hostile_text_does_no_harm():
    mentions, articles = all_of(PASAR, MARKET)
    texts = ["", "\ud800" * 50, "X" * 100_000, MARKET[0].text.replace(" ", "\x00")]
    for text in texts:
        hostile = {
            name: replace(article, text=text, title=text, source="\ud800")
            for name, article in articles.items()
        }
        odd = [
            replace(
                m, sentence=replace(m.sentence, text=text), trigger=replace(m.trigger, text=text)
            )
            for m in mentions
        ]
        events = merge(odd, hostile)
        assert sorted(m for e in events for m in e.mentions) == sorted(m.id for m in odd)
