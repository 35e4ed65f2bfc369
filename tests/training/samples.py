"""A small piece table, and stories to read with it."""

from __future__ import annotations

import random
import string

from training.pipelines.corpora import Act, Sentence, Story

from eventgraph.annotate.pieces import Pieces
from eventgraph.annotate.windows import split_words

SPECIAL = {"bos": 0, "eos": 1, "pad": 2, "unk": 3}


def dice(seed: int) -> random.Random:
    """Give dice that always fall alike."""
    return random.Random(seed)  # noqa: S311 - shuffling, not secrets


def letters() -> Pieces:
    """Give a table with a piece for every letter, digit and mark."""
    known = string.ascii_letters + string.digits + ".,:;!?()\"'-"
    table = ["<s>", "</s>", "<pad>", "<unk>", "\u2581", *known]
    return Pieces(table, [0.0] * 4 + [-1.0] * (len(table) - 4), SPECIAL, {})


def sentence(text: str, start: int, end: int) -> Sentence:
    """Give the sentence `text[start:end]`, its first word the trigger of an AGREE."""
    words = tuple(split_words(text, start, end))
    rest = (0,) * (len(words) - 1)
    return Sentence(words, triggers=(1, *rest), acts=(Act(0, 0, 0, (0, *rest)),))


def story(count: int, words: int = 5, ordered: bool = True, name: str = "s") -> Story:
    """Give a story of `count` sentences of about `words` words, one a line."""
    lines = [" ".join(["Aba", *["cd"] * (words + n % 3)]) + "." for n in range(count)]
    text = "\n".join(lines)
    spans, at = [], 0
    for line in lines:
        spans.append((at, at + len(line)))
        at += len(line) + 1
    sentences = tuple(sentence(text, *span) for span in spans)
    return Story(name, "en", text, sentences, ordered=ordered)
