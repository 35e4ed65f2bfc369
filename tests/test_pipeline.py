import json
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from eventgraph import build, extract, open_graph, pipeline
from eventgraph.errors import GraphError, InputError
from eventgraph.model import Article
from tests.conftest import ROOT, SEEDS

EXPECTED = ROOT / "tests" / "expected"

SAME_BYTES = ("events.ttl", "events.jsonl", "mentions.jsonl", "events.csv", "graph.html")

EN = (
    "President Vladimir Putin met Recep Tayyip Erdogan in Moscow on Thursday. "
    "Russian troops attacked Aleppo and the United Nations condemned the attack. "
)
ID = (
    "Presiden Rusia Vladimir Putin bertemu dengan Recep Tayyip Erdogan di Moskow, Kamis. "
    "Pasukan Rusia menyerang Aleppo dan PBB mengecam serangan itu. "
)


def rows(path, count, text=ID, day="2016-12-16", start=0):
    with path.open("w", encoding="utf-8") as out:
        for n in range(start, start + count):
            row = {"id": f"r{n}", "text": text + f"Ini berita nomor {n} hari ini.", "date": day}
            out.write(json.dumps(row) + "\n")
    return path


def same(one, other):
    return all((one / n).read_bytes() == (other / n).read_bytes() for n in SAME_BYTES)


def test_a_text_gives_mentions_whose_spans_are_its_words():
    found = extract(ID, published="2016-12-16", language="id")
    kinds = {m.type.value for m in found}
    assert {"CONSULT", "ASSAULT", "ACCUSE"} <= kinds
    for m in found:
        for span in (m.trigger, m.sentence, *m.arguments):
            assert ID[span.start : span.end] == span.text


def test_both_languages_tell_the_same():
    told = {
        (m.type.value, tuple(a.name for a in m.actors), m.date.value if m.date else None)
        for m in extract(ID, published="2016-12-16", language="id")
        if m.type.value == "CONSULT"
    }
    assert told == {
        (m.type.value, tuple(a.name for a in m.actors), m.date.value if m.date else None)
        for m in extract(EN, published="2016-12-16", language="en")
        if m.type.value == "CONSULT"
    }
    assert told == {("CONSULT", ("Vladimir Putin",), "2016-12-15")}


def test_without_a_publication_date_no_weekday_is_guessed():
    assert all(m.date is None or m.date.value is None for m in extract(ID, language="id"))


def test_a_language_that_is_not_known_is_refused():
    with pytest.raises(InputError, match="in German"):
        extract("Der Präsident hat gestern den Minister getroffen und lange gesprochen.")


def test_all_that_steps_take_and_give_can_be_pickled():
    article = Article(id="a", text=ID, language="id")
    mentions = pipeline.mentions_of(article)
    assert pickle.loads(pickle.dumps((article, mentions))) == (article, mentions)  # noqa: S301


def test_the_delivered_article_tells_what_putin_proposed_to_whom_and_when(seed_graph):
    import rdflib

    graph = rdflib.Graph().parse(seed_graph / "events.ttl")
    asked = """
        PREFIX eg: <https://w3id.org/eventgraph/ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?type ?target ?day WHERE {
          ?event a eg:Event ; eg:actor/rdfs:label ?actor ; eg:target/rdfs:label ?target ;
                 eg:eventType ?kind ; eg:earliest ?day .
          BIND(STRAFTER(STR(?kind), "#") AS ?type)
          FILTER(CONTAINS(STR(?actor), "Putin"))
        }"""
    found = {(str(t), str(who), str(day)) for t, who, day in graph.query(asked)}
    assert ("CONSULT", "Recep Tayyip Erdoğan", "2016-12-15") in found
    assert ("REQUEST", "Recep Tayyip Erdoğan", "2016-12-15") in found


def test_repeated_paragraphs_count_once(seed_graph):
    told = [json.loads(line) for line in (seed_graph / "mentions.jsonl").open(encoding="utf-8")]
    events = [json.loads(line) for line in (seed_graph / "events.jsonl").open(encoding="utf-8")]
    repeats = [m for m in told if m["repeat_of"]]
    assert repeats
    ids = {m["n"]: m["event"] for m in told}
    assert all(m["event"] == ids[m["repeat_of"]] for m in repeats)
    assert sum(e["evidence"] for e in events) == len(told) - len(repeats)


def test_another_order_another_hash_seed_the_same_bytes(tmp_path):
    (tmp_path / "in").mkdir()
    rows(tmp_path / "in" / "b.jsonl", 3)
    rows(tmp_path / "in" / "c.jsonl", 2, text=EN, start=10)
    inputs = [SEEDS, tmp_path / "in" / "b.jsonl", tmp_path / "in" / "c.jsonl"]
    for seed, order in (("1", inputs), ("2", inputs[::-1])):
        subprocess.run(
            [sys.executable, "-m", "eventgraph", "build", *order, "-o", tmp_path / f"g{seed}"],
            check=True,
            env=dict(os.environ, PYTHONHASHSEED=seed),
            capture_output=True,
        )
    assert same(tmp_path / "g1", tmp_path / "g2")


def test_the_delivered_article_gives_the_graph_that_was_read_and_approved(seed_graph):
    """Re-record with `python tests/expected/record.py` and read the difference."""
    for name in ("events.jsonl", "events.ttl"):
        assert (seed_graph / name).read_bytes() == (EXPECTED / name).read_bytes(), name


def test_an_id_that_the_graph_has_with_another_text_is_told_and_nothing_is_lost(tmp_path):
    build([rows(tmp_path / "1.jsonl", 1)], tmp_path / "g")
    report = build([rows(tmp_path / "2.jsonl", 1, EN)], tmp_path / "g")
    assert report.failed
    assert "another text under the id 'r0'" in report.problems[0].what
    with open_graph(tmp_path / "g") as graph:
        [(article, _)] = graph.load()
    assert article.text.startswith(ID)


def test_the_library_prints_nothing_not_even_of_a_stumble(tmp_path):
    code = (
        "import sys; from eventgraph import build, pipeline\n"
        "def stumble(article, **_): raise ValueError('evil\\n\\x1b[31m')\n"
        "pipeline.mentions_of = stumble\n"
        "build([sys.argv[1]], sys.argv[2])\n"
    )
    source = rows(tmp_path / "a.jsonl", 1)
    done = subprocess.run(
        [sys.executable, "-c", code, source, tmp_path / "g"], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_repeated_paragraph_means_what_its_first_telling_does(seed_graph):
    told = [json.loads(line) for line in (seed_graph / "mentions.jsonl").open(encoding="utf-8")]
    names = {m["n"]: [a["name"] for a in m["actors"]] for m in told}
    assert all(names[m["n"]] == names[m["repeat_of"]] for m in told if m["repeat_of"])


def test_adding_later_is_the_same_as_building_at_once(tmp_path):
    one, two = rows(tmp_path / "1.jsonl", 3), rows(tmp_path / "2.jsonl", 3, EN, start=5)
    build([one, two], tmp_path / "at_once" / "g")
    build([one], tmp_path / "later" / "g")
    report = build([one, two], tmp_path / "later" / "g")
    assert (report.articles_added, report.articles_known) == (3, 3)
    assert same(tmp_path / "at_once" / "g", tmp_path / "later" / "g")


def test_a_report_says_what_was_left_out_and_why(tmp_path):
    bad = tmp_path / "bad.jsonl"
    rows(bad, 1)
    with bad.open("a", encoding="utf-8") as out:
        out.write('{"id": "broken", \n')
        out.write(json.dumps({"id": "later", "text": EN, "date": "no day at all"}) + "\n")
    (tmp_path / "empty.txt").write_bytes(b"")
    report = build([bad, tmp_path / "empty.txt", tmp_path / "missing.txt"], tmp_path / "g")
    assert report.failed
    assert report.articles_added == 2
    written = json.loads((tmp_path / "g" / "report.json").read_text(encoding="utf-8"))
    told = " | ".join(p["where"] + " " + p["what"] for p in written["problems"])
    for words in ("bad.jsonl:2", "empty.txt", "missing.txt"):
        assert words in told
    assert set(written["seconds"]) >= {"read", "extract", "store", "merge", "write", "view"}


def test_a_folder_that_is_no_graph_is_not_touched(tmp_path):
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(GraphError, match="no graph"):
        build([SEEDS], tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.docx"]


def test_an_article_the_program_stumbles_over_does_not_stop_the_others(tmp_path, monkeypatch):
    real = pipeline.mentions_of

    def stumble(article, **options):
        if article.id == "r1":
            raise ZeroDivisionError("oops")
        return real(article, **options)

    monkeypatch.setattr(pipeline, "mentions_of", stumble)
    report = build([rows(tmp_path / "a.jsonl", 3)], tmp_path / "g")
    assert report.articles_added == 2
    assert report.failed
    assert "ZeroDivisionError" in report.problems[0].what


def test_an_article_whose_mentions_contradict_its_text_is_left_out_and_the_others_go_on(
    tmp_path, monkeypatch
):
    real = pipeline.mentions_of

    def wrong(article, **options):
        first, *others = real(article, **options)
        if article.id == "r1":
            first = replace(first, sentence=replace(first.sentence, text="other words"))
        return (first, *others)

    told = []
    monkeypatch.setattr(pipeline, "mentions_of", wrong)
    report = build([rows(tmp_path / "a.jsonl", 3)], tmp_path / "g", on_problem=told.append)
    with open_graph(tmp_path / "g") as graph:
        assert list(graph.articles()) == ["r0", "r2"]
        assert graph.counts()["mentions"] == report.mentions_found
    (problem,) = told
    assert report.problems == told
    assert report.failed
    assert problem.where.endswith("a.jsonl:2")
    assert "quote: the text has other words at " in problem.what
    assert "r1#char=" in problem.what
    assert problem.cure == "please report it with the article"
    assert "\n" not in str(problem)


@pytest.mark.parametrize(
    "text",
    [
        "Putin \u200b menyerang\u200d Ukraina \U0001f525 di Suriah.",
        "PUTIN MENYERANG UKRAINA DAN PBB MENGECAM SERANGAN ITU",
        "Putin’s attack on “Kyiv — she said: ‘no",
        "serangan " * 3000,
        "\x01 serangan Israel ke Gaza \ufeff\u202e",
        "serangan\r\nIsrael\r\nke\r\nGaza",
        "e\u0301Rusia me\u0301nyerang serangan Rusia",
    ],
)
def test_odd_text_gives_right_offsets(text):
    for m in extract(text, language="id", published="2016-12-16"):
        for span in (m.trigger, m.sentence, *(a for a in m.arguments if a.start is not None)):
            assert text[span.start : span.end] == span.text


def test_killed_at_any_moment_what_was_stored_is_whole_and_the_next_run_goes_on(tmp_path):
    source = rows(tmp_path / "many.jsonl", 120)
    command = [sys.executable, "-m", "eventgraph", "build", source, "-o", tmp_path / "k" / "g"]
    rng = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(6):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.8, 3.0))
        child.send_signal(signal.SIGKILL)
        child.wait()
    build([source], tmp_path / "k" / "g")
    build([source], tmp_path / "calm" / "g")
    with open_graph(tmp_path / "k" / "g") as graph:
        assert len(graph.articles()) == 120
    assert same(tmp_path / "k" / "g", tmp_path / "calm" / "g")


def test_stopped_by_the_user_it_says_so_and_keeps_what_it_has(tmp_path):
    source = rows(tmp_path / "many.jsonl", 3000)
    command = [sys.executable, "-m", "eventgraph", "build", source, "-o", tmp_path / "g"]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not stored(tmp_path / "g"):
        time.sleep(0.1)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=60)
    assert child.returncode == 1
    assert "stopped" in told
    assert "Traceback" not in told
    assert 0 < stored(tmp_path / "g") < 3000
    command = [sys.executable, "-m", "eventgraph", "query", tmp_path / "g", "planned"]
    told = subprocess.run(command, capture_output=True, text=True).stderr
    assert "the last build was stopped" in told


def stored(graph):
    """Count the articles that a graph holds at this moment, from beside its writer."""
    try:
        with open_graph(graph) as held:
            return len(held.articles())
    except GraphError:
        return 0
