from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.model import Status
from eventgraph.temporal import find_expressions, value

FRIDAY = date(2016, 12, 16)


def resolved(text, language, published=FRIDAY, **more):
    (expression,) = find_expressions(text, language)
    return value(expression, published, **more)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Rapat itu digelar Jumat (16/12/2016) di Bogor.", "id", "2016-12-16"),
        ("Rapat itu digelar Kamis (15/12) pagi.", "id", "2016-12-15"),
        ("Mereka bertemu pada Selasa, 6 Desember 2016.", "id", "2016-12-06"),
        ("Mereka bertemu Kamis kemarin.", "id", "2016-12-15"),
        ("Mereka bertemu Senin depan.", "id", "2016-12-19"),
        ("Sidang dibuka Selasa pekan lalu.", "id", "2016-12-06"),
        ("Sidang dibuka dua hari lalu.", "id", "2016-12-14"),
        ("Sidang dibuka lusa.", "id", "2016-12-18"),
        ("Perang pecah sejak 2011.", "id", "2011/.."),
        ("Blokade berlaku sejak Kamis.", "id", "2016-12-15/.."),
        ("Kongres digelar pekan ini.", "id", "2016-12-12/2016-12-18"),
        ("Kongres digelar bulan lalu.", "id", "2016-11"),
        ("Kongres digelar akhir Februari 2015.", "id", "2015-02"),
        ("Kongres digelar 15-17 November 2015.", "id", "2015-11-15/2015-11-17"),
        ("Empat tahun terakhir ia dipenjara.", "id", "2012/2016"),
        ("Ia ditahan dari 3 Mei hingga 5 Juni 2015.", "id", "2015-05-03/2015-06-05"),
        ("They met on Thursday.", "en", "2016-12-15"),
        ("They met on Friday.", "en", "2016-12-16"),
        ("They met last Friday.", "en", "2016-12-09"),
        ("They met on Dec. 6.", "en", "2016-12-06"),
        ("They met on May 6, 2015.", "en", "2015-05-06"),
        ("They met on 6 May 2015.", "en", "2015-05-06"),
        ("They met in September.", "en", "2016-09"),
        ("They met in March 2014.", "en", "2014-03"),
        ("The war began in 2003.", "en", "2003"),
        ("He has been in jail since October.", "en", "2016-10/.."),
        ("They met three weeks ago.", "en", "2016-11-21/2016-11-27"),
        ("They met five years ago.", "en", "2011"),
        ("They met last night.", "en", "2016-12-15"),
        ("They met between 2011 and 2014.", "en", "2011/2014"),
        ("They met on 11/9/2015.", "en", "2015-11-09"),
        ("Mereka bertemu 11/9/2015.", "id", "2015-09-11"),
        ("They met on Christmas Eve.", "en", "2016-12-24"),
    ],
)
def test_a_date_in_a_sentence_has_its_value(text, language, expected):
    assert resolved(text, language).value == expected


WEDNESDAY = date(2022, 3, 16)


@pytest.mark.parametrize(
    ("text", "language", "expected", "first", "last"),
    [
        ("tahun 1990-an", "id", "199X", "1990-01-01", "1999-12-31"),
        ("the late 1990s", "en", "199X", "1997-01-01", "1999-12-31"),
        ("since the 1990s", "en", "1990/..", "1990-01-01", None),
        ("the nineties", "en", "199X", "1990-01-01", "1999-12-31"),
        ("2011-16", "en", "2011/2016", "2011-01-01", "2016-12-31"),
        ("tahun 2019-2024", "id", "2019/2024", "2019-01-01", "2024-12-31"),
        ("triwulan II tahun 2021", "id", "2021-34", "2021-04-01", "2021-06-30"),
        ("kuartal IV/2021", "id", "2021-36", "2021-10-01", "2021-12-31"),
        ("Q3 2021", "en", "2021-35", "2021-07-01", "2021-09-30"),
        ("semester pertama 2022", "id", "2022-01/2022-06", "2022-01-01", "2022-06-30"),
        ("the second half of last year", "en", "2021-07/2021-12", "2021-07-01", "2021-12-31"),
        ("sejak awal tahun", "id", "2022/..", "2022-01-01", None),
        ("by the end of the month", "en", "../2022-03", None, "2022-03-31"),
        ("mid-2021", "en", "2021", "2021-05-01", "2021-08-31"),
        ("antara tanggal 9 dan 15 Januari", "id", "2022-01-09/2022-01-15", None, None),
        ("15 hingga 17 November 2021", "id", "2021-11-15/2021-11-17", None, None),
        ("23 dan 24 September 2019", "id", "2019-09-23/2019-09-24", None, None),
        ("March 1 and 2", "en", "2022-03-01/2022-03-02", None, None),
        ("March 1 to 5", "en", "2022-03-01/2022-03-05", None, None),
        ("19—21 Desember 2018", "id", "2018-12-19/2018-12-21", None, None),
        ("Maret-April 2021", "id", "2021-03/2021-04", "2021-03-01", "2021-04-30"),
        ("Maret hingga Mei 2021", "id", "2021-03/2021-05", None, None),
        ("between Monday and Friday", "en", "2022-03-14/2022-03-18", None, None),
        ("dua minggu lagi", "id", "2022-03-28/2022-04-03", None, None),
        ("two weeks from now", "en", "2022-03-28/2022-04-03", None, None),
        ("dalam sepekan terakhir", "id", "2022-03-09/2022-03-16", None, None),
        ("over the past week", "en", "2022-03-09/2022-03-16", None, None),
        ("enam bulan terakhir", "id", "2021-09/2022-03", "2021-09-01", "2022-03-31"),
        ("dalam enam bulan ke depan", "id", "2022-03-16/2022-09-16", None, None),
        ("tiga dekade lalu", "id", "1992", None, None),
        ("Rabu besok", "id", "2022-03-16", None, None),
        ("Kamis besok", "id", "2022-03-17", None, None),
        ("malam Minggu", "id", "2022-03-12", None, None),
        ("Monday of last week", "en", "2022-03-07", None, None),
        ("the week of March 9", "en", "2022-03-07/2022-03-13", None, None),
        ("Lebaran 2021", "id", "2021-05-13", None, None),
        ("Idul Adha tahun lalu", "id", "2021-07-20", None, None),
        ("nanti malam", "id", "2022-03-16", None, None),
        ("the Fourth of July", "en", "2021-07-04", None, None),
    ],
)
def test_a_longer_expression_has_its_value(text, language, expected, first, last):
    found = resolved(text, language, WEDNESDAY)
    assert found.value == expected
    if first or last:
        days = [day.isoformat() if day else None for day in (found.earliest, found.latest)]
        assert days == [first, last]


WORDS = {
    "id": ["sejak", "hingga", "antara", "dan", "awal", "akhir", "tahun", "bulan", "pekan", "lalu",
           "depan", "terakhir", "dua", "lima", "Maret", "Kamis", "15", "17", "2021", "1990-an",
           "kuartal", "pertama", "semester", "15-17", "2019-2024", "(16/3)", "Lebaran"],
    "en": ["since", "until", "between", "and", "to", "early", "the end of", "year", "month",
           "week", "last", "next", "past", "ago", "two", "five", "March", "Thursday", "15", "17",
           "2021", "1990s", "the first quarter of", "half", "2019-2024", "the 1980s", "Q2"],
}  # fmt: skip


@given(st.sampled_from(sorted(WORDS)).flatmap(
    lambda language: st.tuples(
        st.just(language), st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=6)
    )
))  # fmt: skip
def test_every_value_is_edtf_and_its_days_are_in_order(case):
    language, words = case
    for expression in find_expressions(" ".join(words), language, whole=True):
        found = value(expression, WEDNESDAY, reference=WEDNESDAY)
        if found.value is None:
            assert found.earliest is found.latest is None
            continue
        edtf.parse_edtf(found.value)
        assert found.earliest or found.latest
        assert not (found.earliest and found.latest) or found.earliest <= found.latest


@pytest.mark.parametrize("text", ["Lebaran", "Lebaran 2000", "beberapa pekan terakhir"])
def test_a_feast_without_one_day_in_a_told_year_stays_open(text):
    expressions = find_expressions(text, "id")
    assert all(value(one, WEDNESDAY).value is None for one in expressions)


@pytest.mark.parametrize(
    ("text", "language", "status", "expected"),
    [
        ("on Sunday", "en", Status.ACTUAL, "2016-12-11"),
        ("on Sunday", "en", Status.PLANNED, "2016-12-18"),
        ("5 Januari", "id", Status.ACTUAL, "2017-01-05"),
        ("5 April", "id", Status.ACTUAL, "2016-04-05"),
    ],
)
def test_plans_lie_ahead(text, language, status, expected):
    assert resolved(text, language, status=status).value == expected


def test_the_weekday_told_decides_how_a_numeric_date_is_read():
    # 11/10/2017 was a Wednesday as 11 October and a Friday as 10 November.
    assert resolved("Jumat (11/10/2017)", "id").value == "2017-11-10"
    assert resolved("Rabu (11/10/2017)", "id").value == "2017-10-11"


@pytest.mark.parametrize(
    ("text", "language"),
    [("31 Februari 2016", "id"), ("several weeks ago", "en"), ("beberapa hari lalu", "id")],
)
def test_what_cannot_be_told_stays_unknown(text, language):
    found = resolved(text, language)
    assert (found.value, found.earliest, found.latest) == (None, None, None)


def test_without_a_publication_date_only_full_dates_are_known():
    assert resolved("Kamis", "id", None).value is None
    assert resolved("6 Mei", "id", None).value is None
    assert resolved("tahun lalu", "id", None).value is None
    assert resolved("6 Mei 2015", "id", None).value == "2015-05-06"


def test_a_date_beside_another_day_needs_that_day():
    assert resolved("keesokan harinya", "id").value is None
    assert resolved("two days earlier", "en", reference=date(2016, 3, 1)).value == "2016-02-28"


def test_the_days_and_the_precision_fit_the_value():
    late = resolved("late July 2015", "en")
    assert (late.value, late.precision) == ("2015-07", "month")
    assert (late.earliest, late.latest) == (date(2015, 7, 20), date(2015, 7, 31))
    since = resolved("since 2011", "en")
    assert (since.earliest, since.latest, since.precision) == (date(2011, 1, 1), None, "range")
    until = resolved("hingga Kamis", "id")
    assert (until.earliest, until.latest) == (None, date(2016, 12, 15))
