import pytest
import spacy

from eventgraph.annotate import annotate, pipeline
from eventgraph.annotate.pipelines import PIPELINES
from eventgraph.errors import InputError
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article, Mark, MarkKind


def test_there_is_a_pipeline_for_each_language_with_tables():
    assert sorted(PIPELINES) == sorted(LANGUAGES)


def test_a_saved_pipeline_loads_again_and_does_the_same(tmp_path):
    nlp = pipeline("en")
    nlp.to_disk(tmp_path / "en")
    again = spacy.load(tmp_path / "en")
    text = "Gen. Milley came. He left."
    assert [s.text for s in again(text).sents] == [s.text for s in nlp(text).sents]


def test_another_language_is_refused_with_the_cure():
    with pytest.raises(InputError, match="languages are en, id"):
        pipeline("de")


@pytest.mark.parametrize("language", sorted(PIPELINES))
@pytest.mark.parametrize("sign", ["(", "😀", "'", "$", "a"])
def test_a_run_without_a_blank_is_cut_into_words_in_parts(language, sign, monkeypatch):
    nlp, runs = pipeline(language), []
    make = nlp.make_doc

    def noted(text):
        runs.extend(map(len, text.split()))
        return make(text)

    monkeypatch.setattr(nlp, "make_doc", noted)
    text = f"Lima {sign * 1001} Oslo. {sign * 200} Kabul."
    [(_, doc)] = annotate([Article(id="a", text=text, language=language)])
    assert doc.text == text
    assert max(runs) == 200
    assert [s.text for s in doc.sents if "Kabul" in s.text]


def test_each_stretch_of_a_mixed_page_gets_the_edges_of_its_own_marks():
    parts = ["Ia datang. (ab) Dia pergi.\n", "He came. (cd) He left.\n"] * 3
    text = "".join(parts)
    marks, stretches, at = [], [], 0
    for number, part in enumerate(parts):
        start = at + part.index("(")
        marks.append(Mark(start=start, end=start + 4, kind=MarkKind.BYLINE))
        stretches.append((at, at + len(part), ("id", "en")[number % 2]))
        at += len(part)
    article = Article(id="a", text=text, language="id", marks=tuple(marks))
    [(_, doc)] = annotate([article], lambda _: stretches)
    starts = {sentence.start_char for sentence in doc.sents}
    assert {edge for mark in marks for edge in (mark.start, mark.end + 1)} <= starts
    assert len(starts) == 18
