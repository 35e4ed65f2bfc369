import pytest
from spacy.tokens import Doc

from eventgraph.annotate import pipeline
from eventgraph.extract.names import Names


def held(language, text, trigger):
    """Tell whether the trigger, which the text holds once as written, is part of a name."""
    nlp = pipeline(language)
    doc = nlp.get_pipe("sentences_by_rule")(nlp.make_doc(text))
    start = text.index(trigger)
    span = doc.char_span(start, start + len(trigger))
    assert span is not None and text.count(trigger) == 1
    [sentence] = [s for s in doc.sents if s.start <= span.start < s.end]
    return Names(doc, language).holds(sentence, span.start, span.end)


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("id", "Ia memimpin Partai Solidaritas Rakyat.", "Solidaritas"),
        ("id", "Ia memimpin Dewan Kerja Sama Teluk.", "Kerja Sama"),
        ("id", "Ia memimpin Partai Perjuangan sejak lama.", "Perjuangan"),
        ("en", "He leads the Peace Party today.", "Peace"),
        ("en", "He leads the Aid and the Freedom Aid now.", "Freedom"),
        ("en", "Then the Gulf Cooperation Council met.", "Cooperation"),
    ],
)
def test_a_word_between_capitals_is_part_of_a_name(language, text, trigger):
    assert held(language, text, trigger)


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("id", "Ia menolak serangan Rusia Utara.", "serangan"),
        ("en", "He saw a peace Party today.", "peace"),
        ("en", "He told of PEACE Party plans.", "PEACE"),
        ("id", "Ia menyebut Serangan itu.", "Serangan"),
    ],
)
def test_a_word_without_capitals_around_it_or_in_small_letters_is_no_name(language, text, trigger):
    assert not held(language, text, trigger)


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("id", "Serangan Rusia Utara terjadi lagi kemarin.", "Serangan"),
        ("id", '"Serangan Rusia Utara terjadi lagi," katanya.', "Serangan"),
        ("en", "Protests Monday stopped the trains of the city.", "Protests"),
    ],
)
def test_the_first_word_of_a_sentence_is_no_name(language, text, trigger):
    assert not held(language, text, trigger)


def test_the_capital_of_the_first_word_makes_no_name_of_the_second():
    assert not held("en", "Then Protest began in the old city.", "Protest")


@pytest.mark.parametrize(
    ("language", "text", "trigger"),
    [
        ("id", "Presiden Rusia Serang Kota Basra\nIa lalu pulang ke rumah.", "Serang"),
        ("en", "Lund Says Rebels Attack City of Basra\nThen she went home.", "Attack"),
    ],
)
def test_in_a_headline_a_capital_says_nothing(language, text, trigger):
    assert not held(language, text, trigger)


def test_a_sentence_of_names_that_ends_like_one_is_no_headline():
    assert held("en", "He Met The Gulf Cooperation Council.", "Cooperation")


def test_a_word_that_the_article_also_writes_small_is_no_name():
    alone = "Then he led the Gulf Cooperation Council."
    assert held("en", alone, "Cooperation")
    assert not held("en", f"{alone} There was no cooperation.", "Cooperation")
    assert not held("en", f"There was no cooperation. {alone}", "Cooperation")


def test_all_words_of_a_trigger_must_be_capitals():
    assert not held("id", "Ia memimpin Dewan Kerja sama Teluk.", "Kerja sama")


def test_a_capital_in_the_next_sentence_does_not_count():
    words = ["There", "he", "saw", "the", "Attack", "Russia", "then", "left", "town", "."]
    held_by = {}
    for begin in (5, 6):
        starts = [at in (0, begin) for at in range(len(words))]
        doc = Doc(pipeline("en").vocab, words=words, sent_starts=starts)
        held_by[begin] = Names(doc, "en").holds(next(doc.sents), 4, 5)
    assert held_by == {5: False, 6: True}
