import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from eventgraph.cli import main
from eventgraph.graph.export import FORMATS
from tests.conftest import ROOT, SEEDS

COMMANDS = sorted(main.commands)


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(a) for a in arguments], **options)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_in_its_help(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"eventgraph {command}" in result.output.split("Example:")[1]


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from eventgraph.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'rdflib', 'pyoxigraph', 'pyvis', 'networkx', 'trafilatura', 'numpy',"
        " 'rich', 'jinja2', 'dateparser', 'py3langid'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_commands_of_the_readme_are_those_of_the_program():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `eventgraph (\w+)", readme, re.MULTILINE))
    assert told == set(COMMANDS)


def test_a_question_is_answered_from_the_shell(seed_graph):
    result = run("query", seed_graph, "what-did", "actor=Putin", "--format", "json")
    assert result.exit_code == 0, result.output
    rows = json.loads(result.output)["results"]["bindings"]
    assert rows


def test_sparql_from_a_file(seed_graph, tmp_path):
    query = tmp_path / "count.rq"
    query.write_text(
        "PREFIX eg: <https://w3id.org/eventgraph/ns#>\n"
        "SELECT (COUNT(?e) AS ?n) WHERE { ?e a eg:Event }",
        encoding="utf-8",
    )
    result = run("query", seed_graph, f"@{query}", "--format", "csv")
    assert result.exit_code == 0, result.output
    assert int(result.output.splitlines()[1]) > 5


def test_info_counts_and_gives_json(seed_graph):
    assert "articles" in run("info", seed_graph).output
    assert json.loads(run("info", seed_graph, "--json").output)["articles"] == 1


def test_validate_finds_nothing_wrong(seed_graph):
    result = run("validate", seed_graph)
    assert (result.exit_code, result.output) == (0, "0 violations\n")


@pytest.mark.parametrize("suffix", FORMATS)
def test_export_writes_every_format(seed_graph, tmp_path, suffix):
    target = tmp_path / f"out{suffix}"
    result = run("export", seed_graph, "-o", target)
    assert result.exit_code == 0, result.output
    assert target.stat().st_size > 100


def test_export_writes_a_row_a_mention(seed_graph, tmp_path):
    target = tmp_path / "out.csv"
    assert run("export", seed_graph, "-o", target, "--mentions").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("id,event,article,")
    result = run("export", seed_graph, "-o", tmp_path / "out.tsv", "--mentions")
    assert (result.exit_code, "use .csv .jsonl" in result.output) == (2, True)


def test_mentions_go_to_standard_output(tmp_path):
    article = next(SEEDS.glob("*.txt"))
    result = run("mentions", article)
    assert result.exit_code == 0, result.output
    lines = [json.loads(x) for x in result.stdout.splitlines()]
    text = article.read_bytes().decode("utf-8")
    assert lines
    for m in lines:
        assert text[m["trigger"]["start"] : m["trigger"]["end"]] == m["trigger"]["text"]


@pytest.mark.parametrize("command", ["mentions", "build"])
def test_what_was_seen_and_left_out_is_explained_line_by_line(tmp_path, command):
    article = next(SEEDS.glob("*.txt"))
    left_out, out = tmp_path / "left_out.jsonl", tmp_path / "out"
    result = run(command, article, "-o", out, "--explain", left_out, "--min-confidence", "0.999")
    assert result.exit_code == 0, result.output
    text = article.read_bytes().decode("utf-8")
    lines = [json.loads(line) for line in left_out.read_text(encoding="utf-8").splitlines()]
    assert "below-threshold" in {line["reason"] for line in lines}
    for line in lines:
        assert line["doc"] and line["type"] and line["why"]
        assert 0 <= line["confidence"] <= 1
        for span in (line["trigger"], line["sentence"]):
            assert text[span["start"] : span["end"]] == span["text"] != ""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["mentions", "x.txt", "-o", "{tmp}/m", "--explain", "{tmp}/m"], 2, "--explain"),
        (["build", "nowhere.txt", "-o", "{tmp}/g"], 1, "nowhere.txt"),
        (["build", "-o", "{tmp}/g"], 2, "PATH"),
        (["build", "x.txt", "-o", "{tmp}/g", "--column", "text"], 2, "NAME=COLUMN"),
        (["info", "{tmp}/nothing"], 1, "nothing"),
        (["info", "{tmp}"], 1, "graph"),
        (["query", "{seed}", "SELECT ?x WHERE {{"], 2, "line"),
        (["query", "{seed}", "no-such-question"], 2, "no-such-question"),
        (["query", "{seed}", "what-did"], 2, "actor"),
        (["query", "{seed}", "by-type", "type=WAR"], 2, "ASSAULT"),
        (["query", "{seed}", "what-did", "Putin"], 2, "NAME=VALUE"),
        (["query", "{seed}", "SELECT * {{ SERVICE <http://a.b/> {{ ?a ?b ?c }} }}"], 2, "SERVICE"),
        (["query", "{seed}", "@{tmp}/no.rq"], 2, "no.rq"),
        (["query"], 2, "--list"),
        (["export", "{seed}", "-o", "{tmp}/out.docx"], 2, ".docx"),
        (["evaluate", "{tmp}/no.jsonl", "{tmp}/no.jsonl"], 1, "no.jsonl"),
    ],
)
def test_a_wrong_call_is_one_line_with_its_exit_code(seed_graph, tmp_path, arguments, code, words):
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    filled = [a.format(tmp=tmp_path, seed=seed_graph) for a in arguments]
    result = run(*filled)
    assert result.exit_code == code, result.output
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_program_that_stops_reading_is_no_error(seed_graph):
    line = f"{sys.executable} -m eventgraph query {seed_graph} 'SELECT * {{ ?s ?p ?o }}' | head -1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True
    )
    assert "Traceback" not in done.stderr
    assert done.stdout.strip()


def test_the_program_works_under_an_ascii_locale(tmp_path):
    environment = dict(os.environ, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="POSIX")
    done = subprocess.run(
        [sys.executable, "-m", "eventgraph", "build", SEEDS, "-o", tmp_path / "g"],
        capture_output=True,
        env=environment,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["g"]
    assert Path(tmp_path, "g", "graph.html").read_text(encoding="utf-8")
