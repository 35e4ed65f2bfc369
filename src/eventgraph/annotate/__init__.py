"""Annotate: from an article to a spaCy Doc with sentences."""

from eventgraph.annotate.pipelines import annotate, pipeline
from eventgraph.annotate.tagger import reading_of

__all__ = ["annotate", "pipeline", "reading_of"]
