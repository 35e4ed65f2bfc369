"""
The one family of errors.

    EventGraphError
    ├── InputError            a file, row or article that cannot be read      (exit code 1)
    ├── GraphError            a GRAPH folder that is missing, foreign or held (exit code 1)
    ├── QueryError            a question that cannot be asked                 (exit code 2)
    ├── UsageError            a call with arguments that do not fit           (exit code 2)
    ├── LexiconError          a table of the package with a wrong entry       (exit code 1)
    └── ModelError            shipped weights that are missing or changed     (exit code 1)

Every message is one line that says what is wrong, where, and what to do.
"""

from __future__ import annotations

__all__ = [
    "EventGraphError",
    "GraphError",
    "InputError",
    "LexiconError",
    "ModelError",
    "QueryError",
    "UsageError",
    "one_line",
]

_LONGEST = 300


def one_line(text: object, longest: int = _LONGEST) -> str:
    """
    Make any text fit for one line of a message or a log.

    Control characters become spaces, so that hostile text can neither forge a
    second line nor send escape codes to a terminal; long text is cut.
    """
    clean = " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


class EventGraphError(Exception):
    """Something went wrong that a user can mend: what, where, and the cure, in one line."""

    exit_code = 1

    def __init__(self, what: str, *, where: object = None, cure: str | None = None) -> None:
        self.what = one_line(what)
        self.where = None if where is None else one_line(where)
        self.cure = None if cure is None else one_line(cure)
        super().__init__(self.what, self.where, self.cure)

    def __str__(self) -> str:
        """Give the line that is shown: `where: what; cure`."""
        line = self.what if self.where is None else f"{self.where}: {self.what}"
        return line if self.cure is None else f"{line}; {self.cure}"

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error cross a process."""
        return (_rebuild, (type(self), self.what, self.where, self.cure))


def _rebuild(
    kind: type[EventGraphError], what: str, where: str | None, cure: str | None
) -> EventGraphError:
    return kind(what, where=where, cure=cure)


class InputError(EventGraphError):
    """A file, a row or an article cannot be read; the others are not touched by it."""


class GraphError(EventGraphError):
    """A GRAPH folder is missing, is something else, is damaged, or is held by another process."""


class QueryError(EventGraphError):
    """A question cannot be asked: wrong SPARQL, a missing parameter, or a forbidden word."""

    exit_code = 2


class UsageError(EventGraphError):
    """A call whose arguments do not fit together."""

    exit_code = 2


class LexiconError(EventGraphError):
    """A table of words or facts has a wrong entry; the message names file, entry and cure."""


class ModelError(EventGraphError):
    """Shipped weights are missing, changed, or cannot be computed here."""
