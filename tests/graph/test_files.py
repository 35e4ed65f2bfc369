from pathlib import Path

import pytest

from eventgraph.errors import GraphError
from eventgraph.graph.files import atomic_text


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
