"""The labelled articles that ship with the program are what their README says."""

import json
import re
from collections import Counter, defaultdict

import pytest
from click.testing import CliRunner
from training.texts.sample import invented

from eventgraph.annotate.labels import STATUSES, TYPES
from eventgraph.cli import main
from eventgraph.evaluate import sample, score
from tests.conftest import ROOT, SEEDS

DOCS, GOLD = (
    [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sample()
)
BY_ID = {d["id"]: d for d in DOCS}
OF = defaultdict(list)
for _mention in GOLD:
    OF[_mention["doc"]].append(_mention)
ROLES = ("actors", "targets", "places")
DATE = re.compile(r"(\d{4}(-\d{2}){0,2}(/(\.\.|\d{4}(-\d{2}){0,2}))?)?")


def run(*arguments):
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def test_there_are_ten_articles_in_each_language():
    assert len(BY_ID) == len(DOCS) == 20
    assert Counter(d["lang"] for d in DOCS) == {"id": 10, "en": 10}
    assert set(OF) == set(BY_ID)


def test_every_span_is_what_the_text_has_there():
    assert score(DOCS, GOLD, GOLD).wrong_offsets == 0
    for m in GOLD:
        document = BY_ID[m["doc"]]
        first, end = document["sentences"][m["s"] - 1]
        for span in (m["trigger"], *(a for role in ROLES for a in m[role])):
            if span["start"] is None:
                assert not span["text"] and span["name"]
            else:
                assert first <= span["start"] < span["end"] <= end, (m["doc"], m["n"], span)
        told = document["text"][first:end]
        assert m["date"] is None or m["date"]["text"] in told
        assert m["source"] in told


def test_sentences_stand_one_behind_the_other():
    for d in DOCS:
        ends = [0, *(end for _, end in d["sentences"])]
        for before, (start, end) in zip(ends, d["sentences"], strict=False):
            assert before <= start < end <= len(d["text"])


def test_mentions_are_counted_and_point_back_to_the_same_type():
    for mentions in OF.values():
        assert [m["n"] for m in mentions] == list(range(1, len(mentions) + 1))
        for m in mentions:
            if m["same_as"] is not None:
                assert m["same_as"] < m["n"]
                assert mentions[m["same_as"] - 1]["type"] == m["type"]


def test_every_label_is_one_of_the_known():
    for m in GOLD:
        assert m["type"] in TYPES
        assert m["status"] in STATUSES
        assert m["date"] is None or DATE.fullmatch(m["date"]["value"])
        assert all(re.fullmatch(r"([A-Z]{3})?", a["country"]) for role in ROLES for a in m[role])


def test_the_invented_texts_have_all_types_and_a_third_of_their_sentences_has_no_act():
    ours = [d for d in DOCS if d["licence"] == "MIT"]
    assert len(ours) == 9
    assert {m["type"] for d in ours for m in OF[d["id"]]} == set(TYPES)
    full = sum(len({m["s"] for m in OF[d["id"]]}) for d in ours)
    assert 0.3 < 1 - full / sum(len(d["sentences"]) for d in ours) < 0.45
    assert all(90 <= len(d["text"].split()) <= 220 for d in ours)


def test_the_invented_texts_are_as_they_were_written():
    documents, labels = invented(sample()[0].with_name("texts.txt"))
    assert documents == [d for d in DOCS if d["licence"] == "MIT"]
    assert labels == [m for d in documents for m in OF[d["id"]]]


def test_no_invented_text_is_like_one_that_the_program_learns_from():
    def runs(text):
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}

    ours = set().union(*(runs(d["text"]) for d in DOCS if d["licence"] == "MIT"))
    for path in sorted((ROOT / "training" / "texts").glob("*/*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not ours & runs("\n".join(x for x in lines if x[:1] in ("-", "+"))), path


def test_every_article_is_attributed():
    for d in DOCS:
        assert d["text"].startswith(d["title"])
        assert d["title"] in d["attribution"]
    english = [d for d in DOCS if d["lang"] == "en"]
    assert all(d["source"] == "en.wikinews.org" for d in english)
    for d in english:
        assert d["licence"] == "CC-BY-2.5"
        assert d["url"].startswith("https://en.wikinews.org/wiki/")
        for part in (d["url"], "CC BY 2.5", "creativecommons.org/licenses/by/2.5/", "Changed:"):
            assert part in d["attribution"]
        assert f" {d['date'][:4]}, " in d["attribution"]


def test_the_delivered_article_is_the_one_in_seeds():
    delivered = next(SEEDS.glob("*.txt")).read_bytes().decode("utf-8")
    assert BY_ID["seed-000"]["text"].split() == delivered.split()


@pytest.mark.slow
def test_the_command_scores_on_it_without_arguments():
    result = run("--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert "ship with eventgraph" in told["set"]
    assert (told["documents"], told["wrong_offsets"]) == (20, 0)
    assert told["scores"]["Trig-C"]["gold"] == len(GOLD)
    assert told["scores"]["Trig-C"]["f"] > 0.6


@pytest.mark.parametrize("language", ["id", "en"])
def test_own_predictions_are_scored_on_one_language(tmp_path, language):
    predictions = tmp_path / "p.jsonl"
    rows = (m | {"event": str(m["same_as"] or m["n"])} for m in GOLD)
    predictions.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    docs, gold = sample()
    result = run(docs, gold, predictions, "--lang", language)
    assert result.exit_code == 0, result.output
    named, counted, *rest = result.stdout.splitlines()
    assert named == f"set: {docs}"
    assert counted.startswith("10 documents")
    assert next(line for line in rest if line.startswith("Trig-C")).split()[6] == "1.000"


def test_docs_without_gold_are_a_wrong_call():
    result = run(sample()[0])
    assert result.exit_code == 2
    assert "give both, or neither" in result.output
