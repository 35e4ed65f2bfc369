"""
Measure the program: `mentions` against labelled articles, `lists` against single names and dates.
"""

from eventgraph.evaluate.lists import KINDS, ListScore, evaluate_list
from eventgraph.evaluate.mentions import (
    Score,
    Scores,
    align,
    article_of,
    evaluate,
    read_records,
    sample,
    score,
)

__all__ = [
    "KINDS",
    "ListScore",
    "Score",
    "Scores",
    "align",
    "article_of",
    "evaluate",
    "evaluate_list",
    "read_records",
    "sample",
    "score",
]
