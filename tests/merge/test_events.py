from dataclasses import replace
from datetime import date

import pytest

from eventgraph.merge.acts import acts_of
from eventgraph.merge.events import event_of
from eventgraph.model import EventType, Merge, Status

from .samples import Told, all_of, date_of, tell
from .stories import SHELLED

WHY = Merge(one="a#char=14,23", other="b#char=14,23", score=0.9, reason="type, place")


def event(*stories, merges=(), copies=None, change=lambda mention: mention):
    mentions, articles = all_of(*stories)
    acts = acts_of([change(m) for m in mentions], articles, {})
    return event_of("event-1", acts, merges, articles, copies or {})


def told(name, published, *lines, language="id", source=""):
    return tell(name, language, published, *lines, source=source)


def test_an_event_says_who_told_it_where_and_why_it_is_one():
    found = event(
        told("b", "2023-05-13", SHELLED, language="en", source="The Daily Post"),
        told("a", "2023-05-12", SHELLED, replace(SHELLED, same_as=0), source="Kabar"),
        merges=[WHY],
    )
    assert found.articles == ("a", "b")
    assert found.languages == ("en", "id")
    assert found.sources == ("Kabar", "The Daily Post")
    assert found.mentions == tuple(sorted(found.mentions))
    assert len(found.mentions) == found.evidence == 3
    assert found.merges == (WHY,)
    assert found.label == "Russia – ASSAULT @ Kramatorsk (2023-05-11)"


def test_articles_of_no_known_language_or_publisher_name_none():
    story, mentions = told("a", None, SHELLED, language=None)
    found = event((replace(story, source=None), mentions))
    assert (found.languages, found.sources) == ((), ())


def test_articles_that_copy_each_other_are_one_independent_source():
    stories = [told(name, "2023-05-12", SHELLED) for name in "abcd"]
    assert event(*stories).independent == 4
    assert event(*stories, copies={"a": "a", "b": "b", "c": "a", "d": "a"}).independent == 2


def test_the_first_telling_says_which_type_it_is_and_who_comes_first():
    early = replace(SHELLED, text="Kata Ukraina, [serangan] reda.", actor="Ukraina", place=None)
    found = event(
        told("z", "2023-05-12", early),
        told("a", "2023-05-13", replace(SHELLED, kind=EventType.COERCE)),
    )
    assert found.type is EventType.ASSAULT
    assert [p.name for p in found.actors] == ["Ukraine", "Russia"]


def test_each_actor_and_place_is_there_once():
    found = event(told("a", None, SHELLED), told("b", None, SHELLED))
    assert [p.name for p in found.actors] == ["Russia"]
    assert [(p.name, p.latitude) for p in found.places] == [("Kramatorsk", 48.74)]


@pytest.mark.parametrize(
    ("days", "value"),
    [
        ([None, None], None),
        (["2023-05", "2023-05-11"], "2023-05-11"),
        (["2023-05-12", None, "2023-05", "2023-05-11"], "2023-05-12"),
    ],
)
def test_the_most_precise_date_is_taken_and_of_equal_ones_the_first_told(days, value):
    # The letters run against the days of publication.
    stories = [
        told(name, f"2023-05-{20 + n}", replace(SHELLED, day=day))
        for n, (name, day) in enumerate(zip("zyxw", days, strict=False))
    ]
    assert event(*stories).value == event(*stories[::-1]).value == value


def test_a_date_that_could_not_be_resolved_dates_nothing():
    def unresolved(mention):
        lost = replace(date_of("2023-05-11"), value=None, earliest=None, latest=None)
        return replace(mention, date=lost)

    found = event(told("a", None, SHELLED), change=unresolved)
    assert (found.value, found.earliest, found.precision) == (None, None, None)
    assert found.label == "Russia – ASSAULT @ Kramatorsk"


@pytest.mark.parametrize(
    ("statuses", "status", "disputed"),
    [
        ([Status.NEGATED, Status.ACTUAL], Status.ACTUAL, True),
        ([Status.NEGATED, Status.PLANNED], Status.PLANNED, False),
        ([Status.HYPOTHETICAL, Status.PLANNED], Status.PLANNED, False),
        ([Status.NEGATED, Status.HYPOTHETICAL], Status.HYPOTHETICAL, False),
        ([Status.NEGATED], Status.NEGATED, False),
    ],
)
def test_the_surest_status_is_that_of_the_event(statuses, status, disputed):
    found = event(*(told(f"{n}", None, replace(SHELLED, status=s)) for n, s in enumerate(statuses)))
    assert (found.status, found.disputed) == (status, disputed)


def test_a_repeated_paragraph_is_no_further_evidence():
    def repeated(mention):
        return replace(mention, repeat_of=first.id) if mention.id != first.id else mention

    story = told("a", None, SHELLED, SHELLED, SHELLED)
    first = story[1][0]
    assert event(story, change=repeated).evidence == 1


def test_a_repeat_without_its_first_telling_is_evidence_once():
    story = told("a", None, SHELLED, SHELLED)
    found = event(story, change=lambda m: replace(m, repeat_of="a#char=900,901"))
    assert found.evidence == 1


def test_confidence_is_that_of_the_best_mention_and_the_day_that_of_the_date():
    def likely(mention):
        return replace(mention, confidence=0.9 if mention.article == "b" else 0.4)

    found = event(told("a", None, SHELLED), told("b", None, SHELLED), change=likely)
    assert found.confidence == 0.9
    assert (found.earliest, found.latest) == (date(2023, 5, 11), date(2023, 5, 11))


def test_who_and_when_are_unknown_in_the_label_where_nothing_is_known():
    found = event(told("a", None, Told(text="[Serangan] reda.")))
    assert found.label == "? – ASSAULT"
