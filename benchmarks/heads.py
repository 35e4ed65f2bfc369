"""
Measure what the shipped weights read: names, parts of speech, sentences; how fast, how big.

    make bench
    .venv/bin/python -m benchmarks.heads

Prints one table: what is measured, what is to be reached, what the best known peer reaches
on the same data, and what was measured now. A bar that is missed is marked and changes
nothing else: this is a bench, no test. The data sets are looked for in the folder `shared`
beside the project or where EVENTGRAPH_SHARED says; what needs them is skipped, loudly,
without them.

Everything is read as users get it: by the shipped encoder (`encoder`), each sentence of a
test file as a text of its own, and through the spaCy pipeline (`pipeline`). Names count
when kind and both character offsets are right; a state counts as a place (GPE as LOC).
Speed is counted in CPU seconds of one thread, so a busy machine disturbs it little; seconds
of loading are those of the clock.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.language import draw
from training.pipelines.corpora import IGNORE, Sentence, Story, read_iob, read_ud
from training.pipelines.score import tag_text

from eventgraph.annotate.labels import NAME_KINDS, UPOS, bio_spans

__all__ = [
    "Bar",
    "Span",
    "count_names",
    "count_political",
    "count_tokens",
    "f_score",
    "find_shared",
    "gold_names",
    "main",
    "measure_load",
    "measure_speed",
    "read_story",
    "right_tags",
]

ROOT = Path(__file__).parent.parent
EACH = 150
"""Articles of each language whose reading is timed."""
LOADS = 3
"""Fresh processes that load the weights; the middle one counts."""

Span = tuple[int, int, str]
"""Start and end in characters, and the kind."""
Reader = Callable[[str], tuple[set[Span], dict[int, str]]]
"""From a text to its names, and the part of speech of the word that begins at an offset."""

_LOAD = """
import json, time
import numpy
from eventgraph.annotate.encoder import shipped_encoder
clock = time.perf_counter()
import onnxruntime
runtime = time.perf_counter() - clock
clock, cpu = time.perf_counter(), time.process_time()
shipped_encoder()
seconds, used = time.perf_counter() - clock, time.process_time() - cpu
rows = [line.split() for line in open("/proc/self/status")]
memory = {row[0]: int(row[1]) / 1024 for row in rows if row[0] in ("VmRSS:", "VmHWM:")}
print(json.dumps([runtime, seconds, used, memory["VmRSS:"], memory["VmHWM:"]]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the table: what, how much is to be reached, what a peer has, what was measured."""

    name: str
    value: float
    reach: float | None = None
    peer: str = ""
    form: str = ".3f"
    most: bool = False
    """True when the value must stay below what is to be reached."""

    @property
    def missed(self) -> bool:
        """True when there is a bar and the value does not reach it."""
        if self.reach is None:
            return False
        return self.value >= self.reach if self.most else self.value < self.reach

    def __str__(self) -> str:
        sign = "<" if self.most else ">="
        reach = "" if self.reach is None else f"{sign} {self.reach:{self.form}}"
        mark = "  MISSED" if self.missed else ""
        return (
            f"{self.name:50} {reach:>9}  {self.value:>8{self.form}}{mark:8}  {self.peer}".rstrip()
        )


def find_shared() -> Path | None:
    """Find the data sets: as EVENTGRAPH_SHARED says or beside the project; `None` without any."""
    named = os.environ.get("EVENTGRAPH_SHARED")
    data = (Path(named) if named else ROOT.parent / "shared") / "data"
    return data if data.is_dir() else None


# Counting


def gold_names(sentence: Sentence) -> set[Span]:
    """Give the names of a labelled sentence by the characters of its text."""
    words = sentence.words
    return {
        (words[first].start, words[end - 1].end, NAME_KINDS[kind])
        for first, end, kind in bio_spans(sentence.ner or ())
    }


def count_names(counts: Counter[str], gold: set[Span], found: set[Span]) -> None:
    """Add what was labelled, found and right, of all kinds and of each; GPE counts as LOC."""
    as_place = {(a, b, "LOC" if kind == "GPE" else kind) for a, b, kind in found}
    for key, spans in (("gold", gold), ("found", as_place), ("hit", gold & as_place)):
        for _, _, kind in spans:
            counts[f"all {key}"] += 1
            counts[f"{kind} {key}"] += 1


def f_score(counts: Counter[str], kind: str = "all") -> float:
    """Give F1 of what `count_names` counted; 0 where there is nothing."""
    hit, found, gold = (counts[f"{kind} {key}"] for key in ("hit", "found", "gold"))
    return 2 * hit / max(found + gold, 1)


def right_tags(sentence: Sentence, found: dict[int, str]) -> int:
    """Count the words whose part of speech is right, by the offset at which they begin."""
    pairs = zip(sentence.words, sentence.upos or (), strict=True)
    return sum(tag != IGNORE and found.get(word.start) == UPOS[tag] for word, tag in pairs)


def count_tokens(lines: Iterable[str]) -> int:
    """Count the surface tokens of CoNLL-U lines; a token of several words is one."""
    count = covered = 0
    for line in lines:
        number = line.split("\t")[0]
        if not line.strip():
            covered = 0
        elif "-" in number and not line.startswith("#"):
            count, covered = count + 1, int(number.split("-")[1])
        elif number.isdigit() and int(number) > covered:
            count += 1
    return count


def count_political(counts: Counter[str], gold: Iterable[Span], found: set[Span]) -> None:
    """
    Add how many places of a kind (GPE; LOC and FAC as LOC) were found, and told rightly.

    `found` has GPE and LOC. A place is found when its characters are.
    """
    told = {(a, b): kind for a, b, kind in found if kind in ("GPE", "LOC")}
    for start, end, label in gold:
        kind = {"GPE": "GPE", "LOC": "LOC", "FAC": "LOC"}.get(label)
        if kind:
            counts[f"{kind} gold"] += 1
            counts[f"{kind} found"] += (start, end) in told
            counts[f"{kind} right"] += told.get((start, end)) == kind


# Reading


def by_encoder(text: str) -> tuple[set[Span], dict[int, str]]:
    """Let the shipped encoder read a text as one sentence."""
    from eventgraph.annotate.encoder import shipped_encoder

    reading = shipped_encoder().read(text, [(0, len(text))])
    starts, ends = reading.starts.tolist(), reading.ends.tolist()
    names = {(starts[a], ends[b - 1], NAME_KINDS[kind]) for a, b, kind in bio_spans(reading.ner)}
    return names, dict(zip(starts, (UPOS[tag] for tag in reading.upos), strict=True))


def by_pipeline(language: str) -> Reader:
    """Give what reads a text by the spaCy pipeline of a language, sentences by rule and all."""
    from eventgraph.annotate import annotate
    from eventgraph.model import Article

    def read(text: str) -> tuple[set[Span], dict[int, str]]:
        [(_, doc)] = annotate([Article(id="a", text=text, language=language)])
        names = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        return names, {token.idx: token.pos_ for token in doc}

    return read


def read_story(story: Story, read: Reader) -> Counter[str]:
    """Count names and parts of speech of a test file, each sentence by itself."""
    counts: Counter[str] = Counter()
    for sentence, text in zip(story.sentences, tag_text(story), strict=True):
        names, tags = read(text)
        if sentence.ner is not None:
            count_names(counts, gold_names(sentence), names)
        if sentence.upos is not None:
            counts["upos"] += right_tags(sentence, tags)
    return counts


# The rows


def names_and_tags(data: Path) -> Iterator[Bar]:
    """Read the test files by the encoder and by the pipelines."""
    ewt, uner = _ud(data, "English-EWT", "en_ewt"), data / "ner/UNER_English-EWT"
    story = read_iob(data / "ner/idner-news-2k/test.txt", "id")
    peer = "CNN + floret .881, encoder's first test .878 (nlp.md, encoder.md)"
    yield from _names("idner-news-2k test", story, 0.88, peer)
    story = read_ud(ewt, "en", True, uner / "en_ewt-ud-test.iob2")
    counts = yield from _names(
        "UNER English EWT test", story, 0.70, "en_core_web_sm .587, md .658 (nlp.md)"
    )
    yield _tags("English EWT test", counts, ewt, "en_core_web_sm .917, md .918 (nlp.md)")
    for name, file, peer in (
        ("Indonesian-CSUI", "id_csui", "CNN 96x4 .940 (nlp.md)"),
        ("Indonesian-GSD", "id_gsd", "CNN 96x4 .925, trained on its train part (nlp.md)"),
        ("Indonesian-PUD", "id_pud", "CNN 96x4 .918 (nlp.md)"),
        ("English-PUD", "en_pud", "en_core_web_sm .949, md .949 (nlp.md)"),
    ):
        path = _ud(data, name, file)
        counts = read_story(read_ud(path, name[:2].lower(), False), by_encoder)
        yield _tags(f"{name.replace('-', ' ')} test", counts, path, peer)


def _ud(data: Path, name: str, file: str) -> Path:
    return data / "ud" / f"UD_{name}" / f"{file}-ud-test.conllu"


def _names(name: str, story: Story, reach: float, peer: str) -> Iterator[Bar]:
    """Give F of names by the encoder, each kind, and by the pipeline; return the encoder's."""
    counts = read_story(story, by_encoder)
    yield Bar(name=f"names F, {name}, encoder", value=f_score(counts), reach=reach, peer=peer)
    for kind in NAME_KINDS:
        yield Bar(name=f"    {kind} ({counts[f'{kind} gold']})", value=f_score(counts, kind))
    piped = read_story(story, by_pipeline(story.language))
    yield Bar(name=f"names F, {name}, pipeline", value=f_score(piped), reach=reach)
    return counts


def _tags(name: str, counts: Counter[str], path: Path, peer: str) -> Bar:
    with path.open(encoding="utf-8") as lines:
        of = count_tokens(lines)
    return Bar(name=f"parts of speech, {name} ({of})", value=counts["upos"] / of, peer=peer)


def states_and_places(data: Path) -> Iterator[Bar]:
    """Tell states from other places: GPE against LOC and FAC, of those that are found."""
    read = by_pipeline("id")
    counts: Counter[str] = Counter()
    path = data / "ner/spacyndo-gsd-ner/ner-test.jsonl"
    with path.open(encoding="utf-8") as lines:
        for text, labels in map(json.loads, lines):
            gold = [(start, end, label) for start, end, label in labels["entities"]]
            count_political(counts, gold, read(text)[0])
    for kind, title in (("GPE", "GPE"), ("LOC", "LOC and FAC")):
        gold, found = counts[f"{kind} gold"], counts[f"{kind} found"]
        yield Bar(name=f"{title} found as a place, spacyndo test ({gold})", value=found / gold)
        right = counts[f"{kind} right"] / found
        yield Bar(name=f"    of those called {kind} ({found})", value=right)


def sentences() -> Iterator[Bar]:
    """Compare sentence starts with the thirty articles that were marked by hand."""
    from tests.annotate.marked_sentences import compare, load

    marked = {code: load(code) for code in ("id", "en")}
    rows = [*marked["id"], *marked["en"]]
    peers = {"id": "parser .947, pysbd .780", "en": "parser .992, pysbd .898"}
    yield Bar(
        name=f"sentence starts F, {len(rows)} marked articles",
        value=compare(rows).f,
        reach=0.97,
        peer="parsers .961 (nlp.md, other articles)",
    )
    for code, articles in marked.items():
        score = compare(articles)
        yield Bar(name=f"    {code} ({score.marked})", value=score.f, peer=peers[code])


def measure_speed(articles: Iterable[tuple[str, str]]) -> dict[str, float]:
    """
    Give words, and CPU seconds of the pipeline and of its tagger alone.

    `articles` are language and text; the first one warms up and is not counted. Words are
    what blanks part.
    """
    from eventgraph.annotate.pipelines import pipeline

    total = {"words": 0.0, "pipeline": 0.0, "tagger": 0.0}
    for number, (language, text) in enumerate(articles):
        nlp = pipeline(language)
        began = time.process_time()
        doc = nlp.make_doc(text)
        for name, component in nlp.pipeline:
            before = time.process_time()
            doc = component(doc)
            if number and name == "eventgraph_tagger":
                total["tagger"] += time.process_time() - before
        if number:
            total["pipeline"] += time.process_time() - began
            total["words"] += len(text.split())
    return total


def speed(data: Path) -> Iterator[Bar]:
    """Time raw articles of both languages."""
    news = data / "news/news_raw.jsonl.gz"
    rows = [(row["lang"], row["text"]) for row in draw(news, each=EACH)]
    total = measure_speed([rows[0], *rows])
    name = f"words per CPU second, {len(rows)} articles"
    yield Bar(
        name=f"{name}, encoder + names",
        value=total["words"] / total["tagger"],
        reach=2500,
        peer="encoder alone, batches of 8: 2,958 (encoder.md)",
        form=".0f",
    )
    yield Bar(
        name="    the whole pipeline",
        value=total["words"] / total["pipeline"],
        peer="en_core_web_sm 5,230, CNN for Indonesian 5,360 (nlp.md)",
        form=".0f",
    )


def measure_load() -> list[float]:
    """
    Load the weights in a fresh process: the middle one of several.

    Gives seconds to import ONNX Runtime, seconds and CPU seconds to load, megabytes then
    and at most.
    """
    runs = []
    for _ in range(LOADS):
        told = subprocess.run(
            [sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True
        )
        runs.append([float(value) for value in json.loads(told.stdout)])
    return [sorted(values)[LOADS // 2] for values in zip(*runs, strict=True)]


def loading() -> Iterator[Bar]:
    """Time loading and weigh what stays in memory."""
    if not Path("/proc/self/status").exists():
        _skip("loading: this system does not tell the memory of a process in /proc")
        return
    runtime, seconds, used, resident, peak = measure_load()
    yield Bar(
        name="seconds to load: digests, pieces, sessions",
        value=seconds,
        reach=1.0,
        peer="CNN pipelines 0.6 to 4 (nlp.md)",
        form=".2f",
        most=True,
    )
    yield Bar(name="    in CPU seconds", value=used, form=".2f")
    yield Bar(name="    before it, to import ONNX Runtime", value=runtime, form=".2f")
    yield Bar(name="megabytes after loading", value=resident, reach=350, form=".0f", most=True)
    yield Bar(name="    at most while loading", value=peak, form=".0f")


def _skip(what: str) -> None:
    print(f"SKIPPED LOUDLY: {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Print the table, row by row as it is measured."""
    print(f"{'measure':50} {'to reach':>9}  {'measured':>8}          peer")
    data = find_shared()
    groups = [loading(), sentences()]
    if data is None:
        _skip("names, parts of speech and speed: there is no folder of data sets")
    else:
        groups += [speed(data), names_and_tags(data), states_and_places(data)]
    barred = []
    for row in itertools.chain.from_iterable(groups):
        print(row, flush=True)
        barred += [row.missed] if row.reach is not None else []
    print(f"{sum(barred)} of {len(barred)} missed")


if __name__ == "__main__":
    main()
