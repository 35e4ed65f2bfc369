"""
The spaCy component `eventgraph`: events in any pipeline, whatever its tokenizer and parts are.

    nlp = spacy.blank("id")
    nlp.add_pipe("eventgraph")

It reads the text of a `Doc` as `eventgraph.extract` does and leaves there

- `doc._.events`: the mentions, in the order of their triggers; their offsets are characters;
- `span._.event`: the mention whose trigger a span is, or `None`;
- `doc.spans["events"]`: triggers, labelled with their PLOVER type, and arguments, labelled
  ACTOR, TARGET or PLACE, widened to whole tokens; displaCy draws them.

The day that `Thursday` is told from is `doc._.published`, set before the component runs, else
`published` of the context (`nlp.pipe(..., as_tuples=True)`), else `published` of the config.
A text without enough words, or in a language that is not read, has no events.

All it keeps is plain values in `Doc.user_data`, so that they go to other processes and to disk.
A program that only reads such a `Doc` back imports this module for the attributes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from eventgraph.errors import InputError, UsageError
from eventgraph.lexicon import LANGUAGES
from eventgraph.model import Article, Mention
from eventgraph.pipeline import mentions_of
from eventgraph.plain import from_plain, to_plain
from eventgraph.read import make_article
from eventgraph.read.language import tell_language

__all__ = ["SPANS", "EventFinder", "make_events"]

SPANS = "events"
"""Key in `Doc.spans`; displaCy is told it as `options={"spans_key": "events"}`."""
_MENTIONS = "eventgraph_mentions"
"""Key in `Doc.user_data`: the mentions as plain values, in order."""
_PUBLISHED = "eventgraph_published"
"""Key in `Doc.user_data`: the day of publication as text."""

_log = logging.getLogger(__name__)


class EventFinder:
    """
    Find the events of a `Doc`.

    `spoken` is the language of the host's pipeline: it counts where a text is too short to tell
    its own by. `language` decides for all texts. Nothing of it is saved but its config.
    """

    def __init__(
        self,
        spoken: str | None,
        language: str | None = None,
        min_confidence: float | None = None,
        published: str | None = None,
    ) -> None:
        self._claimed = spoken if spoken in LANGUAGES else None
        self._language, self._published = language, published
        self._min_confidence = min_confidence

    def __call__(self, doc: Doc) -> Doc:
        """Leave the events of `doc` in it and give it back."""
        context = doc._context
        if doc._.published is None and isinstance(context, Mapping):
            doc._.published = context.get("published")
        article = self._article(doc)
        found = () if article is None else mentions_of(article, min_confidence=self._min_confidence)
        doc.user_data[_MENTIONS] = [to_plain(mention) for mention in found]
        # Several acts may share an actor, which displaCy would draw as often.
        spans = dict.fromkeys(span for mention in found for span in _spans(doc, mention))
        doc.spans[SPANS] = list(spans)
        return doc

    def _article(self, doc: Doc) -> Article | None:
        """Make an article of the text; `None` when it cannot be read."""
        # A whole text in another language than its pipeline is rather told than misread; of
        # 7,000 single sentences this takes 8 for one in another language.
        language = self._language or tell_language(doc.text, claimed=self._claimed)
        if language not in LANGUAGES:
            _log.info("no events: the text is in no language that is read, or too short to tell")
            return None
        published = doc._.published or self._published
        try:
            return make_article(doc.text, language=language, published=published)
        except InputError as error:
            _log.info("no events: %s", error)
            return None


def _spans(doc: Doc, mention: Mention) -> Iterator[Span]:
    """Give trigger and arguments as spans of whole tokens."""
    yield _tokens(doc, mention.trigger.start, mention.trigger.end, mention.type.value)
    for argument in mention.arguments:
        if argument.start is not None and argument.end is not None:
            yield _tokens(doc, argument.start, argument.end, argument.role.name)


def _tokens(doc: Doc, start: int, end: int, label: str = "") -> Span:
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    assert span is not None  # noqa: S101 - only offsets outside of the text give none
    return span


def _events(doc: Doc) -> tuple[Mention, ...]:
    return tuple(from_plain(Mention, record) for record in doc.user_data.get(_MENTIONS, ()))


def _event(span: Span) -> Mention | None:
    for record in span.doc.user_data.get(_MENTIONS, ()):
        trigger = _tokens(span.doc, record["trigger"]["start"], record["trigger"]["end"])
        if (trigger.start, trigger.end) == (span.start, span.end):
            return from_plain(Mention, record)
    return None


def _published(doc: Doc) -> str | None:
    day: str | None = doc.user_data.get(_PUBLISHED)
    return day


def _set_published(doc: Doc, day: date | str | None) -> None:
    doc.user_data[_PUBLISHED] = day.isoformat() if isinstance(day, date) else day


def _extend(kind: type[Doc] | type[Span], name: str, **functions: Any) -> None:
    """Add an extension; spaCy raises `ValueError` when another package has taken its name."""
    taken = kind.get_extension(name) if kind.has_extension(name) else None
    ours = taken is not None and getattr(taken[2], "__module__", None) == __name__
    kind.set_extension(name, force=ours, **functions)


_extend(Doc, "events", getter=_events)
_extend(Doc, "published", getter=_published, setter=_set_published)
_extend(Span, "event", getter=_event)


@Language.factory(
    "eventgraph",
    assigns=["doc._.events", "span._.event", "doc.spans"],
    default_config={"language": None, "min_confidence": None, "published": None},
)
def make_events(
    nlp: Language,
    name: str,  # noqa: ARG001 - the signature of a factory
    language: str | None,
    min_confidence: float | None,
    published: str | None,
) -> EventFinder:
    """
    Build the component.

    `language` is `id` or `en`; without it each text's own is told, and that of the pipeline
    counts where a text is too short. `min_confidence` (0 to 1) leaves out weaker finds.
    `published` (an ISO date) is the day of all texts; without it a text's own is looked for.
    Raises `UsageError` for values that are none of these.
    """
    if language is not None and language not in LANGUAGES:
        raise UsageError(
            f"the language {language!r} is not read", cure=f"use one of {', '.join(LANGUAGES)}"
        )
    if min_confidence is not None and not 0 <= min_confidence <= 1:
        raise UsageError(f"min_confidence is {min_confidence}", cure="give one from 0 to 1")
    if published is not None:
        _check_day(published)
    return EventFinder(nlp.lang, language, min_confidence, published)


def _check_day(written: str) -> None:
    try:
        date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written!r} is no date", cure="write it as 2016-12-16") from error
