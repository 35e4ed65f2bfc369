import re
from importlib import import_module

import pytest

from eventgraph import DropReason, extract
from eventgraph.annotate import annotate
from eventgraph.extract import extract_events
from eventgraph.model import CODED, Article, Mark, MarkKind
from tests.conftest import ROOT
from tests.extract.test_events import act

ATTACK = "Rebels attacked soldiers."


def read(text, language="en", min_confidence=0.0, **fields):
    """Give the mentions of a text and what was left out of it."""
    article = Article(id="a", text=text, language=language, **fields)
    [(_, doc)] = annotate([article])
    left_out = []
    found = extract_events(doc, article, min_confidence=min_confidence, on_dropped=left_out.append)
    return found, left_out


def told(left_out):
    return [(d.reason.value, d.type.value, d.trigger.text) for d in left_out]


@pytest.fixture
def acts(monkeypatch):
    """Let a test say which acts were found, so that it does not hang on the weights."""

    def use(*found):
        module = import_module("eventgraph.extract.events")
        monkeypatch.setattr(module, "find_acts", lambda *_: list(found))

    return use


def test_an_act_below_the_limit_is_told_with_its_sentence_and_chance():
    text = f"  The fog lifted. {ATTACK}"
    [mention], nothing = read(text)
    assert nothing == []
    mentions, [dropped] = read(text, min_confidence=1.0)
    assert mentions == ()
    assert dropped.reason is DropReason.BELOW_THRESHOLD
    assert dropped.confidence == mention.confidence
    assert (dropped.article, dropped.sentence, dropped.trigger, dropped.type) == (
        mention.article,
        mention.sentence,
        mention.trigger,
        mention.type,
    )
    assert dropped.mark is None


def test_a_word_that_the_lexicon_knows_and_no_act_came_of_is_unlikely(acts):
    acts()
    _, left_out = read(ATTACK)
    assert told(left_out) == [("unlikely", "ASSAULT", "attacked")]


def test_a_word_that_only_the_encoder_takes_for_a_trigger_is_told_too(acts, monkeypatch):
    acts()
    monkeypatch.setattr(import_module("eventgraph.extract.dropped"), "find_triggers", lambda *_: [])
    _, left_out = read(ATTACK)
    assert told(left_out) == [("unlikely", "ASSAULT", "attacked")]


def test_of_two_acts_on_one_word_the_other_one_is_told(acts):
    acts(act(ATTACK, "attacked", kind="COERCE"))
    [mention], left_out = read(ATTACK)
    assert mention.type.value == "COERCE"
    assert told(left_out) == [("same-words", "ASSAULT", "attacked")]


def test_a_trigger_inside_a_name_says_so(acts):
    acts()
    _, left_out = read("It is the Grand Attack Party.")
    assert told(left_out) == [("part-of-a-name", "ASSAULT", "Attack")]


@pytest.mark.parametrize("kind", sorted(set(MarkKind) - CODED))
def test_what_stands_in_a_part_that_is_not_coded_names_the_part(kind):
    text = f"{ATTACK}\nPolice arrested activists."
    mark = Mark(start=0, end=len(ATTACK), kind=kind)
    [mention], [dropped] = read(text, marks=(mark,))
    assert mention.trigger.text == "arrested"
    assert told([dropped]) == [("boilerplate", "ASSAULT", "attacked")]
    assert dropped.mark is kind
    assert dropped.sentence.text == ATTACK


def test_a_repeat_whose_type_gives_way_is_told_and_its_copy_is_not(acts):
    text = f"{ATTACK}\nThe fog lifted.\n{ATTACK}"
    second = text.rindex(ATTACK)
    shifted = act(" " * second + ATTACK, "attacked", kind="COERCE")
    acts(act(text, "attacked"), shifted)
    mark = Mark(start=second, end=len(text), kind=MarkKind.REPEAT, of=0)
    mentions, left_out = read(text, marks=(mark,))
    assert [m.type.value for m in mentions] == ["ASSAULT", "ASSAULT"]
    assert told(left_out) == [("same-words", "COERCE", "attacked")]
    assert left_out[0].trigger.start > second


def test_an_article_about_something_else_tells_all_that_it_lost():
    left_out = []
    text = "Acme Inc. agreed to buy Bolt Ltd. Acme held talks with Bolt in spring."
    assert extract(text, language="en", on_dropped=left_out.append) == ()
    lost = [d.trigger.text for d in left_out if d.reason is DropReason.NOT_POLITICAL]
    assert "talks" in lost


def test_who_does_not_ask_gets_the_same_mentions():
    text = f"{ATTACK} Two ministers met the king in Oslo, and the war museum was closed."
    assert extract(text, language="en") == extract(text, language="en", on_dropped=lambda _: None)


def test_every_reason_has_its_line():
    lines = {reason.why for reason in DropReason}
    assert len(lines) == len(DropReason)
    assert all(line.isprintable() for line in lines)


def test_the_reasons_of_the_documentation_are_those_of_the_program():
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    _, _, section = page.partition("## What was seen and left out")
    told = re.findall(r"^\| `([\w-]+)`", section.partition("\n## ")[0], re.MULTILINE)
    assert told == [reason.value for reason in DropReason]
