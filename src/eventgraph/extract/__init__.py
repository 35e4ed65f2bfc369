"""Extract: from a Doc to event mentions with spans."""

from eventgraph.extract.events import extract_events

__all__ = ["extract_events"]
