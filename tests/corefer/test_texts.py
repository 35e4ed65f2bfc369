"""
Short texts through the whole program: one act told twice, and two acts of one type.

A trained judge is right mostly, not always, so shares are asked for, not each text. Texts in which
the encoder finds no two mentions of a type say nothing about the judge and are not counted.
"""

import tomllib
from pathlib import Path

import pytest

from eventgraph import extract
from eventgraph.merge import merge
from eventgraph.model import Article

TEXTS = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def united(text, language):
    """Tell whether the sentences of a text share an act; `None` where they share no type."""
    second = text.index(". ") + 2
    told = extract(text, language=language, published="2022-02-25")
    before = [m for m in told if m.trigger.start < second]
    behind = [m for m in told if m.trigger.start >= second]
    kinds = {m.type for m in before} & {m.type for m in behind}
    if not kinds:
        return None
    acts = ({m.same_as or m.id for m in side if m.type in kinds} for side in (before, behind))
    return bool(set.intersection(*acts))


def share_united(what, language):
    """Give the share of texts whose sentences share an act, and how many texts count."""
    answers = [united(text, language) for text in TEXTS[what][language]]
    known = [answer for answer in answers if answer is not None]
    return sum(known) / max(len(known), 1), len(known)


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_act_that_is_told_again_is_the_same_act(language):
    share, count = share_united("one_act", language)
    assert count >= 4
    assert share >= 0.75


@pytest.mark.parametrize("language", ["id", "en"])
def test_two_acts_of_other_parties_are_not_united(language):
    share, count = share_united("two_acts", language)
    assert count >= 4
    assert share <= 0.3  # still united: aid and protests of others on one day


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_act_told_twice_is_one_event_with_both_as_evidence(language):
    text = TEXTS["one_act"][language][0]
    told = [m for m in extract(text, language=language) if m.type.value == "ASSAULT"]
    first, second = told
    assert second.same_as == first.id
    [event] = merge(told, {first.article: Article(id=first.article, text=text, language=language)})
    assert event.evidence == 2
    assert [actor.name for actor in event.actors] == ["Russia"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_acts_of_two_types_are_two(language):
    text = {
        "id": "Rusia menyerang Aleppo. PBB mengecam Rusia.",
        "en": "Russia attacked Aleppo. The United Nations condemned Russia.",
    }[language]
    told = extract(text, language=language)
    assert {m.type.value for m in told} >= {"ASSAULT", "ACCUSE"}
    for mention in told:
        first = next((m for m in told if m.id == mention.same_as), None)
        assert first is None or first.type is mention.type
