"""
Find the expressions of time in a text, in linear time.

The text is cut into tokens once, each token is looked up in the words of the language,
and the patterns that can begin there are tried; the longest one wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from eventgraph.temporal.grammar import Grammar, Pattern, grammar

__all__ = ["Expression", "Part", "find_expressions"]

Part = tuple[str, int | str]
"""A slot and what fills it."""

_TOKEN = re.compile(
    r"""
      (?P<iso>\d{4}-\d{2}-\d{2}(?!\w))
    | (?P<numeric3>\d{1,2}([/.-])\d{1,2}\3\d{4}(?!\w)|\d{1,2}/\d{1,2}/\d{2}(?!\w))
    | (?P<numeric2>\d{1,2}/\d{1,2}(?![\w/]))
    | (?P<decade>\d{3}0(?:-?an|['’]?s)(?!\w))
    | (?P<span>(?:19|20)\d\d[-–—](?:(?:19|20)\d\d|\d\d)(?![\w/-]))
    | (?P<range>\d{1,2}\s?[-–—]\s?\d{1,2}(?![\w.,:/–-]*\d)(?!\w))
    | (?P<other>\d+(?:[.,:/-]\d+)+)
    | (?P<number>\d+)(?:st|nd|rd|th)?(?!\w)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_MONEY = frozenset("$€£¥#%°")
# Kinds that make a range when a dash or `to` parts them.
_LIKE = {
    "date": "day", "numeric": "day", "iso": "day", "weekday": "weekday", "month": "month",
    "month_alone": "month", "year": "year",
}  # fmt: skip
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2099


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """
    Words that name a time: `text == source[start:end]`.

    `kind` is the arithmetic it needs and `parts` what fills its slots. `open` is `since`
    or `until` when a word before says so, and `last` the end of `between A and B`.
    """

    start: int
    end: int
    text: str
    kind: str
    parts: tuple[Part, ...] = ()
    order: str = "dmy"
    open: str | None = None
    last: Expression | None = None


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    text: str
    kind: str
    fits: dict[str, tuple[int, int | str]]
    """Slot → number of tokens it takes here, and its value."""
    joined: bool = False
    """True when no line break parts it from the token before."""


def _tokens(text: str, words: Grammar) -> list[_Token]:
    found: list[_Token] = []
    previous = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        if (
            kind == "word"
            and text[end : end + 1] == "."
            and match["word"].lower() in words.abbreviated
        ):
            end += 1
        if start < previous:  # the full stop of an abbreviation
            continue
        token = _Token(start, end, match[kind], kind, {})
        token.joined = "\n" not in text[previous:start]
        token.fits = _built_in(token, text)
        found.append(token)
        previous = end
    for index in range(len(found)):
        _look_up(found, index, words)
    return found


def _built_in(token: _Token, text: str) -> dict[str, tuple[int, int | str]]:
    if token.kind == "mark":
        name = "dash" if token.text in "-–—" else token.text
        return {name: (1, token.text)} if name == "dash" or name in "(),/" else {}
    if token.kind in ("decade", "iso", "numeric2", "numeric3", "range", "span"):
        return {token.kind: (1, token.text)}
    fits: dict[str, tuple[int, int | str]] = {}
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    if token.kind != "number" or before in _MONEY - {""} or after in _MONEY - {""}:
        return fits
    fits["digits"] = (1, token.text)
    number = int(token.text) if len(token.text) <= 4 else 0
    if 1 <= number <= 31 and len(token.text) <= 2:
        fits["dom"] = (1, number)
    if 1 <= number <= 99 and before != "-":
        fits["number"] = (1, number)
    after_word = text[token.start - 2 : token.start - 1].isalpha()  # mid-2021, IV/2021
    parted = before not in "-/" or after_word
    if _EARLIEST_YEAR <= number <= _LATEST_YEAR and parted and len(token.text) == 4:
        fits["year"] = (1, number)
    return fits


def _look_up(tokens: list[_Token], index: int, words: Grammar) -> None:
    """Note every slot whose words begin at a token; the longest phrase of a slot counts."""
    token = tokens[index]
    if token.kind != "word":
        return
    for phrase in words.phrases.get(token.text.lower().replace("’", "'"), ()):
        if phrase.slot in token.fits or (phrase.capital and not token.text[0].isupper()):
            continue
        following = tokens[index + 1 : index + len(phrase.words)]
        if len(following) == len(phrase.words) - 1 and all(
            t.joined and t.text.lower() == word
            for t, word in zip(following, phrase.words[1:], strict=True)
        ):
            token.fits[phrase.slot] = (len(phrase.words), phrase.value)


def _match(
    pattern: Pattern, tokens: list[_Token], start: int, index: int, slot: int = 0
) -> tuple[int, tuple[Part, ...]] | None:
    """Match the slots of a pattern from a token on; give the longest end and the parts."""
    if slot == len(pattern.slots):
        return index, ()
    best: tuple[int, tuple[Part, ...]] | None = None
    want = pattern.slots[slot]
    if index < len(tokens) and (index == start or tokens[index].joined):
        for name in want.names:
            fit = tokens[index].fits.get(name)
            rest = _match(pattern, tokens, start, index + fit[0], slot + 1) if fit else None
            if fit and rest and (best is None or rest[0] > best[0]):
                best = rest[0], ((name, fit[1]), *rest[1])
    if want.optional:
        rest = _match(pattern, tokens, start, index, slot + 1)
        if rest and (best is None or rest[0] > best[0]):
            best = rest
    return best


def _longest(
    tokens: list[_Token], index: int, words: Grammar, whole: bool
) -> tuple[int, str, tuple[Part, ...]] | None:
    """Give the longest pattern at a token: its end, kind and parts."""
    best: tuple[int, int, str, tuple[Part, ...]] | None = None
    for slot in tokens[index].fits:
        for rank, pattern in words.starts.get(slot, ()):
            if pattern.whole and not whole:
                continue
            found = _match(pattern, tokens, index, index)
            if found is None or found[0] == index:
                continue
            if best is None or (found[0], -rank) > (best[0], best[1]):
                best = found[0], -rank, pattern.kind, found[1]
    return None if best is None else (best[0], *best[2:])


def _alone(token: _Token, kind: str, words: Grammar) -> bool:
    return kind == "month_alone" and token.text.lower() in words.not_alone


def _matches(
    text: str, words: Grammar, whole: bool
) -> Iterator[tuple[list[_Token], int, int, Expression]]:
    """Give each expression with its tokens and their range."""
    tokens = _tokens(text, words)
    index = 0
    while index < len(tokens):
        found = _longest(tokens, index, words, whole)
        if found is None or (_alone(tokens[index], found[1], words) and not whole):
            index += 1
            continue
        end, kind, parts = found
        if kind == "none":  # `UU Nomor 5 Tahun 2018`, `Sunday Times`
            index = end
            continue
        start, stop = tokens[index].start, tokens[end - 1].end
        yield (
            tokens,
            index,
            end,
            Expression(
                start=start,
                end=stop,
                text=text[start:stop],
                kind=kind,
                parts=parts,
                order=words.order,
            ),
        )
        index = end


def _opened(
    text: str, tokens: list[_Token], index: int, expression: Expression
) -> tuple[Expression, bool]:
    """Take in a `since` or `until` at or before the expression; tell whether `between` is there."""
    between = "between" in tokens[index].fits
    for name in ("since", "until"):
        if name in tokens[index].fits:
            return replace(expression, open=name), between
    for back in (1, 2):
        if index < back or not tokens[index].joined:
            break
        first = tokens[index - back]
        between = between or first.fits.get("between", (0, 0))[0] == back
        for name in ("since", "until"):
            if first.fits.get(name, (0, 0))[0] == back:
                opened = replace(
                    expression,
                    start=first.start,
                    text=text[first.start : expression.end],
                    open=name,
                )
                return opened, between
    return expression, between


def find_expressions(text: str, language: str, *, whole: bool = False) -> tuple[Expression, ...]:
    """
    Find all expressions of time in a text, in order and without overlap.

    With `whole` the text is known to name a time, so that what would be doubtful in running
    text counts too: `August`, `tanggal 5`, `in three days`.
    """
    found: list[Expression] = []
    before: tuple[int, bool] | None = None  # end of the last one in tokens; may it begin a range?
    for tokens, index, end, match in _matches(text, grammar(language), whole):
        expression, between = _opened(text, tokens, index, match)
        if before and found and _joined(tokens, before, index, found[-1], match):
            first = found.pop()
            expression = replace(
                first,
                end=match.end,
                text=text[first.start : match.end],
                open=None,
                last=replace(match, open=None),
            )
            between = False
        found.append(expression)
        before = end, between or expression.open == "since"
    return tuple(found)


def _joined(
    tokens: list[_Token],
    before: tuple[int, bool],
    index: int,
    first: Expression,
    second: Expression,
) -> bool:
    """
    Tell whether an `and`, `to` or dash parts two expressions or begins the second.

    `and` makes a range only behind `between`, the others where both are of like kind.
    """
    end, between = before
    at, size = end, index - end  # the word may be taken into the second expression
    if at >= len(tokens):
        return False
    like = first.last is None and _LIKE.get(first.kind) == _LIKE.get(second.kind, "")
    for slot, holds in (("and", between), ("to", between or like), ("dash", like)):
        taken = tokens[at].fits.get(slot, (0, 0))[0]
        if holds and taken and (taken == size or not size) and tokens[at].joined:
            return True
    return False
