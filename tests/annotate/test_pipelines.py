import pytest
import spacy

from eventgraph.annotate import pipeline
from eventgraph.annotate.pipelines import PIPELINES
from eventgraph.errors import InputError
from eventgraph.lexicon import LANGUAGES


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
