"""
Load what a language says around names: titles, offices, role nouns, pronouns, small words.

They stand in `data/<language>/names.toml` and `roles.toml`.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass

from eventgraph.lexicon import RoleNoun, data_file, role_nouns, word_lists

__all__ = ["POSSESSIVE", "WORD", "Words", "phrase_words", "words_of"]

# A full stop joins the letters of `U.S` but not two sentences (`Youngkin.Trump`).
WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’\-](?=[^\W_])|(?<![^\W\d_]{2})\.(?=[^\W_]))*")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Words:
    """What a language says around names (`data/<language>/names.toml`, `roles.toml`)."""

    titles: dict[str, str | None]
    """Title → sector, `None` when it tells none."""
    roles: dict[str, RoleNoun]
    offices: dict[str, str]
    """Title → office of the leaders table."""
    national: dict[str, str]
    """Title or body that one country alone has (`kapolri`) → its alpha-3 code."""
    broken: dict[str, tuple[str, ...]]
    """Titles with a small word in them by their last word: `secretary of state`."""
    lists: dict[str, tuple[str, ...]]
    common: frozenset[str]
    """Words that are no names at the start of a sentence."""
    longest_role: int
    """Words of the longest role noun."""


def phrase_words(text: str) -> list[str]:
    """Give the words of a text, possessives off."""
    return [POSSESSIVE.sub("", m.group()) for m in WORD.finditer(text)]


@functools.cache
def words_of(language: str) -> Words:
    """Load the words around names of a language; a table that is not there is empty."""
    lists = word_lists(language, "names")
    titles: dict[str, str | None] = {}
    offices: dict[str, str] = {}
    national: dict[str, str] = {}
    for key, entries in lists.items():
        if key.startswith("only_in_"):
            national.update(dict.fromkeys(entries, key.removeprefix("only_in_").upper()))
        if key.startswith("office_"):
            office = key.removeprefix("office_").replace("_", " ")
            offices.update(dict.fromkeys(entries, office))
        if key.startswith("titles_"):
            sector = key.removeprefix("titles_").upper()
            for entry in entries:
                titles.setdefault(entry, None if sector == "NONE" else sector)
    broken: dict[str, set[str]] = defaultdict(set)
    small = set(lists.get("between", ())) | set(lists.get("connectors", ()))
    for title in titles:
        parts = title.split()
        if small.intersection(parts[1:-1]):
            broken[parts[-1]].add(title)
    there = data_file(language, "roles.toml").is_file()
    roles = {noun.form: noun for noun in role_nouns(language)} if there else {}
    common = {word for entries in lists.values() for word in entries}
    if data_file(language, "words.toml").is_file():
        common |= {word for entries in word_lists(language).values() for word in entries}
    return Words(
        titles=titles,
        roles=roles,
        offices=offices,
        national=national,
        broken={word: tuple(sorted(rows)) for word, rows in broken.items()},
        lists=lists,
        common=frozenset(common),
        longest_role=max((len(form.split()) for form in roles), default=0),
    )
