"""
The work of reading an article grows with its text and no faster.

Work is counted, not timed: the lines that each function of the program runs, and what the
encoder is asked. A function that compares everything with everything shows here long before
anybody would wait for it.
"""

import sys
from collections import Counter
from importlib import import_module
from itertools import islice

import pytest

import eventgraph
from eventgraph.annotate import encoder as room
from eventgraph.annotate.encoder import Encoder, shipped_encoder
from eventgraph.merge import merge
from eventgraph.pipeline import mentions_of
from eventgraph.read import make_article

HOME = eventgraph.__file__.removesuffix("__init__.py")
FEW = 3000
"""Lines of a function that are looked at; fewer are loading and noise."""

ACTS = {
    "en": ("attacked", "met", "condemned"),
    "id": ("menyerang", "bertemu", "mengecam"),
}
DAYS = {
    "en": ("on Monday", "on {day} May 2016", "two days earlier", "since {day} March"),
    "id": ("Senin", "{day} Mei 2016", "dua hari sebelumnya", "sejak {day} Maret"),
}
LEADERS = ("Putin", "Vladimir Putin", "Trump", "Merkel", "Joko Widodo")


def sentences(language):
    """Give sentences without end, none like the other."""
    place, said = {"en": ("in", "an envoy said"), "id": ("di", "kata utusan itu")}[language]
    number = 0
    while True:
        day = DAYS[language][number % 4].format(day=number % 28 + 1)
        act, leader = ACTS[language][number % 3], LEADERS[number % 5]
        yield (
            f"{leader}{'’s' if number % 7 == 0 else ''} Ban{number % 97}go Ti{number}no "
            f"{act} General Su{number}no Ka{number % 89}to {place} Lima {day}, {said}"
        )
        number += 1


class Counting:
    """The engine of the encoder, and how much it was asked."""

    def __init__(self, engine):
        self.engine, self.asked = engine, Counter()

    def read(self, ids, places):
        self.asked["windows"] += 1
        self.asked["pieces"] += ids.size
        return self.engine.read(ids, places)

    def roles(self, states, mask, trigger, kind):
        self.asked["acts"] += len(trigger)
        self.asked["words around acts"] += mask.size
        return self.engine.roles(states, mask, trigger, kind)


def counted(work):
    """Do some work and give the lines that each function of the program ran for it."""
    lines = Counter()

    def of_line(frame, event, _):
        if event == "line":
            lines[frame.f_code] += 1
        return of_line

    def of_call(frame, *_):
        return of_line if frame.f_code.co_filename.startswith(HOME) else None

    before = sys.gettrace()
    sys.settrace(of_call)
    try:
        work()
    finally:
        sys.settrace(before)
    return Counter(
        {
            f"{code.co_filename.removeprefix(HOME)}:{code.co_qualname}:{code.co_firstlineno}": n
            for code, n in lines.items()
        }
    )


@pytest.fixture
def engine(monkeypatch):
    counting = Counting(shipped_encoder().engine)
    encoder = Encoder(counting, shipped_encoder().pieces)
    for module in (room, import_module("eventgraph.extract.acts")):
        monkeypatch.setattr(module, "shipped_encoder", lambda: encoder)
    return counting


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "glue"),
    [("en", ".\n"), ("id", " ")],
    ids=["a line a sentence", "one line without a stop"],
)
def test_twice_the_text_is_twice_the_work(engine, language, glue):
    def work(count):
        text = glue.join(islice(sentences(language), count))
        article = make_article(text, language=language, published="2016-05-06")
        left_out = []
        found = mentions_of(article, min_confidence=0.2, on_dropped=left_out.append)
        assert len(found) > 0.7 * count
        merge(found, {article.id: article})

    work(30)  # tables and weights are loaded
    engine.asked.clear()
    once = counted(lambda: work(200)) + engine.asked
    engine.asked.clear()
    twice = counted(lambda: work(400)) + engine.asked
    assert sum(twice.values()) > 500_000
    faster = {
        name: (once[name], count)
        for name, count in twice.items()
        if count > FEW and count > 3 * max(once[name], FEW // 2)  # how many acts are one varies
    }
    assert not faster
