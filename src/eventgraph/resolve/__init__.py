"""Resolve: from names to actors and places, from words to dates."""

from eventgraph.resolve.arguments import resolve
from eventgraph.resolve.dates import resolve_date

__all__ = ["resolve", "resolve_date"]
