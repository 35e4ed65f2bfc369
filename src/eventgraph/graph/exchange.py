"""
One exchange with a server over HTTP: ask, wait, try again, and say in one line what is wrong.

Only addresses that the user gives are ever used: a server that sends on to another one is
not followed, for credentials would go there too, and proxies are not asked. Credentials come
from the environment and are neither in an error nor in a log.
"""

from __future__ import annotations

import base64
import http.client
import logging
import os
import ssl
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from eventgraph.errors import GraphError, UsageError, one_line

__all__ = ["Exchange", "Response", "authorization"]

_log = logging.getLogger(__name__)

TIMEOUT = 60.0
"""Seconds in which a server has to take a connection, and to send the next part of an answer."""
WAITS = (0.5, 1.0, 2.0)
"""Seconds between the tries."""
_USER, _PASSWORD = "EVENTGRAPH_STORE_USER", "EVENTGRAPH_STORE_PASSWORD"
_TOKEN = "EVENTGRAPH_STORE_TOKEN"  # noqa: S105 - a name
_LONGEST_REASON = 2000
_HERE = ("localhost", "127.0.0.1", "::1")


class Response(NamedTuple):
    """What a server answered."""

    status: int
    type: str
    """The media type without its parameters."""
    body: bytes


def authorization(environ: Mapping[str, str]) -> str | None:
    """
    Give the `Authorization` header that the environment asks for, or `None`.

    `EVENTGRAPH_STORE_TOKEN` makes a bearer token, `EVENTGRAPH_STORE_USER` and
    `EVENTGRAPH_STORE_PASSWORD` basic authentication. Raises `UsageError` when they do not fit.
    """
    token, user, password = (environ.get(name) or "" for name in (_TOKEN, _USER, _PASSWORD))
    if token and (user or password):
        raise UsageError(
            "there are two kinds of credentials",
            where="environment",
            cure=f"set either {_TOKEN} or {_USER} and {_PASSWORD}",
        )
    if bool(user) != bool(password):
        raise UsageError(
            "the credentials are not complete",
            where="environment",
            cure=f"set both {_USER} and {_PASSWORD}",
        )
    if token:
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise UsageError(
                "the token holds blanks or characters that no token has",
                where=_TOKEN,
                cure="set it again, without line breaks",
            )
        return f"Bearer {token}"
    if ":" in user:
        raise UsageError("a user name cannot hold a colon", where=_USER, cure="set another user")
    pair = f"{user}:{password}".encode("utf-8", "surrogateescape")
    return f"Basic {base64.b64encode(pair).decode('ascii')}" if user else None


class Exchange:
    """
    A connection to one server; it is made when it is needed and kept open.

    All requests must be such that to send one twice does no more than to send it once.
    Raises `UsageError` for an address that is none of a server.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        environ: Mapping[str, str] = os.environ,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url, self._host, self._port, self._path = _address(url)
        self._timeout = timeout
        self._sleep = sleep
        self._authorization = authorization(environ)
        sent = (self._authorization or "").rpartition(" ")[2]
        secrets = (sent, environ.get(_TOKEN), environ.get(_PASSWORD))
        self._secrets = [secret for secret in secrets if secret]
        self._connection: http.client.HTTPConnection | None = None

    @property
    def tells_secrets(self) -> bool:
        """Tell whether credentials go through the net unencrypted."""
        away = self.url.startswith("http:") and self._host not in _HERE
        return away and self._authorization is not None

    def close(self) -> None:
        """Close the connection; the next request makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def request(
        self,
        method: str,
        path: str,
        *,
        parameters: Mapping[str, str] | None = None,
        body: bytes | None = None,
        content: str | None = None,
        accept: str | None = None,
        missing: bool = False,
    ) -> Response:
        """
        Send a request and give the answer.

        `content` is the media type of `body`, `accept` the only one of an answer that will
        do. Tries again, after a while each time, when there is no connection or the server
        has trouble (5xx, 429). With `missing` also 404 is an answer. Raises `GraphError` for
        all others than 2xx.
        """
        target = f"{self._path}{path}" or "/"
        if parameters:
            target += f"?{urlencode(parameters)}"
        headers = {"Accept": accept or "*/*", "User-Agent": "eventgraph"}
        if content is not None:
            headers["Content-Type"] = content
        if self._authorization is not None:
            headers["Authorization"] = self._authorization
        response = self._tried(method, target, body, headers)
        if missing and response.status == http.client.NOT_FOUND:
            return response
        if not 200 <= response.status < 300:
            raise self._refused(response)
        if accept is not None and response.type != accept:
            raise GraphError(
                f"the server answered {response.type or 'something'}, not {accept}",
                where=self.url,
                cure="give the address of a SPARQL server, such as http://localhost:7878, "
                "and its kind with --server",
            )
        return response

    def _tried(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Response:
        """Send a request up to four times, until there is an answer worth reading."""
        waits = list(WAITS)
        while True:
            try:
                response = self._once(method, target, body, headers)
            except TimeoutError as error:
                # The server may still be at work on it: asking again would make it worse.
                self.close()
                raise GraphError(
                    f"the server did not answer within {self._timeout:g} seconds",
                    where=self.url,
                    cure="ask for less, or wait longer with --timeout",
                ) from error
            except ssl.SSLError as error:
                self.close()
                raise GraphError(
                    f"there is no secure connection ({error.reason or error})",
                    where=self.url,
                    cure="check https, and the certificate of the server",
                ) from error
            except (OSError, http.client.HTTPException) as error:
                self.close()
                trouble = error.strerror if isinstance(error, OSError) else None
                problem = GraphError(
                    f"the server cannot be reached ({trouble or type(error).__name__})",
                    where=self.url,
                    cure="start it, or correct the address",
                )
                problem.__cause__ = error
            else:
                if response.status < 500 and response.status != 429:
                    return response
                problem = self._refused(response)
            if not waits:
                raise problem
            _log.info("%s; trying again in %g s", problem.what, waits[0])
            self._sleep(waits.pop(0))

    def _once(
        self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]
    ) -> Response:
        if self._connection is None:
            safe = self.url.startswith("https:")
            make = http.client.HTTPSConnection if safe else http.client.HTTPConnection
            self._connection = make(self._host, self._port, timeout=self._timeout)
        _log.debug("%s %s (%d bytes)", method, one_line(target), len(body or b""))
        self._connection.request(method, target, body, headers=dict(headers))
        response = self._connection.getresponse()
        kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        if response.status < 300:
            return Response(response.status, kind, response.read())
        reason = response.getheader("Location") or ""
        said = reason.encode("utf-8", "replace") or response.read(_LONGEST_REASON)
        self.close()
        return Response(response.status, kind, said)

    def _refused(self, response: Response) -> GraphError:
        said = response.body.decode("utf-8", "replace")
        for secret in self._secrets:
            said = said.replace(secret, "***")
        name = http.client.responses.get(response.status, "")
        what = one_line(f"the server answered {response.status} {name}".strip())
        if said.strip() and response.type != "text/html":
            what += f" ({one_line(said, 160)})"
        return GraphError(what, where=self.url, cure=_cure(response.status))


def _cure(status: int) -> str:
    if status in (401, 403):
        return f"set {_USER} and {_PASSWORD}, or {_TOKEN}, in the environment"
    if 300 <= status < 400:
        return "give the address that it sends on to"
    if status in (404, 405, 406, 415, 501):
        return "give the address of a SPARQL server, and its kind with --server"
    if status == 413:
        return "let the server take larger requests"
    if status >= 500 or status == 429:
        return "look into the log of the server, or try again later"
    return "look into the log of the server"


def _address(url: str) -> tuple[str, str, int | None, str]:
    """Give an address without its last slash, and its host, port and path."""
    cure = "write http://HOST:PORT or https://HOST"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError:
        raise UsageError("this is no address of a server", where="--store", cure=cure) from None
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "the address holds a user or a password, which others may read",
            where="--store",
            cure=f"set {_USER} and {_PASSWORD} in the environment instead",
        )
    odd = any(c.isspace() or not c.isprintable() for c in url)
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment or odd:
        raise UsageError("this is no address of a server", where=url, cure=cure)
    path = quote(parts.path.rstrip("/"), safe="/%:@!$&'()*+,;=~-._")
    return f"{parts.scheme}://{parts.netloc}{path}", host, port, path
