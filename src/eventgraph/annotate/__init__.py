"""Annotate: from an article to a spaCy Doc with sentences."""

from eventgraph.annotate.pipelines import annotate, pipeline

__all__ = ["annotate", "pipeline"]
