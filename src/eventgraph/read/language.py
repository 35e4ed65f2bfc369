"""Tell the language of an article; one that we do not read is named, not guessed at."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from eventgraph.errors import InputError
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article
from eventgraph.read.tables import reading

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["Stretch", "language_code", "language_name", "stretches", "tell_language"]

_SAMPLE = 1500
"""Characters looked at: of 2,500 articles 6 Indonesian ones read as Malay, with 400 it was 10."""
_FEWEST_LETTERS = 40
_VERY_FEWEST_LETTERS = 20
_ENOUGH_LETTERS = 200
"""From here on a guess at another language is believed, sure or not; of 3,000 none was wrong."""
_LEAST_SURE = 0.8
"""Of 2,171 Indonesian stretches of 100 letters 149 read as Malay, none of them surer than this."""
_LEAST_WITH_WORD, _LEAST_WITH_WORDS = 0.6, 0.3
"""The same where one word of the rarer language, or several, and none of the other are found."""
_SURE_OF_OTHER = 0.9
"""Sentences of nine other languages reach .98 in 60 letters, names in our own .80 at most."""
_SURE_OF_FEW = 0.9
_FEWEST_WORDS = 12
"""Words of a paragraph that may be in another language than its article."""
_SURE_OF_STRETCH = 0.98
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Stretch(NamedTuple):
    """A part of a text, from `start` to before `end`, and the language to read it in."""

    start: int
    end: int
    language: str | None


def language_code(written: object) -> str | None:
    """
    Read what a row or a caller calls a language: `ind`, `en-US`, `Bahasa Indonesia`.

    Gives a code of a language that we read or can recognise, else `None`.
    """
    if not isinstance(written, str):
        return None
    form = written.strip().lower()
    facts = reading()
    for name in (form, form.replace("_", "-").split("-")[0]):
        if name in facts.languages:
            return facts.languages[name]
        if name in facts.others:
            return name
    return next((code for code, name in facts.others.items() if name.lower() == form), None)


def language_name(code: str) -> str:
    """Give the English name of a language for a message, or its code."""
    return reading().others.get(code, code)


@functools.cache
def _identifier() -> LanguageIdentifier:
    # An identifier of our own: the package's shared one would be limited for every other
    # user in the same process.
    from py3langid import langid

    languages = sorted({*LANGUAGES, *reading().others})
    try:
        return langid._load_identifier(norm_probs=True, langs=languages)
    except OSError as error:  # the package unpacks its model into a temporary file
        raise InputError(
            f"the model that tells languages cannot be unpacked: {error.strerror or error}",
            where=_temporary(),
            cure="free some space there, or name another folder in TMPDIR",
        ) from error


def _temporary() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # there is none that can be written to
        return "the temporary folder"


def _odds(text: str) -> dict[str, float]:
    """Give each language and how likely it is, the likeliest first."""
    return {str(code): float(sure) for code, sure in _identifier().rank(text[:_SAMPLE])}


def tell_language(text: str, title: str | None = None, claimed: str | None = None) -> str | None:
    """
    Tell the language of an article by its text, as a code, or `None` when it cannot be told.

    `claimed` is what its row or its reader says: it decides where there is too little text,
    and between two languages as near as Malay and Indonesian. Without a claim the rarer one
    of these is believed when its own words outnumber those of the other, or, where neither
    has any, when the body is sure and the title agrees.
    """
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    if letters < _VERY_FEWEST_LETTERS or (claimed and letters < _FEWEST_LETTERS):
        return claimed
    odds = _odds(text)
    found = next(iter(odds))
    for rare, common in reading().near.items():
        if found in (rare, common):
            pair = (rare, common)
            found = claimed if claimed in pair else _rare_or_common(text, title, pair, odds)
    if found in LANGUAGES and letters >= _FEWEST_LETTERS:
        return found
    if found not in LANGUAGES and (letters >= _ENOUGH_LETTERS or _believed(found, odds)):
        return found
    return _of_ours(odds, 0.5 if letters >= _FEWEST_LETTERS else _SURE_OF_FEW)


def _believed(found: str, odds: dict[str, float]) -> bool:
    """Tell whether a short text is in a language that we do not read."""
    return found in reading().near or odds[found] >= _SURE_OF_OTHER


def _of_ours(odds: dict[str, float], least: float) -> str | None:
    """Give the likelier of the languages that we read, when it is so sure among them."""
    ours = {code: odds[code] for code in odds if code in LANGUAGES}
    best = next(iter(ours))
    return best if ours[best] >= least * sum(ours.values()) > 0 else None


def _rare_or_common(
    text: str, title: str | None, pair: tuple[str, str], odds: dict[str, float]
) -> str:
    """Decide between two near languages: by the words that only one has, else by certainty."""
    rare, common = pair
    words = set(_WORD.findall(text[:_SAMPLE].lower()))
    own, others = (len(words & reading().near_words[code]) for code in pair)
    if own or others:
        least = _LEAST_WITH_WORD if own == 1 else _LEAST_WITH_WORDS
        return rare if own > others and odds[rare] >= least else common
    return rare if odds[rare] >= _LEAST_SURE and _agrees(text, title, rare) else common


def _agrees(text: str, title: str | None, code: str) -> bool:
    """Ask a second witness: the title, or the half of the text that was not looked at."""
    head, _, rest = text.strip().partition("\n")
    witness = title or (head if rest.strip() else "") or text[len(text) // 2 :]
    return next(iter(_odds(witness))) == code


def stretches(article: Article) -> tuple[Stretch, ...]:
    """
    Divide a text by the language to read it in: whole paragraphs, all of the text, in order.

    A paragraph is in another language than its article only when it has enough words and is
    clearly in one that we read. An article without any paragraph that is as clearly in its own
    language is not mixed: somebody named its language, and that decides. Neighbours differ in
    language; an empty text has no stretches. Costs one look at every paragraph of enough words.
    """
    text, own = article.text, article.language
    told = [(start, _clear_language(line)) for start, line in _paragraphs(text)]
    if own is None or not any(language == own for _, language in told):
        told = []
    parts = [Stretch(0, len(text), own)] if text else []
    for start, language in told:
        language = language or own
        if language == parts[-1].language:
            continue
        begin, _, before = parts.pop()
        if begin < start:
            parts.append(Stretch(begin, start, before))
        parts.append(Stretch(start, len(text), language))
    return tuple(parts)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Give the offset and the words of each line that has any; the first is at 0."""
    first = True
    for match in _LINE.finditer(text):
        if match.group().strip():
            yield 0 if first else match.start(), match.group()
            first = False


def _clear_language(paragraph: str) -> str | None:
    """Give the language of a paragraph, when we read it and it is beyond doubt."""
    if len(list(islice(_WORD.finditer(paragraph), _FEWEST_WORDS))) < _FEWEST_WORDS:
        return None
    odds = _odds(paragraph)
    best = next(iter(odds))
    sure = odds[best]
    for pair in reading().near.items():
        if best in pair:
            sure = sum(odds[code] for code in pair)
            best = _rare_or_common(paragraph, None, pair, odds)
    return best if best in LANGUAGES and sure >= _SURE_OF_STRETCH else None
