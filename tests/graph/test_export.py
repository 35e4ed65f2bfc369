import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib import Literal
from rdflib.compare import isomorphic

from eventgraph.errors import GraphError, UsageError
from eventgraph.graph.export import FORMATS, export, write_outputs
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.store import Graph
from eventgraph.graph.vocabulary import NS, PREFIXES, Outside, Property
from eventgraph.model import Article, Event, Mark, MarkKind, Mention, Participant, Place

from .graph_samples import NASTY, events, events_of, seed, small, stored_articles

HERE = Path(__file__).parent


def fill(graph: Graph, order: int = 1) -> None:
    article, mentions, made = seed()
    marks = (Mark(start=0, end=3, kind=MarkKind.REPEAT, of=0),)
    stored = [(replace(article, marks=marks), mentions), *(small(n, 12) for n in range(3))]
    others = events_of(*stored[1:])
    others[0] = replace(
        others[0],
        label=NASTY,
        actors=(Participant(name=NASTY, country="IDN"), Participant(name="delegation 0")),
        places=(Place(name=NASTY, latitude=1e-7, longitude=-0.5),),
        sources=("=SUM(A1)", NASTY),
    )
    for a, ms in stored[::order]:
        graph.add(a, ms)
    graph.put_events([*made, *others][::order])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(tmp_path_factory.mktemp("g") / "graph", create=True) as graph:
        fill(graph)
        yield graph


def written(graph: Graph, tmp_path: Path, suffix: str, **options: str) -> str:
    path = tmp_path / f"x{suffix}"
    export(graph, path, **options)
    return path.read_text(encoding="utf-8")


def plain(part: rdflib.Graph) -> rdflib.Graph:
    """Copy a graph; oxrdflib types plain texts as xsd:string, rdflib's parsers do not."""
    found = rdflib.Graph()
    for subject, predicate, value in part.triples((None, None, None)):
        text = getattr(value, "datatype", None) == rdflib.XSD.string
        found.add((subject, predicate, Literal(str(value)) if text else value))
    return found


@pytest.mark.parametrize(("suffix", "form"), [(".ttl", "turtle"), (".nt", "nt")])
def test_rdflib_reads_back_the_same_triples(
    graph: Graph, tmp_path: Path, suffix: str, form: str
) -> None:
    text = written(graph, tmp_path, suffix)
    again = rdflib.Graph().parse(data=text, format=form)
    assert len(again) == len(graph.store)
    assert isomorphic(plain(again), plain(graph.dataset))


@pytest.mark.parametrize(
    ("suffix", "form"), [(".trig", "trig"), (".nq", "nquads"), (".jsonld", "json-ld")]
)
def test_rdflib_reads_back_the_same_graphs(
    graph: Graph, tmp_path: Path, suffix: str, form: str
) -> None:
    again = rdflib.Dataset()
    again.parse(data=written(graph, tmp_path, suffix), format=form)
    assert {str(g.identifier) for g in again.graphs() if len(g)} == {
        name.value for name in graph.store.named_graphs()
    }
    for part in graph.dataset.graphs():
        assert isomorphic(plain(again.graph(part.identifier)), plain(part))


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".trig", ox.RdfFormat.TRIG),
        (".nq", ox.RdfFormat.N_QUADS),
        (".jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_oxigraph_reads_back_the_same_quads(
    graph: Graph, tmp_path: Path, suffix: str, form: ox.RdfFormat
) -> None:
    text = written(graph, tmp_path, suffix)
    assert set(ox.parse(text, format=form)) == set(graph.store)


@pytest.mark.parametrize(
    ("suffix", "form"), [(".ttl", ox.RdfFormat.TURTLE), (".nt", ox.RdfFormat.N_TRIPLES)]
)
def test_oxigraph_reads_back_the_same_triples(
    graph: Graph, tmp_path: Path, suffix: str, form: ox.RdfFormat
) -> None:
    again = {quad.triple for quad in ox.parse(written(graph, tmp_path, suffix), format=form)}
    assert again == {quad.triple for quad in graph.store}


@given(stored_articles(), events())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_article_survives_every_format(
    tmp_path: Path, stored: tuple[Article, tuple[Mention, ...]], made: list[Event]
) -> None:
    graph = Graph(tmp_path, ox.Store())
    graph.add(*stored)
    graph.put_events(made)
    for suffix, form in (
        (".trig", ox.RdfFormat.TRIG),
        (".nq", ox.RdfFormat.N_QUADS),
        (".jsonld", ox.RdfFormat.JSON_LD),
    ):
        text = written(graph, tmp_path, suffix)
        assert set(ox.parse(text, format=form)) == set(graph.store), suffix
    turtle = rdflib.Graph().parse(data=written(graph, tmp_path, ".ttl"), format="turtle")
    assert len(turtle) == len(graph.store)
    nx.parse_graphml(written(graph, tmp_path, ".graphml"))
    written(graph, tmp_path, ".gexf")
    nx.read_gexf(tmp_path / "x.gexf")
    for suffix in (".geojson", ".csv", ".tsv", ".jsonl"):
        written(graph, tmp_path, suffix)


def test_the_turtle_answers_what_putin_proposed(graph: Graph, tmp_path: Path) -> None:
    again = rdflib.Graph().parse(data=written(graph, tmp_path, ".ttl"), format="turtle")
    rows = again.query(
        """SELECT ?whom ?when ?quote {
             ?e eg:eventType eg:REQUEST ; eg:actor/rdfs:label "Vladimir Putin" ;
                eg:target/rdfs:label ?whom ; eg:earliest ?when ; eg:evidence/eg:quote ?quote }"""
    )
    ((whom, when, quote),) = rows
    assert str(whom) == "Recep Tayyip Erdoğan"
    assert str(when) == "2016-12-15"
    assert "mengusulkan" in str(quote)


ORDER = """
import sys
from pathlib import Path
from tests.graph.test_export import FORMATS, Graph, export, fill, write_outputs
folder = Path(sys.argv[1])
with Graph.open(folder / "graph", create=True) as graph:
    fill(graph, int(sys.argv[2]))
    for suffix in FORMATS:
        export(graph, folder / f"x{suffix}")
        export(graph, folder / f"y{suffix}", projection="actors")
    write_outputs(graph, folder)
"""


def test_bytes_do_not_depend_on_order_or_hashes(tmp_path: Path) -> None:
    contents = []
    for order, seed_ in ((1, "0"), (-1, "1"), (1, "77")):
        folder = tmp_path / seed_
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", ORDER, folder, str(order)],
            check=True,
            cwd=HERE.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed_},
        )
        contents.append({p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()})
    assert len(contents[0]) == 2 * len(FORMATS) + 4
    assert contents[0] == contents[1] == contents[2]


def test_mentions_and_events_as_lines(graph: Graph, tmp_path: Path) -> None:
    assert [p.name for p in write_outputs(graph, tmp_path)] == [
        "events.ttl",
        "events.jsonl",
        "events.csv",
        "mentions.jsonl",
    ]
    lines = (tmp_path / "mentions.jsonl").read_text(encoding="utf-8").split("\n")
    mentions = [json.loads(line) for line in lines if line]
    found = {
        record["id"]: record
        for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").split("\n")
        if line
        for record in [json.loads(line)]
    }
    texts = {article.id: article.text for article, _ in graph.load()}
    assert len(mentions) == 38 and len(found) == 38
    for record in mentions:
        assert record["id"] in found[record["event"]]["mentions"]
        for span in [record["trigger"], record["sentence"], *record["actors"], *record["places"]]:
            assert texts[record["doc"]][span["start"] : span["end"]] == span["text"]


def test_mentions_are_a_table_too(graph: Graph, tmp_path: Path) -> None:
    export(graph, tmp_path / "mentions.csv", mentions=True)
    text = (tmp_path / "mentions.csv").read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    write_outputs(graph, tmp_path)
    told = (tmp_path / "mentions.jsonl").read_text(encoding="utf-8").split("\n")
    lines = [json.loads(line) for line in told if line]
    assert [(row["id"], row["event"]) for row in rows] == [(m["id"], m["event"]) for m in lines]
    with pytest.raises(UsageError, match=r"\.ttl' with a row a mention; use \.csv \.jsonl"):
        export(graph, tmp_path / "x.ttl", mentions=True)


def test_the_table_opens_safely(graph: Graph, tmp_path: Path) -> None:
    text = written(graph, tmp_path, ".csv")
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    assert len(rows) == 38
    assert any(row["sources"].startswith("'=SUM(A1); ") for row in rows)
    (proposed,) = (row for row in rows if row["actors"] == "Vladimir Putin")
    assert proposed["target_countries"] == "TUR"
    assert (proposed["earliest"], proposed["quad"], proposed["score"]) == ("2016-12-15", "3", "0.0")


def test_networks_open_in_networkx(graph: Graph, tmp_path: Path) -> None:
    whole = nx.parse_graphml(written(graph, tmp_path, ".graphml"))
    assert sum(d.get("group") == "event" for _, d in whole.nodes(data=True)) == 38
    text = written(graph, tmp_path, ".graphml", projection="actors")
    actors = nx.parse_graphml(text, force_multigraph=True)
    edges = actors.get_edge_data("actor:vladimir putin|RUS", "actor:recep tayyip erdoğan|TUR")
    ((_, edge),) = edges.items()
    assert edge["event_type"] == "REQUEST" and edge["earliest"] == "2016-12-15"
    for projection in ("events", "actors"):
        path = tmp_path / f"{projection}.gexf"
        export(graph, path, projection=projection)
        again = nx.read_gexf(path)
        assert again.number_of_nodes() > 30
        assert "lastmodified" not in path.read_text(encoding="utf-8")


def test_the_context_is_that_of_the_vocabulary() -> None:
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert {k: context[k] for k in PREFIXES} == PREFIXES
    about_types = {Property.QUAD_CLASS, Property.SCORE, Property.CAMEO}
    for name in set(Property) - about_types:
        assert context[name.removeprefix(NS)]["@id"] == "eg:" + name.removeprefix(NS)
    stated = {entry["@id"] for entry in context.values() if isinstance(entry, dict)}
    assert {"rdfs:label", "prov:wasDerivedFrom", "skos:exactMatch"} <= stated
    assert PREFIXES["rdfs"] + "label" == Outside.LABEL


def test_what_cannot_be_written_is_named_and_the_old_file_stays(
    graph: Graph, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"use \.ttl"):
        export(graph, tmp_path / "x.docx")
    with pytest.raises(UsageError, match="use events, actors"):
        export(graph, tmp_path / "x.gexf", projection="x")
    with pytest.raises(GraphError, match="cannot be written"):
        export(graph, tmp_path / "no" / "x.ttl")
    old = tmp_path / "x.ttl"
    old.write_text("old", encoding="utf-8")
    closed = Graph(tmp_path, ox.Store())
    closed.close()
    with pytest.raises(GraphError, match="closed"):
        export(closed, old)
    assert old.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.ttl"]


def test_an_empty_graph_can_be_written(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        for suffix in FORMATS:
            written(graph, tmp_path, suffix)
        write_outputs(graph, tmp_path)
    assert (tmp_path / "mentions.jsonl").read_bytes() == b""
    assert json.loads((tmp_path / "x.jsonld").read_text(encoding="utf-8"))["@graph"] == []
