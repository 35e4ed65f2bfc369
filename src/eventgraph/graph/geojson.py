"""
Write events as GeoJSON (RFC 7946): a point for each place of each event, to open on a map.

Coordinates are longitude, latitude in WGS 84. An event of which no place is known has no point.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from eventgraph.graph.records import event_record
from eventgraph.graph.tables import event_cells
from eventgraph.model import Event

__all__ = ["write_geojson"]

_OF_PLACES = ("places", "place_countries", "latitudes", "longitudes")


def write_geojson(events: Iterable[Event], out: TextIO) -> None:
    """
    Write a `FeatureCollection`, one feature a line.

    Properties are those of the table of events, flat, and `place`, `place_country`,
    `place_precision`. `id` of a feature is that of the event and the number of its place.
    """
    out.write('{"type": "FeatureCollection", "features": [')
    mark = "\n"
    for feature in (feature for event in events for feature in _features(event)):
        out.write(mark + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        mark = ",\n"
    out.write("\n]}\n")


def _features(event: Event) -> Iterator[dict[str, Any]]:
    record = event_record(event)
    cells = event_cells(record)
    about = {name: cell for name, cell in cells.items() if name not in _OF_PLACES}
    for number, place in enumerate(record["places"], 1):
        latitude, longitude = place["latitude"], place["longitude"]
        # Elsewhere there is no earth; this also keeps out what is no number.
        if latitude is None or longitude is None:
            continue
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            continue
        yield {
            "type": "Feature",
            "id": f"{event.id}#place={number}",
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": {
                **about,
                "place": place["name"],
                "place_country": place["country"],
                "place_precision": place["precision"],
            },
        }
