"""Texts that nobody would call an article: all are read, and every span points at its words."""

import functools
import json
import subprocess
import sys
from itertools import cycle, islice

import pytest

from eventgraph import extract, make_article
from eventgraph.pipeline import mention_records

EN = (
    "Rebels attacked soldiers near Lima on Monday",
    "President Vladimir Putin met Recep Tayyip Erdogan in Moscow on 3 May 2016",
    "the United Nations condemned the attack",
    "police arrested two activists, an envoy said",
    "Kim Jong-un threatened the U.S. government two days earlier",
)
ID = (
    "Pemberontak menyerang tentara di dekat Lima pada Senin",
    "Presiden Vladimir Putin bertemu dengan Recep Tayyip Erdogan di Moskow, Kamis (5/5/2016)",
    "PBB mengecam serangan itu",
    "polisi menangkap dua aktivis, kata utusan itu dikutip dari Reuters",
    "Kim Jong-un mengancam pemerintah Amerika Serikat dua hari sebelumnya",
)
MIXED = [sentence for pair in zip(EN, ID, strict=True) for sentence in pair]


def many(sentences, count, glue):
    return glue.join(islice(cycle(sentences), count))


def words(sentences, count):
    """Give a sentence of so many words."""
    return " ".join(many(sentences, count, " and ").split()[:count]) + "."


def table(sentences, rows):
    head = "| No | Where\t| What |\n|---|:---:|---|\n"
    return head + "".join(f"| {n} |\t{s} | {n * 7}% |\n" for n, s in enumerate(rows * sentences))


TEXTS = {
    "a sentence of 3,000 words": (words(EN, 3000), "en"),
    "a sentence of 3,000 words, Indonesian": (words(ID, 3000), "id"),
    "only capitals": (many(EN, 20, ". ").upper(), "en"),
    "only capitals, Indonesian": (many(ID, 20, ". ").upper(), "id"),
    "no stop": (many(EN, 40, " ").replace(",", ""), "en"),
    "no stop, Indonesian": (many(ID, 40, " ").replace(",", ""), "id"),
    "no blank at all": (many(EN, 12, ".").replace(" ", "") + f". {EN[0]}", "en"),
    "languages in turn": (many(MIXED, 20, ". "), "en"),
    "languages line by line": (many(MIXED, 20, ".\n"), "id"),
    "other scripts between": (many(EN, 10, ". 攻击了敌人。 هجوم على المدينة. โจมตี. "), "en"),
    "a quote that never closes": ("“" + many(EN, 15, ". "), "en"),
    "a straight quote that never closes": ('He said: "' + many(EN, 15, ". "), "en"),
    "quotes that only close": (many(ID, 15, "”. "), "id"),
    "brackets that never close": (many(EN, 15, ". ([{ "), "en"),
    "zero-width signs": (many(EN, 10, ". ").replace(" ", " \u200b").replace("a", "a\u200d"), "en"),
    "soft hyphens and marks of direction": (
        many(EN, 10, ". ").replace("tt", "t\u00adt").replace(" ", " \u202e\ufeff") + f". {EN[0]}",
        "en",
    ),
    "combining signs": (many(EN, 10, ". ").replace("e", "e\u0301").replace("t ", "t\u0323 "), "en"),
    "emoji": (many(EN, 10, " 😀👩\u200d👧🇮🇩 ").replace("attack", "🔥attack"), "en"),
    "a run of emoji": ("😀" * 700 + many(EN, 3, ". ") + "🔥" * 700, "en"),
    "a run of brackets": ("(" * 700 + many(EN, 3, ". ") + ")" * 700, "en"),
    "a word of 5,000 letters": ("a" * 5000 + ". " + many(EN, 3, ". ") + ". " + "A" * 5000, "en"),
    "a table": (table(EN, 3), "en"),
    "tabs and no lines": (many(ID, 15, "\t|\t"), "id"),
    "a list": ("".join(f"{n}. {s}\n- {s}\n* {s};\n" for n, s in enumerate(EN * 2)), "en"),
    "a word a line": (many(ID, 10, ". ").replace(" ", "\n") + f"\n{ID[0]}.", "id"),
    "all line breaks": (many(EN, 12, "\r\n\x0b\x0c\x85\u2028\u2029\r"), "en"),
    "markup": ("<p>" + many(EN, 8, ".</p><p onload='x'>&quot;") + "</p>", "en"),
}
DAY = "2016-05-06"


def read(name):
    """Give the mentions of a text and what was left out of it."""
    text, language = TEXTS[name]
    left_out = []
    found = extract(text, language=language, published=DAY, on_dropped=left_out.append)
    return found, left_out


@functools.cache
def first_reading(name):
    return read(name)


def spans(mention):
    inside = [a for a in mention.arguments if a.start is not None]
    others = [one for one in (mention.date, mention.source) if one is not None]
    return [mention.sentence, mention.trigger, *inside, *others]


@pytest.mark.parametrize("name", TEXTS)
def test_every_span_points_at_its_words(name):
    text, _ = TEXTS[name]
    found, left_out = first_reading(name)
    assert found, "a text without acts shows nothing"
    pointed = [span for mention in found for span in spans(mention)]
    pointed += [span for act in left_out for span in (act.sentence, act.trigger)]
    for span in pointed:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("name", ["a sentence of 3,000 words", "no stop, Indonesian"])
def test_acts_are_found_to_the_end_of_a_text_without_stops(name):
    text, _ = TEXTS[name]
    found, _ = first_reading(name)
    starts = [mention.trigger.start for mention in found]
    assert starts == sorted(set(starts))
    tenths = {10 * start // len(text) for start in starts}
    assert tenths == set(range(10))


def test_an_article_tells_the_same_whatever_was_read_before():
    names = [name for name, (text, _) in TEXTS.items() if len(text) < 10_000]
    before = {name: first_reading(name) for name in names}
    for name in reversed(names):
        assert read(name) == before[name], name


def records(name):
    text, language = TEXTS[name]
    return mention_records(make_article(text, id="a", language=language, published=DAY))


@pytest.mark.parametrize("name", ["languages line by line", "no stop"])
def test_a_process_that_read_nothing_else_gives_the_same_events(name):
    code = (
        "import json, sys; from tests.extract.test_hostile import records\n"
        "json.dump(records(sys.argv[1]), sys.stdout)"
    )
    for other in ("emoji", "a table"):
        first_reading(other)
    alone = subprocess.run([sys.executable, "-c", code, name], capture_output=True, check=True)
    assert json.loads(alone.stdout) == json.loads(json.dumps(records(name)))
