"""The benchmark of resolving counts right on labels made by hand."""

from benchmarks.resolving import Counts, countries, dates

from eventgraph.model import Argument, EventType, Mention, Role, Span


def argument(role, country):
    return Argument(role=role, text="x", start=0, end=1, name="x", country=country)


def label(n=1, kind="ASSAULT", start=0, value=None):
    return {
        "doc": "a", "n": n, "type": kind,
        "trigger": {"text": "x", "start": start, "end": start + 1},
        "actors": [{"country": "RUS"}, {"country": ""}], "targets": [{"country": "UKR"}],
        "places": [], "date": {"text": "x", "value": value} if value else None,
    }  # fmt: skip


def test_each_label_is_right_once():
    counts = Counts()
    counts.add(["a", "a", "b"], ["a", "b", "b", "c"])
    assert (counts.right, counts.predicted, counts.labelled) == (2, 4, 3)
    assert counts.f == 4 / 7
    assert Counts().f == 0


def test_countries_are_compared_by_role():
    span = Span(start=0, end=1, text="x")
    mention = Mention(
        article="a",
        sentence=span,
        trigger=span,
        type=EventType.ASSAULT,
        actors=(argument(Role.ACTOR, "RUS"),),
        targets=(argument(Role.TARGET, "RUS"), argument(Role.TARGET, None)),
    )
    found = countries([label()], {("a", 1): mention})
    assert (found.right, found.predicted, found.labelled) == (1, 2, 2)


def test_dates_count_for_mentions_that_are_found_with_the_right_type():
    gold = [label(1, value="2016"), label(2, start=5, value="2017"), label(3, start=9)]
    found = [
        label(kind="ASSAULT", value="2016"),
        label(kind="PROTEST", start=5, value="2017"),
        label(start=9, value="2018"),
    ]
    counts = dates(gold, found)
    assert (counts.right, counts.predicted, counts.labelled) == (1, 2, 1)
