"""
One spaCy pipeline per language: its tokenizer, sentences by rule, and the encoder's heads.

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

PIPELINES = {
    "en": ("sentences_by_rule", "eventgraph_tagger"),
    "id": ("sentences_by_rule", "eventgraph_tagger"),
}
"""Language to the components behind its tokenizer, in order."""

_LONGEST_TEXT = 100_000_000
"""Characters; spaCy's own limit guards parsers that need memory, which rules do not."""


@functools.cache
def pipeline(language: str) -> Language:
    """Build the pipeline of a language; raise `InputError` for one that there is none for."""
    import spacy

    import eventgraph.annotate.factories  # noqa: F401 - tells spaCy our names
    from eventgraph.annotate.tokenizer import HYPHENS_KEPT, TOKENIZER

    if language not in PIPELINES:
        raise InputError(
            f"there is no pipeline for language {language!r}",
            cure=f"languages are {', '.join(sorted(PIPELINES))}",
        )
    config: dict[str, Any] = {}
    if language in HYPHENS_KEPT:
        config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    nlp = spacy.blank(language, config=config)
    nlp.max_length = _LONGEST_TEXT
    words = {key: list(row) for key, row in word_lists(language, "sentences").items()}
    configs = {"sentences_by_rule": words}
    for component in PIPELINES[language]:
        nlp.add_pipe(component, config=configs.get(component, {}))
    return nlp


def annotate(articles: Iterable[Article]) -> Iterator[tuple[Article, Doc]]:
    """
    Give each article with its spaCy `Doc`, in order.

    `doc.text == article.text`, so character offsets hold. Sentences never run across a
    line or the edge of a stretch that cleaning set apart (`Article.marks`).
    """
    from eventgraph.annotate.sentences import EDGES
    from eventgraph.annotate.tagger import DATELINES, SKIPPED

    for article in articles:
        nlp = pipeline(article.language or "")
        doc = nlp.make_doc(article.text)
        marks = [mark for mark in article.marks if mark.kind is not MarkKind.REPEAT]
        doc.user_data[EDGES] = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
        for key, apart in ((SKIPPED, False), (DATELINES, True)):
            chosen = (m for m in marks if (m.kind is MarkKind.DATELINE) is apart)
            doc.user_data[key] = sorted((m.start, m.end) for m in chosen)
        for _, component in nlp.pipeline:
            doc = component(doc)
        yield article, doc
