"""
The encoder: one small multilingual network that reads words in their sentences.

It runs on ONNX Runtime with eight-bit weights. Activations take their scale from whatever
is computed together, so windows are computed one by one: what an article gets depends on
nothing but the article. How it was trained is told in `training/pipelines/README.md`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from eventgraph.annotate.decode import Floats, best_tags, log_softmax
from eventgraph.annotate.pieces import Pieces, load_pieces
from eventgraph.annotate.windows import Window, Word, cut_windows, split_words
from eventgraph.errors import ModelError
from eventgraph.models import weights

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Encoder", "Engine", "OnnxEngine", "Reading", "shipped_encoder"]

_HIDDEN = 384
_SILENT = 0.02
"""A sentence in which no word has this chance of a trigger keeps no hidden states."""
_LONGEST_SENTENCE = 480
"""Words; of a longer one (a page without a stop) all states would be in memory at once."""
_OLDEST_RUNTIME = (1, 20)
_HEADS = ("ner", "upos", "bounds", "triggers")

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Engine(Protocol):
    """Whatever computes the network."""

    def read(self, ids: Ints, places: Ints) -> Mapping[str, Floats]:
        """
        Give `states` (words, hidden) and the logits of `triggers`, `ner`, `upos`, `bounds`.

        `ids` (1, pieces) is one window, `places` (words,) the first pieces of the words asked for.
        """
        ...

    def roles(
        self, states: Floats, mask: Flags, trigger: Ints, kind: Ints
    ) -> tuple[Floats, Floats]:
        """
        Give the role logits (acts, words, tags) and status logits (acts, statuses) of acts.

        `states` is (acts, words, hidden) with `mask` (acts, words); `trigger` is the word
        number of each act's trigger and `kind` the number of its type.
        """
        ...


class OnnxEngine:
    """
    Compute with ONNX Runtime on one thread, so that sums have one order.

    Raises `ModelError` when the runtime is too old or a file is none of its models.
    """

    def __init__(self, encoder: Path, roles: Path) -> None:
        self._encoder, self._roles = _session(encoder), _session(roles)
        self._outputs = [output.name for output in self._encoder.get_outputs()]

    def read(self, ids: Ints, places: Ints) -> Mapping[str, Floats]:
        """See `Engine`."""
        values = self._encoder.run(self._outputs, {"ids": ids, "places": places})
        return dict(zip(self._outputs, values, strict=True))

    def roles(
        self, states: Floats, mask: Flags, trigger: Ints, kind: Ints
    ) -> tuple[Floats, Floats]:
        """See `Engine`."""
        given = {"states": states, "word_mask": mask, "trigger": trigger, "kind": kind}
        roles, status = self._roles.run(["roles", "status"], given)
        return roles, status


def _session(path: Path) -> InferenceSession:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError("ONNX Runtime is missing", cure="pip install onnxruntime") from error
    found = tuple(int(part) for part in re.findall(r"\d+", onnxruntime.__version__)[:2])
    if found < _OLDEST_RUNTIME:
        raise ModelError(
            f"ONNX Runtime {onnxruntime.__version__} is too old for the weights",
            cure=f"pip install 'onnxruntime>={'.'.join(map(str, _OLDEST_RUNTIME))}'",
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its exceptions share no base
        raise ModelError(
            f"ONNX Runtime {onnxruntime.__version__} cannot load the weights: {error}",
            where=path,
            cure="pip install --upgrade onnxruntime",
        ) from error


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What the encoder says about the words of an article; arrays by word number.

    `sentences` has the number of each sentence's first word, and the count of words at its
    end. `states` holds rows only of sentences that may tell of an act; `row` has a word's
    row or -1.
    """

    starts: Ints
    """Character offsets in the article."""
    ends: Ints
    sentences: Ints
    ner: NDArray[np.uint8]
    """Tags of `labels.NER_TAGS`."""
    upos: NDArray[np.uint8]
    """Numbers of `labels.UPOS`."""
    bounds: NDArray[np.float16]
    """The log odds that a sentence begins with the word."""
    triggers: NDArray[np.float16]
    """(words, tags): log chances of `labels.TRIGGER_TAGS`."""
    row: Ints
    states: NDArray[np.float16]

    def as_dict(self) -> dict[str, Any]:
        """Give plain arrays, which spaCy can send to another process."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def states_of(self, first: int, end: int) -> Floats | None:
        """Give the states (words, hidden) of words of one sentence, `None` if not kept."""
        rows = self.row[first:end]
        return self.states[rows].astype(np.float32) if len(rows) and rows[0] >= 0 else None


class Encoder:
    """The network with its word pieces; `read` is what callers want."""

    def __init__(self, engine: Engine, pieces: Pieces) -> None:
        self.engine, self.pieces = engine, pieces

    def read(self, text: str, sentences: Iterable[tuple[int, int]]) -> Reading:
        """
        Read the sentences of a text, given as character offsets in their order.

        Time and memory grow with the number of words. Stretches between the sentences are
        not looked at.
        """
        cut = list(_sentence_words(text, sentences))
        parts = _Parts()
        waiting: list[dict[str, Floats]] = []
        ready = 0
        following = iter(cut)
        words = next(following, None)
        for window in cut_windows(cut, self.pieces):
            waiting.append(self._run(window))
            ready += len(window.words) - window.new
            while words is not None and len(words) <= ready:
                values = {name: np.concatenate([w[name] for w in waiting]) for name in waiting[0]}
                size = len(words)
                parts.add(words, {name: array[:size] for name, array in values.items()})
                waiting = [{name: array[size:] for name, array in values.items()}]
                ready -= size
                words = next(following, None)
        return parts.reading()

    def _run(self, window: Window) -> dict[str, Floats]:
        """Give what the network says about the new words of a window."""
        ids = np.array([window.ids], np.int64)
        values = self.engine.read(ids, np.array(window.first[window.new :], np.int64))
        return {name: values[name] for name in ("states", *_HEADS)}


def _sentence_words(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Sequence[Word]]:
    """
    Cut sentences into words, those without end into several sentences.

    The first word of a line that is read is fresh, whatever it follows.
    """
    last = -1
    for start, end in sentences:
        words = split_words(text, start, end)
        if words and not words[0].fresh and (last < 0 or "\n" in text[last : words[0].start]):
            head = words[0]
            words[0] = Word(head.text, head.start, head.end, head.spaced, fresh=True)
        if words:
            last = words[-1].end
        for start in range(0, len(words), _LONGEST_SENTENCE):
            yield words[start : start + _LONGEST_SENTENCE]


class _Parts:
    """The sentences of an article as they come."""

    def __init__(self) -> None:
        self.words: list[tuple[int, int]] = []
        self.sentences = [0]
        self.tags: dict[str, list[Any]] = {name: [] for name in _HEADS}
        self.rows: list[Ints] = []
        self.states: list[NDArray[np.float16]] = []
        self.kept = 0

    def add(self, words: Sequence[Word], values: Mapping[str, Floats]) -> None:
        """Decode a sentence and keep what is asked for later."""
        size = len(words)
        self.words += [(word.start, word.end) for word in words]
        self.sentences.append(len(self.words))
        chances = log_softmax(values["triggers"])
        bounds = log_softmax(values["bounds"])
        self.tags["ner"].append(np.array(best_tags(values["ner"]), np.uint8))
        self.tags["upos"].append(values["upos"].argmax(-1).astype(np.uint8))
        self.tags["bounds"].append((bounds[:, 1] - bounds[:, 0]).astype(np.float16))
        self.tags["triggers"].append(chances.astype(np.float16))
        told = bool(chances[:, 0].min() < np.log1p(-_SILENT))
        self.rows.append(np.arange(self.kept, self.kept + size) if told else np.full(size, -1))
        if told:
            self.states.append(values["states"].astype(np.float16))
            self.kept += size

    def reading(self) -> Reading:
        """Lay everything end to end."""
        spans = np.array(self.words, np.int64).reshape(-1, 2)
        tags = len(self.tags["triggers"][0][0]) if self.words else 1
        return Reading(
            starts=spans[:, 0],
            ends=spans[:, 1],
            sentences=np.array(self.sentences, np.int64),
            ner=_joined(self.tags["ner"], np.zeros(0, np.uint8)),
            upos=_joined(self.tags["upos"], np.zeros(0, np.uint8)),
            bounds=_joined(self.tags["bounds"], np.zeros(0, np.float16)),
            triggers=_joined(self.tags["triggers"], np.zeros((0, tags), np.float16)),
            row=_joined(self.rows, np.zeros(0, np.int64)),
            states=_joined(self.states, np.zeros((0, _HIDDEN), np.float16)),
        )


def _joined(parts: Sequence[NDArray[Any]], none: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate(parts) if parts else none


@functools.cache
def shipped_encoder() -> Encoder:
    """
    Load the encoder that ships with the package, once a process.

    Raises `ModelError` when a file is missing or changed, or the runtime does not fit.
    """
    pieces = load_pieces(weights("pieces.json"))
    return Encoder(OnnxEngine(weights("encoder.int8.onnx"), weights("roles.onnx")), pieces)
