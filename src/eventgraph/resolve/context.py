"""
Read what an article says around its arguments: the names in it and the countries it is about.

A name run is a row of capitalised words; titles and countries before the name are peeled
off and kept as what the article says of that person (`Presiden Rusia Vladimir Putin` →
Vladimir Putin, RUS, GOV).
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eventgraph import gazetteer
from eventgraph.gazetteer import Organisation
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article
from eventgraph.resolve.told import Told
from eventgraph.resolve.words import POSSESSIVE, WORD, words_of

__all__ = ["Context", "Name"]

_ENDS_SENTENCE = frozenset(".!?\n\"“”'‘’(:–—-")
_FULL_STOPS = frozenset('.!?"”')
_LINE_END = re.compile(r"\n")
_LONGEST_TITLE = 4  # words
_LONGEST_NAME = 5  # of a country, body or place
_LONGEST_PERSON = 4
_TITLE_REACH = 60  # characters of a title with a small word in it
_HEADLINE = 0.6  # share of capitalised words in a line that make it a headline
# The country an article is about: the only one it names, more than by one town, or one that
# it names twice and that has at least this share of all.
_HOME_SHARE, _HOME_COUNT = 0.5, 2
# How far before and after a name its title may stand, in words.
_REACH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it stands in the article, without title; what stands before it says the rest."""

    start: int
    end: int
    text: str
    country: str | None = None
    sector: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Give the folded words of the name."""
        return _folded(self.text)


@gazetteer.remembered
def _folded(text: str) -> tuple[str, ...]:
    return tuple(gazetteer.normal(text).split())


class Context:
    """An article as the resolver sees it; built once for an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.language = article.language if article.language in LANGUAGES else LANGUAGES[0]
        self.words = words_of(self.language)
        self.tokens = list(WORD.finditer(self.text))
        self._starts = [t.start() for t in self.tokens]
        self._capital_lines: dict[int, bool] = {}
        self._lines = [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        self._lower = {t.group() for t in self.tokens if t.group().islower()}
        self.names = tuple(self._without_opening(list(self._names())))
        self._by_word: dict[str, list[Name]] = defaultdict(list)
        for name in self.names:
            if len(name.text.split()) >= 2:
                for word in {name.words[0], name.words[-1]}:
                    self._by_word[word].append(name)
        self._by_words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        for name in self.names:
            self._by_words[name.words].append(name)
        self._fuller: dict[tuple[str, int], tuple[list[Name], list[int]]] = {}
        self._said: dict[tuple[str, ...], tuple[str | None, str | None]] = {}
        self.known = {name.words for name in self.names}
        self.near: set[str] = set()
        """Countries named as such, by a body or by a leader, not by a town."""
        self.named = tuple(self._named())
        """Where a country is named and which, by name, city, body or leader."""
        self.home = self._home()
        self.told = Told(self)

    # -- names

    def _names(self) -> Iterator[Name]:
        run: list[re.Match[str]] = []
        connectors = set(self.words.lists.get("connectors", ()))
        for token in self.tokens:
            adjacent = bool(run) and self._adjacent(run[-1], token)
            capital = token.group()[0].isupper()
            if adjacent and (capital or token.group() in connectors):
                run.append(token)
                continue
            yield from self._peeled(run)
            run = [token] if capital else []
        yield from self._peeled(run)

    def _without_opening(self, names: list[Name]) -> Iterator[Name]:
        """
        Take the capital of a sentence's first word off a name that is known without it.

        `Saturday Sirhan Sirhan` is Sirhan Sirhan, where the article calls him so too.
        """
        within = {name.words for name in names if not self._opens_at(name.start)}
        whole = within | {name.words for name in names}
        for name in names:
            rest, (first, blank, _) = name.words[1:], name.text.partition(" ")
            told = len(rest) > 1 or (rest and self.is_common(first))
            at = len(first) + len(blank)
            if told and rest in whole and name.words not in within and self._opens_at(name.start):
                yield replace(name, start=name.start + at, text=name.text[at:])
            else:
                yield name

    def _adjacent(self, one: re.Match[str], other: re.Match[str]) -> bool:
        """Tell whether two words stand side by side, a stop after `U.S`, an initial or title."""
        gap = self.text[one.end() : other.start()]
        word = one.group()
        short = len(word) == 1 or "." in word or word.lower() in self.words.titles
        stopped = gap == ". " and short
        return gap == " " or stopped

    def _headlined(self, at: int) -> bool:
        """Tell whether a line is set in capitals like a headline, where a row is no name."""
        number = bisect_right(self._lines, at) - 1
        start = self._lines[number]
        if start not in self._capital_lines:
            last = number + 1 == len(self._lines)
            line = self.text[start : None if last else self._lines[number + 1]].rstrip()
            words = WORD.findall(line) if line[-1:] not in _FULL_STOPS else []
            capitals = sum(1 for word in words if word[0].isupper())
            self._capital_lines[start] = len(words) >= 4 and capitals >= len(words) * _HEADLINE
        return self._capital_lines[start]

    def _peeled(self, run: list[re.Match[str]]) -> Iterator[Name]:
        while run and not run[-1].group()[0].isupper():
            run.pop()
        if not run:
            return
        run = run[1:] if self._closes_title(run[0]) else run
        skip, country, sector = self.peel([t.group() for t in run])
        if not skip and run and self._opens(run[0]) and self.is_common(run[0].group()):
            run = run[1:]
            skip, country, sector = self.peel([t.group() for t in run])
        run = run[skip:]
        if not run or len(run) > _LONGEST_PERSON or not run[0].group()[0].isupper():
            return
        if len(run) > 1 and self._headlined(run[0].start()):
            return
        start, end = run[0].start(), run[-1].end()
        end -= len(m.group()) if (m := POSSESSIVE.search(self.text[start:end])) else 0
        text = self.text[start:end]
        if text:
            yield Name(start=start, end=end, text=text, country=country, sector=sector)

    def _closes_title(self, token: re.Match[str]) -> bool:
        """Tell whether a capital ends a title with a small word in it: `Secretary of State`."""
        before = self.text[max(0, token.start() - _TITLE_REACH) : token.end()].lower()
        titles = self.words.broken.get(token.group().lower(), ())
        return any(before.endswith(title) for title in titles)

    def peel(self, words: list[str]) -> tuple[int, str | None, str | None]:
        """
        Count the words before a name, up to its last title; give the country and sector told.

        Without a title only a body or country before two more words comes off: Israel Katz
        keeps his first name, `Hong Kong Carrie Lam` loses the first two.
        """
        at, skip = 0, 0
        country: str | None = None
        sector: str | None = None
        while at < len(words):
            size, title, code = self._before_name(words, at)
            if title is not None:
                sector = sector or self.words.titles[title]
                country = country or self.words.national.get(title)
                skip = at + size
            elif code:
                country = country or code
                if at == skip and (skip or size > 1) and len(words) - at - size >= 2:
                    skip = at + size
            at += size
        return (skip, country, sector) if skip else (0, None, None)

    def _before_name(self, words: list[str], at: int) -> tuple[int, str | None, str | None]:
        """Give the size of the title or country at a word, the title, and the country."""
        for size in range(min(_LONGEST_TITLE, len(words) - at), 0, -1):
            part = " ".join(words[at : at + size])
            key = part.lower().rstrip(".")
            if key in self.words.titles:
                return size, key, None
            state = gazetteer.find_country(part, self.language)
            if state:
                return size, None, state.iso3
            body = gazetteer.find_organisation(part, self.language)
            if body and body.country and not self.of_other(body, words[at + size :]):
                return size, None, body.country
        return 1, None, None

    def of_other(self, body: Organisation, after: Sequence[str]) -> bool:
        """Tell whether a country behind a body makes it another: `Mahkamah Agung Brasil`."""
        for size in range(min(_LONGEST_NAME, len(after)), 0, -1):
            state = gazetteer.find_country(" ".join(after[:size]), self.language)
            if state:
                return state.iso3 != body.country and body.country != "IGO"
        return False

    def _opens(self, token: re.Match[str]) -> bool:
        return self._opens_at(token.start())

    def _opens_at(self, at: int) -> bool:
        """Tell whether a sentence or a line begins at an offset."""
        before = self.text[max(0, at - 3) : at].rstrip(" ")
        return not before or before[-1] in _ENDS_SENTENCE

    def is_common(self, word: str) -> bool:
        """Tell whether a word is an ordinary one of this language or article."""
        lower = word.lower()
        return lower in self._lower or lower in self.words.common or lower in self.words.roles

    def fullest(self, text: str, at: int | None = None) -> Name | None:
        """
        Give the fuller name that a single word stands for: the latest before it, else the first.

        A last word that agrees is better than a first one.
        """
        words = _folded(text)
        if len(words) != 1:
            return None
        for position in (-1, 0):
            fitting, starts = self._holding(words[0], position)
            if fitting:
                before = len(fitting) if at is None else bisect_left(starts, at)
                return fitting[max(before - 1, 0)]
        return None

    def _holding(self, word: str, position: int) -> tuple[list[Name], list[int]]:
        """Give the people whose last (-1) or first (0) name is a word, and where they stand."""
        key = (word, position)
        if key not in self._fuller:
            names = self._by_word.get(word, ())
            found = [n for n in names if n.words[position] == word and self._person(n)]
            self._fuller[key] = (found, [n.start for n in found])
        return self._fuller[key]

    @functools.cached_property
    def leaders(self) -> frozenset[str]:
        """Give the leaders that the article calls by more than one word, of whatever time."""
        full = (name.text for name in self.names if len(name.words) > 1)
        return frozenset(leader.name for text in full if (leader := gazetteer.find_leader(text)))

    def _person(self, name: Name) -> bool:
        language = self.language
        return not (
            gazetteer.find_country(name.text, language)
            or gazetteer.find_organisation(name.text, language)
        )

    def said_of(self, name: str) -> tuple[str | None, str | None]:
        """Give country and sector that titles beside any mention of a name tell."""
        words = _folded(name)
        if words not in self._said:
            country = sector = None
            for one in self._by_words.get(words, ()):
                told = (one.country, one.sector)
                for around in (told, self._beside(one.start, -1), self._beside(one.end, 1)):
                    country, sector = country or around[0], sector or around[1]
            self._said[words] = (country, sector)
        return self._said[words]

    def _beside(self, at: int, step: int) -> tuple[str | None, str | None]:
        """Read titles and countries in a row before (-1) or behind (1) an offset."""
        index = bisect_left(self._starts, at) + (-1 if step < 0 else 0)
        low, high = (max(0, index - _REACH), index + 1) if step < 0 else (index, index + _REACH)
        tokens = self.tokens[low:high]
        if step < 0:
            tokens = self._row_before(tokens, at)
        elif self.text[at : at + 2] not in (", ", " ("):
            return None, None
        words = [POSSESSIVE.sub("", t.group()) for t in tokens]
        between = self.words.lists.get("between", ())
        if step > 0:
            while words and words[0].lower() in between:
                words = words[1:]
        words = [w for w in words if w.lower() not in between]
        _, country, sector = self.peel(words)
        return country, sector

    def _row_before(self, tokens: list[re.Match[str]], at: int) -> list[re.Match[str]]:
        """Cut the tokens before a name where a sentence or another word breaks the row."""
        row: list[re.Match[str]] = []
        end = at
        for token in reversed(tokens):
            gap = self.text[token.end() : end]
            gap = gap.removeprefix(".") if "." in token.group() else gap
            if gap.strip(" ,'’s") or "\n" in gap:
                break
            row.insert(0, token)
            end = token.start()
        for start in range(len(row)):
            words = [t.group() for t in row[start:]]
            between = self.words.lists.get("between", ())
            words = [w for w in words if w.lower() not in between]
            if words and self._told(words):
                return row[start:]
        return []

    def _told(self, words: list[str]) -> bool:
        """Tell whether a row holds titles and countries only, and a title."""
        at, titled = 0, False
        while at < len(words):
            size, title, code = self._before_name(words, at)
            if title is None and code is None:
                return False
            titled = titled or title is not None
            at += size
        return titled

    # -- countries

    def _named(self) -> Iterator[tuple[int, str]]:
        at = 0
        while at < len(self.tokens):
            taken = 1
            if self.tokens[at].group()[0].isupper():
                for size in range(min(_LONGEST_NAME, len(self.tokens) - at), 0, -1):
                    start, end = self.tokens[at].start(), self.tokens[at + size - 1].end()
                    text = POSSESSIVE.sub("", self.text[start:end])
                    code = self._named_country(text, self.tokens[at + size : at + size + 3])
                    if code and not self._is_town(text):
                        self.near.add(code)
                    code = code or self._country_of_place(text)
                    if code:
                        yield start, code
                        taken = size
                        break
            at += taken

    def countries_in(self, start: int, end: int) -> list[str]:
        """Give the countries named between two offsets, in order."""
        low, high = (bisect_left(self.named, (at, "")) for at in (start, end))
        return [code for _, code in self.named[low:high]]

    def _named_country(self, text: str, after: Sequence[re.Match[str]]) -> str | None:
        national = self.words.national.get(text.lower())
        if national:
            return national
        state = gazetteer.find_country(text, self.language)
        if state:
            return state.iso3
        body = gazetteer.find_organisation(text, self.language)
        if body and self.of_other(body, [token.group() for token in after]):
            return None
        if body:
            return body.country if body.kind != "media" else None
        if self._ordinary(text):
            return None
        leader = gazetteer.find_leader(text, self.article.published)
        return leader.country if leader else None

    def _country_of_place(self, text: str) -> str | None:
        if self._ordinary(text) or gazetteer.find_organisation(text, self.language):
            return None
        place = gazetteer.find_place(text, self.language)
        certain = place and place.rule in ("city", "region-admin1", "region-place", "region-admin2")
        return place.countries[0] if place and certain and len(place.countries) == 1 else None

    def _is_town(self, text: str) -> bool:
        """Tell whether a name of a government is that of a town: Tripoli tells no Libya."""
        place = gazetteer.find_place(text, self.language)
        return place is not None and place.rule.startswith("city")

    def _ordinary(self, text: str) -> bool:
        return text.lower() in self.words.common or text in self._lower

    def _home(self) -> str | None:
        counts = Counter(code for _, code in self.named if code not in ("IGO", "EUE"))
        top = counts.most_common(2)
        total = sum(counts.values())
        if not top or (top[0][1] < _HOME_COUNT and top[0][0] not in self.near):
            return None  # a town alone may be where others met
        if len(top) == 1:
            return top[0][0]
        ties = top[0][1] == top[1][1]
        if top[0][1] >= _HOME_COUNT and top[0][1] >= total * _HOME_SHARE and not ties:
            return top[0][0]
        return None
