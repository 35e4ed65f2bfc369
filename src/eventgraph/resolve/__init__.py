"""Resolve: from names to actors and places, from words to dates."""

from eventgraph.resolve.arguments import resolve
from eventgraph.resolve.dates import resolve_date
from eventgraph.resolve.names import locate, state_of

__all__ = ["locate", "resolve", "resolve_date", "state_of"]
