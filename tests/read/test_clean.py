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
        ("teaser", "Baca juga: Presiden Tiba di Bogor"),
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
        ("Jakarta (ANTARA) - Menteri pergi.", "id", "Jakarta"),
        ("Bisnis.com, JAKARTA - Menteri pergi.", "id", "JAKARTA"),
        ("jpnn.com, JAKARTA - Menteri pergi.", "id", "JAKARTA"),
        ("jpnn.com - KUALA LUMPUR - Menteri pergi.", "id", "KUALA LUMPUR"),
        ("jpnn.com - Menteri pergi.", "id", None),
        ("TEMPO.CO, Jakarta - Menteri pergi.", "id", "Jakarta"),
        ("Liputan6.com, Jakarta Menteri pergi.", "id", "Jakarta"),
        ("REPUBLIKA.CO.ID, GAZA -- Menteri pergi.", "id", "GAZA"),
        ("KONTAN.CO.ID - JAKARTA. Menteri pergi.", "id", "JAKARTA"),
        ("Kawasaki, Jepang --(ANTARA/Business Wire)-- Menteri pergi.", "id", "Kawasaki, Jepang"),
        ("WASHINGTON (Reuters) - The senate met.", "en", "WASHINGTON"),
        ("BEIJING, Jan 5 (Reuters) - The senate met.", "en", "BEIJING"),
        ("HONG KONG, Dec 2 -(Reuter) The senate met.", "en", "HONG KONG"),
        ("BOGOTA, May 14 Reuter - The senate met.", "en", "BOGOTA"),
        ("By Jane Miller(Reuters) - The senate met.", "en", None),
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
    ("text", "language", "marked", "place"),
    [
        ("Harga naik lagiJakarta (ANTARA) - Ia pergi.", "id", "Jakarta (ANTARA) -", "Jakarta"),
        ("Ini kata KPUKabupaten Bogor (ANTARA) - Ia pergi.", "id", None, "Kabupaten Bogor"),
        ("Rapat di Medan Medan (ANTARA) - Ia pergi.", "id", "Medan (ANTARA) -", "Medan"),
        ("Harga naik. Timika, Papua (ANTARA) - Ia pergi.", "id", None, "Timika, Papua"),
        ("The vote failed. By Tom FoxROME (Reuters) - It met.", "en", None, "ROME"),
        ("The vote. (Tom Fox/The Post)CATANIA, Italy — It met.", "en", None, "CATANIA, Italy"),
    ],
)
def test_a_dateline_that_ran_into_a_summary(
    text: str, language: str, marked: str | None, place: str
) -> None:
    marks, found = find_marks(text, language)
    datelines = [text[m.start : m.end] for m in marks if m.kind == MarkKind.DATELINE]
    assert len(datelines) == 1 and datelines[0] == (marked or datelines[0])
    assert found and found.text == place


def test_a_summary_and_its_article_have_a_dateline_each() -> None:
    text = "ROME (AP) - The senate will...\nOSLO, Norway (AP) - The senate will meet today."
    marks, place = find_marks(text, "en")
    assert [text[m.start : m.end] for m in marks] == ["ROME (AP) -", "OSLO, Norway (AP) -"]
    assert place and place.text == "ROME"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By John Doe", "byline"),
        ("Penulis: Tuti Wijaya", "byline"),
        ("(ant/abc)", "byline"),
        ("(Tuti Wijaya/Anton S/Made Oka)", "byline"),
        ("-- Jane Miller, Paris newsroom +33 1 4221 5452", "byline"),
        ("[Gambas:Video 20detik]", "boilerplate"),
        ("Baca juga: Menteri Tiba di Oslo", "teaser"),
        ("SCROLL TO CONTINUE WITH CONTENT", "boilerplate"),
        ("ADVERTISEMENT", "boilerplate"),
        ("Saksikan Live DetikSore:", "boilerplate"),
        ("Simak hasilnya di halaman berikutnya.", "boilerplate"),
        ("Halaman berikut: dua kota yang terlupakan", "boilerplate"),
        ("Tonton juga 'Menteri Tiba di Oslo' di sini:", "teaser"),
        ("Menteri tiba di bandara. Foto: Tuti Wijaya/Portal", "caption"),
    ],
)
def test_a_line_between_paragraphs_and_at_the_end(line: str, kind: str) -> None:
    assert (kind, line) in words(f"{BOGOR}\n{LATER} {line}") or (kind, line) in words(
        f"{BOGOR}\n{line}\n{LATER}"
    )
    assert (kind, line) in words(f"{BOGOR}\n{LATER}\n{line}")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Menteri bertemu wali kota di Jakarta (ANTARA) - kemarin.", "id"),
        ("Tiga kota, kata kantor berita itu (ANTARA), macet.", "id"),
        ("Situs portal.com - kata polisi - diblokir.", "id"),
        ("Kedua negara (Rusia/Ukraina) berunding.", "id"),
        ("The newsroom -- all of it -- had 1,200 people.", "en"),
        ("Officials in NEW YORK (Reuters) - and in OSLO - said so.", "en"),
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
        ("teaser", "Baca Juga"),
        ("teaser", "Menteri Pertahanan Bertemu Duta Besar"),
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
