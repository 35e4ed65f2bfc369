"""
Read: from paths to articles with offsets, dates and languages.

What is left out, or guessed at, is told as a `Problem`. It is `fatal` (exit code 1) when
input was lost that the user has to mend. An article that is left out on purpose, because it
is in another language or was read before, is not: its `what` begins with "left out: ". So
what was left out are the fatal problems and those that begin so; the others are remarks.
"""

from eventgraph.read.articles import LEFT_OUT, make_article, read_articles
from eventgraph.read.clean import clean
from eventgraph.read.count import count_articles
from eventgraph.read.language import stretches

__all__ = ["LEFT_OUT", "clean", "count_articles", "make_article", "read_articles", "stretches"]
