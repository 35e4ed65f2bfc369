from datetime import date

import pytest

from eventgraph.errors import QueryError
from eventgraph.graph.values import understand
from eventgraph.model import EventType


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("AS", "United States"),
        ("Rusia", "Russia"),
        ("Filipina", "Philippines"),
        ("amerika serikat", "United States"),
        ("Kremlin", "Russia"),
        ("PBB", "United Nations"),
        ("pbb", "United Nations"),
        ("Jokowi", "Joko Widodo"),
        ("RUS", "RUS"),
        ("rus", "rus"),
        ("IGO", "IGO"),
        ("Russian villagers", "Russian villagers"),
        ("Russian", "Russian"),
        ("Delegation 28", "Delegation 28"),
    ],
)
def test_actors(given: str, meant: str) -> None:
    for parameter in ("ACTOR", "A", "B"):
        assert understand(parameter, given) == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Suriah", "SYR"),
        ("Syria", "SYR"),
        ("Swiss", "CHE"),
        ("syr", "SYR"),
        ("AS", "USA"),
        ("ID", "IDN"),
        ("Moscow", "Moscow"),
        ("Aleppo", "Aleppo"),
        ("Jokowi", "Jokowi"),
    ],
)
def test_countries(given: str, meant: str) -> None:
    assert understand("COUNTRY", given) == meant


def test_types() -> None:
    for kind in EventType:
        assert understand("TYPE", kind.lower()) == kind
    with pytest.raises(QueryError, match="AGREE"):
        understand("TYPE", "")


def test_other_parameters_stay() -> None:
    assert understand("EVENT", "Rusia") == "Rusia"
    assert understand("WORDS", "Rusia") == "Rusia"


def test_the_id_of_an_event_is_found_in_any_case() -> None:
    assert understand("EVENT", "EVENT-0123456789ABCDEF") == "event-0123456789abcdef"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2016-12-15", date(2016, 12, 15), date(2016, 12, 15)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
    ],
)
def test_a_period_is_written_as_day_month_or_year(written: str, first: date, last: date) -> None:
    assert understand("SINCE", written) == first
    assert understand("UNTIL", written) == last


@pytest.mark.parametrize("written", ["2016-13", "2017-02-29", "16-12", "kemarin", "2016-1-1", ""])
def test_what_is_no_day_is_named(written: str) -> None:
    with pytest.raises(QueryError, match=r"until: there is no day .*write 2016-12-31"):
        understand("UNTIL", written)


def test_numbers_are_whole_or_from_0_to_1() -> None:
    assert understand("DAYS", "030") == 30
    assert understand("PUBLISHERS", "2") == 2
    assert understand("CONFIDENCE", "0,25") == understand("CONFIDENCE", ".25") == 0.25
    for name, written in [("DAYS", "-1"), ("DAYS", "1.5"), ("PUBLISHERS", "9" * 5000)]:
        with pytest.raises(QueryError, match="no whole number"):
            understand(name, written)
    for written in ("2", "nan", "-0.1", "half"):
        with pytest.raises(QueryError, match="no confidence"):
            understand("CONFIDENCE", written)
