"""
Text in, mentions out: the tables in `tests/cases/<language>/*.toml`, measured.

A bug gets a case first. `python -m tests.cases.score` shows what comes out and what does
not. Raising a floor is a commit; lowering one takes a written reason, and a case is never
changed to what the program says.
"""

from dataclasses import replace

import pytest

from eventgraph.model import Argument, DateValue, EventType, Mention, Role, Span, Speaker, Status
from tests.cases.score import (
    LANGUAGES,
    NOTHING,
    PARTS,
    Line,
    Score,
    cases,
    compared,
    line_of,
    parsed,
    report,
    score,
)

FLOORS = {
    "en": {
        "act": 0.94,
        "status": 0.94,
        "actors": 0.94,
        "targets": 0.79,
        "places": 0.76,
        "date": 0.90,
        "source": 0.75,
    },
    "id": {
        "act": 0.92,
        "status": 0.92,
        "actors": 0.85,
        "targets": 0.75,
        "places": 0.82,
        "date": 0.86,
        "source": 0.40,
    },
}
"""
Share of each part of the lines that comes out, of the weights that ship.

Single sentences without surroundings are hard: weights are chosen on the labelled development
articles, and these floors follow them. The floor of Indonesian sources fell from .45: of five
lines two ask for no source where a ministry denies or a minister asks, and the weights now give
the one who denies or asks, as the labelled texts do.
"""

EXTRA = {"en": 4, "id": 4}
"""Ceilings of acts found beside the ones that a text tells."""

FALSE = {"en": 0, "id": 0}
"""Ceilings of acts found in texts that tell none."""

MET = "CONSULT planned met: Joko Widodo, Kim Jong Un > king @ Oslo # 2017-01 < United Nations"


@pytest.fixture(scope="module")
def scored():
    """Give the score of each language, each measured once."""
    return {language: score(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_cases_of_acts_and_of_none(language):
    empty = {stem == NOTHING: 0 for stem, _ in cases(language)}
    for stem, case in cases(language):
        assert (stem == NOTHING) == (not case["mentions"]), case["text"]
        empty[stem == NOTHING] += 1
    assert empty[False] > 50
    assert empty[True] > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_line_comes_out_as_often_as_its_floor_says(language, scored):
    total = scored[language]
    below = [part for part in PARTS if total.share(part) < FLOORS[language][part]]
    assert not below, f"below the floor: {below}\n{report(language, total)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_acts_are_found_that_are_not_told(language, scored):
    total = scored[language]
    assert total.extra <= EXTRA[language], report(language, total)
    assert total.false <= FALSE[language], report(language, total)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_case_is_written_as_lines_are(language):
    for _, case in cases(language):
        for line in case["mentions"]:
            kept = parsed(line)
            assert parsed(str(kept)) == kept
            assert kept.trigger in case["text"], line


def test_a_line_is_read_in_its_parts():
    assert parsed(MET) == Line(
        type="CONSULT",
        status="planned",
        trigger="met",
        actors=("Joko Widodo", "Kim Jong Un"),
        targets=("king",),
        places=("Oslo",),
        date="2017-01",
        source="United Nations",
    )
    assert str(parsed(MET)) == MET
    assert parsed("COERCE actual jailed: > priest").actors == ()


@pytest.mark.parametrize("text", ["", "met: A > B", "CONSULT met: A", "CONSULT actual met"])
def test_what_is_no_line_is_refused(text):
    with pytest.raises(ValueError, match="is no line"):
        parsed(text)


def test_a_mention_is_told_as_a_line():
    def named(role, text, name):
        return Argument(role=role, text=text, start=0, end=len(text), name=name)

    mention = Mention(
        article="a",
        sentence=Span(start=0, end=3, text="met"),
        trigger=Span(start=0, end=3, text="met"),
        type=EventType.CONSULT,
        status=Status.PLANNED,
        actors=(
            named(Role.ACTOR, "Kim", "Kim Jong Un"),
            named(Role.ACTOR, "Jokowi", "Joko Widodo"),
        ),
        targets=(named(Role.TARGET, "king", None),),
        places=(named(Role.PLACE, "Oslo", "Oslo"),),
        date=DateValue(text="January", start=0, end=7, value="2017-01"),
        source=Speaker(text="UN", start=0, end=2, name="United Nations"),
    )
    assert str(line_of(mention)) == MET
    assert str(line_of(replace(mention, targets=(), date=None))) == MET.replace(
        " > king", ""
    ).replace(" # 2017-01", "")


@pytest.mark.parametrize(
    ("change", "missed"),
    [
        (("CONSULT", "ASSAULT"), set(PARTS)),
        (("met:", "talks:"), set(PARTS)),
        (("planned", "actual"), {"status"}),
        (("Kim Jong Un", "Boris Johnson"), {"actors"}),
        (("Joko Widodo, Kim Jong Un", "Kim Jong Un, Joko Widodo"), set()),
        (("> king", "> king, queen"), {"targets"}),
        ((" @ Oslo", ""), {"places"}),
        (("2017-01", "2017"), {"date"}),
        ((" < United Nations", ""), {"source"}),
    ],
)
def test_only_the_part_that_differs_is_missed(change, missed):
    total = Score()
    compared("text", [parsed(MET)], [parsed(MET.replace(*change))], total)
    assert {part for part in PARTS if total.share(part) < 1} == missed
    assert bool(total.misses) == bool(missed)


def test_what_is_found_beside_the_told_acts_is_counted():
    line, told, none = parsed(MET), Score(), Score()
    compared("text", [line], [line, line], told)
    compared("text", [], [line], none)
    assert (told.extra, told.false, told.share("act")) == (1, 0, 1.0)
    assert (none.extra, none.false) == (0, 1)


def test_a_part_that_is_found_without_being_told_is_missed():
    total = Score()
    bare = "CONSULT actual met: king"
    compared("text", [parsed(bare)], [parsed(f"{bare} @ Oslo")], total)
    assert total.share("places") == 0
    assert total.asked["targets"] == 0, "what is neither told nor found says nothing"
