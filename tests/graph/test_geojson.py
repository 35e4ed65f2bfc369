import io
import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from eventgraph.graph.geojson import write_geojson
from eventgraph.model import Event, Place

from .graph_samples import NASTY, event_of, events, small


def written(*made: Event) -> list[dict[str, Any]]:
    def no_number(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    out = io.StringIO()
    write_geojson(made, out)
    collection = json.loads(out.getvalue(), parse_constant=no_number)
    assert set(collection) == {"type", "features"} and collection["type"] == "FeatureCollection"
    return list(collection["features"])


def placed(*places: Place) -> Event:
    _, (mention,) = small(1, 1)
    return replace(event_of(mention, 1), places=places, label=NASTY)


ALEPPO = Place(name="Aleppo", country="SYR", latitude=36.2, longitude=37.1, precision="city")


def test_each_place_is_a_point_with_longitude_first() -> None:
    homs = Place(name="Homs", latitude=34.7, longitude=36.7)
    first, second = written(placed(ALEPPO, homs))
    assert first["geometry"] == {"type": "Point", "coordinates": [37.1, 36.2]}
    about = first["properties"]
    assert (about["place"], about["place_country"], about["place_precision"]) == (
        "Aleppo",
        "SYR",
        "city",
    )
    assert (about["type"], about["quad"], about["date"]) == ("CONSULT", 1, "2020-01-02")
    assert (about["actors"], about["independent"], about["label"]) == ("Delegation 7", 1, NASTY)
    assert about["id"] == second["properties"]["id"] and first["id"] != second["id"]


def test_what_is_nowhere_on_earth_has_no_point() -> None:
    nowhere = [
        replace(ALEPPO, latitude=None),
        replace(ALEPPO, longitude=None),
        replace(ALEPPO, latitude=float("nan")),
        replace(ALEPPO, longitude=float("inf")),
        replace(ALEPPO, latitude=90.5),
        replace(ALEPPO, longitude=-180.5),
    ]
    assert written(placed(*nowhere)) == []
    assert len(written(placed(*nowhere, ALEPPO))) == 1
    assert written() == []


@given(events())
def test_any_event_is_valid(made: list[Event]) -> None:
    features = written(*made)
    assert len({feature["id"] for feature in features}) == len(features)
    for feature in features:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
        assert not any(isinstance(v, list | dict) for v in feature["properties"].values())
