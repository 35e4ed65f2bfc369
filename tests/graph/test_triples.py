from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings

from eventgraph.errors import GraphError
from eventgraph.graph.triples import (
    article_quads,
    event_quads,
    read_article,
    read_events,
)
from eventgraph.graph.vocabulary import EVENTS_GRAPH, article_graph
from eventgraph.model import Article, Event, EventType, Mention, Participant, Status, text_hash

from .graph_samples import NASTY, events, seed, small, stored_articles


@given(stored_articles())
@settings(max_examples=150, deadline=None)
def test_an_article_comes_back_as_it_was(stored: tuple[Article, tuple[Mention, ...]]) -> None:
    store = ox.Store()
    quads = article_quads(*stored)
    store.extend(quads)
    assert read_article(store, article_graph(stored[0].id)) == stored
    assert set(quads) == set(store), "terms are written as the store keeps them"
    assert {quad.graph_name.value for quad in store} == {article_graph(stored[0].id)}


@given(events())
@settings(max_examples=150, deadline=None)
def test_events_come_back_as_they_were(made: list[Event]) -> None:
    store = ox.Store()
    quads = event_quads(made)
    store.extend(quads)
    assert read_events(store) == made
    assert set(quads) == set(store)
    assert {quad.graph_name.value for quad in store} <= {EVENTS_GRAPH}


@given(events())
@settings(max_examples=30, deadline=None)
def test_the_order_of_events_does_not_matter(made: list[Event]) -> None:
    assert event_quads(reversed(made)) == event_quads(made)


def test_the_text_survives_n_quads_and_turtle() -> None:
    article, mentions = small(1)
    article = replace(article, title=NASTY)
    quads = article_quads(article, mentions)
    for form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG):
        store = ox.Store()
        store.extend(ox.parse(ox.serialize(quads, format=form), format=form))
        assert read_article(store, article_graph(article.id)) == (article, mentions)


def test_where_the_input_lay_is_not_published() -> None:
    article, mentions = small(1)
    quads = article_quads(replace(article, origin="home/me/news.jsonl:7"), mentions)
    assert quads == article_quads(article, mentions)
    store = ox.Store()
    store.extend(quads)
    assert read_article(store, article_graph(article.id))[0].origin is None


def test_no_node_is_blank_and_the_hash_is_stated() -> None:
    article, mentions, _ = seed()
    quads = article_quads(article, mentions)
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)
    assert text_hash(article.text) in {quad.object.value for quad in quads}


def test_an_actor_is_described_once_and_a_difference_is_kept() -> None:
    known = Participant(name="Turki", country="TUR", kind="state")
    vague = Participant(name="TURKI", country="TUR")
    made = [
        Event(id=f"e{n}", type=EventType.AID, status=Status.ACTUAL, actors=(who,))
        for n, who in enumerate([known, known, vague])
    ]
    store = ox.Store()
    store.extend(event_quads(made))
    assert read_events(store) == made
    labels = [q for q in store if q.subject.value.startswith("urn:eventgraph:actor:")]
    assert len({q.subject for q in labels}) == 1


def test_mentions_that_cannot_be_told_apart_are_refused() -> None:
    article, mentions = small(1)
    with pytest.raises(GraphError, match="same trigger"):
        article_quads(article, (mentions[0], replace(mentions[0], rule="other")))
    with pytest.raises(GraphError, match="another article"):
        article_quads(article, (replace(mentions[0], article="x"),))


def test_a_graph_written_before_modes_were_told_is_read() -> None:
    article, mentions = small(1, 1)
    told = (replace(mentions[0], type=EventType.ASSAULT, mode="heavy-weapons"),)
    store = ox.Store()
    store.extend(article_quads(article, told))
    assert read_article(store, article_graph(article.id)) == (article, told)
    for quad in [q for q in store if q.predicate.value.endswith("#mode")]:
        assert quad.object.value.endswith("#mode-ASSAULT-heavy-weapons")
        store.remove(quad)
    _, (old,) = read_article(store, article_graph(article.id))
    assert old == replace(told[0], mode=None)


def test_a_graph_with_something_missing_is_an_error() -> None:
    article, mentions = small(1)
    store = ox.Store()
    store.extend(q for q in article_quads(article, mentions) if "quoteEnd" not in str(q.predicate))
    with pytest.raises(GraphError, match="cannot be read back"):
        read_article(store, article_graph(article.id))
    with pytest.raises(GraphError, match="cannot be read back"):
        read_article(store, article_graph("nowhere"))
