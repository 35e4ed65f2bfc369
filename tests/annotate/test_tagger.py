import pytest
import spacy

from eventgraph.annotate import annotate, pipeline
from eventgraph.annotate.tagger import reading_of
from eventgraph.read import make_article

TEXT = "Presiden Putin bertemu Erdogan di Ankara pada 15/12/2016. PBB diam."


def tagged(text, language="id"):
    [(_, doc)] = annotate([make_article(text, language=language)])
    return doc


def test_names_have_their_kinds():
    found = [(e.text, e.label_) for e in tagged(TEXT).ents]
    assert found == [("Putin", "PER"), ("Erdogan", "PER"), ("Ankara", "GPE"), ("PBB", "ORG")]


def test_every_token_that_was_read_has_a_part_of_speech():
    doc = tagged(TEXT)
    assert all(token.pos_ for token in doc)
    assert [token.pos_ for token in doc][:4] == ["PROPN", "PROPN", "VERB", "PROPN"]


def test_a_dateline_is_not_read():
    doc = tagged("JAKARTA, KOMPAS.com - Presiden Putin bertemu Erdogan di Ankara.")
    start = doc.text.index("Presiden")
    assert all(not token.pos_ for token in doc if token.idx < start and not token.is_space)
    assert [e.text for e in doc.ents] == ["Putin", "Erdogan", "Ankara"]


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
    one = [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(texts)]
    two = [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(texts, n_process=2)]
    assert one == two


def test_a_saved_pipeline_finds_the_weights_again(tmp_path):
    pipeline("id").to_disk(tmp_path / "id")
    again = spacy.load(tmp_path / "id")
    assert [e.text for e in again(TEXT).ents] == [e.text for e in tagged(TEXT).ents]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*")) < 5_000_000
