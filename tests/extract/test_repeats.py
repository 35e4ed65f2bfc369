from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.extract.repeats import told_alike
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    EventType,
    Mark,
    MarkKind,
    Mention,
    Role,
    Span,
    Speaker,
)

DATELINE = "ANKARA - "
PARAGRAPH = "Kata Murat, Iran menyerang Irak di Basra pada Kamis, lalu Iran bertemu Mesir."
BETWEEN = "\nIa pulang.\n"
SECOND = len(DATELINE + PARAGRAPH + BETWEEN)
THIRD = SECOND + len(PARAGRAPH + BETWEEN)


def article(tellings=2):
    """A paragraph told several times, the first time behind a dateline."""
    text = DATELINE + BETWEEN.join([PARAGRAPH] * tellings)
    first = len(DATELINE)
    starts = [SECOND, THIRD][: tellings - 1]
    marks = [
        Mark(start=at, end=at + len(PARAGRAPH), kind=MarkKind.REPEAT, of=first) for at in starts
    ]
    dateline = Mark(start=0, end=first, kind=MarkKind.DATELINE)
    return Article(id="a", text=text, language="id", marks=(dateline, *marks))


def told(base, word="menyerang", kind=EventType.ASSAULT, **roles):
    """An act as the paragraph at `base` tells it, with roles given by their words."""

    def at(words):
        start = base + PARAGRAPH.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    def arguments(name, role):
        return tuple(Argument(role=role, **at(words)) for words in roles.get(name, ()))

    return Mention(
        article="a",
        sentence=Span(start=base, end=base + len(PARAGRAPH), text=PARAGRAPH),
        trigger=Span(**at(word)),
        type=kind,
        actors=arguments("actors", Role.ACTOR),
        targets=arguments("targets", Role.TARGET),
        places=arguments("places", Role.PLACE),
        date=DateValue(**at(roles["date"])) if "date" in roles else None,
        source=Speaker(**at(roles["source"])) if "source" in roles else None,
    )


FIRST = len(DATELINE)
WHOLE = {
    "actors": ["Iran"],
    "targets": ["Irak"],
    "places": ["Basra"],
    "date": "Kamis",
    "source": "Murat",
}


def stretches(mention):
    parts = (mention.sentence, mention.trigger, *mention.arguments, mention.date, mention.source)
    return [part for part in parts if part is not None]


def words(mention):
    """Give what a mention tells, without where it stands."""
    return [(type(part).__name__, part.text) for part in stretches(mention)]


def assert_right(mentions, text):
    for mention in mentions:
        for part in stretches(mention):
            assert text[part.start : part.end] == part.text
    assert len({mention.id for mention in mentions}) == len(mentions)


def test_a_copy_points_into_its_own_paragraph_and_names_what_it_repeats():
    given_article = article()
    first, copy = told_alike([told(FIRST, **WHOLE)], given_article)
    assert first == told(FIRST, **WHOLE)
    assert copy == replace(told(SECOND, **WHOLE), repeat_of=first.id)
    assert_right([first, copy], given_article.text)


def test_what_the_first_telling_leaves_open_is_filled_from_the_second():
    first, copy = told_alike(
        [told(FIRST, actors=["Iran"]), told(SECOND, **WHOLE | {"actors": ["Kata"]})], article()
    )
    assert first == told(FIRST, **WHOLE)
    assert copy == replace(told(SECOND, **WHOLE), repeat_of=first.id)


@pytest.mark.parametrize("role", sorted(WHOLE))
def test_each_role_is_filled_from_the_telling_that_has_it(role):
    rest = {name: value for name, value in WHOLE.items() if name != role}
    whole = told(FIRST, **WHOLE)
    for tellings in (
        [told(FIRST, **rest), told(SECOND, **{role: WHOLE[role]})],
        [told(FIRST, **{role: WHOLE[role]}), told(SECOND, **rest)],
    ):
        first, copy = told_alike(tellings, article())
        assert first == whole
        assert copy == replace(told(SECOND, **WHOLE), repeat_of=whole.id)


def test_what_the_second_telling_leaves_open_is_filled_from_the_first():
    first, copy = told_alike([told(FIRST, **WHOLE), told(SECOND)], article())
    assert (first, words(copy)) == (told(FIRST, **WHOLE), words(first))


def test_a_place_outside_of_the_paragraph_stays_where_it_is():
    given_article = article()
    place = Argument(role=Role.PLACE, text="ANKARA", start=0, end=6)
    told_there = replace(told(FIRST, actors=["Iran"]), places=(place,))
    first, copy = told_alike([told_there], given_article)
    assert first == told_there
    assert copy.places == (place,)
    assert_right([first, copy], given_article.text)


def test_a_place_outside_that_only_the_second_telling_names_stays_where_it_is():
    given_article = article()
    place = Argument(role=Role.PLACE, text="ANKARA", start=0, end=6)
    first, copy = told_alike([told(FIRST), replace(told(SECOND), places=(place,))], given_article)
    assert first.places == copy.places == (place,)


def test_an_argument_that_is_not_in_the_text_is_copied_as_it_is():
    omitted = Argument(role=Role.ACTOR, text="", name="Iran")
    first, copy = told_alike([replace(told(FIRST), actors=(omitted,))], article())
    assert first.actors == copy.actors == (omitted,)


def test_an_act_seen_only_in_the_second_telling_is_added_to_the_first():
    given_article = article()
    first, copy = told_alike([told(SECOND, **WHOLE)], given_article)
    assert first == told(FIRST, **WHOLE)
    assert copy == replace(told(SECOND, **WHOLE), repeat_of=first.id)


def test_each_telling_gives_the_acts_that_the_other_missed():
    attack, met = told(FIRST, actors=["Iran"]), told(SECOND, "bertemu", EventType.CONSULT)
    mentions = told_alike([attack, met], article())
    assert [(m.trigger.start, m.type) for m in mentions] == [
        (base + PARAGRAPH.index(word), kind)
        for base in (FIRST, SECOND)
        for word, kind in (("menyerang", EventType.ASSAULT), ("bertemu", EventType.CONSULT))
    ]
    assert [m.repeat_of for m in mentions] == [None, None, mentions[0].id, mentions[1].id]
    assert_right(mentions, article().text)


def test_two_tellings_that_differ_in_type_give_one_act_each():
    mentions = told_alike([told(FIRST), told(SECOND, kind=EventType.COERCE)], article())
    assert len(mentions) == 2
    assert mentions[0].type == mentions[1].type
    assert_right(mentions, article().text)


def test_three_tellings_tell_the_same():
    given_article = article(3)
    mentions = told_alike(
        [
            told(FIRST, actors=["Iran"]),
            told(SECOND, targets=["Irak"]),
            told(THIRD, places=["Basra"]),
        ],
        given_article,
    )
    whole = {"actors": ["Iran"], "targets": ["Irak"], "places": ["Basra"]}
    first = told(FIRST, **whole)
    assert mentions == (
        first,
        replace(told(SECOND, **whole), repeat_of=first.id),
        replace(told(THIRD, **whole), repeat_of=first.id),
    )


def test_an_act_seen_only_in_the_third_telling_stands_in_all():
    mentions = told_alike([told(THIRD, **WHOLE)], article(3))
    first = told(FIRST, **WHOLE)
    assert mentions == (
        first,
        replace(told(SECOND, **WHOLE), repeat_of=first.id),
        replace(told(THIRD, **WHOLE), repeat_of=first.id),
    )


@pytest.mark.parametrize("kind", [kind for kind in MarkKind if kind is not MarkKind.REPEAT])
def test_an_article_without_repeats_comes_out_unchanged(kind):
    given_article = replace(article(), marks=(Mark(start=SECOND, end=THIRD, kind=kind),))
    mentions = (told(FIRST, **WHOLE), told(SECOND, actors=["Iran"]))
    assert told_alike(mentions, given_article) == mentions


def test_acts_outside_of_the_repeats_stay_as_they_are():
    given_article = article()
    at = given_article.text.index("pulang")
    span = Span(start=at, end=at + 6, text="pulang")
    retreat = Mention(article="a", sentence=span, trigger=span, type=EventType.RETREAT)
    mentions = told_alike([retreat, told(FIRST)], given_article)
    assert [m.repeat_of for m in mentions] == [None, None, mentions[0].id]
    assert mentions[1] == retreat


ROLES = st.fixed_dictionaries(
    {},
    optional={
        "actors": st.just(["Iran"]),
        "targets": st.sampled_from([["Irak"], ["Irak", "Mesir"]]),
        "places": st.just(["Basra"]),
        "date": st.just("Kamis"),
        "source": st.just("Murat"),
    },
)
ACTS = {"menyerang": EventType.ASSAULT, "bertemu": EventType.CONSULT}
TOLD = st.dictionaries(
    st.tuples(st.sampled_from([FIRST, SECOND, THIRD]), st.sampled_from(sorted(ACTS))), ROLES
)


@given(TOLD)
def test_whatever_was_told_all_tellings_are_the_same_and_stay_so(tellings):
    given_article = article(3)
    mentions = told_alike(
        [told(base, word, ACTS[word], **roles) for (base, word), roles in tellings.items()],
        given_article,
    )
    assert_right(mentions, given_article.text)
    first, second, third = (
        [m for m in mentions if base <= m.trigger.start < base + len(PARAGRAPH)]
        for base in (FIRST, SECOND, THIRD)
    )
    assert {m.trigger.text for m in first} == {word for _, word in tellings}
    assert [words(m) for m in first] == [words(m) for m in second] == [words(m) for m in third]
    assert [m.repeat_of for m in second] == [m.repeat_of for m in third] == [m.id for m in first]
    assert told_alike(mentions, given_article) == mentions
