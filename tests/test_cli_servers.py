import json

import pytest
from click.testing import CliRunner

from eventgraph.cli import main
from eventgraph.cli.servers import Server
from eventgraph.graph.remote import KINDS
from tests.conftest import SEEDS
from tests.servers import Played, local, played

pytestmark = local


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(a) for a in arguments], **options)


def test_a_pushed_graph_is_asked_counted_and_exported_as_its_folder(seed_graph, server, tmp_path):
    result = run("push", seed_graph, "--store", server)
    assert result.exit_code == 0, result.output
    assert "2 named graphs added, 0 changed, 0 removed, 0 already there" in result.output
    assert "0 named graphs added" in run("push", seed_graph, "--store", server).output
    for arguments in (["what-did", "actor=Putin"], ["what-did actor=Putin"], ["planned"]):
        there = run("query", "--store", server, *arguments)
        assert (there.exit_code, there.output) == (0, run("query", seed_graph, *arguments).output)
    assert run("info", "--store", server).output == run("info", seed_graph).output
    result = run("export", "--store", server, "-o", tmp_path / "events.ttl")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "events.ttl").read_bytes() == (seed_graph / "events.ttl").read_bytes()


def test_build_fills_a_server_too(server, tmp_path):
    result = run("build", SEEDS, "-o", tmp_path / "g", "--store", server)
    assert result.exit_code == 0, result.output
    assert "2 named graphs added" in result.output
    assert json.loads(run("info", "--store", server, "--json").output)["articles"] == 1


def test_a_server_that_does_not_answer_is_told_before_anything_is_built(tmp_path):
    with played(Played(404)) as stage:
        result = run("build", SEEDS, "-o", tmp_path / "g", "--store", stage.url)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert f"eventgraph: {stage.url}: the server answered 404" in result.output
    assert not (tmp_path / "g").exists()


def test_a_push_that_was_stopped_is_noted(seed_graph, server):
    from eventgraph.graph import open_graph, open_remote
    from eventgraph.graph.terms import node
    from eventgraph.graph.vocabulary import EVENTS_GRAPH

    run("push", seed_graph, "--store", server)
    with open_graph(seed_graph) as graph, open_remote(server) as remote:
        assert graph.events()
        remote.remote.drop(node(EVENTS_GRAPH))
    result = run("info", "--store", server)
    assert f"note: {server}: the last push was stopped" in result.output


def test_credentials_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("EVENTGRAPH_STORE_USER", "siti")
    monkeypatch.setenv("EVENTGRAPH_STORE_PASSWORD", "rahasia")
    with played(Played(401, "siti:rahasia is unknown", "text/plain")) as stage:
        result = run("query", "--store", stage.url, "planned")
        assert stage.requests[0].headers["Authorization"].startswith("Basic ")
    assert result.exit_code == 1
    assert "EVENTGRAPH_STORE_PASSWORD" in result.output and "rahasia" not in result.output


def test_credentials_that_others_can_read_are_noted(monkeypatch, capsys):
    monkeypatch.setenv("EVENTGRAPH_STORE_TOKEN", "rahasia")
    for url in ("http://example.org", "https://example.org"):
        Server(url, "oxigraph", 1.0).open().close()
    note = "note: http sends the credentials so that others can read them; use https\n"
    assert capsys.readouterr().err == note


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["push", "{seed}"], 2, "give --store URL"),
        (["push", "{seed}", "--store", "ftp://localhost"], 2, "http://HOST:PORT"),
        (["push", "{tmp}/no", "--store", "{url}"], 1, "there is no graph"),
        (["info"], 2, "give either GRAPH or --store URL"),
        (["info", "{seed}", "--store", "{url}"], 2, "give either GRAPH or --store URL"),
        (["query", "--store", "{url}"], 2, "QUERY"),
        (["query", "--store", "{url}", "planned", "--server", "virtuoso"], 2, "fuseki"),
        (["query", "--store", "{url}", "planned", "--timeout", "0"], 2, "--timeout"),
        (["query", "--store", "{url}", "what-did"], 2, "actor is missing"),
        (["query", "--store", "{url}", "DROP ALL"], 2, "DROP is not allowed"),
        (["query", "--store", "{url}", "SELECT * WHERE {{"], 2, "line 1, column 17"),
        (["query", "--store", "{url}/nowhere", "planned"], 1, "answered 404 Not Found"),
        (["query", "--store", "http://siti:x@localhost", "planned"], 2, "in the environment"),
    ],
)
def test_a_wrong_call_is_one_line_with_its_exit_code(
    seed_graph, server, tmp_path, arguments, code, words
):
    filled = [a.format(tmp=tmp_path, seed=seed_graph, url=server) for a in arguments]
    result = run(*filled)
    assert result.exit_code == code, result.output
    assert words in result.output and "Traceback" not in result.output


def test_the_kinds_of_servers_of_the_help_are_those_of_the_program():
    for command in ("build", "export", "info", "push", "query"):
        (option,) = (p for p in main.commands[command].params if p.name == "kind")
        assert tuple(option.type.choices) == tuple(KINDS)
