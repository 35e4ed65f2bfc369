"""Texts and questions that no sane person writes: kept to the letter, or refused in one line."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from eventgraph.errors import EventGraphError, GraphError, QueryError
from eventgraph.graph.export import FORMATS, export, write_outputs
from eventgraph.graph.query import ask
from eventgraph.graph.store import Graph, open_graph
from eventgraph.graph.validate import validate
from eventgraph.model import Article, Decision, EventType, Mention, Span, Verdict

from .graph_samples import event_of, events_of, small

ADDRESSES = {
    "spaces": "https://berita.example/a b/ c",
    "a bracket": "https://berita.example/x> <urn:evil> <urn:evil> . <y",
    "quotes and braces": "https://berita.example/\"'{}|\\^`",
    "line ends": "https://berita.example/\r\n\t\x0b\u2028",
    "control characters": "https://berita.example/\x00\x01\x1b[31m\x7f\x85",
    "not an address": "javascript:alert(1)//%0a%3E",
    "other scripts": "https://berita.example/кра\u0301й/\U0001f600?q=ä#char=1,2",
}


def told(text: str) -> tuple[Article, Mention]:
    """An article of one sentence, with a mention that quotes all of it."""
    article = Article(id="a", text=text, language="id")
    sentence = Span(start=0, end=len(text), text=text)
    trigger = Span(start=0, end=7, text=text[:7])
    return article, Mention(article="a", sentence=sentence, trigger=trigger, type=EventType.CONSULT)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_of_any_characters_makes_valid_names_and_stays_as_it_is(
    tmp_path: Path, name: str
) -> None:
    address = ADDRESSES[name]
    article, mentions = small(1)
    article = replace(article, id=address, url=address, source=address)
    mentions = tuple(replace(m, article=address) for m in mentions)
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events_of((article, mentions)))
        assert list(graph.load()) == [(article, mentions)]
        assert validate(graph).conforms
        size = len(graph.store)
        for suffix in FORMATS:
            export(graph, tmp_path / f"x{suffix}")
        graph.remove([address])
        assert graph.articles() == {}
    quads = list(ox.parse((tmp_path / "x.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    assert len(quads) == size
    named = {term.value for quad in quads for term in quad if isinstance(term, ox.NamedNode)}
    assert not [iri for iri in named if re.search(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]", iri)]
    turtle = rdflib.Graph().parse(tmp_path / "x.ttl")
    assert len(turtle) == len({quad.triple for quad in quads})
    urls = turtle.objects(None, rdflib.URIRef("https://w3id.org/eventgraph/ns#url"))
    assert [str(url) for url in urls] == [address]


@pytest.mark.parametrize("words", ["a\x00b\x01\x08\x0b\x1b[2J\x7f\x85\x9f", "\ufffe\uffff\u202e"])
def test_control_characters_come_back_from_every_output(tmp_path: Path, words: str) -> None:
    article, mention = told(f"menemui {words}.")
    event = replace(event_of(mention, 1), label=words)
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, (mention,))
        graph.put_events([event])
        write_outputs(graph, tmp_path)
        for suffix in FORMATS:
            export(graph, tmp_path / f"x{suffix}")
    with open_graph(tmp_path / "g") as graph:
        assert list(graph.load()) == [(article, (mention,))]
        assert graph.events() == [event]
    [line] = (tmp_path / "mentions.jsonl").read_bytes().splitlines()
    assert json.loads(line)["sentence"]["text"] == article.text
    for suffix in (".ttl", ".nt", ".trig", ".nq"):
        found = ox.parse((tmp_path / f"x{suffix}").read_bytes(), format=_form(suffix))
        assert article.text in {q.object.value for q in found if isinstance(q.object, ox.Literal)}


def _form(suffix: str) -> ox.RdfFormat:
    form = ox.RdfFormat.from_extension(suffix[1:])
    assert form
    return form


def test_a_quote_of_two_megabytes_is_stored_replaced_and_written_in_time(tmp_path: Path) -> None:
    text = ("menemui " + 'kata "itu" \\ \n' * 140_000)[:2_000_000]
    article, mention = told(text)
    start = time.process_time()
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, (mention,))
        graph.put_events([event_of(mention, 1)])
        for suffix in FORMATS:
            export(graph, tmp_path / f"x{suffix}")
        before = (tmp_path / "x.nq").read_bytes()
        assert list(graph.load()) == [(article, (mention,))]
        assert validate(graph).conforms
        graph.add(*_shorter(article, mention))
        graph.add(article, (mention,))
        export(graph, tmp_path / "x.nq")
    assert (tmp_path / "x.nq").read_bytes() == before
    assert time.process_time() - start < 10
    [line] = ask_for_quotes(tmp_path / "g")
    assert line == text


def _shorter(article: Article, mention: Mention) -> tuple[Article, tuple[Mention, ...]]:
    cut = replace(mention.sentence, end=1_000_000, text=article.text[:1_000_000])
    return replace(article, text=cut.text), (replace(mention, sentence=cut),)


def ask_for_quotes(path: Path) -> list[object]:
    with open_graph(path) as graph:
        return [row[0] for row in ask(graph, "SELECT ?q { ?m eg:quote ?q }").rows]


def test_half_a_character_is_refused_wherever_it_stands_and_nothing_is_stored(
    tmp_path: Path,
) -> None:
    article, mention = told("menemui \udc80")
    whole, right = told("menemui menteri")
    with Graph.open(tmp_path / "g", create=True) as graph:
        for stored in (
            (article, (mention,)),
            (replace(article, text="x"), (mention,)),
            (replace(whole, url="\ud800"), (right,)),
            (whole, (replace(right, rule="\udfff"),)),
        ):
            with pytest.raises(GraphError, match="half a character"):
                graph.add(*stored)
        with pytest.raises(GraphError, match="half a character"):
            graph.decide(Decision(verdict=Verdict.MERGE, mentions=("a", "\udc80")))
        assert len(graph.store) == 0
        assert not graph.building


# Questions


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(tmp_path_factory.mktemp("g") / "graph", create=True) as graph:
        graph.add(*small(1))
        yield graph


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("SELECT * {\n ?s ?p \n", "line 3, column 1: the query is not valid SPARQL"),
        ("SELECT ?s { ?s a eg:Event }}", "line 1, column 29: the query is not valid SPARQL near"),
        ("SELECT * {\n  ?s foo:x ?o }", "line 2, .*unknown prefix near .*declare it with PREFIX"),
        ("what-did", "what-did: the parameter actor is missing; it takes actor="),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed; ask"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "column 10: FROM is not allowed; ask"),
        ("SELECT * FROM NAMED <file:secret.ttl> { GRAPH ?g { ?s ?p ?o } }", "FROM is not allowed"),
        ("LOAD <file:///etc/passwd>", "line 1, column 1: LOAD is not allowed; only SELECT"),
        ("LOAD <http://127.0.0.1:1/> INTO GRAPH <urn:g>", "LOAD is not allowed; only SELECT"),
        ("SELECT * { ?s ?p '\udc80' }", "the query"),
        ("SELECT * { ?s <a b> ?o }", "line 1, column 20: the query is not valid SPARQL"),
        ("SELECT * { ?s ?p '\x00\x1b[31m }", "line 1, column 18: a string is not closed; close"),
        ("\x00", "the query is not valid SPARQL"),
        ("SELECT * { ?s ?p ?o }" + " " * 100_000, "the query has 100021 characters; ask in"),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_line_with_a_cure(
    graph: Graph, question: str, says: str
) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        ask(graph, question)
    told = str(caught.value)
    assert caught.value.cure
    assert "\n" not in told and "\x1b" not in told and "\x00" not in told
    assert told.encode("utf-8", "replace")
    assert isinstance(caught.value, EventGraphError) and caught.value.exit_code == 2


def test_a_refused_question_leaves_the_graph_as_it_was(graph: Graph) -> None:
    before = set(graph.store)
    for question in ("DROP ALL", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "CLEAR ALL"):
        with pytest.raises(QueryError, match="is not allowed"):
            ask(graph, question)
    assert set(graph.store) == before
