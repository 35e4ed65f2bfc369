"""The wheel alone, away from the repository, does what the repository does."""

import configparser
import hashlib
import os
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser

import pytest

from tests.conftest import ROOT, SEEDS

MEGABYTE = 1_000_000

PARTS = (
    "data/id/triggers.toml",
    "data/world/countries.tsv",
    "data/sample/README.md",
    "data/sample/docs.jsonl",
    "data/sample/gold.jsonl",
    "ontology/events.ttl",
    "ontology/questions/what-did.rq",
    "view/templates/page.css",
    "models/manifest.toml",
    "models/coreference.npz",
    "models/encoder.int8.onnx",
    "models/roles.onnx",
    "models/pieces.json",
    "models/licences/NOTICE",
    "models/licences/MIT.txt",
    "models/licences/Apache-2.0.txt",
    "models/licences/CC-BY-SA-4.0.txt",
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


def test_it_holds_the_weights_that_its_card_names(unpacked):
    models = unpacked / "eventgraph" / "models"
    card = tomllib.loads((models / "manifest.toml").read_text(encoding="utf-8"))
    assert len(card["file"]) == 4
    for file in card["file"]:
        content = (models / file["name"]).read_bytes()
        assert len(content) == file["size"]
        assert hashlib.sha256(content).hexdigest() == file["sha256"]


def test_it_tells_its_licences(unpacked):
    [info] = unpacked.glob("*.dist-info")
    metadata = Parser().parsestr((info / "METADATA").read_text(encoding="utf-8"))
    assert metadata["License-Expression"] == "MIT AND CC-BY-SA-4.0 AND CC-BY-2.5"
    held = metadata.get_all("License-File")
    parts = [name for name in PARTS if name.startswith("models/licences/")]
    for name in ("LICENSE", "NOTICE", *(f"src/eventgraph/{part}" for part in parts)):
        assert name in held
        assert (info / "licenses" / name).stat().st_size > 500


def test_it_tells_its_program_and_the_parts_that_spacy_finds(unpacked):
    [info] = unpacked.glob("*.dist-info")
    points = configparser.ConfigParser(delimiters="=")
    points.optionxform = str
    points.read(info / "entry_points.txt", encoding="utf-8")
    assert {name: dict(points[name]) for name in points.sections()} == {
        "console_scripts": {"eventgraph": "eventgraph.cli:main"},
        "spacy_factories": {
            "eventgraph": "eventgraph.component:make_events",
            "sentences_by_rule": "eventgraph.annotate.factories:make_sentences",
            "eventgraph_tagger": "eventgraph.annotate.factories:make_tagger",
        },
        "spacy_tokenizers": {
            "eventgraph.HyphensKept.v1": "eventgraph.annotate.factories:make_tokenizer"
        },
    }


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
