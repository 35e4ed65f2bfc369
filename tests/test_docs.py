"""What the documentation shows is what the program does."""

import doctest
import re

import pytest

import eventgraph
from eventgraph import pipeline
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")

PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("module", [eventgraph, pipeline])
def test_examples_in_docstrings_are_right(module):
    done = doctest.testmod(module)
    assert done.attempted
    assert not done.failed


def test_the_example_in_python_of_the_readme_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(
        "Rusia menyerang Ukraina pada Kamis. " * 5, encoding="utf-8"
    )
    [code, _] = PYTHON.findall(README)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own example
    assert "ASSAULT" in capsys.readouterr().out


def test_the_example_for_spacy_of_the_readme_prints_what_it_says(capsys):
    [_, code] = PYTHON.findall(README)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own example
    said = re.findall(r"print\(.*\)  # (.*)", code)
    assert capsys.readouterr().out.splitlines() == ", ".join(said).split(", ")


def test_the_table_of_the_readme_is_what_the_demo_prints(seed_graph):
    from eventgraph.graph import Graph, ask, format_answer

    [shown] = re.findall(r"what-did actor=Putin -->\n```\n(.*?)```", README, re.DOTALL)
    with Graph.open(seed_graph, read_only=True) as graph:
        assert shown == format_answer(ask(graph, "what-did", {"actor": "Putin"}), width=110)


def test_the_formats_of_the_readme_and_of_the_help_are_those_of_the_program():
    from eventgraph.cli import main
    from eventgraph.graph.export import FORMATS, MENTION_FORMATS

    table = README.split("| suffix | what |")[1].split("\n\n")[0]
    told = main.commands["export"].help.split("Example:")[0]
    assert set(re.findall(r"`(\.\w+)`", table)) == set(FORMATS)
    assert set(re.findall(r"(?<!\w)\.\w+", told)) == set(FORMATS)
    for line in re.findall(".*--mentions.*", table + told):
        assert set(re.findall(r"(?<!\w)\.[a-z]+", line)) == set(MENTION_FORMATS)


def test_links_and_pictures_of_the_readme_are_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
