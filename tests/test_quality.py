"""
Floors under the scores on the labelled development articles.

Raising a floor is a commit; lowering one takes a written reason. The scores stand in
`docs/quality.md`. Development articles choose between versions of the program and are
never learnt from.
"""

import hashlib

import pytest

from eventgraph.evaluate import evaluate

LABELS = "c39bafafc4bbc35652569a917a57e4d82ec611f0f616608829e7e4b1132bc1d7"
FLOORS = {
    "id": {"Trig-C": 0.66, "Arg-C": 0.535, "KG": 0.40, "Coref": 0.72, "Status": 0.93},
    "en": {"Trig-C": 0.73, "Arg-C": 0.55, "KG": 0.47, "Coref": 0.79, "Status": 0.93},
}


@pytest.mark.shared
@pytest.mark.parametrize("language", sorted(FLOORS))
def test_no_score_falls_below_its_floor(shared, language):
    docs, gold = (shared / "eval" / f"dev.{kind}.jsonl" for kind in ("docs", "gold"))
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == LABELS
    scores = evaluate(docs, gold, language=language)
    assert scores.wrong_offsets == 0
    found = {name: scores.measures[name].f for name in ("Trig-C", "Arg-C", "KG", "Coref")}
    found["Status"] = scores.status
    below = {name: found[name] for name, floor in FLOORS[language].items() if found[name] < floor}
    assert not below
