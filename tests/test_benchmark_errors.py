"""Causes of errors are told by rule, and the document about quality says what was read."""

import json
import re
import sys
from dataclasses import replace

import pytest
from benchmarks import errors as command
from benchmarks.causes import false_finds, misses
from benchmarks.looks import Case, Look, Training, Weighed
from benchmarks.report import (
    TEMPLATE,
    Quotes,
    report,
    telling_false_finds,
    telling_misses,
)
from benchmarks.tables import (
    bins,
    calibration,
    calibration_error,
    confusion,
    escaped,
    figure,
    marked,
    score_rows,
    statuses,
    words_of,
)

from eventgraph.evaluate import score
from eventgraph.model import text_hash
from tests.conftest import ROOT

TEXT = (
    "The envoy praised the truce. Ada rejected talks with Bora after they launched an assault. "
    "Coro sent a note."
)
TRAINED = [
    ("They praised it and praised them.", "praised", "SUPPORT"),
    ("A note, a note, a note.", "note", "REQUEST"),
    ("An assault began.", "assault", "ASSAULT"),
]


def span(text, word):
    start = text.index(word)
    return {"text": word, "start": start, "end": start + len(word)}


def mention(word, kind, text=TEXT, **more):
    base = {"doc": "d", "n": 1, "type": kind, "status": "actual", "trigger": span(text, word)}
    return base | {"actors": [{"text": ""}], "targets": [], "confidence": 0.9} | more


def document(text=TEXT, **more):
    ends = [m.end() for m in re.finditer(r"\. ?", text)]
    sentences = [list(pair) for pair in zip([0, *ends[:-1]], ends, strict=True)]
    base = {"id": "d", "lang": "en", "text": text, "sentences": sentences, "source": "a.example"}
    return base | more


def case(gold=(), found=(), **more):
    numbered = tuple(label | {"n": n} for n, label in enumerate(gold, 1))
    return Case(
        document=more.pop("document", document()), gold=numbered, found=tuple(found), **more
    )


def training(rows=TRAINED):
    documents = [{"id": f"t{n}", "lang": "en", "text": text} for n, (text, *_) in enumerate(rows)]
    labels = [
        {"doc": f"t{n}", "type": kind, "trigger": span(text, word)}
        for n, (text, word, kind) in enumerate(rows)
    ]
    return Training(documents, labels)


def weighed(word, **chances):
    where = span(TEXT, word)
    return Weighed(where["start"], where["end"], chances)


def ends(word):
    where = span(TEXT, word)
    return where["start"], where["end"]


def told(rule, one):
    return [(error.cause, error.detail) for error in rule(Look.at(one, training()))]


SUPPORT, ATTACK = mention("praised", "SUPPORT"), mention("assault", "ASSAULT")


def missed(label, *found, **more):
    return told(misses, case([label], found, **more))


def test_a_find_of_another_type_is_both_a_miss_and_a_false_find():
    one = case([SUPPORT], [mention("praised", "ACCUSE")])
    assert told(misses, one) == [("other type", "found as ACCUSE")]
    assert told(false_finds, one) == [("right act, other type", "labelled SUPPORT")]


def test_what_is_found_right_is_neither():
    one = case([SUPPORT], [SUPPORT])
    assert told(misses, one) == told(false_finds, one) == []


def test_a_miss_under_the_trigger_of_another_label_is_swallowed():
    phrase = mention("rejected talks", "REJECT")
    labels = [phrase, mention("talks", "CONSULT")]
    assert told(misses, case(labels, [phrase])) == [
        ("swallowed by a neighbour trigger", "by REJECT")
    ]


def test_a_find_on_words_of_a_label_that_has_another_is_found_twice():
    phrase = mention("rejected talks", "REJECT")
    finds = [phrase, mention("talks", "CONSULT")]
    assert told(false_finds, case([phrase], finds)) == [("one label found twice", "")]


def test_a_miss_that_was_seen_and_left_out_says_where():
    assert missed(SUPPORT, uncoded=((0, 20),)) == [("not coded", "")]
    assert missed(SUPPORT, dropped=(ends("praised"),)) == [("out of scope", "")]


def test_label_and_find_on_neighbouring_words_are_told_of_each_other():
    one = case([mention("praised", "SUPPORT")], [mention("truce", "SUPPORT")])
    assert told(misses, one) == [("told by a word beside it", "")]
    assert told(false_finds, one) == [("the label stands on a word beside it", "")]


def test_neighbours_stand_in_one_sentence():
    one = case([mention("truce", "SUPPORT")], [mention("rejected", "SUPPORT")])
    assert told(misses, one) == [("never seen in training labels", "")]


@pytest.mark.parametrize(
    ("chance", "cause"), [(0.1, "seen but unlikely"), (0.09, "never seen in training labels")]
)
def test_a_miss_that_the_encoder_saw_is_told_apart(chance, cause):
    [(name, detail)] = missed(mention("truce", "RETREAT"), words=(weighed("truce", AGREE=chance),))
    assert name == cause
    assert detail == ("best as AGREE" if cause == "seen but unlikely" else "")


def test_a_miss_that_nobody_saw_is_explained_by_training():
    assert missed(mention("assault", "COERCE")) == [("seen there with other types", "as ASSAULT 1")]
    assert missed(mention("note", "REQUEST")) == [("seldom a trigger in training", "")]
    assert missed(ATTACK) == [("overlooked", "")]


def test_occurrences_are_whole_words_in_any_case_and_of_one_language():
    known = training([("A Note. Notes, a  note of note", "Note", "REQUEST")])
    assert known.occurrences("en", "NOTE") == (1, 3)
    assert known.occurrences("en", "a note") == (1, 2)
    assert known.occurrences("id", "note") == (0, 0)
    assert known.labels_of("en") == {"REQUEST": 1}
    assert known.labels_of("id") == {}


def false(find, gold=(), found=(), **more):
    causes = told(false_finds, case(gold, [*found, find], **more))
    assert len(causes) == 1
    return causes[0]


def test_a_find_beside_a_right_one_of_its_type_is_a_double():
    double = "double of a found act in the same sentence"
    both = {"gold": [ATTACK], "found": [ATTACK]}
    launched = mention("launched", "ASSAULT")
    assert false(launched, **both) == (double, "light verb")
    assert false(mention("they", "ASSAULT"), **both) == (double, "verb")
    nouns = frozenset({ends("they")[0]})
    assert false(mention("they", "ASSAULT"), **both, nouns=nouns) == (double, "noun")
    assert false(mention("they", "ACCUSE"), **both)[0] != double
    assert false(mention("rejected", "ASSAULT"), **both)[0] != double


OTHER = {"gold": [ATTACK], "found": [ATTACK]}


def test_a_find_that_the_encoder_did_not_believe_was_pushed_by_the_lexicon():
    find, pushed = mention("praised", "SUPPORT"), "lexicon pushed it"
    assert false(find, **OTHER, words=(weighed("praised", SUPPORT=0.49),))[0] == pushed
    assert false(find, **OTHER, words=(weighed("praised", SUPPORT=0.5),))[0] != pushed
    assert false(find, **OTHER, words=(weighed("praised", ACCUSE=0.9),)) == (
        pushed,
        "encoder alone 0.00",
    )


def test_a_find_in_an_article_without_labels_is_off_topic():
    assert false(SUPPORT) == ("article without any act", "")


def test_acts_of_another_kind_are_told_apart():
    bare = mention("praised", "SUPPORT", actors=[])
    start = ends("praised")[0]
    assert false(bare, **OTHER, names=(ends("praised"),)) == ("part of a name", "")
    assert false(bare, **OTHER, nouns=frozenset({start})) == ("act of another kind: background", "")
    assert false(SUPPORT, **OTHER, nouns=frozenset({start}))[0] != "act of another kind: background"
    assert false(bare, **OTHER, unpolitical=frozenset({start})) == (
        "act of another kind: no politics",
        "",
    )


def test_a_verb_that_tells_who_says_so_is_speech():
    text = "Ada said so. They launched an assault."
    attack = mention("assault", "ASSAULT", text)
    said = mention("said", "ACCUSE", text)
    one = case([attack], [attack, said], document=document(text))
    assert told(false_finds, one) == [("act of another kind: speech", "")]


def test_a_find_without_any_other_cause_is_explained_by_training():
    assert false(mention("note", "REQUEST"), **OTHER) == ("seldom a trigger in training", "")
    assert false(mention("truce", "RETREAT"), **OTHER) == ("never seen in training", "")
    assert false(mention("praised", "SUPPORT"), [ATTACK], [ATTACK]) == (
        "a trigger in training, no label here",
        "",
    )


# Tables


def cells(text):
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in text.splitlines()]


def test_the_confusion_counts_other_types_missed_and_spurious():
    gold = [SUPPORT, ATTACK]
    found = [mention("praised", "ACCUSE"), mention("note", "REQUEST")]
    rows = confusion([(gold, found), ([ATTACK], [ATTACK])])
    assert cells(rows) == [
        ["labelled ↓ found →", "SUPP", "REQU", "ACCU", "ASSA", "*missed*"],
        ["---", "---:", "---:", "---:", "---:", "---:"],
        ["SUPPORT", "·", "·", "1", "·", "·"],
        ["REQUEST", "·", "·", "·", "·", "·"],
        ["ACCUSE", "·", "·", "·", "·", "·"],
        ["ASSAULT", "·", "·", "·", "**1**", "1"],
        ["*spurious*", "·", "1", "·", "·"],
    ]


def test_status_is_compared_where_the_type_is_right():
    planned = SUPPORT | {"status": "planned"}
    other = ATTACK | {"type": "COERCE", "status": "negated"}
    rows = cells(statuses([([SUPPORT, ATTACK], [planned, other]), ([ATTACK], [ATTACK])]))
    assert rows[2] == ["actual", "**1**", "1", "·", "·", ".500"]
    assert rows[3] == ["planned", "·", "·", "·", "·", "–"]


def test_confidence_is_compared_with_the_share_of_right_ones():
    sure, unsure = SUPPORT | {"confidence": 1.0}, ATTACK | {"confidence": 0.9}
    doubtful = mention("note", "REQUEST", confidence=0.25)
    filled = bins([([SUPPORT], [sure, unsure, doubtful])])
    assert [n for n, _, _ in filled] == [0, 0, 1, 0, 0, 0, 0, 0, 0, 2]
    assert filled[9] == (2, pytest.approx(0.95), 0.5)
    assert calibration_error(filled) == pytest.approx((2 * 0.45 + 0.25) / 3)
    assert calibration_error(bins([])) == 0.0
    shown = cells(calibration(filled))
    assert shown[-1] == [".9 to 1.0", "2", ".950", ".500", "-0.450"]
    assert shown[2] == [".0 to .1", "0", "–", "–", "–"]


def test_a_score_stands_beside_its_bar():
    scores = score([document()], [SUPPORT, ATTACK], [SUPPORT])
    rows = {row[0]: row for row in cells(score_rows(scores, {"Trig-C": 0.66, "Status": 1.1}))}
    assert rows["Trig-C"][1:4] == ["1.000", ".500", ".667"]
    assert rows["Trig-C"][5:] == [".660", "reached", "1 / 1 / 2"]
    assert rows["KG"][5] == "–"
    assert "missed" in rows["Status (accuracy)"]


def test_figures_are_short():
    assert [figure(value) for value in (0.0, 0.6451, 1.0)] == [".000", ".645", "1.000"]


# What may be shown

HOSTILE = "a|b `c` <img src=x> [d](javascript:e) **f** _g_ $h$ \\ i\nj\x1b[0m &lt; www.k.example"


def test_hostile_text_is_one_line_of_plain_words():
    shown = escaped(HOSTILE)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert not set("|`<>[]()*_$\\&:") & set(re.sub(r"\\[\W_]", "", shown))
    assert "www\\.k" in shown
    assert escaped("U.S. – “kerja sama”") == "U.S. – “kerja sama”"


def test_a_trigger_is_marked_in_its_sentence():
    where = ends("rejected")
    sentence = (29, TEXT.index(" Coro"))
    assert marked(TEXT, sentence, where).startswith("Ada **rejected** talks with Bora")
    long = "x " * 200 + "hit" + " y" * 200
    shown = marked(long, (0, len(long)), (400, 403))
    assert "x **hit** y" in shown
    assert shown[0] == shown[-1] == "…"
    assert len(shown) < 400
    assert marked("a|b *hit* c", (0, 11), (5, 8)) == "a\\|b \\***hit**\\* c"


def test_of_a_trigger_at_most_three_words_are_shown():
    assert words_of("one  two three four") == "one two three…"
    assert words_of("one two") == "one two"


def errors_of(one):
    return misses(Look.at(one, training())), false_finds(Look.at(one, training()))


def test_only_articles_that_may_be_shown_are_quoted():
    one = case([SUPPORT], [])
    [error], _ = errors_of(one)
    free = replace(error, case=replace(one, document=document(source="en.wikinews.org")))
    assert Quotes([]).words(error) == "praised"
    assert Quotes([text_hash(TEXT)]).words(error) == "The envoy **praised** the truce."
    quotes = Quotes([])
    assert quotes.sources() == "None."
    assert quotes.words(free) == "The envoy **praised** the truce."
    assert quotes.sources().endswith("(en.wikinews.org, CC BY 2.5)")


def test_telling_misses_take_turns_and_quote_where_they_may():
    texts = [f"{word} now." for word in ("hit", "hit", "met", "hit")]
    kinds, sources = ("ASSAULT", "ASSAULT", "CONSULT", "ASSAULT"), ("", "", "", "en.wikinews.org")
    found = []
    for text, kind, source in zip(texts, kinds, sources, strict=True):
        label = mention(text[:3], kind, text)
        found += errors_of(case([label], document=document(text, source=source)))[0]
    chosen = telling_misses(found, Quotes([]).free)
    order = [next(n for n, one in enumerate(found) if one is error) for error in chosen]
    assert order == [3, 2, 0, 1]


def test_telling_false_finds_are_the_most_confident_and_each_word_stands_once():
    finds = [
        mention("note", "REQUEST", confidence=0.5),
        mention("truce", "RETREAT", confidence=0.7),
        mention("note", "REQUEST", confidence=0.6),
    ]
    _, found = errors_of(case([], finds))
    shown = [(e.record["trigger"]["text"], e.chance) for e in telling_false_finds(found)]
    assert shown == [("truce", 0.7), ("note", 0.6)]


def test_the_document_shows_no_other_word_of_an_article_that_may_not_be_shown():
    secret = case([SUPPORT], [mention("note", "REQUEST")])
    written = report([secret], training(), [])
    assert "| praised | SUPPORT | overlooked |" in written
    assert "| note | REQUEST | seldom a trigger in training |" in written
    assert not {"envoy", "Bora", "launched"} & set(re.findall(r"\w+", written))
    assert "envoy" in report([secret], training(), [text_hash(TEXT)])


# The command


@pytest.fixture
def folder(tmp_path):
    text = "Rusia menyerang Ukraina pada Kamis. Ia menyebut rencana itu."
    label = mention("menyerang", "ASSAULT", text) | {"doc": "a"}
    rows = {
        "dev.docs": [document(text, id="a", lang="id", date="2022-02-25")],
        "dev.gold": [label, mention("rencana", "AGREE", text) | {"doc": "a", "n": 2}],
        "train.docs": [document(text, id="a", lang="id")],
        "train.gold": [label],
    }
    for name, records in rows.items():
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_the_command_reads_scores_and_explains(folder, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["errors", str(folder)])
    assert command.main() == 0
    written = capsys.readouterr().out
    assert "Scores on 1 labelled articles (1 Indonesian; 2 event mentions)" in written
    assert "| Trig-C | 1.000 | .500 | .667 |" in written
    assert "| rencana | AGREE | never seen in training labels |" in written
    assert "$" not in written


def test_an_article_is_read_with_what_the_encoder_alone_says(folder):
    [one] = command.read_cases(folder, "dev")
    attack = mention("menyerang", "ASSAULT", one.document["text"])
    assert [m["type"] for m in one.found] == ["ASSAULT"]
    assert Look.at(one, training()).chance(attack) > 0.5
    assert one.document["text"].index("Ukraina") in one.nouns
    assert not one.dropped


def test_without_training_articles_the_command_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["errors", str(tmp_path)])
    assert command.main() == 1
    assert "there are no training articles" in capsys.readouterr().err


def test_the_delivered_article_may_be_quoted():
    [seed] = (ROOT / "seeds").glob("*.txt")
    assert text_hash(seed.read_text(encoding="utf-8")) in command.delivered()


def test_the_document_about_quality_has_the_prose_of_its_template():
    written = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8").splitlines()
    prose = [line for line in TEMPLATE.read_text(encoding="utf-8").splitlines() if "$" not in line]
    assert [line for line in prose if line not in written] == []
