from datetime import date

import pytest

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
