"""Every entry of the trigger tables has an example; here the examples are read."""

import pytest

from eventgraph.annotate import pipeline
from eventgraph.extract.triggers import MIN_WEIGHT, find_triggers
from eventgraph.lexicon import triggers

FLOORS = {"en": 0.97, "id": 0.99}
"""Share of examples that are found at all weights; raise them when the tables get better."""


def missed(language, entries, weight):
    nlp = pipeline(language)
    for entry in entries:
        sentences = nlp(entry.example).sents
        types = {h.entry.type for s in sentences for h in find_triggers(s, language, weight)}
        if entry.type not in types:
            yield f"{entry.lemma} ({entry.type}): {entry.example}"


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_the_examples_of_the_tables_are_acts_of_their_type(language):
    entries = [t for t in triggers(language) if t.weight >= MIN_WEIGHT]
    assert len(entries) > 400
    lost = list(missed(language, entries, MIN_WEIGHT))
    assert 1 - len(lost) / len(entries) >= FLOORS[language], "\n".join(lost)
