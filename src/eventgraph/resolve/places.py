"""Resolve the place of an act: country, region overlay, then city."""

from __future__ import annotations

from dataclasses import replace

from eventgraph import gazetteer
from eventgraph.gazetteer import PlaceMatch
from eventgraph.model import Argument
from eventgraph.resolve.context import Context

__all__ = ["find", "resolve_place"]


def find(text: str, context: Context) -> PlaceMatch | None:
    """
    Find where a place phrase is.

    The whole phrase is tried first, then without the words around the name (`Kota
    Wamena`), then the parts of `Kenosha, Wisconsin`, the later part telling the country.
    """
    near = frozenset(context.countries)
    found = gazetteer.find_place(text, context.language, near)
    if found:
        return found
    head, comma, rest = text.partition(",")
    if comma:
        around = find(rest.strip(), context)
        codes = frozenset(around.countries) if around else near
        return gazetteer.find_place(head.strip(), context.language, codes) or around
    bare = _bare(text, context)
    return gazetteer.find_place(bare, context.language, near) if bare else None


def _bare(text: str, context: Context) -> str | None:
    """Take the words off a place phrase that are no part of the name."""
    heads = context.words.lists.get("place_heads", ())
    tails = context.words.lists.get("place_tails", ())
    words = text.split()
    changed = False
    while len(words) > 1:
        for size in (3, 2, 1):
            if len(words) > size and " ".join(words[:size]).lower() in heads:
                words, changed = words[size:], True
                break
        else:
            if words[-1].lower() not in tails:
                break
            words, changed = words[:-1], True
    return " ".join(words) if changed else None


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
    if context.home:
        return replace(argument, name=argument.text, country=context.home, rule="article-country")
    return replace(argument, name=argument.text, rule="as-written")
