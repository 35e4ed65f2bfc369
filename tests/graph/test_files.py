import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventgraph.errors import GraphError
from eventgraph.graph.files import atomic_text, sweep


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with atomic_text(path) as out:
        out.write("satu\nü\n")
        assert not path.exists()
    assert path.read_bytes() == "satu\nü\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_goes_wrong_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(error), atomic_text(path) as out:
        out.write("half")
        raise error
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    with atomic_text(None) as out:
        out.write("line\n")
    assert capsys.readouterr().out == "line\n"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(GraphError, match=r"cannot be written .*check the folder"),
        atomic_text(tmp_path / "no" / "a"),
    ):
        pass


def test_left_over_files_are_swept_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = [f".events.ttl.{ended.pid}.new", f".a.{os.getpid()}.new", ".graph.html.ab3_x9zq"]
    left.append(".b.99999999999999999999999.new")
    kept = ["graph.html", ".hidden", "a.new", f".c.{os.getppid()}.new", ".graph.html.bak"]
    for name in (*left, *kept):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / ".graph.html.ab3_x9zz").mkdir()
    sweep(tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == {*kept, ".graph.html.ab3_x9zz"}
    sweep(tmp_path / "missing")
