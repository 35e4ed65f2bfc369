import itertools
import json
import subprocess
import sys

import numpy as np
import pytest
import spacy

from eventgraph.annotate import annotate, pipeline
from eventgraph.annotate.tagger import reading_of
from eventgraph.model import Article, Mark, MarkKind
from eventgraph.read import make_article

TEXT = "Presiden Putin bertemu Erdogan di Ankara pada 15/12/2016. PBB diam."


def tagged(text, language="id"):
    [(_, doc)] = annotate([make_article(text, language=language)])
    return doc


def test_names_have_their_kinds():
    text = "Presiden Putin bertemu Erdogan di Ankara pada Kamis, kata PBB."
    found = [(e.text, e.label_) for e in tagged(text).ents]
    assert found == [("Putin", "PER"), ("Erdogan", "PER"), ("Ankara", "GPE"), ("PBB", "ORG")]


def test_every_token_that_was_read_has_a_part_of_speech():
    doc = tagged(TEXT)
    assert all(token.pos_ for token in doc)
    assert [token.pos_ for token in doc][:4] == ["PROPN", "PROPN", "VERB", "PROPN"]


def marked(*parts):
    """Read a text of parts, each with the kind of its mark or `None`; give it and its `Doc`."""
    marks, text = [], ""
    for part, kind in parts:
        if kind:
            end = len(text) + len(part.rstrip())
            marks.append(Mark(start=len(text), end=end, kind=kind))
        text += part
    [(_, doc)] = annotate([Article(id="a", text=text, language="id", marks=tuple(marks))])
    return text, doc


def words_read(doc):
    """Give the words that the encoder read, sentence by sentence."""
    reading = reading_of(doc)
    words = [doc.text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]
    cuts = reading.sentences.tolist()
    return [" ".join(words[a:b]) for a, b in itertools.pairwise(cuts)]


SENTENCE = "Presiden Putin bertemu Erdogan di Ankara."
TOLD = "Presiden Putin bertemu Erdogan di Ankara ."


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n", "\n \n"])
def test_a_dateline_is_read_with_its_sentence_and_nothing_in_it_is_tagged(gap):
    """Also where it stands on a line of its own."""
    text, doc = marked((f"JAKARTA, Kompas -{gap}", MarkKind.DATELINE), (SENTENCE, None))
    assert words_read(doc) == [f"JAKARTA , Kompas - {TOLD}"]
    start = text.index("Presiden")
    assert not any(token.pos_ for token in doc if token.idx < start and not token.is_space)
    assert all(token.pos_ for token in doc if token.idx >= start)
    # The encoder itself sees a name in this dateline.
    assert [e.text for e in doc.ents if e.start_char < start] == []
    assert "Erdogan" in [e.text for e in doc.ents]


def test_only_the_sentence_behind_a_dateline_is_read_with_it():
    _, doc = marked(("MOSKWA - ", MarkKind.DATELINE), (f"{SENTENCE} PBB diam.", None))
    assert words_read(doc) == [f"MOSKWA - {TOLD}", "PBB diam ."]


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_a_by_line_between_dateline_and_sentence_is_not_read(gap):
    text, doc = marked(
        (f"MOSKWA -{gap}", MarkKind.DATELINE),
        (f"Siti Aminah dan Budi Santoso{gap}", MarkKind.BYLINE),
        (SENTENCE, None),
    )
    assert not {"Siti", "Aminah", "Budi", "Santoso"} & set(" ".join(words_read(doc)).split())
    assert words_read(doc)[-1].endswith(TOLD)
    assert [e.text for e in doc.ents] == ["Putin", "Erdogan", "Ankara"]
    start = text.index("Presiden")
    assert not any(token.pos_ for token in doc if token.idx < start and not token.is_space)


@pytest.mark.parametrize("kind", [MarkKind.BYLINE, MarkKind.BOILERPLATE, MarkKind.LETTER])
def test_what_cleaning_sets_apart_is_not_read(kind):
    _, doc = marked((f"{SENTENCE}\n", None), ("Jokowi diam.\n", kind), ("PBB diam.", None))
    assert words_read(doc) == [TOLD, "PBB diam ."]
    assert "Jokowi" not in [e.text for e in doc.ents]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "a" * 5000,
        "kata " * 4000,
        "\x00\x07\u200b\u200d",
        "中国 和 日本 会谈。",
        "قال الرئيس",
    ],
    ids=["empty", "spaces", "one word", "4,000 tokens", "control", "Chinese", "Arabic"],
)
def test_strange_texts_keep_their_offsets(text):
    nlp = pipeline("id")
    doc = nlp(text)
    assert doc.text == text
    reading = reading_of(doc)
    assert reading is not None
    assert all(text[a:b].strip() for a, b in zip(reading.starts, reading.ends, strict=True))


def test_a_doc_goes_to_another_process_and_back():
    nlp = pipeline("id")
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert (reading_of(again).triggers == reading_of(doc).triggers).all()


def test_many_processes_give_what_one_gives():
    texts = [TEXT, "Israel menyerang Gaza.", "Jokowi mengecam serangan itu."] * 2
    nlp = pipeline("id")
    one, two = list(nlp.pipe(texts)), list(nlp.pipe(texts, n_process=2))
    assert len(one) == len(two) == len(texts)
    for here, there in zip(one, two, strict=True):
        assert [(e.text, e.label_) for e in here.ents] == [(e.text, e.label_) for e in there.ents]
        assert [t.pos_ for t in here] == [t.pos_ for t in there]
        assert all(t.pos_ for t in here)
        assert [s.text for s in here.sents] == [s.text for s in there.sents]
        again = reading_of(there).as_dict()
        for name, array in reading_of(here).as_dict().items():
            assert np.array_equal(array, again[name]), name
    assert one[1].ents and reading_of(one[1]).states.size


def test_a_saved_pipeline_finds_the_weights_again(tmp_path):
    pipeline("id").to_disk(tmp_path / "id")
    again = spacy.load(tmp_path / "id")
    assert [e.text for e in again(TEXT).ents] == [e.text for e in tagged(TEXT).ents]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 5_000_000


FRESH = """
import json, sys
import spacy
assert not any(name.startswith("eventgraph") for name in sys.modules)
nlp = spacy.load(sys.argv[1])
doc = nlp(sys.argv[2])
told = {
    "names": [[e.text, e.label_] for e in doc.ents],
    "parts": [t.pos_ for t in doc],
    "sentences": [s.text for s in doc.sents],
    "longest": nlp.max_length,
}
print(json.dumps(told))
"""


@pytest.mark.parametrize(
    ("language", "text"), [("id", TEXT), ("en", "Gen. Lund met Iraq's rebels in Basra. They left.")]
)
def test_a_saved_pipeline_loads_in_a_process_that_knows_spacy_alone(tmp_path, language, text):
    nlp = pipeline(language)
    nlp.to_disk(tmp_path / "saved")
    done = subprocess.run(
        [sys.executable, "-c", FRESH, tmp_path / "saved", text],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    doc = nlp(text)
    assert json.loads(done.stdout) == {
        "names": [[e.text, e.label_] for e in doc.ents],
        "parts": [t.pos_ for t in doc],
        "sentences": [s.text for s in doc.sents],
        "longest": nlp.max_length,
    }
    assert len(doc.ents) > 0
