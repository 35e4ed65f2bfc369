"""
Write files whole or not at all.

The new content goes to a temporary file in the same folder, which then takes the name of
the old one in one step.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from eventgraph.errors import GraphError

__all__ = ["TEMPORARY", "atomic_text"]

TEMPORARY = ".new"
"""How the names of temporary files end; one may be left over after a crash."""


@contextmanager
def atomic_text(target: Path | None) -> Iterator[TextIO]:
    """
    Open a text file for writing that appears under its name only when it is complete.

    UTF-8, lines end with a line feed on every system. `None` is standard output. Raises
    `GraphError` when the file cannot be written (no such folder, not allowed, disk full);
    the old file stays.
    """
    if target is None:
        yield sys.stdout
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        temporary.replace(target)
    except OSError as error:
        raise GraphError(
            f"the file cannot be written ({error.strerror or error})",
            where=target,
            cure="check the folder, its rights and the free space",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
