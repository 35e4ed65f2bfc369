"""
A knowledge graph of geopolitical events from Indonesian and English news.

>>> from eventgraph import extract
>>> [m.type.value for m in extract("Russia attacked Ukraine on Thursday.", language="en")]
['ASSAULT']

The functions mirror the commands: `read_articles` and `extract` for one text,
`build` for a graph, `open_graph` to ask it, `merge_events`, `split_event` and
`remove_articles` to change it. Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from eventgraph.changes import merge_events, remove_articles, split_event
    from eventgraph.errors import (
        EventGraphError,
        GraphError,
        InputError,
        LexiconError,
        QueryError,
        UsageError,
    )
    from eventgraph.evaluate import evaluate
    from eventgraph.graph import Graph, open_graph
    from eventgraph.model import (
        Argument,
        Article,
        DateValue,
        Dropped,
        DropReason,
        Event,
        EventType,
        Mention,
        Participant,
        Place,
        Problem,
        Role,
        Span,
        Speaker,
        Status,
    )
    from eventgraph.pipeline import Report, build, extract
    from eventgraph.read import make_article, read_articles

__all__ = [
    "Argument",
    "Article",
    "DateValue",
    "Dropped",
    "DropReason",
    "Event",
    "EventGraphError",
    "EventType",
    "Graph",
    "GraphError",
    "InputError",
    "LexiconError",
    "Mention",
    "Participant",
    "Place",
    "Problem",
    "QueryError",
    "Report",
    "Role",
    "Span",
    "Speaker",
    "Status",
    "UsageError",
    "build",
    "evaluate",
    "extract",
    "make_article",
    "merge_events",
    "open_graph",
    "read_articles",
    "remove_articles",
    "split_event",
]

_HOME = {
    "changes": ("merge_events", "remove_articles", "split_event"),
    "errors": (
        "EventGraphError",
        "GraphError",
        "InputError",
        "LexiconError",
        "QueryError",
        "UsageError",
    ),
    "evaluate": ("evaluate",),
    "graph": ("Graph", "open_graph"),
    "model": (
        "Argument",
        "Article",
        "DateValue",
        "Dropped",
        "DropReason",
        "Event",
        "EventType",
        "Mention",
        "Participant",
        "Place",
        "Problem",
        "Role",
        "Span",
        "Speaker",
        "Status",
    ),
    "pipeline": ("Report", "build", "extract"),
    "read": ("make_article", "read_articles"),
}
_ROOM = {name: room for room, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from its room when it is first asked for."""
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)


class _Package(ModuleType):
    """
    Keep `eventgraph.extract` and `eventgraph.evaluate` functions.

    Two rooms of the house bear the names of public functions, and Python binds a loaded
    submodule to its name in the package, which would put the room in the function's place.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOM and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

# A library says nothing by itself; `-v` or the caller's own logging turns it on.
logging.getLogger(__name__).addHandler(logging.NullHandler())
