from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.read.dates import parse_date, published_in_text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2016-12-16", "2016-12-16"),
        ("2016-12-16T23:30:00-08:00", "2016-12-16"),
        ("2016/12/16", "2016-12-16"),
        ("20161216", "2016-12-16"),
        (20161216, "2016-12-16"),
        ("16/12/2016", "2016-12-16"),
        ("16-12-2016", "2016-12-16"),
        ("October 16, 2021, 7:07 AM", "2021-10-16"),
        ("Oct. 16 2021", "2021-10-16"),
        ("Fri, 16 Dec 2016 10:00:00 GMT", "2016-12-16"),
        ("13+December+2018", "2018-12-13"),
        ("Senin, 21 Januari 2019 / 19:49 WIB", "2019-01-21"),
        ("Kabar - 25/05/2024, 17:05 WIB", "2024-05-25"),
        ("4,160 Views  | \n      Kamis, 25 Jun 2026 08:16 WIB", "2026-06-25"),
        ("5th of May 2021", "2021-05-05"),
        (1481846400, "2016-12-16"),
        ("1481846400000", "2016-12-16"),
        ("16 Des '16", "2016-12-16"),
        (datetime(2016, 12, 16, 23, 59, tzinfo=UTC), "2016-12-16"),
        (date(2016, 12, 16), "2016-12-16"),
    ],
)
@pytest.mark.parametrize("language", ["id", "en", None])
def test_a_date_in_any_form(written: object, day: str, language: str | None) -> None:
    assert parse_date(written, language) == date.fromisoformat(day)


def test_the_language_decides_between_day_and_month() -> None:
    assert parse_date("03/04/2024", "id") == date(2024, 4, 3)
    assert parse_date("03/04/2024", "en") == date(2024, 3, 4)
    assert parse_date("10/22/2025 9:49", "id") == date(2025, 10, 22)


@pytest.mark.parametrize(
    ("written", "text", "language", "day"),
    [
        ("9/4/2025", "Rapat digelar Kamis (4/9/2025).", "id", "2025-09-04"),
        ("9/4/2025", "Rapat digelar Jumat (5/9/2025) di Bogor.", "id", "2025-09-04"),
        ("9/4/2025 10:30", "Rapat digelar Rabu (9/4/2025).", "id", "2025-04-09"),
        ("9/4/2025", "Rapat digelar Kamis, 4 September 2025.", "id", "2025-09-04"),
        ("9/4/2025", "The talks began on Wednesday, April 9, 2025.", "en", "2025-04-09"),
        ("9/4/2025", "Rapat digelar Senin (8/9/2025).", "id", "2025-04-09"),  # 4 days off
        ("9/4/2025", "Ia lahir pada 4 September 2025.", "id", "2025-04-09"),  # no weekday
        ("9/4/2025", "Rapat Kamis (4/9/2025), lalu Rabu (9/4/2025).", "id", "2025-04-09"),
        ("3/4/2025", "Rapat digelar Kamis.", "id", "2025-04-03"),
        ("3/4/2025", "They met on Thursday.", "en", "2025-03-04"),
        ("5/6/2025", "Rapat (5/5/2025).", "id", "2025-05-06"),
        ("22/10/2025", "Rapat (10/22/2025).", "id", "2025-10-22"),
        ("2025-04-09", "Rapat (4/9/2025).", "id", "2025-04-09"),
        ("9/4/2025", "kata " * 700 + "Kamis (4/9/2025)", "id", "2025-04-09"),
    ],
)
def test_the_text_decides_between_day_and_month(
    written: str, text: str, language: str, day: str
) -> None:
    assert parse_date(written, language, text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "written",
    [
        "not a date", "yesterday", "besok", "2 days ago", "3 hari lalu", "2016", "Dec 2016",
        "31/02/2016", "10:30", "", None, True, [], {}, float("nan"), float("inf"), -5,
        "0000-00-00", "99999999999999999999", 10**400 // 7 % 10**30,
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(written: object) -> None:
    assert parse_date(written, "en") is None
    assert parse_date(written, "id") is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Rapat digelar Jumat (16/12/2016).", "id", "2016-12-16"),
        ("Rapat Jumat, (16/12/2016), bukan Kamis (15/12/2016).", "id", "2016-12-16"),
        ("Friday, 16 December 2016\n\nThe talks failed.", "en", "2016-12-16"),
        ("Title\r\nUpdated: December 16, 2016\r\nThe talks failed.", "en", "2016-12-16"),
        ("OSLO (Reuters, Oct 19 2017) - The talks failed.", "en", "2017-10-19"),
    ],
)
def test_a_text_tells_its_day(text: str, language: str, day: str) -> None:
    assert published_in_text(text, language) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "Ia lahir pada 17 Agustus 1945 di Bogor.",
        "He was born on May 6, 1960, in Oslo.",
        "Rapat digelar Jumat (16/12).",
        "kata " * 1000 + "Jumat (16/12/2016)",
    ],
)
def test_a_day_in_the_story_is_not_the_day_of_the_paper(text: str) -> None:
    assert published_in_text(text, "id") is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_as_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", "id") == day
    assert parse_date(f"{day.month}/{day.day}/{day.year}", "en") == day
    assert parse_date(day.strftime("%d %B %Y")) == day


@given(st.text(max_size=60) | st.integers() | st.floats())
def test_nothing_crashes_it(value: object) -> None:
    found = parse_date(value, "en")
    assert found is None or 1900 <= found.year <= 2100
