"""
One spaCy pipeline per language: its tokenizer, and sentences by rule.

The components are registered as factories, so a pipeline that was saved loads again.
A new language is a row in `PIPELINES` and its tables in `data/`.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from eventgraph.errors import InputError
from eventgraph.lexicon import word_lists
from eventgraph.model import Article, MarkKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["PIPELINES", "annotate", "pipeline"]

PIPELINES = {"en": ("sentences_by_rule",), "id": ("sentences_by_rule",)}
"""Language to the components behind its tokenizer, in order."""

_LONGEST_TEXT = 100_000_000
"""Characters; spaCy's own limit guards parsers that need memory, which rules do not."""


@functools.cache
def pipeline(language: str) -> Language:
    """Build the pipeline of a language; raise `InputError` for one that there is none for."""
    import spacy

    from eventgraph.annotate import sentences, tokenizer

    if language not in PIPELINES:
        raise InputError(
            f"there is no pipeline for language {language!r}",
            cure=f"languages are {', '.join(sorted(PIPELINES))}",
        )
    sentences.register()
    tokenizer.register()
    config: dict[str, Any] = {}
    if language in tokenizer.HYPHENS_KEPT:
        config = {"nlp": {"tokenizer": {"@tokenizers": tokenizer.TOKENIZER}}}
    nlp = spacy.blank(language, config=config)
    nlp.max_length = _LONGEST_TEXT
    for component in PIPELINES[language]:
        nlp.add_pipe(component, config=dict(word_lists(language, "sentences")))
    return nlp


def annotate(articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """
    Give each article with its spaCy `Doc`, in order.

    `doc.text == article.text`, so character offsets hold. Sentences never run across a
    line or the edge of a stretch that cleaning set apart (`Article.marks`).
    """
    from eventgraph.annotate.sentences import EDGES

    for article in articles:
        nlp = pipeline(article.language or "")
        doc = nlp.make_doc(article.text)
        kinds = [mark for mark in article.marks if mark.kind is not MarkKind.REPEAT]
        doc.user_data[EDGES] = sorted({edge for m in kinds for edge in (m.start, m.end)})
        for _, component in nlp.pipeline:
            doc = component(doc)
        yield article, doc
