"""A scripted HTTP server on loopback: each path answers what the test wrote down, in order, the last answer again."""

import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer. `raw` replaces it altogether: it is given the connection and writes what it likes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Callable[["Connection"], None] | None = None


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: Mapping[str, str]
    at: float
    body: bytes = b""


class Connection:
    """The open connection, for answers that break the rules. `closing` is set when the test is over."""

    def __init__(self, handler: BaseHTTPRequestHandler, closing: threading.Event) -> None:
        self.socket: socket.socket = handler.connection
        self.closing = closing

    def send(self, content: bytes) -> None:
        self.socket.sendall(content)

    def drip(self, content: bytes, every: float) -> None:
        """One byte at a time, until everybody has had enough."""
        for place in range(len(content)):
            if self.closing.wait(every):
                return
            self.send(content[place : place + 1])

    def reset(self) -> None:
        """Drop the connection without a farewell (RST)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


class Upstream:
    """`says(path, *replies)` writes the script; `asked` is what came; `most_at_once` how many were open together."""

    def __init__(self) -> None:
        self.script: dict[str, list[Reply]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self.open = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return self.server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def says(self, path: str, *replies: Reply | bytes) -> str:
        """Write the script of a path, and return its whole address."""
        self.script[path] = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
        return f"{self.url}{path}"

    def __enter__(self) -> "Upstream":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def next_reply(self, path: str) -> Reply:
        replies = self.script.get(path) or [Reply(b"not in the script", 404)]
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        upstream = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.do_GET(self.rfile.read(int(self.headers["Content-Length"])))

            def do_GET(self, body: bytes = b"") -> None:
                with upstream.lock:
                    upstream.open += 1
                    upstream.most_at_once = max(upstream.most_at_once, upstream.open)
                    upstream.asked.append(Asked(self.path, dict(self.headers.items()), time.monotonic(), body))
                    reply = upstream.next_reply(self.path)
                try:
                    self.close_connection = True
                    self._answer(reply)
                except OSError:
                    pass  # the client had enough, which is what many tests are about
                finally:
                    with upstream.lock:
                        upstream.open -= 1

            def _answer(self, reply: Reply) -> None:
                if reply.raw:
                    reply.raw(Connection(self, upstream.closing))
                    return
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

            def finish(self) -> None:
                with suppress(OSError, ValueError):  # a connection that was reset on purpose
                    super().finish()

            def log_message(self, *_: object) -> None:
                """Nothing: the test reads `asked`."""

        return Handler
