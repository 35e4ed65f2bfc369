import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph.annotate import annotate, pipeline
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
        (
            "en",
            [
                "Lt. Gen. (ret.) J.R. Holt came at 9 a.m. on Oct. 3.",
                "(He was late.)",
                "No one saw.",
            ],
        ),
        ("en", ["The H.E. Ms. Lund is No. 2.", "iPhone sales rose.", "3.5 million were sold."]),
        ("en", ["“Why?” Melnik asked.", "“Who knows!”", "Melnik went home and slept."]),
        ("id", ["O.C. Pandiangan, M.Si. dan Irjen Pol. (Purn.) R.M. Soeryo pulang.", "Ia lelah."]),
        ("id", ["Ia lahir di A.S.", "Kini ia pulang."]),
        ("id", ['"Siapa?" kata Lin.', '"kami tidak tahu," ujarnya.', "“Sudah…”", "“Belum!”"]),
        ("id", ["Syaratnya:", "1. Isi data.", "2. Kirim, dll.", "Mudah sekali.", "(ant/abc)"]),
        ("id", ["BERITA.CO.ID - JAKARTA. Presiden pulang.", "Ia lelah."]),
        ("id", ["Laman resmi.go.id. dibuka pukul 10.30 WIB.", "Harganya Rp2.614.400.", "Murah."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language, expected):
    assert sentences(" ".join(expected), language) == expected


def test_a_quote_that_never_closes_swallows_nothing():
    text = '"Kami menang, kata Budi. Ia pulang. Rakyat senang.'
    assert len(sentences(text, "id")) == 3


@pytest.mark.parametrize(
    "expected",
    [
        ["Ia pergi.", "Mereka tinggal."],
        ["Ia tiba (4/9/2023).", "Kami menunggu.", '"Lama sekali," katanya.', "Lalu sepi."],
        ["Pukul 10.30 WIB.", "Mereka makan 8%.", "Tahun 2017.", "Ia pergi!", "Jauh."],
        ['Kata Budi, "Ia pergi."', "Mereka tinggal.", "“Ayo?”", "Habis.", "(K18)", "Baca lagi"],
    ],
)
def test_a_lost_blank_does_not_join_two_sentences(expected):
    assert sentences("".join(expected), "id") == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lihat https://laman.id/Satu.Dua?Tiga lalu surat@Kota.Baru segera",
        "Dr.Hendra dan M.Iqbal di Kompas.Com bersama F.B.I. pulang",
        "The U.S.Army and the F.B.I. came",
    ],
)
def test_a_stop_inside_a_name_ends_nothing(text):
    assert sentences(text, "id") == [text]


def test_a_token_is_cut_where_a_sentence_begins():
    text = 'Ia tiba (4/9/2019)."Kami lelah," katanya'
    [(_, doc)] = annotate([Article(id="a", text=text, language="en")])
    assert [s.text for s in doc.sents] == ["Ia tiba (4/9/2019).", '"Kami lelah," katanya']
    assert [t.text for t in list(doc.sents)[1]][:2] == ['"', "Kami"]
    assert doc.text == text


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


@pytest.mark.parametrize("piece", ["A.B.", '.")', "\n\u200b", "kata.Ia", "Jl. ", "?'A", ". ("])
def test_long_texts_take_time_in_proportion(piece):
    rule = pipeline("id").get_pipe("sentences_by_rule")
    began = time.perf_counter()
    assert len(list(rule.starts(piece * (300_000 // len(piece))))) < 300_000
    # Two seconds here; a step that looks back over the whole text takes minutes.
    assert time.perf_counter() - began < 30
