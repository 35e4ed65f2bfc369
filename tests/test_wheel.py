"""The wheel alone, away from the repository, does what the repository does."""

import os
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT, SEEDS

MEGABYTE = 1_000_000

PARTS = (
    "data/id/triggers.toml",
    "data/world/countries.tsv",
    "ontology/events.ttl",
    "ontology/questions/what-did.rq",
    "view/templates/page.css",
    "py.typed",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = folder.glob("eventgraph_kg-*.whl")
    assert wheel.stat().st_size < 60 * MEGABYTE
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_it_holds_the_tables_the_ontology_the_page_and_the_licences(unpacked):
    held = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    for name in PARTS:
        assert f"eventgraph/{name}" in held
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert any(name.endswith("licenses/NOTICE") for name in held)
    assert not any("/tests/" in name or name.startswith("tests/") for name in held)


def test_it_runs_the_delivered_article(unpacked, tmp_path, seed_graph):
    environment = dict(os.environ, PYTHONPATH=str(unpacked))
    where = "import eventgraph; print(eventgraph.__file__)"
    told = subprocess.run(
        [sys.executable, "-c", where], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert told.stdout.startswith(str(unpacked))
    subprocess.run(
        [sys.executable, "-m", "eventgraph", "build", SEEDS, "-o", tmp_path / "graph"],
        env=environment,
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    for name in ("events.jsonl", "mentions.jsonl"):
        assert (tmp_path / "graph" / name).read_bytes() == (seed_graph / name).read_bytes()
