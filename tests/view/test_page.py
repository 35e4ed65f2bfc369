import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eventgraph.errors import GraphError
from eventgraph.model import EventType
from eventgraph.view import View, page, render
from tests.view import sample


class Reader(HTMLParser):
    """Collects scripts, styles and attributes the way a browser does."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append((tag, dict(attrs), []))

        self.open = True

    def handle_endtag(self, _tag):
        self.open = False

    def handle_data(self, data):
        if self.inside and self.open:
            self.inside[-1][2].append(data)

    def data(self, name: str) -> object:
        return next(
            json.loads("".join(parts))
            for tag, attrs, parts in self.inside
            if tag == "script" and attrs.get("id") == name
        )

    def texts(self, tag: str) -> list[str]:
        return ["".join(parts) for name, attrs, parts in self.inside if name == tag and not attrs]

    def policy(self) -> str:
        return next(
            attrs["content"] or ""
            for tag, attrs in self.tags
            if attrs.get("http-equiv") == "Content-Security-Policy"
        )


@pytest.fixture(scope="module")
def peaceful() -> str:
    return page(sample.peaceful())


@pytest.fixture(scope="module")
def hostile() -> str:
    return page(sample.hostile())


def test_is_a_document_with_language_and_title(peaceful):
    assert peaceful.startswith("<!DOCTYPE html>")
    assert ("html", {"lang": "en"}) in Reader(peaceful).tags
    assert Reader(peaceful).texts("title") == ["Two lands"]


def test_an_empty_view_has_a_page():
    assert "<title>eventgraph</title>" in page(View())


@pytest.mark.parametrize("make", [sample.peaceful, sample.hostile])
def test_loads_nothing(make):
    for tag, attributes in Reader(page(make())).tags:
        assert "src" not in attributes, tag
        assert attributes.get("href") in (None, "#panel"), tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        assert tag not in {"link", "img", "iframe", "object", "base", "form"}


@pytest.mark.parametrize("make", [sample.peaceful, sample.hostile])
def test_policy_allows_exactly_our_scripts_and_style(make):
    reader = Reader(page(make()))
    policy = dict(part.strip().split(" ", 1) for part in reader.policy().split(";"))
    assert policy["default-src"] == "'none'"

    def digest(text: str) -> str:
        value = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        return f"'sha256-{value}'"

    assert policy["script-src"].split() == [digest(text) for text in reader.texts("script")]
    assert policy["style-src"] == digest(reader.texts("style")[0])
    assert "unsafe" not in reader.policy()


def test_hostile_strings_stay_data(hostile):
    reader = Reader(hostile)
    assert [tag for tag, _ in reader.tags].count("script") == 5
    assert len(reader.texts("title")) == 1
    assert reader.texts("title")[0] == sample.hostile().title
    body = re.sub(r"<script>.*?</script>", "", hostile, flags=re.DOTALL)
    assert "<img" not in body
    assert "globalThis.hit=1</script>" not in body
    data = reader.data("data")
    for n, evil in enumerate(sample.HOSTILE):
        assert any(actor["name"] == f"{evil} A" for actor in data["actors"])
        assert any(article["text"].startswith(evil) for article in data["articles"])
        assert any(event["id"] == f"event-{n}{evil}" for event in data["events"])


def test_our_scripts_build_no_markup():
    folder = Path(sys.modules["eventgraph.view"].__file__ or "").parent / "templates"
    for file in folder.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        for sink in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ):
            assert sink not in text, (file.name, sink)


def test_keeps_the_notice_of_vis_network(peaceful):
    assert "vis.js is dual licensed under both" in peaceful
    assert "@copyright (c) 2011-2017 Almende B.V" in peaceful


def test_order_of_the_input_does_not_matter(peaceful):
    view = sample.peaceful()
    turned = replace(
        view,
        events=view.events[::-1],
        mentions=view.mentions[::-1],
        articles=view.articles[::-1],
    )
    assert page(turned) == peaceful


def test_same_bytes_under_another_hash_seed_and_an_ascii_locale(tmp_path):
    code = (
        "import sys; from eventgraph.view import render; from tests.view import sample;"
        "render(sample.hostile(), sys.argv[1])"
    )
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            check=True,
            cwd=Path(__file__).parents[2],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONPATH": "."},
        )
        written.append(path.read_bytes())
    assert written[0] == written[1]


def test_writes_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "graph.html"
    path.write_text("old", encoding="utf-8")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GraphError, match="No space left"):
        render(sample.peaceful(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["graph.html"]


def test_leaves_nothing_beside_the_page(tmp_path, monkeypatch, peaceful):
    monkeypatch.chdir(tmp_path)
    render(sample.peaceful(), "graph.html")
    assert [item.name for item in tmp_path.iterdir()] == ["graph.html"]
    assert Path("graph.html").read_text(encoding="utf-8") == peaceful


def test_names_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(GraphError, match=r"graph\.html: the page cannot be written"):
        render(sample.peaceful(), tmp_path / "no" / "graph.html")


def test_parallel_edges_are_kept():
    view = sample.peaceful()
    twin = replace(view.events[0], id="event-twin")
    quarrel = replace(view.events[0], id="event-quarrel", type=EventType.ACCUSE)
    itself = replace(view.events[0], id="event-itself", targets=(sample.MARU,))
    net = Reader(page(replace(view, events=(*view.events, twin, quarrel, itself)))).data("edges")
    pairs = [(edge["from"], edge["to"]) for edge in net if "side" not in edge]
    assert len(pairs) == len(set(pairs)) == 11
    assert sum((b, a) in pairs for a, b in pairs) == 2
    counted = [(edge["side"], edge["value"]) for edge in net if "side" in edge]
    assert sorted(counted) == [("conflict", 1), ("cooperation", 1), ("cooperation", 2)]


def test_nodes_have_whole_places():
    nodes = Reader(page(sample.peaceful())).data("nodes")
    assert {node["id"][0] for node in nodes} == {"a", "e", "o"}
    assert all(type(node["x"]) is int and type(node["y"]) is int for node in nodes)


def test_a_large_graph_has_places_for_its_overview_only():
    reader = Reader(page(sample.many(2_100)))
    nodes = reader.data("nodes")
    assert {node["id"][0] for node in nodes} == {"o"}
    assert 0 < len(nodes) <= 40
    assert reader.data("data")["drawn"] is False


def test_half_a_letter_does_not_stop_the_page(tmp_path):
    broken = "half \ud83d letter"
    view = sample.peaceful()
    actor = replace(sample.MARU, name=broken)
    event = replace(view.events[0], actors=(actor,))
    render(replace(view, title=broken, events=(event,)), tmp_path / "graph.html")
    reader = Reader((tmp_path / "graph.html").read_text(encoding="utf-8"))
    assert reader.texts("title") == ["half ? letter"]
    assert any(one["name"] == broken for one in reader.data("data")["actors"])


def test_sixty_events_stay_small():
    assert len(page(sample.many(60)).encode()) < 900_000
