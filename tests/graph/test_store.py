import json
import os
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from eventgraph.errors import GraphError
from eventgraph.graph import store
from eventgraph.graph.store import FORMAT, Graph, open_graph

from .graph_samples import NASTY, events_of, seed, small

HERE = Path(__file__).parent


def lines(graph: Graph) -> list[str]:
    return sorted(str(quad) for quad in graph.store)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new" / "graph"


def test_what_was_stored_is_there_after_reopening(folder: Path) -> None:
    stored = [small(n) for n in (3, 1, 2)]
    events = events_of(*stored)
    with Graph.open(folder, create=True) as graph:
        for article, mentions in stored:
            graph.add(article, mentions)
        graph.put_events(events)
    with open_graph(folder) as graph:
        assert list(graph.load()) == sorted(stored, key=lambda pair: pair[0].id)
        assert graph.events() == events
        assert list(graph.articles()) == sorted(article.id for article, _ in stored)
        assert graph.path == folder


def test_the_same_id_is_replaced_and_nothing_of_the_old_stays(folder: Path) -> None:
    article, mentions = small(1, 3)
    with Graph.open(folder, create=True) as graph:
        graph.add(article, mentions)
        once = lines(graph)
        other = replace(article, title="Lain " + NASTY)
        graph.add(other, mentions[:1])
        assert list(graph.load()) == [(other, mentions[:1])]
        graph.add(article, mentions)
        assert lines(graph) == once
        graph.add(article, mentions)
        assert lines(graph) == once


def test_removing_what_was_added_gives_the_graph_of_before(folder: Path) -> None:
    with Graph.open(folder, create=True) as graph:
        graph.add(*small(1))
        before, graphs = lines(graph), list(graph.store.named_graphs())
        for number in (2, 3):
            graph.add(*small(number))
        graph.remove([small(2)[0].id, "unknown", small(3)[0].id])
        assert lines(graph) == before
        assert list(graph.store.named_graphs()) == graphs
        graph.remove([])


def test_events_are_swapped_whole(folder: Path) -> None:
    first, second = events_of(small(1)), events_of(small(2), small(3))
    with Graph.open(folder, create=True) as graph:
        for events in (first, second, [*second[:3], replace(second[4], label=NASTY)], [], first):
            graph.put_events(events)
            assert graph.events() == sorted(events, key=lambda event: event.id)
        assert lines(graph)
        graph.put_events([])
        assert lines(graph) == []


def test_rdflib_sees_all_named_graphs_and_knows_the_prefixes(folder: Path) -> None:
    article, mentions, events = seed()
    with Graph.open(folder, create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events)
    with open_graph(folder) as graph:
        rows = graph.dataset.query(
            'SELECT ?when { ?e eg:actor/rdfs:label "Vladimir Putin" ; eg:earliest ?when }'
        )
        assert [str(row[0]) for row in rows] == ["2016-12-15"]
        assert len(graph.dataset) == len(graph.store)


def test_nothing_is_in_the_default_graph(folder: Path) -> None:
    with Graph.open(folder, create=True) as graph:
        graph.add(*small(1))
        graph.put_events(events_of(small(1)))
        assert len(graph.dataset)
        default = graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        assert list(default) == []


def test_counts(folder: Path) -> None:
    stored = [small(n) for n in range(4)]
    with Graph.open(folder, create=True) as graph:
        empty = graph.counts()
        for article, mentions in stored:
            graph.add(article, mentions)
        graph.add(replace(small(4)[0], language=None), ())
        graph.put_events(events_of(*stored))
        counts = graph.counts()
    assert empty["articles"] == empty["events"] == 0
    assert empty["dates"] is None
    assert (counts["articles"], counts["mentions"], counts["events"]) == (5, 12, 12)
    assert counts["articles_by_language"] == {"en": 2, "id": 2, "unknown": 1}
    assert sum(counts["events_by_type"].values()) == 12
    assert counts["events_by_status"] == {"actual": 4, "hypothetical": 4, "planned": 4}
    assert counts["published"] == ["2020-01-01", "2020-01-05"]
    assert counts["dates"] == ["2020-01-01", "2020-01-04"]
    json.dumps(counts)


# Whether a build came to its end


def test_a_new_graph_is_finished_and_a_change_makes_it_unfinished(folder: Path) -> None:
    stored = small(1)
    with Graph.open(folder, create=True) as graph:
        assert not graph.unfinished
        graph.remove([])
        assert not graph.unfinished
        graph.add(*stored)
        assert graph.unfinished
        graph.put_events(events_of(stored))
        assert graph.unfinished
    with open_graph(folder) as graph:
        assert graph.unfinished
        with pytest.raises(GraphError, match="opened for reading"):
            graph.finished()
    with Graph.open(folder) as graph:
        graph.finished()
        assert not graph.unfinished
        graph.put_events(events_of(stored))
        assert not graph.unfinished
    with open_graph(folder) as graph:
        assert not graph.unfinished
    with Graph.open(folder) as graph:
        graph.remove([stored[0].id])
        assert graph.unfinished
        graph.finished()
        graph.add(*stored)
        assert graph.unfinished


def test_mentions_without_an_event_are_unfinished_work(folder: Path) -> None:
    with Graph.open(folder, create=True) as graph:
        graph.add(*small(1))
        graph.finished()
        assert not graph.building
        assert graph.unfinished


# What is no graph


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(GraphError, match="there is no graph"):
            Graph.open(tmp_path / "x", read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    for create in (True, False):
        with pytest.raises(GraphError, match="is no graph"):
            Graph.open(tmp_path, create=create)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_graph(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("", encoding="utf-8")
    for create in (True, False):
        with pytest.raises(GraphError, match=r"no folder|no graph"):
            Graph.open(file, create=create)


def test_a_newer_store_is_refused_and_a_damaged_note_too(folder: Path) -> None:
    Graph.open(folder, create=True).close()
    note = folder / "format.json"
    note.write_text(json.dumps({"format": FORMAT + 1}), encoding="utf-8")
    with pytest.raises(GraphError, match="newer version"):
        Graph.open(folder)
    for broken in ("{", "[]", '{"format": "x"}', "\udc80".encode("utf-8", "surrogatepass")):
        note.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
        with pytest.raises(GraphError, match="damaged"):
            Graph.open(folder, create=True)


def test_a_crash_before_the_first_note_leaves_a_usable_folder(folder: Path) -> None:
    folder.mkdir(parents=True)
    left = folder / f".format.json.{os.getpid()}.new"
    left.write_text("{", encoding="utf-8")
    Graph.open(folder, create=True).close()
    assert not left.exists()
    left.write_text("{", encoding="utf-8")
    with open_graph(folder) as graph:
        assert graph.articles() == {}
    assert left.exists(), "reading changes nothing"


def test_a_held_store_is_named_and_can_still_be_read(folder: Path) -> None:
    code = (
        "import sys; from eventgraph.graph.store import Graph;"
        "g = Graph.open(sys.argv[1], create=True); print('ready', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout and holder.stdout.readline()
        with pytest.raises(GraphError, match="another process holds"):
            Graph.open(folder)
        with open_graph(folder) as graph:
            assert graph.articles() == {}
    finally:
        holder.communicate(b"")


def test_closing_releases_the_store_even_after_rdflib_used_it(folder: Path) -> None:
    with Graph.open(folder, create=True) as graph:
        kept = graph.dataset
        graph.add(*small(1))
    with Graph.open(folder) as again:
        assert len(again.articles()) == 1
    with pytest.raises(GraphError, match="closed"):
        graph.articles()
    del kept


def test_reading_changes_nothing(folder: Path) -> None:
    Graph.open(folder, create=True).close()
    with open_graph(folder) as graph, pytest.raises(GraphError, match="opened for reading"):
        graph.add(*small(1))
    assert sorted(entry.name for entry in folder.iterdir()) == ["format.json", "store"]


def test_a_damaged_store_is_named(folder: Path) -> None:
    with Graph.open(folder, create=True) as graph:
        graph.add(*small(1))
    (folder / "store" / "CURRENT").write_text("nonsense", encoding="utf-8")
    for read_only in (True, False):
        with pytest.raises(GraphError, match="missing or damaged"):
            Graph.open(folder, read_only=read_only)


def test_half_a_character_is_refused(folder: Path) -> None:
    article, _ = small(1)
    with Graph.open(folder, create=True) as graph:
        with pytest.raises(GraphError, match="half a character"):
            graph.add(replace(article, text="a\udc80b"), ())
        with pytest.raises(GraphError, match="half a character"):
            graph.add(replace(article, id="a\udc80b"), ())
        with pytest.raises(GraphError, match="half a character"):
            graph.add(replace(article, title="a\udc80b"), ())
        assert graph.articles() == {}


# What interrupts


FULL = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from graph_samples import small
from eventgraph.errors import GraphError
from eventgraph.graph.store import Graph
with Graph.open(sys.argv[1], create=True) as graph:
    graph.add(*small(0))
    print(0, flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    try:
        for number in range(1, 500):
            graph.add(*small(number))
            print(number, flush=True)
    except GraphError as error:
        print(error)
"""


def test_a_full_disk_is_named_and_loses_nothing(folder: Path) -> None:
    # A limit on the size of files stands for the full disk.
    done = subprocess.run(
        [sys.executable, "-c", FULL, folder, HERE], capture_output=True, text=True, timeout=60
    )
    *stored, message = done.stdout.splitlines()
    assert "the disk is full" in message, done.stderr
    with Graph.open(folder) as graph:
        read = dict(graph.load())
        for number in map(int, stored):
            article, mentions = small(number)
            assert read.pop(article) == mentions
        assert not read
        graph.add(*small(600))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


class _Counted:
    """A store that counts how often it was flushed."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.flushed = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    def flush(self) -> None:
        self.flushed += 1


def test_a_long_run_is_flushed_on_its_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted()
    graph = Graph(tmp_path, counted)  # type: ignore[arg-type]
    graph.add(*small(1))
    monkeypatch.setattr(store, "FLUSHED", 2 * len(list(counted.store)) + 1)
    times = []
    for number in range(2, 7):
        graph.add(*small(number))
        times.append(counted.flushed)
    assert times == [0, 1, 1, 1, 2]
