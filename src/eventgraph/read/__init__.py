"""Read: from paths to articles with offsets, dates and languages."""

from eventgraph.read.articles import count_articles, make_article, read_articles
from eventgraph.read.clean import clean

__all__ = ["clean", "count_articles", "make_article", "read_articles"]
