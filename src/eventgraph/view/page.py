"""
Write the page of a graph: one file that needs no network.

pyvis holds the network of nodes and edges. Its own page loads scripts from elsewhere and
runs what article text says (its popups, menus and headings are not escaped), so that only
its model is used, with our template, our scripts and a policy that lets nothing else run.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

from eventgraph.errors import EventGraphError, GraphError
from eventgraph.view.layout import arrange
from eventgraph.view.look import actor_looks, event_types, page_words, quads
from eventgraph.view.payload import payload
from eventgraph.view.values import View

__all__ = ["page", "render"]

SCRIPTS: tuple[str, ...] = (
    *("base", "words", "facts", "marks", "shapes", "filters", "place", "network"),
    *("legend", "timeline", "list", "evidence", "article", "app"),
)
"""Our scripts in the order in which they are joined; each is one file in `templates/`."""

DRAWN = 2_000
"""Up to this many nodes the events have places of their own; above, the page places a choice."""

LENGTHS = {"events": 62, "overview": 84}
"""How many pixels an edge would like to have; the overview writes a number on it."""

LABELLED = 60
"""Up to this many nodes the events carry their labels."""

ACTORS = 40
"""So many actors, those with most events, are on the overview."""

_UNSAFE_IN_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def page(view: View) -> str:
    """Give the page of a view as HTML that needs nothing else and is the same in every run."""
    data = payload(view)
    net = _network(data)
    data |= {
        "quads": [_plain(quad) for quad in quads()],
        "types": [_plain(look) for look in event_types()],
        "looks": [_plain(look) for look in actor_looks()],
        "words": page_words(),
        "drawn": len(data["events"]) + len(data["actors"]) <= DRAWN,
        "labelled": LABELLED,
        "lengths": LENGTHS,
        "actors_shown": ACTORS,
    }
    vis, ours, style = _vis_network(), _scripts(), _template("page.css")
    net.path = "page.html.j2"
    net.templateEnv = _environment()
    net.templateEnv.globals.update(
        title=_writable(view.title) or "eventgraph",
        data=data,
        vis=vis,
        script=ours,
        style=style,
        noscript=data["words"]["en"]["page.noscript"],
        policy=_policy((vis, ours), style),
    )
    return str(net.generate_html("page.html")) + "\n"


def render(view: View, path: Path | str) -> None:
    """
    Write the page of a view to a file, whole or not at all.

    Raise `GraphError` when it cannot be written; a file that stood there stays then.
    """
    path = Path(path)
    text = page(view)
    held: str | None = None
    try:
        handle, held = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(held).chmod(0o644)  # mkstemp gives a file that only its owner may read
        Path(held).replace(path)
    except OSError as error:
        raise GraphError(
            f"the page cannot be written ({error.strerror or error})",
            where=path,
            cure="check the folder, its rights and the space left",
        ) from error
    finally:
        if held is not None:
            Path(held).unlink(missing_ok=True)


def _writable(text: str) -> str:
    """Replace halves of letters, which a broken source may hold and no file can."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _plain(look: Any) -> dict[str, Any]:
    return {name: getattr(look, name) for name in look.__slots__}


def _network(data: dict[str, Any]) -> Any:
    """
    Fill pyvis: `aN` actors and `eN` events between them, `oN` actors of the overview.

    Directed always: undirected, pyvis drops the second of two edges between the same nodes.
    """
    from pyvis.network import Network

    net = Network(directed=True)
    if len(data["events"]) + len(data["actors"]) <= DRAWN:
        _add_events(net, data)
    _add_overview(net, data)
    return net


def _add_events(net: Any, data: dict[str, Any]) -> None:
    events, actors = data["events"], data["actors"]
    quad_of = {look.id: look.quad for look in event_types()}
    label_of = {look.id: look.label["en"] for look in event_types()}
    shape_of = {quad.id: quad.shape for quad in quads()}
    first = len(actors)
    links = [
        (f"a{n}", f"e{e}") if role == "actors" else (f"e{e}", f"a{n}")
        for e, event in enumerate(events)
        for role in ("actors", "targets")
        for n in event.get(role, ())
    ]
    number = {f"a{n}": n for n in range(first)} | {f"e{n}": first + n for n in range(len(events))}
    few = len(actors) + len(events) <= LABELLED
    sizes = [_box(actor["name"], 3 if few else 2) for actor in actors]
    sizes += [(92, 60) if few else (28, 28)] * len(events)
    places = arrange(sizes, [(number[a], number[b]) for a, b in links], LENGTHS["events"])
    _add_actors(net, "a", data, dict(enumerate(places[:first])))
    for n, event in enumerate(events):
        quad = quad_of[event["type"]]
        x, y = places[first + n]
        label = label_of[event["type"]]
        net.add_node(f"e{n}", label, shape=shape_of[quad], group=quad, x=x, y=y)
    for source, target in links:
        net.add_edge(source, target)


def _add_overview(net: Any, data: dict[str, Any]) -> None:
    """Add the actors with most events, and an edge for each pair and side that shares some."""
    side_of = {
        look.id: quad.side for look in event_types() for quad in quads() if quad.id == look.quad
    }
    pairs: Counter[tuple[int, int, str]] = Counter()
    for event in data["events"]:
        pairs.update((one, two, side_of[event["type"]]) for one, two in _pairs(event))
    chosen = _leading(pairs)
    kept = {key: n for key, n in pairs.items() if set(key[:2]) <= set(chosen)}
    number = {n: position for position, n in enumerate(chosen)}
    sizes = [_box(data["actors"][n]["name"] + " 000") for n in chosen]
    links = [(number[a], number[b]) for a, b, _ in sorted(kept)]
    places = arrange(sizes, links, LENGTHS["overview"])
    _add_actors(net, "o", data, dict(zip(chosen, places, strict=True)))
    for one, two, side in sorted(kept):
        net.add_edge(f"o{one}", f"o{two}", value=kept[one, two, side], side=side)


def _leading(pairs: Counter[tuple[int, int, str]]) -> list[int]:
    """Choose actors pair by pair, those with most events first, so that none stands alone."""
    told: Counter[int] = Counter()
    both: Counter[tuple[int, int]] = Counter()
    for (one, two, _), count in pairs.items():
        told.update({one: count, two: count})
        both[one, two] += count
    chosen: dict[int, None] = {}
    for pair in sorted(both, key=lambda p: (-both[p], -told[p[0]] - told[p[1]], p)):
        new = [n for n in pair if n not in chosen]
        if len(chosen) + len(new) <= ACTORS:
            chosen.update(dict.fromkeys(new))
    return sorted(chosen)


def _add_actors(
    net: Any, prefix: str, data: dict[str, Any], places: dict[int, tuple[int, int]]
) -> None:
    for n, (x, y) in sorted(places.items()):
        actor = data["actors"][n]
        net.add_node(f"{prefix}{n}", actor["name"], shape="box", group=actor["look"], x=x, y=y)


def _pairs(event: dict[str, Any]) -> set[tuple[int, int]]:
    """Pair actors with targets, or, in an act without target, its actors with each other."""
    actors = event.get("actors", ())
    others = event.get("targets") or actors
    return {(min(a, b), max(a, b)) for a, b in product(actors, others) if a != b}


def _box(name: str, most: int = 3) -> tuple[int, int]:
    """Guess the box of a label: the page breaks it into lines of about 16 characters."""
    rows = max(1, min(most, -(-len(name) // 14)))
    return (min(len(name), 16) * 8 + 22, rows * 18 + 12)


def _template(name: str) -> str:
    """Read one of our files; line ends are LF, since the browser hashes it so."""
    from importlib.resources import files

    return files("eventgraph.view").joinpath("templates", name).read_text(encoding="utf-8")


def _scripts() -> str:
    body = "\n".join(_template(f"{name}.js") for name in SCRIPTS)
    return _safe(f'(() => {{\n"use strict";\n{body}\n}})();\n')


def _vis_network() -> str:
    """Read vis-network, with its notice, from where pyvis keeps it."""
    from importlib.resources import files

    lib = files("pyvis").joinpath("templates", "lib")
    found = sorted(
        (item for item in lib.iterdir() if item.name.startswith("vis-")),
        key=lambda item: [int(part) for part in re.findall(r"\d+", item.name)],
    )
    if not found:
        raise EventGraphError(
            "vis-network is missing", where="pyvis", cure="install pyvis 0.3.2 again"
        )
    script = found[-1].joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return _safe(script.replace("\r\n", "\n"))


def _safe(script: str) -> str:
    if _UNSAFE_IN_SCRIPT.search(script):
        raise EventGraphError(
            "a script would end its own tag", where="view", cure="write '<\\/script' in it"
        )
    return script


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """Allow exactly our scripts and our style, by what they hold, and nothing else."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("eventgraph.view", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    return environment
