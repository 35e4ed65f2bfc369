import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.annotate import annotate
from eventgraph.model import Article, Mark, MarkKind


def sentences(text, language, marks=()):
    article = Article(id="a", text=text, language=language, marks=marks)
    [(_, doc)] = annotate([article])
    assert doc.text == text
    return [s.text.strip() for s in doc.sents if s.text.strip()]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("id", ["Ia tiba (4/9/2023).", "Putin menolak."]),
        ("id", ["Ia tinggal di Jl. Medan, kata Prof. Budi, S.H. kemarin.", "Ia pergi."]),
        ("id", ["PT Maju Tbk. (MAJU) rugi.", '"Tidak," katanya.', "Ia pulang."]),
        ("id", ["Harganya Rp2.614.400 per unit.", "Mahal!"]),
        ("en", ["U.S. President Biden met Gen. Milley (Reuters).", '"We won."', "He left."]),
        ("en", ["He left the U.S.", "The army came."]),
        ("en", ["He said no.", "Mr. A. B. Jones of Apple Inc. agreed."]),
        ("en", ["It cost 3.5 million.", "“Stop.”", "Then they went."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language, expected):
    assert sentences(" ".join(expected), language) == expected


def test_a_quote_that_never_closes_swallows_nothing():
    text = '"Kami menang, kata Budi. Ia pulang. Rakyat senang.'
    assert len(sentences(text, "id")) == 3


def test_a_lost_blank_does_not_join_two_sentences():
    assert sentences("Ia pergi.Mereka tinggal.", "id") == ["Ia pergi.", "Mereka tinggal."]


def test_lines_and_marks_are_edges():
    mark = Mark(start=0, end=8, kind=MarkKind.DATELINE)
    assert sentences("TOKYO - Putin datang\nIa pergi", "id", (mark,)) == [
        "TOKYO -",
        "Putin datang",
        "Ia pergi",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["id", "en"]))
def test_the_sentences_of_any_text_are_the_whole_text(text, language):
    [(_, doc)] = annotate([Article(id="a", text=text, language=language)])
    assert "".join(s.text_with_ws for s in doc.sents) == doc.text == text
