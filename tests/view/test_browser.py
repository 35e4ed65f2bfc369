"""The page in a real browser: what viz checks by eye is checked here by click and by key."""

from __future__ import annotations

import os
import shutil
import warnings
from dataclasses import replace
from datetime import date

import pytest

from eventgraph.model import EventType
from eventgraph.view import View, render
from eventgraph.view.payload import actors_of
from tests.view import sample

CHROMIUM = next(
    (
        found
        for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
        if name and (found := shutil.which(name))
    ),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
if CHROMIUM is None:
    warnings.warn("no Chromium: the page is NOT tested in a browser", stacklevel=1)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install one or set CHROMIUM"),
]


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


class Tab:
    """A page on a file, which keeps every request, error and message."""

    def __init__(self, browser, path, *, width=1400, height=900, query="?lang=en", **context):
        self.context = browser.new_context(viewport={"width": width, "height": height}, **context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.context.route(
            "**/*",
            lambda route: (
                route.continue_() if route.request.url.startswith("file:") else route.abort()
            ),
        )
        self.page.goto(path.as_uri() + query)
        self.page.wait_for_selector("html[data-ready]", timeout=30_000)

    def run(self, script, value=None):
        return self.page.evaluate(script, value)

    def shown(self) -> list[str]:
        return self.run("eventgraph.shown()")

    def settle(self) -> None:
        self.page.wait_for_timeout(250)  # the search waits until typing pauses

    def click_node(self, node: str) -> None:
        spot = self.run(
            """(id) => {
              const box = document.querySelector('#canvas').getBoundingClientRect();
              const at = eventgraph.network.canvasToDOM(eventgraph.network.getPosition(id));
              return [box.left + at.x, box.top + at.y];
            }""",
            node,
        )
        self.page.mouse.click(*spot)

    def marks(self, scope="#evidence .quote") -> dict[str, str]:
        found = self.run(
            """(scope) => [...document.querySelector(scope).querySelectorAll('mark')]
                 .map((mark) => [mark.className, mark.textContent])""",
            scope,
        )
        return dict(found)


@pytest.fixture
def tab(browser, tmp_path):
    opened = []

    def open_view(view: View, **options) -> Tab:
        path = tmp_path / "graph.html"
        render(view, path)
        opened.append(Tab(browser, path, **options))
        return opened[-1]

    yield open_view
    for one in opened:
        assert [url for url in one.requests if not url.startswith("file:")] == []
        assert one.errors == []
        one.context.close()


def position(view: View, name: str) -> int:
    return sorted(event.id for event in view.events).index(name)


def test_click_on_a_node_shows_the_evidence(tab):
    view = sample.peaceful()
    one = tab(view)
    one.click_node(f"e{position(view, 'event-meeting')}")
    assert one.page.inner_text("#event-title") == "Consult"
    assert one.run("decodeURIComponent(location.hash)") == "#event-meeting"
    assert one.marks() == {
        "trigger": "met",
        "actor": "President Maru",
        "target": "Chancellor Odo",
        "place": "Lembah Hijau",
        "date": "3 May 2021",
    }
    text = one.page.inner_text("#evidence")
    for part in ("Maru", "VEL", "city", "3 May 2021", "full date", "82 %", "disputed"):
        assert part in text
    assert "said by aides through Radio Velia" in text
    assert "Repeated word for word: 1" in text
    assert "Denied or not so" in text


def test_click_on_an_edge_shows_the_same(tab):
    view = sample.peaceful()
    one = tab(view)
    n = position(view, "event-rice")
    spot = one.run(
        """(id) => {
          const box = document.querySelector('#canvas').getBoundingClientRect();
          const edge = eventgraph.edges.get().find((edge) => edge.from === id);
          const [a, b] = [edge.from, edge.to].map((end) =>
            eventgraph.network.canvasToDOM(eventgraph.network.getPosition(end)));
          const part = 0.35;
          return [box.left + a.x + (b.x - a.x) * part, box.top + a.y + (b.y - a.y) * part];
        }""",
        f"e{n}",
    )
    one.page.mouse.click(*spot)
    assert one.page.get_attribute("#evidence", "data-event") == str(n)
    assert one.marks()["trigger"] == "mengirim"


def test_list_opens_with_the_keyboard_and_gives_the_focus_back(tab):
    view = sample.peaceful()
    one = tab(view)
    row = f"button.row[data-event='{position(view, 'event-rice')}']"
    one.page.focus(row)
    one.page.keyboard.press("Enter")
    assert one.page.inner_text("#event-title") == "Aid"
    one.page.focus("#back")
    one.page.keyboard.press("Enter")
    assert one.run("(row) => document.activeElement.matches(row)", row)


def test_tab_reaches_search_filters_and_list(tab):
    one = tab(sample.peaceful())
    reached = set()
    for _ in range(40):
        one.page.keyboard.press("Tab")
        assert one.run("document.activeElement.tabIndex") <= 0  # -1 is the body, after the last
        assert one.run("document.activeElement.closest('#canvas')") is None
        reached.add(
            one.run("document.activeElement.id || document.activeElement.getAttribute('class')")
        )
    assert {"skip", "search", "filter-type", "filter-from", "mode-overview", "row"} <= reached


def test_deep_links(tab):
    view = sample.peaceful()
    one = tab(view, query="?lang=en#event-rice")
    assert one.page.inner_text("#event-title") == "Aid"
    one.run("location.hash = 'event-none'")
    one.page.wait_for_selector("#notice:not([hidden])")
    assert "event-none" in one.page.inner_text("#notice")
    one.run("location.hash = '%E0%A4%A'")
    one.page.wait_for_timeout(50)
    assert "%E0%A4%A" in one.page.inner_text("#notice")


def test_the_back_button(tab):
    view = sample.peaceful()
    one = tab(view)
    one.click_node(f"e{position(view, 'event-rice')}")
    one.page.click("#back")
    assert one.page.query_selector("#table")
    one.page.go_back()
    one.page.wait_for_selector("#evidence")
    assert one.page.inner_text("#event-title") == "Aid"


def test_a_hidden_event_leaves_the_panel(tab):
    one = tab(sample.peaceful(), query="?lang=en#event-rice")
    one.page.select_option("#filter-type", "CONSULT")
    assert one.page.query_selector("#evidence") is None
    assert one.run("location.hash") == ""
    one.run("location.hash = 'event-rice'")
    one.page.wait_for_selector("#evidence")
    assert one.page.input_value("#filter-type") == ""
    assert "reset" in one.page.inner_text("#notice")


def test_nothing_hostile_runs(tab):
    view = sample.hostile()
    one = tab(view)
    assert one.page.inner_text("#title") == view.title
    for node in one.run("eventgraph.nodes.getIds()"):
        one.page.mouse.move(
            *one.run(
                """(id) => {
                  const box = document.querySelector('#canvas').getBoundingClientRect();
                  const at = eventgraph.network.canvasToDOM(eventgraph.network.getPosition(id));
                  return [box.left + at.x, box.top + at.y];
                }""",
                node,
            )
        )
    for event, evil in zip(view.events, sample.HOSTILE, strict=True):
        one.run("(id) => eventgraph.open(id)", event.id)
        body = one.run("document.querySelector('#evidence').textContent")
        assert body.count(evil) >= 8
        assert one.marks()["trigger"] == "struck"
        one.page.click("button.read")
        assert one.run("document.querySelector('#text').textContent") == next(
            a.text for a in view.articles if a.id == event.articles[0]
        )
        one.page.fill("#search", evil)
        one.settle()
        assert evil.strip() == "" or event.id in one.shown()
        one.page.click("#reset")
    for mode in ("overview", "events"):
        one.page.click(f"#mode-{mode}")
    one.page.select_option("#language", "id")
    assert one.run("globalThis.hit") is None
    assert (
        one.run("document.querySelectorAll('#main img, #main script, #main a[href]').length") == 0
    )


def test_only_web_addresses_are_links(tab):
    one = tab(sample.peaceful(), query="?lang=en#event-meeting")
    links = one.run("[...document.querySelectorAll('#evidence a')].map((a) => [a.href, a.rel])")
    assert links == [["https://post.example/talks", "noopener noreferrer nofollow"]]
    assert "javascript:globalThis.hit=1" in one.page.inner_text("#evidence")


def test_article_and_back(tab):
    view = sample.peaceful()
    one = tab(view, query="?lang=en#event-meeting")
    one.page.click("button.read >> nth=0")
    assert one.run("document.querySelector('#text').textContent") == sample.MEETING
    triggers = one.run(
        "[...document.querySelectorAll('#text mark.trigger')].map((m) => m.textContent)"
    )
    assert triggers == ["met", "meet the", "met"]
    one.page.click("#text mark.trigger >> nth=1")
    assert one.page.get_attribute("#evidence", "data-event") == str(position(view, "event-rebels"))


def choices(view: View):
    events = view.events
    quads = {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE}
    yield {"type": "ASSAULT"}, [e for e in events if e.type == "ASSAULT"]
    yield {"type": "verbal_cooperation"}, [e for e in events if e.type in quads]
    yield {"status": "planned"}, [e for e in events if e.status == "planned"]
    yield {"language": "id"}, [e for e in events if "id" in e.languages]
    yield {"source": "Source 3"}, [e for e in events if "Source 3" in e.sources]
    code = "C05"
    in_country = [e for e in events if code in {p.country for p in e.actors + e.targets}]
    yield {"country": code}, in_country
    first, last = date(2020, 6, 1), date(2021, 2, 28)
    dated = [e for e in events if e.earliest and first <= e.earliest <= last]
    yield {"from": str(first), "to": str(last)}, dated
    both = [e for e in dated if "id" in e.languages]
    yield {"from": str(first), "to": str(last), "language": "id"}, both


def test_filters_agree_with_python(tab):
    view = sample.many(120)
    one = tab(view)
    for chosen, expected in choices(view):
        for name, value in chosen.items():
            field = f"#filter-{name}"
            (one.page.fill if name in ("from", "to") else one.page.select_option)(field, value)
        assert one.shown() == sorted(e.id for e in expected), chosen
        assert 0 < len(expected) < len(view.events)
        drawn = one.run("eventgraph.nodes.getIds().filter((id) => id[0] === 'e').length")
        assert drawn == len(expected)
        assert one.page.inner_text("#shown") == f"{len(expected)} of 120 events"
        assert one.page.locator("button.row").count() == min(100, len(expected))
        if len(chosen) == 1 and "from" not in chosen:
            ((name, value),) = chosen.items()
            label = one.page.inner_text(f"#filter-{name} option[value='{value}']")
            assert label.endswith(f"({len(expected)})")
        one.page.click("#reset")
        assert len(one.shown()) == 120


def test_search_finds_names_and_quotes(tab):
    one = tab(sample.peaceful())
    for words, found in (
        ("lembah", ["event-meeting"]),
        ("BERAS", ["event-rice"]),
        ("odo rebels", ["event-rebels"]),
        ("nothing such", []),
    ):
        one.page.fill("#search", words)
        one.settle()
        assert one.shown() == found


def test_sorting(tab):
    one = tab(sample.many(30))

    def dates():
        return one.run(
            """() => {
              const { events } = JSON.parse(document.getElementById('data').textContent);
              const rows = [...document.querySelectorAll('button.row')];
              return rows.map((row) => events[row.dataset.event].earliest || '');
            }"""
        )

    known = [day for day in dates() if day]
    assert known == sorted(known, reverse=True)
    assert dates()[-1] == ""
    one.page.click("#sort-date")
    known = [day for day in dates() if day]
    assert known == sorted(known)
    assert dates()[-1] == ""
    assert one.page.get_attribute("th.date", "aria-sort") == "ascending"


def test_two_equal_edges_are_both_reachable(tab):
    view = sample.peaceful()
    twin = sample.event(
        "event-twin", EventType.CONSULT, (sample.MARU,), (sample.ODO,), view.mentions[:1]
    )
    view = View(events=(*view.events, twin), mentions=view.mentions, articles=view.articles)
    one = tab(view)
    for name in ("event-meeting", "event-twin"):
        one.click_node(f"e{position(view, name)}")
        assert name in one.page.inner_text("#evidence")


def test_opens_on_the_overview_and_drills_down(tab):
    view = sample.many(300, actors=12)
    one = tab(view)
    assert one.page.inner_text("#shown") == "300 of 300 events"
    assert one.page.get_attribute("#mode-overview", "aria-pressed") == "true"
    edge = one.run("eventgraph.edges.get().sort((a, b) => b.count - a.count)[0]")
    assert edge["count"] > 1
    one.run(
        """(edge) => eventgraph.network.body.emitter.emit('click',
             { nodes: [], edges: [edge.id], event: {}, pointer: {} })""",
        edge,
    )
    names = [actor.name for actor in actors_of(view.events)]
    one_name, two_name = (names[n] for n in edge["pair"])
    expected = [
        e.id for e in view.events if {one_name, two_name} == {p.name for p in e.actors + e.targets}
    ]
    assert one.shown() == sorted(expected)
    assert 0 < len(expected) < 300
    assert one.page.get_attribute("#mode-events", "aria-pressed") == "true"
    one.page.click("#focus button")
    assert one.page.query_selector("#focus button") is None
    assert len(one.shown()) == 300
    assert one.page.get_attribute("#mode-overview", "aria-pressed") == "true"


def test_an_event_is_shown_in_the_network_on_demand(tab):
    view = sample.many(300, actors=12)
    one = tab(view, query=f"?lang=en#{view.events[4].id}")
    assert one.page.get_attribute("#mode-overview", "aria-pressed") == "true"
    one.page.click("#show")
    assert view.events[4].id in one.page.inner_text("#evidence")
    assert one.run("eventgraph.network.getSelectedNodes()") == ["e4"]
    assert one.page.query_selector("#show") is None


def test_an_open_end_passes_a_later_date(tab):
    view = sample.peaceful()
    since = replace(view.events[0], value="2021-05-03/..", latest=None, precision="range")
    one = tab(replace(view, events=(since,)))
    one.page.fill("#filter-from", "2030-01-01")
    assert one.shown() == ["event-meeting"]
    one.page.fill("#filter-to", "2021-01-01")
    assert one.shown() == []
    one.page.click("#reset")
    assert "since 3 May 2021" in one.page.inner_text("#panel")


@pytest.mark.parametrize("width", [1400, 900, 390])
@pytest.mark.parametrize("language", ["en", "id"])
def test_no_width_scrolls_sideways(tab, width, language):
    for view in (sample.peaceful(), sample.hostile()):
        one = tab(view, width=width, height=800, query=f"?lang={language}")
        one.run("(id) => eventgraph.open(id)", view.events[0].id)
        assert one.run("document.documentElement.scrollWidth") <= width
        one.page.click("button.read >> nth=0")
        assert one.run("document.documentElement.scrollWidth") <= width


def test_languages(tab):
    one = tab(sample.peaceful(), query="?lang=id")
    assert one.run("document.documentElement.lang") == "id"
    assert one.page.inner_text("#shown") == "3 dari 3 peristiwa"
    one.page.select_option("#language", "en")
    assert one.run("document.documentElement.lang") == "en"
    assert one.page.inner_text("#shown") == "3 of 3 events"


def test_dark_and_light(tab):
    one = tab(sample.peaceful(), color_scheme="dark")
    dark = one.run("getComputedStyle(document.body).backgroundColor")
    one.page.click("#theme")
    light = one.run("getComputedStyle(document.body).backgroundColor")
    assert dark != light


CONTRAST = """() => {
  const lum = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    if (!own || node.closest('svg, script, style, noscript')) continue;
    if (node.disabled || !node.offsetParent) continue;
    const pair = [lum(rgb(getComputedStyle(node).color)), lum(behind(node))];
    const [a, b] = pair.sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) faint.push(`${node.tagName}.${node.className} ${ratio} ${node.textContent}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast(tab, scheme):
    one = tab(sample.peaceful(), color_scheme=scheme)
    assert one.run(CONTRAST) == []
    one.run("eventgraph.open('event-meeting')")
    assert one.run(CONTRAST) == []
    one.page.click("button.read >> nth=0")
    assert one.run(CONTRAST) == []


def test_works_in_a_sandboxed_frame(browser, tmp_path):
    path = tmp_path / "graph.html"
    render(sample.peaceful(), path)
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content("<iframe sandbox='allow-scripts' width=1200 height=700></iframe>")
    page.evaluate(
        "(text) => { document.querySelector('iframe').srcdoc = text; }",
        path.read_text(encoding="utf-8"),
    )
    frame = page.frame_locator("iframe")
    frame.locator("button.row").first.click()
    assert frame.locator("#evidence").count() == 1
    assert errors == []
    context.close()


@pytest.mark.slow
def test_twenty_thousand_events_open(tab):
    one = tab(sample.many(20_000, actors=900))
    assert one.page.inner_text("#shown") == "20,000 of 20,000 events"
    assert one.page.locator("button.row").count() == 100
    assert "40 of 720 actors drawn" in one.page.inner_text("#caption")
    one.page.click("#next")
    assert "101–200" in one.page.inner_text(".pager")
    one.page.click("#mode-events")
    assert "150 of 20,000 events drawn" in one.page.inner_text("#caption")
