"""Graph: events to RDF and back; keep, check, ask, write out."""

from eventgraph.graph.answers import format_answer
from eventgraph.graph.checks import check_article
from eventgraph.graph.decisions import merging, splitting
from eventgraph.graph.export import export, write_outputs
from eventgraph.graph.files import atomic_text
from eventgraph.graph.networks import actor_network, event_network
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.ontology_page import ontology_page
from eventgraph.graph.push import Pushed, push
from eventgraph.graph.query import Answer, Parameter, Question, ask, questions
from eventgraph.graph.records import (
    dropped_record,
    event_record,
    mention_record,
    mention_records,
)
from eventgraph.graph.remote import RemoteGraph, open_remote
from eventgraph.graph.store import Graph, open_graph
from eventgraph.graph.validate import Report, Violation, validate

__all__ = [
    "Answer",
    "Graph",
    "Parameter",
    "Pushed",
    "Question",
    "RemoteGraph",
    "Report",
    "Violation",
    "actor_network",
    "ask",
    "atomic_text",
    "check_article",
    "dropped_record",
    "event_network",
    "event_record",
    "export",
    "format_answer",
    "mention_record",
    "mention_records",
    "merging",
    "ontology_file",
    "ontology_page",
    "open_graph",
    "open_remote",
    "push",
    "questions",
    "splitting",
    "validate",
    "write_outputs",
]
