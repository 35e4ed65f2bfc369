"""
Write files whole or not at all.

The new content goes to a temporary file in the same folder, which then takes the name of
the old one in one step.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from eventgraph.errors import GraphError

__all__ = ["TEMPORARY", "atomic_text", "sweep"]

TEMPORARY = ".new"
"""How the names of temporary files end; one may be left over after a crash."""
_LEFT_OVER = re.compile(
    rf"\.(?:[\w.-]+\.(?P<process>[0-9]+){re.escape(TEMPORARY)}|graph\.html\.[a-z0-9_]{{8}})"
)


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


def sweep(folder: Path) -> None:
    """
    Remove the temporary files that killed processes left in a folder.

    Files of processes that still run stay, and so does what cannot be removed.
    """
    with suppress(OSError):
        for entry in sorted(folder.iterdir()):
            match = _LEFT_OVER.fullmatch(entry.name)
            if match and entry.is_file() and not _runs(match["process"]):
                entry.unlink(missing_ok=True)


def _runs(process: str | None) -> bool:
    # Elsewhere signal 0 is not a question. A file with our own number is of an earlier process
    # (in a container all have the same), for we write nothing while we open.
    if process is None or os.name != "posix" or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
