import base64
import logging

import pytest

from eventgraph.errors import GraphError, UsageError
from eventgraph.graph.exchange import WAITS, Exchange
from tests.servers import Played, Stage, local, played

pytestmark = local
JSON = "application/sparql-results+json"
BUSY = Played(503, "come later", "text/plain")


def ask(stage: Stage, timeout: float = 30, **environ: str) -> tuple[bytes, list[float]]:
    """Send one question; give the answer and the waits before it."""
    waits: list[float] = []
    exchange = Exchange(stage.url, timeout=timeout, environ=environ, sleep=waits.append)
    try:
        return exchange.request("POST", "/query", body=b"q", content="t/p", accept=JSON).body, waits
    finally:
        exchange.close()


def refused(stage: Stage, timeout: float = 30, **environ: str) -> str:
    with pytest.raises(GraphError) as caught:
        ask(stage, timeout, **environ)
    message = str(caught.value)
    assert stage.url in message and "\n" not in message
    return message


def test_a_request_says_what_it_holds_and_what_it_takes() -> None:
    with played(Played(body="{}")) as stage:
        assert ask(stage) == (b"{}", [])
        (request,) = stage.requests
    assert (request.method, request.path, request.body) == ("POST", "/query", "q")
    assert request.headers["Accept"] == JSON and request.headers["Content-Type"] == "t/p"
    assert "Authorization" not in request.headers


@pytest.mark.parametrize("trouble", [BUSY, Played(429), Played(None), Played(body="{", missing=9)])
def test_trouble_that_passes_is_waited_out(trouble: Played) -> None:
    with played(trouble, trouble, Played(body="{}")) as stage:
        assert ask(stage) == (b"{}", [0.5, 1.0])
        assert len(stage.requests) == 3


def test_trouble_that_stays_is_told_after_four_tries() -> None:
    with played(BUSY) as stage:
        waits: list[float] = []
        exchange = Exchange(stage.url, environ={}, sleep=waits.append)
        with pytest.raises(GraphError, match=r"503 Service Unavailable \(come later\); look"):
            exchange.request("GET", "/x")
        assert waits == list(WAITS) and len(stage.requests) == 4


def test_a_server_that_is_not_there_is_told() -> None:
    with played(Played()) as stage:
        pass
    assert "cannot be reached (Connection refused); start it" in refused(stage)


def test_a_server_that_takes_too_long_is_not_asked_again() -> None:
    with played(Played(late=True)) as stage:
        assert "did not answer within 0.2 seconds" in refused(stage, timeout=0.2)
        assert len(stage.requests) == 1


def test_nobody_is_sent_on_to_another_server() -> None:
    with played(Played(body="{}")) as other:
        with played(Played(302, location=f"{other.url}/trap")) as stage:
            message = refused(stage, EVENTGRAPH_STORE_TOKEN="abc")  # noqa: S106 - of nobody
            assert f"302 Found ({other.url}/trap); give the address that it sends on to" in message
        assert other.requests == []


def test_an_answer_of_another_kind_is_told() -> None:
    with played(Played(body="<html>", type="text/html; charset=utf-8")) as stage:
        assert f"answered text/html, not {JSON}; give the address" in refused(stage)


@pytest.mark.parametrize(
    ("status", "cure"),
    [
        (400, "look into the log of the server"),
        (401, "set EVENTGRAPH_STORE_USER and EVENTGRAPH_STORE_PASSWORD, or EVENTGRAPH_STORE_TOKEN"),
        (403, "set EVENTGRAPH_STORE_USER"),
        (404, "give the address of a SPARQL server"),
        (413, "let the server take larger requests"),
    ],
)
def test_what_is_refused_is_not_tried_again_and_has_a_cure(status: int, cure: str) -> None:
    said = "so\nit \x1b[31mis" + "!" * 3000
    with played(Played(status, said, "text/plain")) as stage:
        message = refused(stage)
        assert f"answered {status} " in message and cure in message and "(so it [31mis!" in message
        assert len(message) < 500 and len(stage.requests) == 1


def test_a_page_of_html_is_not_repeated() -> None:
    with played(Played(404, "<h1>Not here</h1>", "text/html")) as stage:
        assert "<h1>" not in refused(stage)


@pytest.mark.parametrize(
    ("environ", "header"),
    [
        (
            {"EVENTGRAPH_STORE_USER": "siti", "EVENTGRAPH_STORE_PASSWORD": "ra ha:sia é"},
            "Basic " + base64.b64encode("siti:ra ha:sia é".encode()).decode(),
        ),
        ({"EVENTGRAPH_STORE_TOKEN": "abc.def"}, "Bearer abc.def"),
    ],
)
def test_credentials_are_sent_and_never_told(
    environ: dict[str, str], header: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = Played(401, f"no: {header} {' '.join(environ.values())}", "text/plain")
    with played(Played(503, echo.body, "text/plain"), echo) as stage:
        message = refused(stage, **environ)
        assert {request.headers["Authorization"] for request in stage.requests} == {header}
    assert "POST /query" in caplog.text and "503" in caplog.text
    for text in (message, caplog.text):
        assert header.split()[1] not in text
        assert environ.get("EVENTGRAPH_STORE_PASSWORD", "abc.def") not in text


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"TOKEN": "abc", "USER": "siti", "PASSWORD": "rahasia"}, "two kinds of credentials"),
        ({"USER": "siti"}, "not complete"),
        ({"PASSWORD": "rahasia"}, "not complete"),
        ({"USER": "si:ti", "PASSWORD": "rahasia"}, "cannot hold a colon"),
        ({"TOKEN": "rahasia\r\nX-Evil: 1"}, "holds blanks"),
        ({"TOKEN": "rahasiá"}, "holds blanks"),
    ],
)
def test_credentials_that_do_not_fit_are_told_without_them(
    environ: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        Exchange(
            "http://localhost", environ={f"EVENTGRAPH_STORE_{k}": x for k, x in environ.items()}
        )
    assert "rahasi" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "graph",
        "localhost:7878",
        "ftp://localhost",
        "file:///etc/passwd",
        "http://",
        "http://localhost:port",
        "http://localhost:99999",
        "http://local host",
        "http://localhost/a b",
        "http://localhost/\r\nX-Evil: 1",
        "http://localhost?query=x",
        "http://localhost/#x",
        "http://[::1",
        f"http://{'a' * 64}.example",
    ],
)
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match=r"no address of a server; write http://HOST:PORT"):
        Exchange(url, environ={})


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="EVENTGRAPH_STORE_PASSWORD in the environment") as caught:
        Exchange("http://siti:rahasia@localhost", environ={})
    assert "rahasia" not in str(caught.value)


def test_an_address_keeps_its_path() -> None:
    with played(Played(body="{}")) as stage:
        exchange = Exchange(f"{stage.url}/über/ds/", environ={})
        exchange.request("GET", "/data", parameters={"graph": "urn:a b&c"})
        exchange.close()
        assert stage.requests[0].path == "/%C3%BCber/ds/data?graph=urn%3Aa+b%26c"
    assert exchange.url.endswith("/%C3%BCber/ds")


def test_credentials_that_others_can_read_are_known() -> None:
    token = {"EVENTGRAPH_STORE_TOKEN": "abc"}
    assert Exchange("http://example.org", environ=token).tells_secrets
    assert not Exchange("https://example.org", environ=token).tells_secrets
    assert not Exchange("http://localhost:7878", environ=token).tells_secrets
    assert not Exchange("http://example.org", environ={}).tells_secrets
