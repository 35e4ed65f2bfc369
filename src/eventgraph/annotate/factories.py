"""
The names under which spaCy knows our tokenizer and components.

spaCy finds this module through the entry points of the package, so that a pipeline that was
saved loads again with `spacy.load` alone.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import registry

from eventgraph.annotate.sentences import SentencesByRule
from eventgraph.annotate.tagger import EncoderTagger
from eventgraph.annotate.tokenizer import TOKENIZER, hyphens_kept

__all__ = ["LONGEST_TEXT", "make_sentences", "make_tagger", "make_tokenizer"]


LONGEST_TEXT = 100_000_000
"""Characters; spaCy's own limit guards parsers that need memory, which ours do not."""


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """Give what builds the tokenizer of a language."""
    return hyphens_kept


@Language.factory("sentences_by_rule", assigns=["token.is_sent_start"])
def make_sentences(
    nlp: Language,
    name: str,  # noqa: ARG001 - the signature of a factory
    abbreviations: list[str],
    before_number: list[str],
    may_end: list[str],
    openers: list[str],
    web_endings: list[str],
    capital_words: list[str],
) -> SentencesByRule:
    """Build the component that marks sentences."""
    nlp.max_length = LONGEST_TEXT  # a saved pipeline forgets it
    return SentencesByRule(
        abbreviations, before_number, may_end, openers, web_endings, capital_words
    )


@Language.factory("eventgraph_tagger", assigns=["token.pos", "doc.ents"])
def make_tagger(nlp: Language, name: str) -> EncoderTagger:  # noqa: ARG001
    """Build the component that lets the encoder read."""
    return EncoderTagger(nlp.lang or "")
