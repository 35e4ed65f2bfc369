"""Resolve a single name without an article around it: a country, or a place."""

from __future__ import annotations

from eventgraph import gazetteer
from eventgraph.gazetteer import CountryName, PlaceMatch
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article
from eventgraph.resolve.context import Context
from eventgraph.resolve.places import find
from eventgraph.resolve.words import Words, phrase_words, words_of

__all__ = ["locate", "state_of"]

_LONGEST_COUNTRY = 5  # words


def state_of(text: str, language: str | None = None) -> CountryName | None:
    """
    Find the country that a name means, alone or behind role nouns: `tentara Israel`.

    Other words beside the name rule it out: `Laut China Selatan` is no China.
    """
    found = gazetteer.find_country(text, language)
    if found:
        return found
    words = phrase_words(text)
    tables = [words_of(one) for one in LANGUAGES if language in (None, one)]
    for size in range(min(_LONGEST_COUNTRY, len(words) - 1), 0, -1):
        for start in (0, len(words) - size):
            rest = words[:start] + words[start + size :]
            if not any(_are_roles(rest, table) for table in tables):
                continue
            found = gazetteer.find_country(" ".join(words[start : start + size]), language)
            if found:
                return found
    return None


def _are_roles(words: list[str], table: Words) -> bool:
    """Tell whether words are nothing but role nouns, titles and words for a government."""
    bodies = {*table.lists.get("government", ()), *table.lists.get("heads", ())}
    at = 0
    while at < len(words):
        for end in range(len(words), at, -1):
            part = " ".join(words[at:end]).lower()
            if part in table.roles or part in table.titles or part in bodies:
                at = end
                break
        else:
            return False
    return True


def locate(text: str, language: str) -> PlaceMatch | None:
    """Find where a place name is, without the words around it that are no part of the name."""
    return find(text, Context(Article(id="", text=text, language=language)))
