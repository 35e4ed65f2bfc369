import re
from importlib.resources import files
from pathlib import Path

import pytest

from eventgraph.errors import LexiconError
from eventgraph.model import EventType, MarkKind, Role, Status
from eventgraph.view import look


def test_every_type_has_one_look():
    assert [one.id for one in look.event_types()] == list(
        dict.fromkeys(one.id for one in look.event_types())
    )
    assert {one.id for one in look.event_types()} == set(EventType)


def test_score_has_the_sign_of_its_side():
    side = {quad.id: quad.side for quad in look.quads()}
    for one in look.event_types():
        assert one.score > 0 if side[one.quad] == "cooperation" else one.score <= 0


def test_quads_differ_in_shape_and_colour():
    assert len({quad.shape for quad in look.quads()}) == 4
    assert len({quad.colour for quad in look.quads()}) == 4


def test_kinds_are_those_of_the_ontology():
    ontology = Path(__file__).parents[2] / "ontology" / "events.ttl"
    text = ontology.read_text(encoding="utf-8")
    kinds = set(re.findall(r"^eg:kind-(\w+) a ", text, flags=re.MULTILINE))
    assert {kind for one in look.actor_looks() for kind in one.kinds} == kinds


def test_every_value_has_a_word_in_every_language():
    for words in look.page_words().values():
        for section, values in (("status", Status), ("mark", Role)):
            assert all(f"{section}.{value}" in words for value in values)
        assert {"mark.trigger", "mark.date", "language.en", "language.id"} <= set(words)
    assert MarkKind.REPEAT


def test_every_word_is_used_and_every_used_word_is_there():
    scripts = "\n".join(
        item.read_text(encoding="utf-8")
        for item in files("eventgraph.view").joinpath("templates").iterdir()
        if item.name.endswith(".js")
    )
    words = set(look.page_words()["en"])
    used = set(re.findall(r't\(\s*"([a-z]+\.[a-z_]+)"', scripts))
    assert used <= words
    quoted = set(re.findall(r'"([a-z]+\.[a-z_]+)"', scripts))
    built = {
        "status",
        "precision",
        "language",
        "mark",
        "timeline",
        "filter",
        "list",
        "event",
        "graph",
        "legend",
    }
    unused = {w for w in words - quoted if w.split(".")[0] not in built}
    assert unused == {"page.noscript"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[quad]]\nid = "a"\n', "quad 1: has other keys"),
        (
            '[[quad]]\nid="a"\nside="war"\nshape="dot"\ncolour="#000000"\nlabel={en="a",id="a"}\n',
            "side = 'war'",
        ),
        (
            '[[quad]]\nid="a"\nside="conflict"\nshape="dot"\ncolour="red"\nlabel={en="a",id="a"}\n',
            "has a wrong colour",
        ),
        (
            '[[quad]]\nid="a"\nside="conflict"\nshape="dot"\ncolour="#000000"\nlabel={en="a"}\n',
            "lacks a label",
        ),
        ("", "has no entries"),
    ],
)
def test_a_wrong_table_is_named(tmp_path, text, message):
    path = tmp_path / "plover.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(message)):
        look.read_quads(path)


def test_a_wrong_word_is_named(tmp_path):
    path = tmp_path / "page.toml"
    path.write_text("[page]\nsearch = 3\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"page\.toml, page\.search"):
        look.read_page_words(path)
