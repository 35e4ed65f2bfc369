import pytest

from eventgraph.errors import QueryError
from eventgraph.graph.values import understand
from eventgraph.model import EventType


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("AS", "United States"),
        ("Rusia", "Russia"),
        ("amerika serikat", "United States"),
        ("Kremlin", "Russia"),
        ("PBB", "United Nations"),
        ("pbb", "United Nations"),
        ("Jokowi", "Joko Widodo"),
        ("RUS", "RUS"),
        ("rus", "rus"),
        ("IGO", "IGO"),
        ("Russian troops", "Russian troops"),
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
