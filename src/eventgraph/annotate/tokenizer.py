"""
spaCy's tokenizer of a language without its list of hyphenated words.

spaCy keeps 15,600 Indonesian reduplications (`anak-anak`) whole by listing each, which
takes seconds to load and splits every other one. Here a hyphen between small letters
never splits, and one between a small letter and a capital does (`Jokowi-Prabowo`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]

__all__ = ["HYPHENS_KEPT", "TOKENIZER", "hyphens_kept"]

TOKENIZER = "eventgraph.HyphensKept.v1"
"""Name in spaCy's registry of tokenizers."""

HYPHENS_KEPT = ("id",)
"""Languages whose words take hyphens; the others keep spaCy's own tokenizer."""

_DASHES = ("(?:-|–|—", "[\\/-](?=")
"""Marks of spaCy's infixes that split at a hyphen between letters."""

_BETWEEN_NAMES = r"(?<=[^\W\d_A-Z])-(?=[A-Z])|(?<=[A-Z][A-Z])-(?=[A-Z][A-Za-z])"
_LONG_DASH = r"(?<=[^\W\d_])(?:–|—|--|---|——|~)(?=[^\W\d_])"


def hyphens_kept(nlp: Language) -> Tokenizer:
    """Build the tokenizer of a language, which keeps words with hyphens whole."""
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_prefix_regex, compile_suffix_regex

    defaults = nlp.Defaults
    infixes = [p if isinstance(p, str) else p.pattern for p in defaults.infixes or ()]
    infixes = [p for p in infixes if not any(mark in p for mark in _DASHES)]
    return Tokenizer(
        nlp.vocab,
        rules={w: r for w, r in (defaults.tokenizer_exceptions or {}).items() if "-" not in w},
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(defaults.suffixes or ()).search,
        infix_finditer=re.compile("|".join([*infixes, _BETWEEN_NAMES, _LONG_DASH])).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
