"""
Coreference of mentions: which mentions of one article tell of the very same act.

A small network judges pairs of mentions of one type; the judgements are united into groups.
"""

from eventgraph.corefer.link import corefer

__all__ = ["corefer"]
