"""Link pronouns to people of the article; one that stays open has a country at least."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from eventgraph.model import Argument
from eventgraph.resolve.context import Context

__all__ = ["Known", "is_pronoun", "resolve_pronoun"]

# How far behind its person a pronoun may stand, in characters: about three sentences.
_PRONOUN_REACH = 500


def is_pronoun(text: str, context: Context) -> str | None:
    """Give whom a pronoun can mean, `person`, `speaker`, `side` or `open`; `None` for others."""
    if len(text) > 1 and text.isupper():  # US is no pronoun
        return None
    for kind in ("person", "speaker", "side", "open"):
        if text.lower() in context.words.lists.get(f"pronouns_{kind}", ()):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What a pronoun of an article can mean."""

    people: tuple[Argument, ...]
    """Resolved people that do or say something, in the order of the text."""


def resolve_pronoun(argument: Argument, kind: str, known: Known, home: str | None) -> Argument:
    """
    Link a pronoun to the nearest person before it that does or says something.

    One that stays open has at least the country that the article is about, `home`.
    """
    at = argument.start
    last = -1
    if at is not None and kind in ("person", "speaker"):
        last = bisect_left(known.people, at, key=lambda person: person.start or 0) - 1
    if at is None or last < 0 or (known.people[last].start or 0) < at - _PRONOUN_REACH:
        return replace(argument, country=home, rule="pronoun+article-country") if home else argument
    other = known.people[last]
    return replace(
        argument,
        name=other.name,
        country=other.country,
        kind=other.kind,
        sector=other.sector,
        wikidata=other.wikidata,
        rule="pronoun",
    )
