"""
Turn the values of `model` into ones that JSON and MessagePack keep, and back.

A dataclass becomes a dictionary of its fields, a tuple a list, a date ISO text, a member of an
enumeration its value. Nothing is lost: `from_plain(type(v), to_plain(v)) == v`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def to_plain(value: Any) -> Any:
    """Give a value of `model` as dictionaries, lists, texts and numbers."""
    if is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def from_plain(kind: type[T], record: Mapping[str, Any]) -> T:
    """Build a dataclass of `model` from what `to_plain` gave; a list may be a tuple by now."""
    hints = _hints(kind)  # type: ignore[arg-type] # mypy takes type[T] for unhashable
    return kind(**{name: _read(hints[name], value) for name, value in record.items()})


def _read(hint: Any, value: Any) -> Any:
    """Give a value the type that its field has: `X`, `X | None` or `tuple[X, ...]`."""
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        [hint] = (kind for kind in get_args(hint) if kind is not NoneType)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], part) for part in value)
    if isinstance(hint, type) and is_dataclass(hint):
        return from_plain(hint, value)
    return date.fromisoformat(value) if hint is date else hint(value)
