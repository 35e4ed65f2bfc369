import gzip
import itertools
from pathlib import Path

import pytest

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read.sources import Source, find_sources, open_source


def names(*paths: str | Path) -> list[str]:
    return [
        f"! {item.what}" if isinstance(item, Problem) else Path(item.where).name
        for item in find_sources(paths)
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.JSONL.gz", "c/d.html", "c/.hidden.txt", ".git/e.txt", "note.pdf"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path / "news"


def test_a_folder_is_walked_in_order_without_hidden_and_foreign_files(folder: Path) -> None:
    assert names(folder) == ["a.JSONL.gz", "b.txt", "d.html"]


def test_the_order_of_the_paths_is_nothing_and_standard_input_is_last(folder: Path) -> None:
    given = ["-", folder / "c", folder / "b.txt", folder / "a.JSONL.gz", folder / "no.txt"]
    for paths in itertools.permutations(given):
        assert names(*paths) == [
            "a.JSONL.gz", "b.txt", "d.html", "! there is no such file", "-",
        ]  # fmt: skip


def test_the_walk_has_the_order_of_the_paths_it_finds(folder: Path) -> None:
    (folder / "b.txt").rename(folder / "z.txt")
    assert names(folder) == names(folder / "z.txt", folder / "c", folder / "a.JSONL.gz")


def test_a_foreign_file_that_is_named_is_a_problem(folder: Path) -> None:
    (problem,) = find_sources([folder / "note.pdf"])
    assert isinstance(problem, Problem) and problem.fatal
    assert problem.where.endswith("note.pdf") and ".jsonl" in str(problem.cure)


def test_what_is_not_there_is_a_problem_and_the_others_are_found(folder: Path) -> None:
    assert names(folder / "no.txt", folder / "b.txt") == ["b.txt", "! there is no such file"]
    assert "b.txt" in names("a\0b.txt", folder / "b.txt")


def test_a_folder_with_nothing_to_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(b"x")
    assert names(tmp_path) == ["! the folder holds no article"]


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    assert names(folder / "b.txt", folder) == [
        "a.JSONL.gz", "b.txt", "! is given twice, read once", "d.html",
    ]  # fmt: skip
    assert names("-", "-") == ["-", "! is given twice, read once"]


def test_a_graph_of_ours_inside_a_folder_is_passed_over_quietly(folder: Path) -> None:
    graph = folder / "c" / "graph"
    for name in ("format.json", "report.json", "export/events.csv", "page.html"):
        (graph / name).parent.mkdir(parents=True, exist_ok=True)
        (graph / name).write_text('{"program": "eventgraph", "format": 1}', encoding="utf-8")
    assert names(folder) == ["a.JSONL.gz", "b.txt", "d.html"]
    assert names(graph) == ["! the folder holds no article"]
    assert names(graph / "export" / "events.csv") == ["events.csv"]


@pytest.mark.parametrize(
    "marker", [b"", b"\xff", b"[1]", b'{"program": "other", "format": 1}', b"[" * 9000]
)
def test_a_folder_with_a_marker_of_another_program_is_read(folder: Path, marker: bytes) -> None:
    (folder / "c" / "format.json").write_bytes(marker)
    assert names(folder) == ["a.JSONL.gz", "b.txt", "d.html", "format.json"]


@pytest.mark.parametrize(
    ("name", "format_", "packed", "stem"),
    [
        ("a.txt", "text", False, "a"),
        ("a.b.JSONL.GZ", "jsonl", True, "a.b"),
        ("a b\x1b.csv.gz", "csv", True, "a_b_"),
        ("x.htm", "html", False, "x"),
    ],
)
def test_format_and_stem(tmp_path: Path, name: str, format_: str, packed: bool, stem: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (source,) = find_sources([tmp_path / name])
    assert isinstance(source, Source)
    assert (source.format, source.packed, source.stem) == (format_, packed, stem)


def test_a_name_that_is_no_text_can_still_be_told() -> None:
    source = Source(path=Path("a\udcff.txt"), format="text")
    assert source.where == "a?.txt"


def test_a_packed_file_cut_short_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"word " * 5000)[:-20])
    with (
        pytest.raises(InputError, match="damaged"),
        open_source(Source(path=path, format="text", packed=True)) as stream,
    ):
        stream.read()


def test_a_file_that_is_not_packed_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(b"word")
    with (
        pytest.raises(InputError, match="damaged"),
        open_source(Source(path=path, format="text", packed=True)) as stream,
    ):
        stream.read()


def test_a_file_without_the_right_to_read_is_an_error(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object) -> None:  # root may read everything, so the refusal is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with (
        pytest.raises(InputError, match="may not be read"),
        open_source(Source(path=tmp_path / "a.txt", format="text")),
    ):
        pass
