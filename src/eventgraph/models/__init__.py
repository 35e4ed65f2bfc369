"""
The weights that ship with the package, and what is known about them.

`manifest.toml` names every file with its size and digest, and is the card: what the weights
were trained on, by which licences, and what they reach. A file is checked once a process,
when it is first needed.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from eventgraph.errors import ModelError

__all__ = ["DataSet", "Manifest", "ModelFile", "Score", "manifest", "weights"]

_REINSTALL = "install eventgraph-kg again: pip install --force-reinstall eventgraph-kg"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A file of weights: its name, its size in bytes, and the sha256 of its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """What the weights learned from, and under which licence it is given out."""

    name: str
    licence: str
    use: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    What the weights reach: `value` of `measure` on `data`.

    `mean` is that of all seeds of the training, where more than one was trained.
    """

    head: str
    data: str
    measure: str
    value: float
    mean: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The card of the shipped weights."""

    name: str
    version: str
    trained: date
    languages: tuple[str, ...]
    seed: int
    licence: str
    origin: str
    files: tuple[ModelFile, ...]
    scores: tuple[Score, ...]
    data: tuple[DataSet, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def _folder() -> Path:
    return Path(str(files(__name__)))


@functools.cache
def manifest() -> Manifest:
    """Read the card; raise `ModelError` when it is missing or wrong."""
    path = _folder() / "manifest.toml"
    try:
        with path.open("rb") as stream:
            rows = tomllib.load(stream)
        return _manifest(rows)
    except FileNotFoundError as error:
        raise ModelError("the card of the weights is missing", where=path, cure=_REINSTALL) from (
            error
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"the card of the weights cannot be read: {error}", where=path, cure=_REINSTALL
        ) from error


def _manifest(rows: Mapping[str, Any]) -> Manifest:
    plain = {key: value for key, value in rows.items() if not isinstance(value, list)}
    return Manifest(
        **plain,
        languages=tuple(rows["languages"]),
        files=tuple(ModelFile(**row) for row in rows["file"]),
        scores=tuple(Score(**row) for row in rows["score"]),
        data=tuple(DataSet(**row) for row in rows["data"]),
    )


@functools.cache
def weights(name: str) -> Path:
    """Give the path of a file of weights after checking its digest."""
    known = {file.name: file for file in manifest().files}
    if name not in known:
        raise ModelError(
            f"there are no weights {name!r}", cure=f"files are {', '.join(sorted(known))}"
        )
    path = _folder() / name
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or error
        raise ModelError(
            f"the weights cannot be read ({reason})", where=path, cure=_REINSTALL
        ) from error
    if digest != known[name].sha256:
        raise ModelError(
            "the weights are not those that were shipped (sha256 differs)",
            where=path,
            cure=_REINSTALL,
        )
    return path
