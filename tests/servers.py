"""Servers for tests, on this machine only: a real one, and one that plays what goes wrong."""

from __future__ import annotations

import shutil
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

import pytest

HOST = "127.0.0.1"
local = pytest.mark.allow_hosts([HOST])
"""Marks tests that may reach servers on this machine, and nothing else."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Run Oxigraph on a free port with its data in a folder; give its address."""
    program = Path(sys.executable).with_name("oxigraph")
    found = program if program.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("SKIPPED LOUDLY: there is no program oxigraph; pip install oxigraph")
    command = [found, "serve", "--location", folder, "--bind", f"{HOST}:{_free_port()}"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert said.startswith("Listening"), said
        yield said.split()[-1]
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stdout.close()


def _free_port() -> int:
    with socketserver.TCPServer((HOST, 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: str


class Played(NamedTuple):
    """An answer: a status, headers and a body; without a status the connection is cut."""

    status: int | None = 200
    body: str = ""
    type: str = "application/sparql-results+json"
    location: str | None = None
    missing: int = 0
    """Bytes that are announced and never come."""
    late: bool = False
    """Whether the answer comes only when the server stops."""


class Stage:
    """What a played server was asked, and where it is."""

    def __init__(self, answers: list[Played]) -> None:
        self.answers = answers
        self.requests: list[Request] = []
        self.over = threading.Event()
        self.url = ""


@contextmanager
def played(*answers: Played) -> Iterator[Stage]:
    """Run a server that gives these answers, one after the other, the last one for ever."""
    stage = Stage(list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(size).decode()
            stage.requests.append(Request(self.command, self.path, dict(self.headers), body))
            answer = stage.answers.pop(0) if len(stage.answers) > 1 else stage.answers[0]
            if answer.late:
                stage.over.wait(30)
            if answer.status is None or answer.late:
                self.close_connection = True
                return
            content = answer.body.encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.type)
            self.send_header("Content-Length", str(len(content) + answer.missing))
            if answer.location is not None:
                self.send_header("Location", answer.location)
            self.end_headers()
            self.wfile.write(content)
            self.close_connection = answer.missing > 0

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.handle_any)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server((HOST, 0), Handler) as server:
        stage.url = f"http://{HOST}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield stage
        finally:
            stage.over.set()
            server.shutdown()
            thread.join()
