"""
Refuse SPARQL that would leave the graph, before an engine sees it.

Both engines fetch whatever address `SERVICE` names, and some follow `FROM` and `LOAD`
too; neither can be told not to. So the text is cut into tokens, strings and addresses
apart, and the words that reach out are refused wherever they stand as words.

Only a whole parser knows whether `<` begins an address or is less-than, and a `#` behind it
is a part of the address or begins a comment. So all ways to read the text are followed, and
a word is refused when any one of them shows it.
"""

from __future__ import annotations

import heapq
import re

from eventgraph.errors import QueryError

__all__ = ["LONGEST", "check"]

LONGEST = 100_000
"""Characters a query may have."""

_FETCHING = ("SERVICE", "FROM")
_CHANGING = (
    "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING",
)  # fmt: skip

_TOKEN = re.compile(
    r"""
      (?P<string> \"{3} (?: [^"\\] | \\. | \"{1,2}(?!\") )* \"{3}
                | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )* '{3}
                | "(?!"") (?: [^"\\\n\r] | \\. )* "
                | '(?!'') (?: [^'\\\n\r] | \\. )* ' )
    | (?P<open> ["'] )
    | (?P<comment> \# )
    | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
    | (?P<never> // )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<number> [0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)? )
    | (?P<name> [^\W\d][\w.-]*+ ) (?P<local> : (?:[\w:%.-]|\\.)*+ )?
    | (?P<unnamed> : (?:[\w:%.-]|\\.)*+ )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_END = re.compile(r"[\n\r]")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(query: str) -> None:
    """
    Raise `QueryError` when a query would fetch or change something, or is far too long.

    Refused are `SERVICE`, `LOAD`, `FROM` and the words of updates, in any case, with any
    spacing, also when spelled with Unicode escapes; not when they stand in a string, an
    address, a comment, a variable or the local part of a name. An address without `//`
    that holds such a word may be refused too, for `<` can also be less-than.
    """
    if len(query) > LONGEST:
        raise QueryError(
            f"the query has {len(query)} characters",
            cure=f"ask in at most {LONGEST} characters",
        )
    _check_words(query)
    decoded = _ESCAPE.sub(_character, query)
    if decoded != query:
        # An engine may read escapes before or after it looks for words: both must pass.
        _check_words(decoded)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else "�"


def _check_words(query: str) -> None:
    """Follow all readings at once, each position once, so the work grows with the length."""
    waiting, seen, line_end = [0], {0}, 0
    unclosed: re.Match[str] | None = None
    while waiting:
        position = heapq.heappop(waiting)
        match = _TOKEN.match(query, position)
        if match is None:
            return  # One reading came to the end, and it is the last position.
        _check_word(query, match)
        ends = [match.end()]
        if match["iri"]:
            ends.append(position + 1)
        elif match["comment"]:
            if line_end <= position:
                found = _LINE_END.search(query, position)
                line_end = found.start() if found else len(query)
            ends = [line_end]
        elif match["open"]:
            unclosed, ends = unclosed or match, []
        elif match["never"]:
            # `//` is an error wherever it is no part of an address, so this reading ends.
            ends = []
        for following in ends:
            if following not in seen:
                seen.add(following)
                heapq.heappush(waiting, following)
    if unclosed:
        raise QueryError(
            "a string is not closed", where=_where(query, unclosed), cure="close it with a quote"
        )


def _check_word(query: str, match: re.Match[str]) -> None:
    # Oxigraph needs no space around a keyword: `ASKFROM<x>` and `trueSERVICE:x` reach out.
    name, local = match["name"] or "", match["local"] or match["unnamed"] or ""
    parts = [name, *re.split(r"[.\\]", local)[1:]]
    found = next((w for part in parts for w in _FETCHING if w in part.upper()), None)
    if found is None and not local:
        found = next((w for w in re.split("[.-]", name.upper()) if w in _CHANGING), None)
    if found:
        _refuse(query, match, found)


def _refuse(query: str, match: re.Match[str], word: str) -> None:
    if match["local"] or match["unnamed"]:
        cure = "use another prefix or name than this word"
    elif word in _CHANGING:
        cure = "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered"
    else:
        cure = "ask about the statements of this graph only"
    raise QueryError(f"{word} is not allowed", where=_where(query, match), cure=cure)


def _where(query: str, match: re.Match[str]) -> str:
    line = query.count("\n", 0, match.start()) + 1
    column = match.start() - query.rfind("\n", 0, match.start())
    return f"line {line}, column {column}"
