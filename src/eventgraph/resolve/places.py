"""Resolve the place of an act: country, region overlay, then city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from eventgraph import gazetteer
from eventgraph.gazetteer import PlaceMatch
from eventgraph.model import Argument
from eventgraph.resolve.context import Context
from eventgraph.resolve.words import phrase_words

__all__ = ["find", "resolve_place"]

_LONGEST_INSIDE = 3  # words of a place looked for inside a phrase


def find(text: str, context: Context) -> PlaceMatch | None:
    """
    Find where a place phrase is.

    The whole phrase is tried first, then without the words around the name (`Kota
    Wamena`), then the parts of `Kenosha, Wisconsin`, the later part telling the country.
    """
    near = frozenset(context.near)
    found = gazetteer.find_place(text, context.language, near)
    if found:
        return found
    head, comma, rest = text.partition(",")
    if comma:
        around = find(rest.strip(), context)
        codes = frozenset(around.countries) if around else near
        return gazetteer.find_place(head.strip(), context.language, codes) or around
    for bare in _bare(text, context):
        found = gazetteer.find_place(bare, context.language, near)
        if found:
            return found
    return None


def _bare(text: str, context: Context) -> Iterator[str]:
    """Take the words off a place phrase that are no part of the name, one by one."""
    heads = context.words.lists.get("place_heads", ())
    tails = context.words.lists.get("place_tails", ())
    words = text.split()
    for size in (3, 2, 1, 2, 1):
        if len(words) > size and " ".join(words[:size]).lower() in heads:
            words = words[size:]
            yield " ".join(words)
    while len(words) > 1 and words[-1].lower() in tails:
        words = words[:-1]
        yield " ".join(words)


def resolve_place(argument: Argument, context: Context) -> Argument:
    """Give a place its English name, country, coordinates and identifiers."""
    if not argument.text:
        return argument
    found = find(argument.text, context)
    if found is None:
        return _unknown(argument, context)
    return replace(
        argument,
        name=found.name,
        country=found.countries[0] if len(found.countries) == 1 else None,
        wikidata=found.wikidata,
        geonames=found.geonames,
        latitude=found.latitude,
        longitude=found.longitude,
        precision=found.precision,
        rule=found.rule,
    )


def _unknown(argument: Argument, context: Context) -> Argument:
    """Give a place that no table knows its own words, and the country told in it or around."""
    state = gazetteer.find_country_in(argument.text, context.language)
    if state:
        return replace(
            argument, name=argument.text, country=state.iso3, rule=f"country-{state.kind}"
        )
    inside = _inside(argument.text, context)
    if inside:
        return replace(argument, name=argument.text, country=inside, rule="place-inside")
    if context.home:
        return replace(
            argument,
            name=argument.text,
            country=context.home,
            rule="as-written+article-country",
        )
    return replace(argument, name=argument.text, rule="as-written")


def _inside(text: str, context: Context) -> str | None:
    """Give the country of the last place named in a phrase: `the consulate in Davao`."""
    words = phrase_words(text)
    for end in range(len(words), 0, -1):
        for start in range(max(0, end - _LONGEST_INSIDE), end):
            if start == 0 and end == len(words):
                continue
            part = " ".join(words[start:end])
            if not words[start][0].isupper() or context.is_common(part):
                continue
            found = gazetteer.find_place(part, context.language, frozenset(context.near))
            if found and found.rule != "city-alternate" and len(found.countries) == 1:
                return found.countries[0]
    return None
