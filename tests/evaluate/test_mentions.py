import json
import subprocess
import sys

import pytest

from eventgraph.errors import InputError
from eventgraph.evaluate import evaluate, score


def span(text, word):
    start = text.index(word)
    return {"text": word, "start": start, "end": start + len(word)}


TEXT = "Rusia menyerang Ukraina. Serangan Rusia ditolak AS."
DOCS = [{"id": "d", "lang": "id", "text": TEXT}]


def mention(n, word, kind, *, actors=(), targets=(), **more):
    return {
        "doc": "d",
        "n": n,
        "type": kind,
        "status": "actual",
        "trigger": span(TEXT, word),
        "actors": list(actors),
        "targets": list(targets),
        "places": [],
        "date": None,
        **more,
    }


RUSSIA = {**span(TEXT, "Rusia"), "name": "Russia", "country": "RUS"}
UKRAINE = {**span(TEXT, "Ukraina"), "name": "Ukraine", "country": "UKR"}
GOLD = [
    mention(1, "menyerang", "ASSAULT", actors=[RUSSIA], targets=[UKRAINE], same_as=None),
    mention(2, "Serangan", "ASSAULT", same_as=1),
    mention(3, "ditolak", "REJECT", same_as=None),
]


def test_what_is_right_counts():
    predicted = [
        mention(1, "menyerang", "ASSAULT", actors=[RUSSIA], targets=[RUSSIA], event="e1"),
        mention(2, "Serangan", "ASSAULT", event="e1"),
        mention(3, "ditolak", "ACCUSE", event="e2"),
    ]
    scores = score(DOCS, GOLD, predicted)
    found = {name.strip(): (s.hit, s.predicted, s.gold) for name, s in scores.measures.items()}
    assert found["Trig-I"] == (3, 3, 3)
    assert found["Trig-C"] == (2, 3, 3)
    assert found["actors"] == (1, 1, 1)
    assert found["targets"] == (0, 1, 1)
    assert found["KG"] == (0, 1, 1)
    assert found["Coref"] == (1, 1, 1)
    assert scores.status == 1.0
    assert scores.wrong_offsets == 0


def test_a_span_that_is_not_its_text_is_counted():
    wrong = mention(1, "menyerang", "ASSAULT", actors=[{**RUSSIA, "start": 1, "end": 6}])
    assert score(DOCS, GOLD, [wrong]).wrong_offsets == 1


def test_nothing_predicted_is_zero_not_an_error():
    scores = score(DOCS, GOLD, [])
    assert scores.measures["Trig-C"].f == 0.0
    assert scores.status == 0.0


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("{", "d.jsonl:2: no record"), ("[1]", "holds no JSON object"), ("{}", "key 'id' is missing")],
)
def test_a_broken_line_is_named(tmp_path, line, complaint):
    path = tmp_path / "d.jsonl"
    path.write_text(json.dumps(DOCS[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=complaint):
        evaluate(path, path, path)


@pytest.mark.shared
def test_the_numbers_are_those_of_the_scorer_beside_the_project(shared, tmp_path):
    """Labels of the training articles, shifted and spoilt, stand for predictions."""
    folder = shared / "eval"
    docs, gold = folder / "train.docs.jsonl", folder / "train.gold.jsonl"
    predictions = tmp_path / "p.jsonl"
    types = ["ASSAULT", "CONSULT", "ACCUSE"]
    with gold.open(encoding="utf-8") as lines, predictions.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            record = json.loads(line)
            record["event"] = f"e{(record['same_as'] or record['n']) // 2}"
            if number % 3 == 0:
                record["type"] = types[number % len(types)]
            if number % 5 == 0:
                record["actors"], record["date"] = record["targets"], None
            if number % 7 == 0:
                record["status"] = "planned"
            if number % 11:
                out.write(json.dumps(record) + "\n")
    for extra in ([], ["--lang", "id"]):
        theirs = subprocess.run(
            [sys.executable, folder / "score.py", docs, gold, predictions, "--by-type", *extra],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        ours = evaluate(docs, gold, predictions, language=extra[1] if extra else None)
        assert ours.lines(by_type=True) == theirs
