import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.errors import LexiconError
from eventgraph.lexicon import data_file
from eventgraph.merge.similar import (
    FEATURES,
    Model,
    agreement,
    contradict,
    features,
    model,
    read_model,
)
from eventgraph.model import Status

from .samples import Told, acts, tell
from .stories import SHELLED

UNDATED = replace(SHELLED, day=None)


def two(one=SHELLED, other=SHELLED, languages=("id", "id"), published=("2023-05-12",) * 2):
    """Give two acts, each of an article of its own."""
    stories = [
        tell(name, language, day, line)
        for name, language, day, line in zip("ab", languages, published, (one, other), strict=True)
    ]
    first, second = acts(*stories)
    return (first, second) if first.article.id == "a" else (second, first)


def compared(*told, alike=0.5, **more):
    """Give by name what is compared in two acts."""
    return dict(zip(FEATURES, features(*two(*told, **more), alike), strict=True))


def at(place):
    return replace(SHELLED, text=f"Pasukan Rusia [menembaki] {place}.", place=place)


# what is compared


def test_what_agrees_in_two_equal_acts():
    found = compared()
    for name in ("actor same", "place same", "place country same", "same dates told"):
        assert found[name] == 1, name
    for name in ("same language", "same trigger", "same status"):
        assert found[name] == 1, name
    assert found["target unknown"] == 1
    assert found["target same"] == found["target other"] == found["actor other"] == 0
    assert found["sentences alike"] == pytest.approx(1)
    assert found["alike and alone"] == 0.5


def test_what_differs_in_two_acts():
    found = compared(SHELLED, replace(at("Odesa"), status=Status.NEGATED, actor=None))
    assert (found["place same"], found["place other"]) == (0, 1)
    assert (found["place country same"], found["place country other"]) == (1, 0)
    assert (found["actor same"], found["actor other"], found["actor unknown"]) == (0, 0, 1)
    assert found["same status"] == 0


def test_words_are_compared_in_one_language_only():
    found = compared(languages=("id", "en"))
    assert found["sentences alike"] == found["same trigger"] == found["same language"] == 0


def test_days_that_are_told_are_not_those_of_publication():
    names = [name for name in FEATURES if "date" in name or "days" in name]

    def days(*told, **more):
        return {n: v for n, v in compared(*told, **more).items() if n in names and v}

    assert days() == {"same dates told": 1}
    assert days(SHELLED, replace(SHELLED, day="2023-05-13")) == {"days between dates told": 0.2}
    assert days(SHELLED, replace(SHELLED, day="2023-05")) == {"same dates told": 1}
    assert days(UNDATED, UNDATED) == {"dates may agree": 1}
    later = ("2023-05-12", "2023-05-17")
    assert days(UNDATED, UNDATED, published=later) == {"days between": 0.5}
    assert days(SHELLED, UNDATED, published=("2023-05-12", "2023-12-31")) == {"days between": 3}
    assert days(SHELLED, UNDATED, published=(None, None)) == {"no date": 1}


def test_rivals_and_tellings_count():
    first, *_ = acts(tell("a", "id", None, SHELLED, at("Odesa"), replace(SHELLED, same_as=0)))
    [second] = acts(tell("b", "id", None, SHELLED))
    found = dict(zip(FEATURES, features(first, second, 0.5), strict=True))
    assert found["rivals in the articles"] == pytest.approx(math.log(2))
    assert found["told unequally often"] == pytest.approx(math.log(3 / 2))
    assert found["part of the article"] == pytest.approx(2 / 3)
    assert found["alike and alone"] == 0


PLACES = st.none() | st.sampled_from(["Kramatorsk", "Odesa", "Mykolaiv", "Jakarta"])
LINES = st.builds(
    lambda place, actor, day, status: Told(
        text=f"Kata Rusia dan Ukraina, [serangan] di {place} reda.",
        place=place,
        actor=actor,
        day=day,
        status=status,
    ),
    PLACES,
    st.none() | st.sampled_from(["Rusia", "Ukraina"]),
    st.none() | st.sampled_from(["2023-05", "2023-05-11", "2023-07-01"]),
    st.sampled_from(Status),
)


@given(LINES, LINES, st.floats(0, 1))
def test_it_is_the_same_both_ways_and_a_score_is_a_chance(one, other, alike):
    a, b = two(one, other)
    assert features(a, b, alike) == features(b, a, alike)
    score = model().score(a, b, alike)
    assert score == model().score(b, a, alike)
    assert 0 <= score <= 1
    assert (score == 0) == contradict(a, b) == contradict(b, a)
    assert not contradict(a, a)


# what contradicts


def test_towns_far_from_each_other_contradict_and_towns_near_or_unknown_do_not():
    assert contradict(*two(at("Kramatorsk"), at("Odesa")))
    assert not contradict(*two(at("Kramatorsk"), at("Sloviansk")))  # twelve kilometres
    assert not contradict(*two(at("Kramatorsk"), at("Mykolaiv")))  # on no map
    assert not contradict(*two(at("Kramatorsk"), replace(SHELLED, place=None)))


def test_a_town_in_common_is_enough():
    both, other = acts(
        tell("a", "id", None, at("Kramatorsk"), replace(at("Odesa"), same_as=0)),
        tell("b", "id", None, at("Odesa")),
    )
    assert not contradict(both, other)


def test_an_act_told_of_very_many_towns_contradicts_no_place():
    one, other = two(at("Kramatorsk"), at("Odesa"))
    one.towns |= {(48.74, 37 + n / 100) for n in range(20)}
    assert not contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2023-05-11", "2023-05-11", False),
        ("2023-05-11", "2023-05-12", False),  # a night, or another time zone
        ("2023-05-11", "2023-05-13", True),
        ("2023-05-11", "2023-05-17", False),  # a weekday read a week off
        ("2023-05-11", "2023-05-18", True),
        ("2023-05-11", "2024-05-11", True),
        ("2023-05-11", "2023-05", False),
        ("2023-05-11", "2023-08", False),  # what is no day is not taken at its word
        ("2023-05-11", None, False),
    ],
)
def test_days_further_apart_than_time_zones_explain_contradict(one, other, wanted):
    told = two(replace(SHELLED, day=one), replace(SHELLED, day=other))
    assert contradict(*told) == contradict(*told[::-1]) == wanted


def test_what_contradicts_scores_nothing_however_alike_it_is():
    sure = Model(bias=40.0, weights=(0.0,) * len(FEATURES), least=0.5)
    assert sure.score(*two(), 1.0) > 0.999
    assert sure.score(*two(at("Kramatorsk"), at("Odesa")), 1.0) == 0


# the words for it


def test_what_agrees_is_said_in_words():
    assert agreement(*two()) == "type, actor, place, date, trigger"
    assert agreement(*two(SHELLED, replace(at("Odesa"), day="2023-05-13"))) == (
        "type, actor, country of the place, trigger"
    )
    assert agreement(*two(UNDATED, replace(UNDATED, actor=None, place=None))) == (
        "type, days that may be the same, trigger"
    )


# the table of weights


def test_the_shipped_weights_are_read_and_speak_the_right_way():
    shipped = model()
    weights = dict(zip(FEATURES, shipped.weights, strict=True))
    assert 0 < shipped.least < 1
    assert weights["place same"] > 0 > weights["place other"]
    assert weights["same dates told"] > 0 > weights["days between dates told"]


def table(**changed):
    """The lines of a table, each a key and its value."""
    rows = {"least": "0.5", "bias": "-1.0", "[weights]": ""}
    rows |= {f'"{name}"': "0.25" for name in FEATURES} | changed
    return "\n".join(
        key if key.startswith("[") else f"{key} = {value}"
        for key, value in rows.items()
        if value is not None
    )


def test_a_table_is_read_in_the_order_of_the_features(tmp_path):
    path = tmp_path / "merging.toml"
    path.write_text(table(**{'"no date"': "-2.5"}))
    read = read_model(path)
    assert (read.bias, read.least) == (-1.0, 0.5)
    assert read.weights == tuple(-2.5 if n == "no date" else 0.25 for n in FEATURES)
    assert read_model(data_file("merging.toml")) == model()


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({'"no date"': None}, "the weight 'no date' is wrong"),
        ({'"no date"': '"0.5"'}, "the weight 'no date' is wrong"),
        ({'"no date"': "true"}, "the weight 'no date' is wrong"),
        ({'"no date"': "nan"}, "the weight 'no date' is wrong"),
        ({'"no date"': "-inf"}, "the weight 'no date' is wrong"),
        ({'"next moon"': "0.5"}, "the weight 'next moon' is wrong"),
        ({"bias": None}, "bias or least is wrong"),
        ({"bias": "inf"}, "bias or least is wrong"),
        ({"bias": '"1"'}, "bias or least is wrong"),
        ({"least": "0.0"}, "bias or least is wrong"),
        ({"least": "1.0"}, "bias or least is wrong"),
        ({"least": "nan"}, "bias or least is wrong"),
        ({"least": None}, "bias or least is wrong"),
    ],
)
def test_a_wrong_table_is_told_with_file_and_cure(tmp_path, changed, what):
    path = tmp_path / "merging.toml"
    path.write_text(table(**changed))
    with pytest.raises(LexiconError, match=what) as raised:
        read_model(path)
    assert "merging.toml" in str(raised.value)
    assert "training/merging/train.py" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "least = 0.5\nbias = 0.5", "weights = 3", "weights = []", "[[weights]]\na = 1.0"]
)
def test_weights_that_are_no_table_are_told(tmp_path, text):
    path = tmp_path / "merging.toml"
    path.write_text(text)
    with pytest.raises(LexiconError, match="the weights are missing or no table"):
        read_model(path)


@pytest.mark.parametrize("content", [b"least = ", b"\xff\xfe", b"bias = 1.0\nbias = 2.0"])
def test_a_table_that_is_no_toml_is_told(tmp_path, content):
    path = tmp_path / "merging.toml"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match="correct the TOML"):
        read_model(path)


def test_a_missing_table_is_told(tmp_path):
    with pytest.raises(LexiconError, match="the table is missing"):
        read_model(tmp_path / "merging.toml")
