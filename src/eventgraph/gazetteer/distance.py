"""Tell how far apart two points are."""

from __future__ import annotations

import math

__all__ = ["kilometres"]

_EARTH = 12_742.0  # kilometres through the middle


def kilometres(latitude: float, longitude: float, other: float, other_longitude: float) -> float:
    """Give the distance of two points, in degrees, over a round earth."""
    a, b, c, d = (math.radians(x) for x in (latitude, longitude, other, other_longitude))
    chord = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(min(1.0, chord)))
