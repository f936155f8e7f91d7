"""A loopback server between a client and a real store: it passes requests on, and does harm, or asks for a password, where told.

It stands for what lies between in the world: networks that break, gateways that limit, answer with errors or ask who is there.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import re
import secrets
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_plus, urlsplit

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "te", "upgrade", "date", "server"}


@dataclass
class Seen:
    """One request that came."""

    number: int
    method: str
    path: str
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return unquote_plus(self.path) + " " + self.body.decode("utf-8", "replace")

    @property
    def is_move(self) -> bool:
        return "MOVE GRAPH" in self.text

    @property
    def is_upload(self) -> bool:
        return self.method == "POST" and "graph=" in self.path


Harm = Callable[[Seen], str | None]


@dataclass
class Proxy:
    """What the proxy does, and what it has seen.

    :param harm: told each request; gives what to do: ``reset`` (end the connection before passing on), ``lost`` (after it),
        ``cut`` (half of the answer), ``wait`` (pass on when :attr:`go` is set), ``lie`` (another number in a count), a status such as ``500``
    :param rename: the path that clients use to the path that the store has
    :param demand: the scheme of authentication that is asked for
    """

    target: str
    base: str = ""
    harm: Harm = lambda _: None
    rename: Callable[[str], str | None] = lambda path: path
    demand: str = ""
    user: str = "publisher"
    secret: str = "a secret, with é"
    seen: list[Seen] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))

    def admitted(self, headers: dict[str, str], method: str) -> bool:
        """Tell whether a request is signed as it must be."""
        given = headers.get("Authorization", "")
        if self.demand == "Basic":
            return given == "Basic " + base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()
        if self.demand == "Bearer":
            return given == f"Bearer {self.secret}"
        if self.demand == "Digest":
            said = dict(re.findall(r'(\w+)="?([^",]*)"?', given.partition(" ")[2]))
            first = _md5(f"{self.user}:stores:{self.secret}")
            second = _md5(f"{method}:{said.get('uri', '')}")
            right = _md5(f"{first}:{self.nonce}:{said.get('nc', '')}:{said.get('cnonce', '')}:auth:{second}")
            return said.get("response") == right and said.get("nonce") == self.nonce
        return True

    def challenge(self) -> str:
        return {
            "Digest": f'Digest realm="stores", nonce="{self.nonce}", qop="auth", algorithm="MD5"',
            "Basic": 'Basic realm="stores, and others"',
            "Bearer": 'Bearer realm="stores"',
        }[self.demand]


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy: Proxy

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def handle_one_request(self) -> None:
        with contextlib.suppress(OSError):
            super().handle_one_request()
            return
        self.close_connection = True

    def answer(self, status: int, body: bytes, headers: dict[str, str], shown: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:shown])
        if shown is not None:
            self.close_connection = True

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def relay(self) -> None:  # noqa: PLR0911
        proxy = self.proxy
        headers = dict(self.headers.items())
        if not proxy.admitted(headers, self.command):  # without reading the body, as Virtuoso does
            self.close_connection = True
            self.answer(401, b"who are you?", {"WWW-Authenticate": proxy.challenge(), "Content-Type": "text/plain"})
            return None
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = Seen(len(proxy.seen), self.command, self.path, body, headers)
        proxy.seen.append(seen)
        harm = proxy.harm(seen) or ""
        if harm == "reset":
            return self.reset()
        if harm == "wait":
            proxy.reached.set()
            if not proxy.go.wait(60):
                return self.reset()
        if harm.isdigit():
            return self.answer(int(harm), b"<html><body><h1>No.</h1></body></html>", {"Content-Type": "text/html"})
        path = proxy.rename(self.path)
        if path is None:
            return self.answer(404, b"nothing here", {"Content-Type": "text/plain"})
        status, answer, kept = self.passed_on(path, body, headers)
        if harm == "lost":
            return self.reset()
        if harm == "cut":
            return self.answer(status, answer, kept, len(answer) // 2)
        if harm == "lie":
            answer = re.sub(rb'("value":\s*")(\d+)', lambda m: m[1] + str(int(m[2]) + 7).encode(), answer)
        return self.answer(status, answer, kept)

    def passed_on(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes, dict[str, str]]:
        target = urlsplit(self.proxy.target)
        connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=120)
        sent = {name: value for name, value in headers.items() if name.lower() not in HOP}
        if self.proxy.demand:
            sent.pop("Authorization", None)
        try:
            connection.request(self.command, path, body or None, sent)
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in HOP}
            return answer.status, answer.read(), kept
        finally:
            connection.close()

    do_GET = do_POST = do_PUT = do_DELETE = relay  # noqa: N815


@contextlib.contextmanager
def proxied(target: str, **what: Any) -> Iterator[Proxy]:
    """Run a proxy before a server."""
    proxy = Proxy(target, **what)
    handler = type("Handler", (_Handler,), {"proxy": proxy})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    proxy.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        proxy.go.set()
        server.shutdown()
        server.server_close()
        thread.join()
