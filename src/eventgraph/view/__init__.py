"""View: the offline page of a graph."""

from eventgraph.view.page import page, render
from eventgraph.view.values import View

__all__ = ["View", "page", "render"]
