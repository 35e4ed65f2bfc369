"""Read articles: from paths, or from a text that a program holds."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import isnan
from pathlib import Path
from urllib.parse import urlsplit

from eventgraph.errors import InputError, UsageError, one_line
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article, Problem, text_hash
from eventgraph.read.clean import clean
from eventgraph.read.dates import parse_date, published_in_text
from eventgraph.read.formats import Row, read_rows, read_stdin
from eventgraph.read.language import language_code, language_name, tell_language
from eventgraph.read.sources import Source, find_sources, open_source
from eventgraph.read.tables import FIELDS, reading
from eventgraph.read.tally import Tally

__all__ = ["LEFT_OUT", "LONGEST_TEXT", "make_article", "read_articles"]

LONGEST_TEXT = 1_000_000
"""Characters of one article: news never comes near, what does is many articles in one."""

LEFT_OUT = "left out: "
"""With this begins the `what` of a problem that left an article out and is not fatal."""

_LONGEST_TITLE = 200
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Reader:
    """What is asked for, and what was read so far."""

    columns: Mapping[str, str]
    language: str | None
    published: date | None
    report: Callable[[Problem], None]
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id to the digest of its text and where it stood."""


class _LeftOutError(Exception):
    """An article is left out; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


def read_articles(
    paths: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    language: str | None = None,
    published: date | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> Iterator[Article]:
    """
    Read the articles of files, folders and standard input (`-`), one at a time.

    Files are read in the order of their paths, whatever the order of the arguments.

    `columns` names the column of a field (`{"text": "isi"}`) where it has no usual name.
    `language` is taken for every article instead of telling it from the text, `published` for
    those without a date of their own. What is left out or guessed goes to `on_problem` and
    never stops the reading. Ids are unique within one call. Raise
    `UsageError` at once for an unknown field or language.
    """
    wanted = dict(columns or {})
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise UsageError(f"{unknown[0]!r} is no field", cure=f"use one of {', '.join(FIELDS)}")
    reader = _Reader(
        columns=wanted,
        language=_checked_language(language),
        published=published,
        report=on_problem or _log_problem,
    )
    return _read(reader, [paths] if isinstance(paths, str | Path) else paths)


def _log_problem(problem: Problem) -> None:
    _log.info("%s", one_line(problem))


def _checked_language(language: str | None) -> str | None:
    code = language_code(language)
    if language is not None and code not in LANGUAGES:
        raise UsageError(
            f"the language {language!r} is not read", cure=f"use one of {', '.join(LANGUAGES)}"
        )
    return code


def _read(reader: _Reader, paths: Iterable[str | Path]) -> Iterator[Article]:
    for source in find_sources(paths):
        if isinstance(source, Problem):
            reader.report(_one_line(source))
        else:
            yield from _read_source(reader, source)


def _read_source(reader: _Reader, source: Source) -> Iterator[Article]:
    tally = Tally(source.where, reader.columns)
    for row in _rows(reader, source):
        if tally.holds(row):
            continue
        if isinstance(row, Problem):
            reader.report(_one_line(row))
            continue
        try:
            article = _article(reader, row, source.stem)
        except _LeftOutError as skip:
            reader.report(_one_line(skip.problem))
            continue
        tally.add(article)
        yield article
    for problem in tally.problems():
        reader.report(_one_line(problem))


def _rows(reader: _Reader, source: Source) -> Iterator[Row | Problem]:
    """Give the rows of an input; what loses the rest of it becomes its last problem."""
    try:
        with open_source(source) as stream:
            if source.format is None:
                yield from read_stdin(stream, source.where, reader.columns)
            else:
                yield from read_rows(stream, source.format, source.where, reader.columns)
    except InputError as error:
        yield Problem(where=source.where, what=error.what, cure=error.cure)


def _one_line(problem: Problem) -> Problem:
    """Make a problem fit to be shown: names of files and words of articles are hostile."""
    cure = None if problem.cure is None else one_line(problem.cure)
    return Problem(
        where=one_line(problem.where), what=one_line(problem.what), cure=cure, fatal=problem.fatal
    )


def _article(reader: _Reader, row: Row, stem: str) -> Article:
    """Make an article of a row; raise `_LeftOutError` when it is left out."""
    text = _checked_text(row)
    digest = text_hash(text)
    name = _given_id(reader, row) or f"{stem}-{digest[:8]}"
    _refuse_known(reader, row, name, digest)
    title = _label(row.title)
    language = _told_language(reader, row, text, title)
    day, rule = _published(reader, row, text, language)
    url = _address(reader, row)
    article = Article(
        id=name,
        text=text,
        language=language,
        title=title,
        published=day,
        published_rule=rule,
        source=_label(row.source) or (urlsplit(url).hostname if url else None),
        url=url,
        origin=row.where,
    )
    reader.known[name] = (digest, row.where)
    article = clean(article)
    return article if title else replace(article, title=_headline(article))


def _checked_text(row: Row) -> str:
    """Give the text when it can be worked with and written out; else raise `_LeftOutError`."""
    text = row.text
    if text is None or (isinstance(text, str) and not text.strip()):
        raise _LeftOutError(_lost(row, "the text is empty", "remove it or give it a text"))
    if not isinstance(text, str):
        raise _LeftOutError(
            _lost(row, f"the text is no string but {type(text).__name__}", "quote it")
        )
    if len(text) > LONGEST_TEXT:
        raise _LeftOutError(
            _lost(
                row,
                f"the text has {len(text):,} characters, the longest read is {LONGEST_TEXT:,}",
                "split it into its articles",
            )
        )
    if "\0" in text:
        raise _LeftOutError(_lost(row, "the text holds zero characters", "remove them"))
    for value in (text, row.id, row.title, row.source, row.url):
        if isinstance(value, str) and not _can_be_written(value):
            raise _LeftOutError(
                _lost(row, "holds half a character (a lone surrogate)", "mend its \\u…")
            )
    return text


def _lost(row: Row, what: str, cure: str) -> Problem:
    return Problem(where=row.where, what=what, cure=cure)


def _can_be_written(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _given_id(reader: _Reader, row: Row) -> str | None:
    if isinstance(row.id, bool) or not isinstance(row.id, str | int):
        return None
    name = str(row.id)
    if any(unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in name):
        reader.report(
            Problem(
                where=row.where,
                what="the id holds control characters, another one is made",
                cure="give it an id of plain characters",
                fatal=False,
            )
        )
        return None
    return name if name.strip() else None


def _refuse_known(reader: _Reader, row: Row, name: str, digest: str) -> None:
    known = reader.known.get(name)
    if known is None:
        return
    if known[0] == digest:
        raise _LeftOutError(
            Problem(where=row.where, what=f"{LEFT_OUT}the same article as {known[1]}", fatal=False)
        )
    raise _LeftOutError(
        _lost(row, f"the id {name!r} belongs to another text at {known[1]}", "give it its own id")
    )


def _told_language(reader: _Reader, row: Row, text: str, title: str | None) -> str:
    """Tell the language; an article in one that is not read is left out with a remark."""
    if reader.language:
        return reader.language
    told = tell_language(text, title, language_code(row.language))
    if told in LANGUAGES:
        return told
    if told is None:
        raise _LeftOutError(
            _lost(row, "there is too little text to tell its language", "name the language")
        )
    names = " or ".join(LANGUAGES)
    raise _LeftOutError(
        Problem(
            where=row.where,
            what=f"{LEFT_OUT}the text is in {language_name(told)}",
            cure=f"only {names} is read",
            fatal=False,
        )
    )


def _published(
    reader: _Reader, row: Row, text: str, language: str
) -> tuple[date | None, str | None]:
    """Give the day of publication, and whether it is of the metadata or the text."""
    written = row.date
    if day := parse_date(written, language, text):
        return day, "metadata"
    if not _is_open(written):
        reader.report(
            _one_line(
                Problem(
                    where=row.where,
                    what=f"the date {_shown(written)} is none",
                    cure="write it as 2016-12-16",
                    fatal=False,
                )
            )
        )
    if reader.published:
        return reader.published, "metadata"
    day = published_in_text(text, language)
    return day, "text" if day else None


def _shown(value: object) -> str:
    """Show a value of a row in a message; a list or an object only by its kind."""
    return repr(str(value)[:60]) if isinstance(value, str | int | float) else type(value).__name__


def _is_open(value: object) -> bool:
    """Tell whether a field was left open: nothing, blanks, or a word such as `NaN`."""
    if isinstance(value, str):
        word = value.strip().lower()
        return not word or word in reading().nulls
    return value is None or (isinstance(value, float) and isnan(value))


def _label(value: object) -> str | None:
    """Give a short text on one line, or `None` when there is none."""
    if not isinstance(value, str) or _is_open(value):
        return None
    return one_line(value) or None


def _headline(article: Article) -> str | None:
    """Take the first line for the title when it stands apart, is no sentence and not marked."""
    text = article.text
    begin = len(text) - len(text.lstrip())
    first, _, rest = text[begin:].partition("\n")
    if any(mark.start < begin + len(first) for mark in article.marks) or not rest.strip():
        return None
    first = first.strip()
    good = 2 < len(first) <= _LONGEST_TITLE and first[-1] not in '.!,;:"”)-'
    return _label(first) if good else None


def _address(reader: _Reader, row: Row) -> str | None:
    """Give the address when it is one of the web; nothing else may become a link."""
    if not isinstance(row.url, str) or not row.url.strip():
        return None
    url = row.url.strip()
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if good and not any(c.isspace() or c in '<>"{}|\\^`' or not c.isprintable() for c in url):
        return url
    reader.report(
        Problem(
            where=row.where,
            what="the url is no address of the web, passed over",
            cure="write it as https://…",
            fatal=False,
        )
    )
    return None


def make_article(
    text: str,
    *,
    id: str | None = None,  # noqa: A002
    language: str | None = None,
    published: date | str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Article:
    """
    Make an article of a text in hand; language, date, dateline and marks are told as for files.

    A given `language` decides. Raise `InputError` for a text that cannot be read or is in
    another language, `UsageError` for a language or a date that is none.
    """
    code = _checked_language(language)
    if not _is_open(published) and parse_date(published, code) is None:
        raise UsageError(f"{published!r} is no date", cure="write it as 2016-12-16")
    reader = _Reader(columns={}, language=code, published=None, report=_log_problem)
    row = Row(where="text", text=text, id=id, title=title, date=published, source=source, url=url)
    try:
        return _article(reader, row, "text")
    except _LeftOutError as skip:
        raise InputError(skip.problem.what.removeprefix(LEFT_OUT), cure=skip.problem.cure) from None
