import time
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eventgraph.model import Article, MarkKind
from eventgraph.read.clean import clean, find_marks
from eventgraph.read.tables import cleaners

BOGOR = "Presiden kedua negara bertemu di Bogor untuk membahas gencatan senjata nasional."
LATER = "Perundingan akan dilanjutkan di Oslo pada bulan depan, kata juru bicara itu."


def words(text: str, language: str = "id") -> list[tuple[str, str]]:
    marks, _ = find_marks(text, language)
    return [(m.kind.value, text[m.start : m.end]) for m in marks]


def test_an_article_with_all_of_it() -> None:
    text = (
        f"Dua Presiden Bertemu\r\nA\r\nTOKYO - {BOGOR}\r\nSCROLL TO CONTINUE WITH CONTENT\r\n"
        f"{LATER}\r\nBaca juga: Presiden Tiba di Bogor\r\n{LATER}\r\n(ian)"
    )
    assert words(text) == [
        ("letter", "A"),
        ("dateline", "TOKYO -"),
        ("boilerplate", "SCROLL TO CONTINUE WITH CONTENT"),
        ("boilerplate", "Baca juga: Presiden Tiba di Bogor"),
        ("repeat", LATER),
        ("byline", "(ian)"),
    ]
    marks, place = find_marks(text, "id")
    assert place and text[place.start : place.end] == place.text == "TOKYO"
    repeat = next(m for m in marks if m.kind == MarkKind.REPEAT)
    assert repeat.of == text.index(LATER)


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("JAKARTA, KOMPAS.com - Menteri pergi.", "id", "JAKARTA"),
        ("Jakarta, CNN Indonesia -- Menteri pergi.", "id", "Jakarta"),
        ("Buriram, Thailand (ANTARA) - Menteri pergi.", "id", "Buriram, Thailand"),
        ("Judul Berita Ini\n\nBisnis.com, JAKARTA — Menteri pergi.", "id", "JAKARTA"),
        ("Liputan6.com, Jakarta- Menteri pergi.", "id", "Jakarta"),
        ("REPUBLIKA.CO.ID, MAZAR-I-SHARIF -- Menteri pergi.", "id", "MAZAR-I-SHARIF"),
        ("ANTARA - Menteri pergi.", "id", None),
        ("WASHINGTON (AP) — The senate met.", "en", "WASHINGTON"),
        ("SEOUL/WASHINGTON (Reuters) - The senate met.", "en", "SEOUL/WASHINGTON"),
        ("ERIE, Pa. — The senate met.", "en", "ERIE, Pa."),
        ("(CNN) The senate met.", "en", None),
    ],
)
def test_datelines(text: str, language: str, place: str | None) -> None:
    marks, found = find_marks(text, language)
    assert [m.kind for m in marks] == [MarkKind.DATELINE]
    assert (found and found.text) == place


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Timnas Indonesia - Malaysia bermain imbang.", "id"),
        ("KPK - lembaga itu - menolak.", "id"),
        ("CITIC -- the Chinese firm -- refused.", "en"),
        ("Similar demonstrations -- in Oslo -- failed.", "en"),
        ("Dia (dua puluh tahun) menolak datang.", "id"),
        ("Ia membaca juga laporan itu.", "id"),
    ],
)
def test_what_only_looks_like_it_is_left(text: str, language: str) -> None:
    assert words(text, language) == []


def test_titles_below_read_also_belong_to_it_and_sentences_do_not() -> None:
    text = f"{BOGOR}\nBaca Juga\nMenteri Pertahanan Bertemu Duta Besar\n{LATER}"
    assert words(text) == [
        ("boilerplate", "Baca Juga"),
        ("boilerplate", "Menteri Pertahanan Bertemu Duta Besar"),
    ]


def test_a_short_line_told_twice_is_no_repeat() -> None:
    assert words(f"Kata dia:\n{BOGOR}\nKata dia:\n{LATER}") == []


ADVERSE = [
    "a", "(", "A ", "Baca juga: ", "(Foto: a", "Image caption ", "Pewarta: ", "Editor: ",
    "Simak Video ", "A" * 50 + " ", "Jakarta, ", "By A", "Google  ", "(a/", "\xa0", "Aa/",
    "[Gambas", "-- Newsroom 1-1", "copyright © A",
]  # fmt: skip


@pytest.mark.parametrize("piece", ADVERSE)
def test_ten_megabytes_of_one_line_take_seconds(piece: str) -> None:
    text = piece * (10_000_000 // len(piece))
    start = time.process_time()
    find_marks(text, "id")
    assert time.process_time() - start < 20


PIECES = st.sampled_from(
    [BOGOR, LATER, "A", "(ian)", "TOKYO - ", "Baca juga", ": ", "\n", "\r\n", "\x85", "𝕏", "Foto: "]
    + [c.example for code in ("id", "en") for c in cleaners(code)]
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=14).map("".join))
@example("")
def test_every_mark_points_at_its_own_words_and_cleaning_again_changes_nothing(text: str) -> None:
    article = clean(Article(id="a", text=text, language="id"))
    assert article.text == text
    assert clean(article) == article
    ends = 0
    for mark in article.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert text[mark.start : mark.end].strip() == text[mark.start : mark.end]
        if mark.kind == MarkKind.REPEAT:
            assert mark.of is not None and mark.of < mark.start
            length = mark.end - mark.start
            assert text[mark.of : mark.of + length] == text[mark.start : mark.end]
        else:
            assert mark.start >= ends
            ends = mark.end
    if place := article.dateline:
        assert text[place.start : place.end] == place.text


@given(st.lists(st.sampled_from([BOGOR, LATER, "A", "(ian)", "SCROLL TO CONTINUE WITH CONTENT"])))
def test_without_its_marks_a_text_is_clean(lines: list[str]) -> None:
    text = "\n".join(lines)
    for mark in reversed(find_marks(text, "id")[0]):
        text = text[: mark.start] + text[mark.end :]
    assert find_marks(text, "id") == ((), None)


def test_the_language_may_be_unknown() -> None:
    article = Article(id="a", text=f"TOKYO - {BOGOR}")
    assert clean(article).dateline == clean(replace(article, language="id")).dateline
