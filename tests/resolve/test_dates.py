from datetime import date

import pytest

from eventgraph.model import DateValue, Status
from eventgraph.resolve.dates import resolve_date, resolve_value

FRIDAY = date(2016, 12, 16)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2013", "en", "2013"),
        ("tahun 2013", "id", "2013"),
        ("Kamis kemarin", "id", "2016-12-15"),
        ("sejak Kamis kemarin", "id", "2016-12-15/.."),
        ("last week", "en", "2016-12-05/2016-12-11"),
        ("sometime soon", "en", None),
        ("1500", "en", None),
        ("", "id", None),
    ],
)
def test_a_text_that_names_a_time_is_resolved(text, language, expected):
    assert resolve_date(text, FRIDAY, language).value == expected


def test_words_and_offsets_of_a_date_stay():
    when = DateValue(text="on Sunday", start=40, end=49)
    found = resolve_value(when, FRIDAY, "en", Status.PLANNED)
    assert (found.text, found.start, found.end) == ("on Sunday", 40, 49)
    assert (found.value, found.precision) == ("2016-12-18", "day")
    assert found.rule
