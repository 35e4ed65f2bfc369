import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.temporal import find_expressions, value


def texts(text, language):
    return [e.text for e in find_expressions(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He may march again, and they sat in the sun for a second.", "en"),
        ("Mrs May will March on.", "en"),
        ("They won 3-1 and 4/5 of the seats.", "en"),
        ("It cost $2016 or 2016 dollars.", "en"),
        ("Call 021-2016-2017 at 16:12.", "en"),
        ("Resolusi 2254 menyebut 14.000 warga dan Rp 2.016.", "id"),
        ("Ia menang 2-1 dan meraih 16/12 suara seminggu.", "id"),
        ("Nomor 0812-2016-1212 aktif pukul 12.30.", "id"),
        ("", "id"),
    ],
)
def test_other_numbers_and_words_are_no_dates(text, language):
    assert texts(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Jumat (16/12/2016), Sabtu dini hari", "id", ["Jumat (16/12/2016)", "Sabtu dini hari"]),
        ("Minggu lalu mereka bertemu minggu lalu.", "id", ["Minggu lalu", "minggu lalu"]),
        ("It began on Dec. 6. They left on Monday.", "en", ["Dec. 6", "Monday"]),
        ("in May 2015 and since Thursday", "en", ["in May 2015", "since Thursday"]),
        ("Senin\n6 Mei 2015", "id", ["Senin", "6 Mei 2015"]),
        (
            "tanggal 3 Mei 2015 hingga 5 Mei 2015",
            "id",
            ["tanggal 3 Mei 2015 hingga 5 Mei 2015"],
        ),
        ("Senin, Rabu dan Jumat", "id", ["Senin", "Rabu", "Jumat"]),
        ("UU Nomor 5 Tahun 2018 berlaku pada 2019", "id", ["pada 2019"]),
        ("The Sunday Times wrote on Monday", "en", ["Monday"]),
        ("the second attack in three days", "en", []),
        ("two weeks before the vote, three days after it", "en", []),
        ("sejak 3 Mei 2015 hingga 5 Mei 2015", "id", ["sejak 3 Mei 2015 hingga 5 Mei 2015"]),
    ],
)  # fmt: skip
def test_expressions_are_found_whole(text, language, expected):
    assert texts(text, language) == expected


def test_a_text_that_names_a_time_may_be_doubtful_in_running_text():
    for text, language in (("tanggal 5", "id"), ("in three days", "en"), ("Wed.", "en")):
        assert not find_expressions(text, language)
        assert len(find_expressions(text, language, whole=True)) == 1


WORDS = [
    "sejak", "hingga", "antara", "dan", "Minggu", "minggu", "lalu", "dua", "hari", "Mei", "16/12",
    "(", ")", "31", "2016", "akhir", "tahun", "May", "March", "since", "between", "and", "last",
    "Dec.", "30", "February", "the", "of", "next", "week", "1-2", ",", "\n", "99/99/9999", "0",
]  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_no_text_crashes_the_finder_and_spans_hold(text):
    for language in ("id", "en"):
        end = 0
        for one in find_expressions(text, language):
            assert text[one.start : one.end] == one.text
            assert end <= one.start < one.end
            end = one.end
            for published in (None, date(2016, 2, 29), date.min, date.max):
                found = value(one, published, reference=published)
                if found.earliest and found.latest:
                    assert found.earliest <= found.latest


@pytest.mark.parametrize("piece", ["dua hari lalu ", "sejak ", "(16/12", "1-", "akhir akhir ", "x"])
def test_time_grows_with_the_text_only(piece):
    def seconds(count):
        start = time.process_time()
        find_expressions(piece * count, "id")
        return time.process_time() - start

    seconds(100)
    most, few = (min(seconds(count) for _ in range(3)) for count in (16_000, 4_000))
    assert most < 12 * max(few, 0.01)
