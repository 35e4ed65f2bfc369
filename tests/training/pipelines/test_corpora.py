import json

import pytest
from training.pipelines.corpora import (
    IGNORE,
    held_out,
    read_events,
    read_iob,
    read_spans,
    read_ud,
)

from eventgraph.annotate.labels import NER_TAGS, ROLE_TAGS, STATUSES, TRIGGER_TAGS, TYPES, UPOS


def named(tags, names=NER_TAGS):
    return [names[tag] for tag in tags]


def texts(sentence):
    return [word.text for word in sentence.words]


@pytest.mark.parametrize("gap", [" ", "\t"])
def test_iob_columns_become_names_of_our_words(tmp_path, gap):
    rows = ["Menteri NOUN O", "Rudi-Haryo PROPN B-PER", "Wibawa PROPN I-PER", ". PUNCT O", ""]
    rows += ["Palu PROPN B-PLACE", "( PUNCT O", "PBB PROPN B-ORGANISATION", ") PUNCT O"]
    path = tmp_path / "news.txt"
    path.write_text("\n".join(row.replace(" ", gap) for row in rows), encoding="utf-8")
    story = read_iob(path, "id")
    assert (story.id, story.language, story.ordered) == ("news", "id", False)
    first, second = story.sentences
    assert texts(first) == ["Menteri", "Rudi", "-", "Haryo", "Wibawa", "."]
    assert named(first.ner) == ["O", "B-PER", "I-PER", "I-PER", "I-PER", "O"]
    assert [word.spaced for word in first.words] == [True, True, False, False, True, False]
    assert texts(second) == ["Palu", "(", "PBB", ")"]
    assert named(second.ner) == ["B-LOC", "O", "B-ORG", "O"]
    assert [word.spaced for word in second.words] == [True, True, False, False]
    assert first.triggers is None
    assert first.upos is None


def test_spans_become_names_and_other_types_none(tmp_path):
    text = "Sari tiba di Kota Baru pada Senin"
    entities = [[0, 4, "PERSON"], [13, 22, "GPE"], [28, 33, "DATE"]]
    path = tmp_path / "spans.jsonl"
    path.write_text(json.dumps([text, {"entities": entities}]) + "\n", encoding="utf-8")
    [sentence] = read_spans(path, "id").sentences
    assert named(sentence.ner) == ["B-PER", "O", "O", "B-LOC", "I-LOC", "O", "O"]


CONLLU = """\
# sent_id = a-1
# text = They don't visit Acme-Town.
1\tThey\tthey\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tvisit\tvisit\tVERB\t_\t_\t0\troot\t_\t_
4.1\tthere\tthere\tADV\t_\t_\t_\t_\t_\t_
5\tAcme-Town\tAcme-Town\tPROPN\t_\t_\t4\tobj\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

"""


def test_conllu_gives_parts_of_speech_of_surface_words(tmp_path):
    path = tmp_path / "tree.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    [sentence] = read_ud(path, "en", ordered=True).sentences
    assert texts(sentence) == ["They", "don", "'", "t", "visit", "Acme", "-", "Town", "."]
    told = [None if tag == IGNORE else UPOS[tag] for tag in sentence.upos]
    assert told == ["PRON", "AUX", None, None, "VERB", "PROPN", None, None, "PUNCT"]
    assert not sentence.words[-1].spaced
    assert sentence.ner is None


def test_names_of_a_parallel_file_follow_the_tree(tmp_path):
    tree, names = tmp_path / "tree.conllu", tmp_path / "names.iob2"
    tree.write_text(CONLLU, encoding="utf-8")
    tags = ["O", "O", "O", "O", "B-LOC", "O"]
    rows = [f"{n}\tx\t{tag}" for n, tag in enumerate(tags, 1)]
    names.write_text("\n".join(["# sent_id = a-1", *rows, "", ""]), encoding="utf-8")
    [sentence] = read_ud(tree, "en", ordered=True, ner=names).sentences
    assert named(sentence.ner) == ["O"] * 5 + ["B-LOC", "I-LOC", "I-LOC", "O"]
    names.write_text("\n".join(["# sent_id = a-1", *rows[:-1], "", ""]), encoding="utf-8")
    [sentence] = read_ud(tree, "en", ordered=True, ner=names).sentences
    assert sentence.ner is None  # the files do not fit, so nothing is said


TEXT = "Aruna warns Belmont\nOn Monday, Aruna said it would strike Belmont on Monday."


def span(phrase, after=0):
    start = TEXT.index(phrase, after)
    return {"text": phrase, "start": start, "end": start + len(phrase)}


@pytest.fixture
def events(tmp_path):
    document = {"id": "d1", "lang": "en", "text": TEXT, "sentences": [[0, 19], [20, len(TEXT)]]}
    base = {"doc": "d1", "same_as": None}
    first = {"n": 1, "s": 1, "type": "THREATEN", "status": "actual", "trigger": span("warns")}
    first |= {"actors": [span("Aruna")], "targets": [span("Belmont")], "places": []}
    first |= {"date": None, "source": ""}
    second = {"n": 2, "s": 2, "type": "ASSAULT", "status": "planned", "trigger": span("strike")}
    hidden = {"text": "", "start": None, "end": None, "name": "Aruna"}
    second |= {"actors": [hidden], "targets": [span("Belmont", 30)], "places": []}
    second |= {"date": {"text": "Monday", "value": None}, "source": "Aruna"}
    (tmp_path / "x.docs.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    rows = [json.dumps(base | row) + "\n" for row in (first, second)]
    (tmp_path / "x.gold.jsonl").write_text("".join(rows), encoding="utf-8")
    return tmp_path


def test_mentions_become_triggers_and_acts(events):
    [story] = read_events(events, "x")
    assert [m["n"] for m in story.mentions] == [1, 2]
    assert story.spans == [(0, 19), (20, len(TEXT))]
    first, second = story.sentences
    assert named(first.triggers, TRIGGER_TAGS) == ["O", "B-THREATEN", "O"]
    [act] = first.acts
    assert (act.trigger, TYPES[act.kind], STATUSES[act.status]) == (1, "THREATEN", "actual")
    assert named(act.roles, ROLE_TAGS) == ["B-actor", "O", "B-target"]
    [act] = second.acts
    roles = dict(zip(texts(second), named(act.roles, ROLE_TAGS), strict=False))
    assert STATUSES[act.status] == "planned"
    assert roles["Aruna"] == "B-source"
    assert roles["Belmont"] == "B-target"


def test_a_date_told_twice_is_the_one_nearest_to_the_trigger(events):
    [story] = read_events(events, "x")
    second = story.sentences[1]
    tags = named(second.acts[0].roles, ROLE_TAGS)
    assert [n for n, tag in enumerate(tags) if tag == "B-date"] == [len(tags) - 2]


def test_words_know_lines(events):
    [story] = read_events(events, "x")
    fresh = [word.text for s in story.sentences for word in s.words if word.fresh]
    assert fresh == ["Aruna", "On"]


def test_a_translation_is_held_out_with_its_original():
    names = [f"doc-{n}" for n in range(1000)]
    assert all(held_out(name) == held_out(f"tr-{name}") for name in names)
    assert 60 < sum(map(held_out, names)) < 140
