"""
One spaCy pipeline per language: its tokenizer, sentences by rule, and the encoder's heads.

The components are registered as factories, so a pipeline that was saved loads again.
A new language is a row in `PIPELINES` and its tables in `data/`.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from eventgraph.errors import InputError
from eventgraph.lexicon import word_lists
from eventgraph.model import CODED, Article, MarkKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["LANGUAGES", "PIPELINES", "annotate", "language_at", "languages_of", "pipeline"]

_SENTENCES = "sentences_by_rule"
PIPELINES = {
    "en": (_SENTENCES, "eventgraph_tagger"),
    "id": (_SENTENCES, "eventgraph_tagger"),
}
"""Language to the components behind its tokenizer, in order."""

LANGUAGES = "eventgraph_languages"
"""Key in `Doc.user_data`: (start, end, language) of stretches that cover the text, in order."""


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
    words = {key: list(row) for key, row in word_lists(language, "sentences").items()}
    configs = {_SENTENCES: words}
    for component in PIPELINES[language]:
        nlp.add_pipe(component, config=configs.get(component, {}))
    return nlp


Stretches = Sequence[tuple[int, int, str | None]]
"""(start, end, language) of stretches that together cover a text, in order."""


def annotate(
    articles: Iterable[Article],
    languages: Callable[[Article], Stretches] | None = None,
) -> Iterator[tuple[Article, Doc]]:
    """
    Give each article with its spaCy `Doc`, in order.

    `doc.text == article.text`, so character offsets hold. Sentences never run across a
    line or the edge of a stretch that cleaning set apart (`Article.marks`). `languages`
    tells which stretches of a mixed page are in another language: those are cut into words
    and sentences by that one's rules.
    """
    from eventgraph.annotate.tagger import DATELINES, SKIPPED

    for article in articles:
        doc = _doc(article, () if languages is None else languages(article))
        marks = [mark for mark in article.marks if mark.kind not in CODED]
        for key, apart in ((SKIPPED, False), (DATELINES, True)):
            chosen = (m for m in marks if (m.kind is MarkKind.DATELINE) is apart)
            doc.user_data[key] = sorted((m.start, m.end) for m in chosen)
        for name, component in pipeline(article.language or "").pipeline:
            if name != _SENTENCES:
                doc = component(doc)
        yield article, doc


def _doc(article: Article, stretches: Stretches) -> Doc:
    """Give words and sentences, each stretch by the rules of its language."""
    own = article.language or ""
    known = [(start, end, code if code in PIPELINES else own) for start, end, code in stretches]
    known = known or [(0, len(article.text), own)]
    apart = (mark for mark in article.marks if mark.kind is not MarkKind.REPEAT)
    edges = sorted({edge for mark in apart for edge in (mark.start, mark.end)})
    docs = [_sentences(article.text, *stretch, edges) for stretch in known]
    doc = docs[0] if len(docs) == 1 else _joined(docs, pipeline(own).vocab)
    doc.user_data[LANGUAGES] = known
    return doc


def _sentences(text: str, start: int, end: int, language: str, edges: Sequence[int]) -> Doc:
    from eventgraph.annotate.sentences import EDGES

    nlp = pipeline(language)
    doc = _words(text[start:end], nlp)
    here = edges[bisect_left(edges, start) : bisect_right(edges, end)]
    doc.user_data[EDGES] = [edge - start for edge in here]
    return nlp.get_pipe(_SENTENCES)(doc)


_RUN = re.compile(r"\S{200}(?=\S)")
"""More signs without a blank than a word or an address has."""


def _words(text: str, nlp: Language) -> Doc:
    """
    Cut a text into words, a long run without a blank in parts.

    spaCy takes signs such as brackets off a run one by one and looks at all of it each time:
    of a run of 10,000 for ten seconds, and ten times as many take a hundred times as long.
    """
    cuts = [0, *(run.end() for run in _RUN.finditer(text)), len(text)]
    docs = [nlp.make_doc(text[start:end]) for start, end in pairwise(cuts)]
    return docs[0] if len(docs) == 1 else _joined(docs, nlp.vocab)


def _joined(docs: Sequence[Doc], vocab: Vocab) -> Doc:
    """Lay the stretches of a page end to end."""
    from spacy.tokens import Doc

    tokens = [token for doc in docs for token in doc]
    return Doc(
        vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        sent_starts=[bool(token.is_sent_start) for token in tokens],
    )


def languages_of(doc: Doc) -> tuple[str, ...]:
    """Give the languages of a `Doc`, sorted."""
    return tuple(sorted({code for _, _, code in _stretches(doc)}))


def language_at(doc: Doc, offset: int) -> str:
    """Give the language of the stretch that holds a character."""
    stretches = _stretches(doc)
    at = bisect_right(stretches, offset, key=lambda stretch: stretch[0]) - 1
    return str(stretches[max(at, 0)][2])


def _stretches(doc: Doc) -> Sequence[tuple[int, int, str]]:
    """Give the stretches that `annotate` noted; a `Doc` made otherwise is in one language."""
    known: Sequence[tuple[int, int, str]] = doc.user_data.get(LANGUAGES) or ()
    return known or ((0, len(doc.text), doc.lang_),)
