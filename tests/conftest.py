"""What several tests share: a built graph of the delivered article, and values by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import oxigraph

# The same examples in every run, so that a red test is red for everybody; look further with
# `pytest --hypothesis-profile=wide`.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=2000, deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed_graph(tmp_path_factory):
    """Build the graph of the delivered article once; tests must not change it."""
    from eventgraph import build

    graph = tmp_path_factory.mktemp("seed") / "graph"
    report = build([SEEDS], graph)
    assert not report.failed
    return graph


@pytest.fixture(scope="session")
def shared():
    """Give the folder of labelled articles beside the project, or skip loudly."""
    if not (SHARED / "eval" / "score.py").is_file():
        pytest.skip("SKIPPED LOUDLY: the labelled articles beside the project are missing")
    return SHARED


@pytest.fixture(scope="session")
def oxigraph_url(tmp_path_factory):
    """Run a SPARQL server on this machine, or skip loudly; for tests marked `servers.local`."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture
def server(oxigraph_url):
    """Give the address of a SPARQL server that holds nothing."""
    from eventgraph.graph.exchange import Exchange

    exchange = Exchange(oxigraph_url, environ={})
    exchange.request("POST", "/update", body=b"DROP ALL", content="application/sparql-update")
    exchange.close()
    return oxigraph_url
