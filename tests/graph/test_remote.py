from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from eventgraph.errors import GraphError, QueryError, UsageError
from eventgraph.graph.exchange import Exchange
from eventgraph.graph.export import FORMATS, export
from eventgraph.graph.push import push
from eventgraph.graph.query import Question, ask, questions
from eventgraph.graph.remote import KINDS, RemoteGraph, RemoteStore, open_remote
from eventgraph.graph.store import Graph
from eventgraph.graph.terms import node, term
from eventgraph.graph.vocabulary import EVENTS_GRAPH, PREFIXES, Class, Outside
from tests.servers import Played, local, oxigraph, played

from .graph_samples import NASTY
from .questions_graph import stories

pytestmark = local
NOTHING = Played(body='{"head": {"vars": ["s"]}, "results": {"bindings": []}}')


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    stored, events = stories()
    with Graph.open(tmp_path_factory.mktemp("remote") / "graph", create=True) as graph:
        for article, mentions in stored:
            graph.add(article, mentions)
        graph.put_events(events)
        yield graph


@pytest.fixture(scope="module")
def served(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteGraph]:
    with oxigraph(tmp_path_factory.mktemp("served")) as url, open_remote(url) as remote:
        push(graph, remote)
        yield remote


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_server_answers_the_named_questions_as_the_disk_does(
    graph: Graph, served: RemoteGraph, question: Question
) -> None:
    given = {p.name: p.example for p in question.parameters if p.default is None}
    answer = ask(served, question.name, given)
    assert answer == ask(graph, question.name, given)
    assert answer.columns


def test_many_of_these_answers_have_rows(graph: Graph, served: RemoteGraph) -> None:
    found = [len(ask(served, name).rows) for name in ("planned", "disputed", "widely-told")]
    assert min(found) > 0
    assert len(ask(served, "what-did", {"actor": "RUS"}).rows) > 5


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o WHERE { ?s eg:eventType ?o } ORDER BY ?s ?o",
        "PREFIX eg: <urn:other:> SELECT ?o WHERE { ?s eg:eventType ?o }",
        "PREFIX x: <https://w3id.org/eventgraph/ns#> ASK { ?s x:eventType x:ASSAULT }",
        "ASK { ?s a eg:Nothing }",
        "CONSTRUCT { ?a rdfs:seeAlso ?b } WHERE { ?e eg:actor ?a ; eg:target ?b }",
        "DESCRIBE ?e WHERE { ?e eg:disputed true }",
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT ?x WHERE { VALUES ?x { 'Aku \\u0022 é' 1.5 true 'a'@id UNDEF } } ORDER BY ?x",
    ],
)
def test_a_server_answers_sparql_as_the_disk_does(
    graph: Graph, served: RemoteGraph, query: str
) -> None:
    assert ask(served, query) == ask(graph, query)


@pytest.mark.parametrize("suffix", FORMATS)
def test_exports_of_a_server_are_those_of_the_disk(
    graph: Graph, served: RemoteGraph, tmp_path: Path, suffix: str
) -> None:
    export(graph, tmp_path / f"disk{suffix}")
    export(served, tmp_path / f"server{suffix}")
    assert (tmp_path / f"server{suffix}").read_bytes() == (tmp_path / f"disk{suffix}").read_bytes()


def test_a_server_counts_and_reads_back_as_the_disk_does(graph: Graph, served: RemoteGraph) -> None:
    assert served.counts() == graph.counts()
    assert list(served.load()) == list(graph.load())
    assert served.events() == graph.events()
    assert served.decisions() == graph.decisions() == []
    assert not served.unfinished and not served.building


@pytest.mark.parametrize("free", ["spog", "spo", "so", "s", "o", "g", ""])
def test_patterns_find_what_they_find_on_a_disk(
    graph: Graph, served: RemoteGraph, free: str
) -> None:
    (quad, *_) = graph.store.quads_for_pattern(
        None, node(Outside.TYPE), node(Class.EVENT), node(EVENTS_GRAPH)
    )
    known = (quad.subject, quad.predicate, quad.object, quad.graph_name)
    pattern = [None if name in free else t for name, t in zip("spog", known, strict=True)]
    found = served.remote.quads_for_pattern(*pattern)
    assert set(found) == set(graph.store.quads_for_pattern(*pattern)) >= {quad}
    assert len(found) == len(set(found))


def test_a_graph_that_is_not_there_is_empty(served: RemoteGraph) -> None:
    assert served.remote.quads_for_pattern(None, None, None, node("urn:nothing")) == []


def test_a_graph_on_a_server_is_only_read(served: RemoteGraph) -> None:
    with pytest.raises(GraphError, match="opened for reading"):
        served.remove(["x"])
    with pytest.raises(UsageError, match="SPARQLStore"):
        _ = served.dataset


def test_a_closed_graph_says_so(served: RemoteGraph) -> None:
    with open_remote(served.remote.url) as again:
        assert len(again.articles()) > 10
    with pytest.raises(GraphError, match="closed"):
        again.articles()


# What goes wrong


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?a ?b ?c }",
        "DROP ALL",
        "SELECT * WHERE { ?a ?b",
        "SELECT * WHERE { ?a <urn:b> nowhere:c }",
        "SELECT * WHERE { ?a ?b '\ud800' }",
        "what-did",
        "no-such-question",
    ],
)
def test_what_may_not_be_asked_is_told_as_of_a_disk_and_never_sent(
    graph: Graph, query: str
) -> None:
    with pytest.raises(QueryError) as expected:
        ask(graph, query)
    with played(NOTHING) as stage, open_remote(stage.url) as served:
        with pytest.raises(QueryError) as caught:
            ask(served, query)
        assert stage.requests == []
    assert str(caught.value) == str(expected.value)


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ('{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"ty', "SELECT ?s { ?s a ?o }"),
        ('{"head": {"vars": ["s"]}, "results": {"bindings": [ The operat', "SELECT ?s { ?s a ?o }"),
        ("", "ASK { ?s a ?o }"),
        ("<urn:a> <urn:b> .", "CONSTRUCT WHERE { ?s ?p ?o }"),
    ],
)
def test_a_broken_answer_is_told(body: str, query: str) -> None:
    kind = "application/n-triples" if "CONSTRUCT" in query else NOTHING.type
    with played(Played(body=body, type=kind)) as stage, open_remote(stage.url) as graph:
        with pytest.raises(GraphError, match="the answer of the server is broken") as caught:
            ask(graph, query)
        assert stage.url in str(caught.value) and "\n" not in str(caught.value)


def test_a_broken_graph_is_told() -> None:
    answer = Played(body="<urn:a> <urn:b", type="application/n-triples")
    broken = pytest.raises(GraphError, match="the answer of the server is broken")
    with played(answer) as stage, open_remote(stage.url) as graph, broken:
        graph.events()


@pytest.mark.parametrize(
    ("kind", "asked", "changed", "loaded", "union"),
    [
        ("oxigraph", "/ds/query", "/ds/update", "/ds/store", "union-default-graph=true"),
        ("fuseki", "/ds/query", "/ds/update", "/ds/data", "default-graph-uri=urn%3Ax-arq%3AUnion"),
        ("rdf4j", "/ds", "/ds/statements", "/ds/rdf-graphs/service", ""),
    ],
)
def test_each_kind_of_server_is_spoken_to_at_its_own_doors(
    kind: str, asked: str, changed: str, loaded: str, union: str
) -> None:
    quad = ox.Quad(node("urn:s"), node("urn:p"), term(NASTY), node("urn:g"))
    triples = Played(body="<urn:a> <urn:b> <urn:c> .", type="application/n-triples")
    done = Played(204)
    with played(NOTHING, triples, done, done, done, done) as stage:
        store = RemoteStore(Exchange(f"{stage.url}/ds", environ={}), kind)
        store.query("SELECT ?s { ?s ?p 'a&b' }", use_default_graph_as_union=True)
        store.swap(node("urn:g"), [quad])
        store.swap(node("urn:g"), [quad], new=True)
        store.drop(node("urn:g"))
        store.close()
    query, read, update, put, drop = stage.requests
    assert (query.method, query.path) == ("POST", asked)
    assert "query=SELECT+%3Fs+%7B+%3Fs+%3Fp+%27a%26b%27+%7D" in query.body and union in query.body
    graph = f"{loaded}?graph=urn%3Ag"
    assert [(r.method, r.path) for r in (read, put, drop)] == [
        ("GET", graph),
        ("PUT", graph),
        ("DELETE", graph),
    ]
    assert read.headers["Accept"] == put.headers["Content-Type"] == "application/n-triples"
    assert (update.path, update.headers["Content-Type"]) == (changed, "application/sparql-update")
    assert update.body.startswith("DELETE DATA { GRAPH <urn:g> {\n<urn:a> <urn:b> <urn:c> .\n} };")
    assert put.body == f"<urn:s> <urn:p> {quad.object} .\n"


def test_an_unknown_kind_of_server_is_refused() -> None:
    with pytest.raises(UsageError, match=", ".join(KINDS)):
        open_remote("http://localhost", "virtuoso")


def test_only_prefixes_that_are_used_and_not_declared_are_sent() -> None:
    query = "PREFIX eg: <urn:x> SELECT ?s { ?s a eg:x ; rdfs:label '# PREFIX rdfs: <urn:y>' }"
    with played(NOTHING) as stage:
        RemoteStore(Exchange(stage.url, environ={})).query(query, prefixes=PREFIXES)
    (request,) = stage.requests
    (sent,) = parse_qs(request.body)["query"]
    assert sent == f"PREFIX rdfs: <{PREFIXES['rdfs']}>\n{query}"
