"""
Sentence boundaries by rule.

A sentence ends at a line break, at the edge of a stretch set apart by cleaning, and at a
full stop, question or exclamation mark (with the quotes and brackets that close behind
it) when what follows can begin one. Abbreviations, initials, the number of a list item and
the stop of a dateline do not end a sentence. Quotes need not balance, so one that never
closes swallows nothing; scraped pages lose blanks, so none is needed before a capital.

The rules read characters, not tokens: tokenizers keep `WIB.Mereka` and `2019).Ia` in one
piece. Such a token is cut where the sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["EDGES", "SentencesByRule"]

EDGES = "eventgraph_edges"
"""Key in `Doc.user_data`: sorted character offsets at which a sentence must begin."""

_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
_STOPS = ".!?…"
_CLOSERS = "\"”’')]»"
_QUOTES = "\"“‘'«”"
_OPENERS = _QUOTES + "([`-–—•*"

_SIGN = re.compile(rf'[{_STOPS}]+|"|[{_BREAKS}][\s{_UNSEEN}]*|:(?=[^\S{_BREAKS}]+\d{{1,2}}[.)]\s)')
_FIRST_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*|[A-Z]\w?(?:\.[A-Z]\w{0,3})+")
_LABEL = re.compile(r"\d{1,2}|[a-z]|[IVX]{1,5}")
_BRACKET = re.compile(r"\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\]")
_SIGNATURE = re.compile(r"[(\[][\w*/ .&-]{1,24}[)\]][^\S\n]*(?:\n|$)")
_DATELINE = re.compile(r"[A-Z][\w.]{1,30}\s*[-–—|,]\s*[A-Z][A-Z ]{2,24}|[A-Z]{4,20}")
_NAME_SAYS = re.compile(r"(?:[A-Z][\w.’'-]*\s){1,4}[a-z]+[.,]")
_LONGEST_WORD = 40
_LONGEST_HEAD = 60
_LONGEST_ADDRESS = 200


class SentencesByRule:
    """
    The spaCy component; marks the first token of every sentence, in one pass.

    `abbreviations` (lower case, without the last stop) never end a sentence, `may_end` do
    where one of `openers` follows, `before_number` do unless a number follows.
    `web_endings` go on with an address (`detik.com`), `capital_words` begin a sentence although
    they are a single capital (`I`).
    """

    def __init__(
        self,
        abbreviations: Sequence[str],
        before_number: Sequence[str],
        may_end: Sequence[str],
        openers: Sequence[str],
        web_endings: Sequence[str],
        capital_words: Sequence[str],
    ) -> None:
        self._abbreviations = frozenset(abbreviations)
        self._before_number = frozenset(before_number)
        self._may_end = frozenset(may_end)
        self._openers = frozenset(openers)
        self._web_endings = frozenset(web_endings)
        self._capital_words = frozenset(capital_words)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of `doc` and give it back, with tokens cut where one begins."""
        import numpy

        offsets = list(self.starts(doc.text))
        apart = doc.user_data.get(EDGES, ())
        doc = _cut(doc, sorted({*offsets, *apart}))
        edges = iter([*apart, len(doc.text) + 1])
        edge = next(edges)
        begins = set(offsets)
        starts: list[bool] = []
        for token in doc:
            start = not starts or token.idx in begins
            while token.idx >= edge:
                start, edge = True, next(edges)
            starts.append(start)
        if starts:
            # Setting `token.is_sent_start` one by one looks at the whole Doc each time.
            values = numpy.where(starts, 1, -1).astype("int32").astype("uint64")
            doc.from_array(["SENT_START"], values)  # type: ignore[arg-type] # one column is 1-D
        return doc

    def _lost_blank(self, text: str, stop: int, at: int) -> bool:
        """Tell whether a sentence begins at `at` although no blank stands before it."""
        first = at + 1 if text[at] in _QUOTES + "(" else at
        word = _FIRST_WORD.match(text, first)
        if not word or not word[0][0].isupper() or word[0].lower() in self._web_endings:
            return False
        alone = word[0] in self._capital_words and text[word.end() : word.end() + 1] != "."
        if not (alone or word[0][1:].islower() or first > at):
            return False
        before = text[max(0, stop - _LONGEST_ADDRESS) : stop].rsplit(None, 1)
        if not before or "://" in before[-1] or "@" in before[-1] or before[-1].startswith("www"):
            return False
        left = _word_before(text, stop)
        return len(left) != 1 or left.isdigit()

    def starts(self, text: str) -> Iterator[int]:
        """Give the offsets at which sentences begin, but for the first of the text, in order."""
        start, line, quoted = 0, 0, False
        for sign in _SIGN.finditer(text):
            at = _past_blanks(text, sign.end())
            if sign[0] == '"':
                quoted = _opens(text, sign.start(), quoted)
                continue
            if sign[0][0] in _BREAKS:
                line, quoted = at, False
            elif sign[0] != ":":
                at = self._end(text, sign.span(), start, line, quoted)
            if not start < at < len(text):
                continue
            start = at
            yield at
            signature = _BRACKET.match(text, at) if at != line else None
            if signature:
                at = _past_blanks(text, signature.end())
                if text[at : at + 1].isupper():
                    # "(abc)Lihat berita lain": a signature in brackets ends itself.
                    start = at
                    yield at

    def _end(self, text: str, stops: tuple[int, int], start: int, line: int, quoted: bool) -> int:
        """Give where the next sentence begins behind some stops; -1 when none does."""
        stop, behind = stops
        while behind < len(text) and text[behind] in _CLOSERS:
            if text[behind] == '"' and text[behind + 1 : behind + 2].isupper() and not quoted:
                break
            behind += 1
        at = _past_blanks(text, behind)
        if at == len(text) or any(sign in _BREAKS for sign in text[behind:at]):
            return -1
        if not (_can_begin(text, at) if at > behind else self._lost_blank(text, stop, at)):
            return -1
        if text[slice(*stops)] == "." and self._belongs(text, stop, at, start, line):
            return -1
        spoken = behind > stops[1] and text[stop] in "?!"
        return -1 if spoken and _NAME_SAYS.match(text, at) else at

    def _belongs(self, text: str, stop: int, at: int, start: int, line: int) -> bool:
        """Tell whether the full stop at `stop` belongs to the word before it."""
        word = _word_before(text, stop)
        if start + len(word) == stop and _LABEL.fullmatch(word):
            return True
        head = start == line and stop - start < _LONGEST_HEAD
        if head and _DATELINE.fullmatch(text, start, stop):
            return True
        low = word.lower()
        opener = _follows(text, at) in self._openers
        initials = _INITIALS.fullmatch(word)
        if low in self._before_number and not (initials and len(word) == 1):
            return text[at].isdigit()
        if low in self._may_end:
            return not opener
        if low in self._abbreviations and (len(word) > 1 or word.isupper()):
            # "gen. Namun": a small word that only looks like an abbreviation.
            return not (opener and word.islower())
        return bool(initials) and not opener


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in _UNSEEN):
        at += 1
    return at


def _word_before(text: str, stop: int) -> str:
    at = stop
    while at > 0 and stop - at < _LONGEST_WORD and (text[at - 1].isalnum() or text[at - 1] == "."):
        at -= 1
    return text[at:stop].lstrip(".")


def _follows(text: str, at: int) -> str:
    """Give the first word from `at`, in lower case; a quote that opens is a word here."""
    if text[at] in '"“':
        return text[at]
    word = _FIRST_WORD.match(text, at)
    return word[0].lower() if word else ""


def _opens(text: str, at: int, quoted: bool) -> bool:
    """Tell whether a quote is open behind the straight quote at `at`."""
    before = at == 0 or text[at - 1].isspace() or text[at - 1] in "(["
    behind = at + 1 == len(text) or not text[at + 1].isalnum()
    return not quoted if before == behind else before


def _can_begin(text: str, at: int) -> bool:
    """Tell whether a sentence can begin at `at`, behind a blank."""
    if _SIGNATURE.match(text, at):
        return True
    first = at
    while first < len(text) and first - at < 4 and (text[first] in _OPENERS or text[first] == " "):
        first += 1
    if first > at and text[first - 1] in _QUOTES and text[first : first + 1].strip(_CLOSERS + ","):
        return True
    letter = text[first : first + 1]
    # "iPhone", "eBay": a name may begin small.
    return (
        letter.isdigit()
        or (letter.isalpha() and not letter.islower())
        or (letter.islower() and text[first + 1 : first + 2].isupper())
    )


def _cut(doc: Doc, offsets: Sequence[int]) -> Doc:
    """Cut the tokens in which a sentence begins; the text stays the same."""
    from spacy.tokens import Doc

    cuts = iter([*offsets, len(doc.text) + 1])
    cut = next(cuts)
    words: list[str] = []
    spaces: list[bool] = []
    changed = False
    for token in doc:
        pieces, done = [], token.idx
        while cut < token.idx + len(token):
            if cut > token.idx:
                pieces += _pieces(token.text[done - token.idx : cut - token.idx])
                done = cut
            cut = next(cuts)
        pieces += _pieces(token.text[done - token.idx :]) if pieces else [token.text]
        changed = changed or len(pieces) > 1
        words += pieces
        spaces += [False] * (len(pieces) - 1) + [bool(token.whitespace_)]
    if not changed:
        return doc
    whole = Doc(doc.vocab, words=words, spaces=spaces)
    whole.user_data.update(doc.user_data)
    return whole


def _pieces(text: str) -> list[str]:
    """Part a piece of a token from the signs before and behind it."""
    body = text.lstrip(_OPENERS)
    word = body.rstrip(_STOPS + _CLOSERS)
    head, tail = text[: len(text) - len(body)], body[len(word) :]
    return [*head, *([word] if word else []), *tail]
