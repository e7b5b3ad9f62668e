"""A web server on the loopback that misbehaves as told, one behavior per request.

A behavior is a function of the request handler. The last one given for a path is repeated.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Behavior = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]


@dataclass
class MisbehavingServer:
    """What is served, and what was asked."""

    port: int
    plans: dict[str, list[Behavior]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def serve(self, path: str, *behaviors: Behavior) -> str:
        """Answer requests for the path so; its address."""
        self.plans[path] = list(behaviors)
        return f"http://127.0.0.1:{self.port}{path}"


def answer(status: int, body: bytes = b"", **headers: str) -> Behavior:
    """A whole answer; `content_type="text/html"` becomes a header."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"content-length": str(len(body))} | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def file(body: bytes, etag: str = '"v1"', **headers: str) -> Behavior:
    """A file as a well-behaved storage serves it: unchanged, whole, or the rest of it."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers
        start = int(asked.get("range", "bytes=0-")[6:-1])
        if asked.get("if-none-match") == etag:
            answer(304, etag=etag)(handler)
        elif start and asked.get("if-range") == etag:
            place = f"bytes {start}-{len(body) - 1}/{len(body)}"
            answer(206, body[start:], etag=etag, content_range=place)(handler)
        else:
            answer(200, body, etag=etag, **headers)(handler)

    return behave


def redirect(location: str, status: int = 302) -> Behavior:
    """A redirect, with a body that is a page."""
    return answer(status, b"<html>moved</html>", location=location)


def cut(body: bytes, at: int, etag: str = '"v1"') -> Behavior:
    """The beginning of a file, then the end of the connection."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        answer(200, body[:at], etag=etag, content_length=str(len(body)))(handler)
        handler.close_connection = True

    return behave


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    handler.close_connection = True


def silent(until: threading.Event) -> Behavior:
    """A head, then nothing, until the test lets go."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        answer(200, b"", content_length="10")(handler)
        handler.wfile.flush()
        until.wait(10)
        handler.close_connection = True

    return behave


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Bytes until the client has enough of them."""
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"x" * 65_536)


@contextmanager
def misbehaving_server() -> Iterator[MisbehavingServer]:
    """A running server; it is stopped at the end of the block."""
    told: MisbehavingServer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            told.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
            plan = told.plans[path]
            behave = plan.pop(0) if len(plan) > 1 else plan[0]
            behave(self)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing: clients that leave early are what is tested."""

    with Server(("127.0.0.1", 0), Handler) as server:
        told = MisbehavingServer(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()
            thread.join()
