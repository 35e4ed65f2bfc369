"""Tell once for a whole file what would else be told for each of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from eventgraph.model import Article, Problem
from eventgraph.read.rows import Row, no_text

__all__ = ["Tally"]

_MOST_NAMES = 20


@dataclass(slots=True)
class Tally:
    """What was seen in the rows of one file."""

    where: str
    columns: Mapping[str, str]
    articles: int = 0
    undated: int = 0
    _dated: bool = False
    _spare: dict[str, None] = field(default_factory=dict)
    _textless: int = 0
    _first: Problem | None = None

    def holds(self, row: Row | Problem) -> bool:
        """Count a row; true when it is a problem that is told at the end."""
        if isinstance(row, Row):
            self._dated = self._dated or row.dated
            if len(self._spare) < _MOST_NAMES:
                self._spare.update(dict.fromkeys(row.spare))
            return False
        wrong = "text" in self.columns and row.what == no_text("", (), self.columns).what
        if wrong and row.where != self.where:
            self._textless += 1
            self._first = self._first or row
            return True
        return False

    def add(self, article: Article) -> None:
        """Count an article that was read."""
        self.articles += 1
        self.undated += article.published is None

    def problems(self) -> Iterator[Problem]:
        """Give what is told of the whole file."""
        if first := self._first:
            line = first.where.rpartition(":")[2]
            what = f"{first.what} in {self._textless} rows, first in {line}"
            yield Problem(where=self.where, what=what, cure=first.cure)
        if self.undated and self._spare and not self._dated:
            names = ", ".join(list(self._spare)[:_MOST_NAMES])
            yield Problem(
                where=self.where,
                what="no column with the date",
                cure=f"name it: --column date=NAME; not used are: {names[:150]}",
                fatal=False,
            )
        if self.undated:
            has = "has" if self.undated == 1 else "have"
            yield Problem(
                where=self.where,
                what=f"{self.undated} of {self.articles} articles {has} no publication date",
                cure="give one, else weekdays and words such as “yesterday” stay unresolved",
                fatal=False,
            )
