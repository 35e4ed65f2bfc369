"""
Unite mentions that tell of the same act into events, inside an article and across articles.

`acts` groups the mentions of each article, `neighbours` finds the articles worth comparing,
`similar` scores two acts, `clusters` unites them, `copies` counts independent sources, and
`events` writes what came out; `unite` joins these steps, `words` and `sets` serve them.
`docs/decisions/0008` says why.
"""

from eventgraph.merge.unite import merge

__all__ = ["merge"]
