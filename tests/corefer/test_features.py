import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.annotate.labels import STATUSES, TYPES
from eventgraph.corefer.features import NAMES, Pair, pair_features, tell, vector
from eventgraph.model import Argument, Role, Status
from tests.corefer.samples import ACTS, HIDDEN, MIDDLE, Act, pair, reading_of, state_of, told

SEEN_BY_THE_ENCODER = tuple(name for name in NAMES if "likeness" in name)


def all_pairs(acts):
    text, mentions = told(*acts)
    sides = [tell(mention, reading_of(text), MIDDLE) for mention in mentions]
    count = len(sides)
    return [
        Pair(sides[i], sides[j], between=j - i - 1, of_type=count)
        for i in range(count)
        for j in range(i + 1, count)
    ]


def test_every_number_has_a_name_of_its_own():
    assert len(set(NAMES)) == len(NAMES)
    [only] = all_pairs([Act(), Act()])
    assert len(pair_features(only)) == len(NAMES)


@given(st.lists(ACTS, min_size=2, max_size=5))
def test_any_pair_gives_as_many_finite_numbers_as_there_are_names(acts):
    for some in all_pairs(acts):
        numbers = pair_features(some)
        assert len(numbers) == len(NAMES)
        assert all(type(number) is float and math.isfinite(number) for number in numbers)
        seen = dict(zip(NAMES, numbers, strict=True))
        assert sum(seen[name] for name in TYPES) == 1
        assert sum(seen[f"first {status}"] for status in STATUSES) == 1
        assert sum(seen[f"second {status}"] for status in STATUSES) == 1
        dates = [seen[f"{name} date"] for name in ("no", "one", "same", "other")]
        assert sorted(dates) == [0, 0, 0, 1]


@given(st.lists(ACTS, min_size=2, max_size=2))
def test_what_says_nothing_about_the_act_changes_no_number(acts):
    text, mentions = told(*acts)
    others = [
        replace(m, article="another", confidence=0.5, same_as="another#char=0,1") for m in mentions
    ]
    numbers = [
        pair_features(Pair(*(tell(m, reading_of(text), MIDDLE) for m in both), 0, 2))
        for both in (mentions, others)
    ]
    assert numbers[0] == numbers[1]


@given(st.lists(ACTS, min_size=2, max_size=2))
def test_without_a_reading_only_the_likeness_is_missing(acts):
    seen, unseen = pair(*acts), pair(*acts, reading=False)
    assert {name for name in NAMES if seen[name] != unseen[name]} <= set(SEEN_BY_THE_ENCODER)
    assert not any(unseen[name] for name in SEEN_BY_THE_ENCODER)


def test_a_word_of_the_family_is_known_by_the_lexicon_and_without_it_by_its_letters():
    assert pair(Act(verb="menyerang"), Act(verb="serangan"))["same word family"]
    assert not pair(Act(verb="menyerang"), Act(verb="membom"))["same word family"]
    unknown = pair(Act(verb="menyerang", lexicon=False), Act(verb="serangan", lexicon=False))
    assert not unknown["same word family"]
    again = pair(Act(verb="menyerang", lexicon=False), Act(verb="menyerang", lexicon=False))
    assert again["same word family"]
    assert again["same trigger"]
    assert again["same stem"]


def test_names_are_the_same_by_who_is_meant_and_not_by_how_it_is_written():
    _, (first, second) = told(Act(actor="Rusia"), Act(actor="pasukan"))
    actor = replace(second.actors[0], name="RUSIA", country="RUS")
    elsewhere = replace(actor, country="UKR")

    def seen(argument):
        other = replace(second, actors=(argument,))
        both = Pair(tell(first, None, MIDDLE), tell(other, None, MIDDLE), 0, 2)
        return dict(zip(NAMES, pair_features(both), strict=True))

    same, other = seen(actor), seen(elsewhere)
    assert same["actors: share a name"]
    assert same["actors: same names"]
    assert same["actors: share a country"]
    assert not same["actors: share no country"]
    assert not other["actors: share a name"]
    assert other["actors: share no name"]
    assert other["actors: share no country"]


def test_one_of_two_actors_is_within_both_but_not_the_same():
    _, (first, second) = told(Act(), Act())
    turkey = Argument(role=Role.ACTOR, text="Turki", start=0, end=5, name="Turki", country="TUR")
    both = replace(second, actors=(*second.actors, turkey))
    numbers = pair_features(Pair(tell(first, None, MIDDLE), tell(both, None, MIDDLE), 0, 2))
    seen = dict(zip(NAMES, numbers, strict=True))
    assert seen["actors: share a name"]
    assert seen["actors: one within the other"]
    assert not seen["actors: same names"]


def test_who_is_not_resolved_shares_words_but_no_name():
    seen = pair(Act(resolved=False), Act(resolved=False))
    assert not seen["actors: share a name"]
    assert not seen["actors: same names"]
    assert seen["actors: share a text"]
    assert seen["actors: shared words"] == 1


def test_a_role_that_is_left_open_is_told_of_each_mention():
    seen = pair(Act(actor=None), Act())
    assert seen["actors: first open"]
    assert not seen["actors: second open"]
    assert not seen["actors: both open"]
    assert not seen["actors: share no name"]
    both = pair(Act(actor=None), Act(actor=None))
    assert both["actors: both open"]
    assert not both["actors: one within the other"]


def test_an_actor_who_is_the_target_of_the_other_is_told():
    seen = pair(Act(actor="Rusia", target="Ukraina"), Act(actor="Ukraina", target="Rusia"))
    assert seen["actor is target"]
    assert seen["target is actor"]
    assert seen["parties: same names"]
    assert not seen["actors: share a name"]


def test_an_omitted_subject_has_a_name_but_no_place_in_the_text():
    text, (first, second) = told(Act(), Act(actor=None))
    subject = Argument(role=Role.ACTOR, text="", name="Rusia", country="RUS")
    omitted = replace(second, actors=(subject,))
    sides = (tell(mention, reading_of(text), MIDDLE) for mention in (first, omitted))
    seen = dict(zip(NAMES, pair_features(Pair(*sides, 0, 2)), strict=True))
    assert seen["actors: share a name"]
    assert not seen["actors: share a text"]
    assert seen["actors: largest likeness"] == 0


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        (None, None, "no date"),
        ("2022-02-24", None, "one date"),
        (None, "2022-02-24", "one date"),
        ("2022-02-24", "2022-02-24", "same date"),
        ("2022-02-24", "2022-02-25", "other date"),
    ],
)
def test_dates_are_compared_where_both_are_known(one, other, name):
    assert pair(Act(day=one), Act(day=other))[name] == 1


def test_a_date_that_is_not_resolved_is_none():
    _, (first, second) = told(Act(day="2022-02-24"), Act(day="2022-02-24"))
    unknown = replace(second, date=replace(second.date, value=None))
    sides = (tell(mention, None, MIDDLE) for mention in (first, unknown))
    seen = dict(zip(NAMES, pair_features(Pair(*sides, 0, 2)), strict=True))
    assert seen["one date"] == 1


def test_a_denial_goes_with_the_telling_and_a_plan_does_not():
    denied = pair(Act(), Act(status=Status.NEGATED))
    assert denied["told and denied"]
    assert not denied["same status"]
    assert denied["first actual"]
    assert denied["second negated"]
    assert not pair(Act(), Act(status=Status.PLANNED))["told and denied"]
    assert pair(Act(status=Status.PLANNED), Act(status=Status.PLANNED))["told and denied"]


def test_speakers_are_compared_where_both_are_known():
    assert pair(Act(speaker="Murat"), Act(speaker="Murat"))["same speaker"]
    assert pair(Act(speaker="Murat"), Act(speaker="Lavrov"))["other speaker"]
    own = pair(Act(), Act(speaker="Lavrov"))
    assert own["first told"]
    assert not own["second told"]
    assert not own["same speaker"]
    assert not own["other speaker"]


def test_the_farther_apart_the_larger_the_numbers_of_place():
    first, _, third = all_pairs([Act(), Act(verb="membom"), Act(verb="serangan")])
    near, far = (
        dict(zip(NAMES, pair_features(p), strict=True))
        for p in (first, Pair(first.first, third.second, between=1, of_type=3))
    )
    assert near["neighbours"]
    assert not far["neighbours"]
    for name in ("characters between", "of the type between", "characters before second"):
        assert far[name] > near[name]
    assert far["characters before first"] == near["characters before first"]


def test_what_two_acts_of_one_sentence_share_is_not_counted():
    _, (first, second) = told(Act(), Act())
    beside = replace(second, sentence=first.sentence)
    sides = [tell(mention, None, MIDDLE) for mention in (first, beside)]
    seen = dict(zip(NAMES, pair_features(Pair(*sides, 0, 2)), strict=True))
    assert seen["one sentence"]
    assert seen["shared names"] == seen["shared words, share"] == 0
    apart = pair(Act(), Act())
    assert not apart["one sentence"]
    assert apart["shared names"] == pytest.approx(math.log1p(2))
    assert apart["shared words, share"] == 1


def test_the_same_word_is_seen_alike_and_another_is_not():
    same = pair(Act(), Act())
    assert same["likeness of triggers"] == pytest.approx(1, abs=1e-5)
    assert same["actors: largest likeness"] == pytest.approx(1, abs=1e-5)
    other = pair(Act(actor="Rusia"), Act(actor="Turki"))
    expected = (state_of(word).astype(np.float32) - MIDDLE for word in ("Rusia", "Turki"))
    one, two = (vector / np.linalg.norm(vector) for vector in expected)
    assert other["actors: largest likeness"] == pytest.approx(max(0, one @ two), abs=1e-5)
    assert other["actors: mean likeness"] == pytest.approx(one @ two, abs=1e-5)


TEXT = "Presiden Rusia menyerang kota Kyiv."


def test_the_state_of_a_stretch_is_the_mean_of_its_words():
    reading = reading_of(TEXT)
    alone = vector(reading, TEXT.index("kota"), TEXT.index("kota") + 4)
    assert alone == pytest.approx(state_of("kota"))
    both = vector(reading, TEXT.index("kota"), TEXT.index("."))
    mean = np.mean([state_of(w).astype(np.float32) for w in ("kota", "Kyiv")], axis=0)
    assert both == pytest.approx(mean)
    assert both.dtype == np.float32


def test_a_stretch_within_a_word_has_the_state_of_the_word():
    start = TEXT.index("yerang")
    assert vector(reading_of(TEXT), start, start + 3) == pytest.approx(state_of("menyerang"))


def test_words_whose_states_were_not_kept_have_none():
    reading = reading_of(TEXT, silent=2)
    assert vector(reading, 0, len("Presiden")) is None
    partly = vector(reading, 0, TEXT.index(" kota"))
    assert partly == pytest.approx(state_of("menyerang"))


@pytest.mark.parametrize(("start", "end"), [(None, None), (None, 3), (3, None), (8, 9), (500, 600)])
def test_where_no_word_is_there_is_no_state(start, end):
    assert vector(reading_of(TEXT), start, end) is None


def test_without_a_reading_there_is_no_state():
    assert vector(None, 0, 8) is None


def test_the_state_of_a_trigger_is_told_from_the_middle():
    text, (mention,) = told(Act())
    assert tell(mention, reading_of(text), MIDDLE).state == pytest.approx(
        state_of("menyerang").astype(np.float32) - MIDDLE
    )
    assert tell(mention, None, MIDDLE).state is None
    assert tell(mention, None, MIDDLE).sides[0].vectors.shape == (0, HIDDEN)
